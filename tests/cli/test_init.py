from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import slm_sim
from slm_sim import cli
from slm_sim.errors import InputError, Place, Problem, ResultsError, SlmSimError, StudyError, WriteError


def carry_out(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a verb that ends with `error`."""

    @click.command()
    def verb() -> None:
        raise error

    monkeypatch.setattr(cli.VerbGroup, "get_command", lambda *_: verb)
    result = CliRunner().invoke(cli.main, ["run"])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (SlmSimError("a message"), 2),
        (ResultsError("a message"), 2),
        (WriteError("a message"), 3),
        (StudyError("a message"), 3),
    ],
)
def test_what_a_person_can_mend_is_a_message_and_the_exit_code_of_its_error(
    error: SlmSimError, exit_code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert carry_out(error, monkeypatch) == (exit_code, "", "a message\n")


def test_every_problem_of_an_input_has_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [Problem(Place("a.yaml", line, 1), "a word too many") for line in (7, 3)]
    expected = "a.yaml:3:1: a word too many\na.yaml:7:1: a word too many\n"
    assert carry_out(InputError(problems), monkeypatch) == (2, "", expected)


def test_an_interruption_is_told_and_is_exit_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    assert carry_out(KeyboardInterrupt(), monkeypatch) == (130, "", "slm-sim: interrupted\n")

    told = KeyboardInterrupt("20 replications are finished")
    assert carry_out(told, monkeypatch)[2] == "slm-sim: interrupted\n20 replications are finished\n"


def test_a_defect_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    exit_code, _, _ = carry_out(ZeroDivisionError(), monkeypatch)
    assert exit_code == 1


def test_help_lists_every_verb_with_its_summary() -> None:
    result = CliRunner().invoke(cli.main, ["--help"], terminal_width=120)
    assert result.exit_code == 0
    for verb, summary in cli.VERBS.items():
        assert any(line.split(maxsplit=1) == [verb, summary] for line in result.stdout.splitlines()), verb


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    result = CliRunner().invoke(cli.main, [verb, "--help"])
    assert result.exit_code == 0
    assert f" {verb} " in result.stdout


def test_an_unknown_verb_is_answered_with_the_nearest() -> None:
    result = CliRunner().invoke(cli.main, ["rnu"])
    assert result.exit_code == 2
    assert "'rnu'" in result.stderr
    assert "'run'" in result.stderr


def test_the_version_is_the_package_s() -> None:
    assert CliRunner().invoke(cli.main, ["--version"]).stdout == f"slm-sim {slm_sim.__version__}\n"


def test_a_command_that_succeeds_leaves_nothing_to_complain_about(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "slm_sim",
        "run",
        "small-msp",
        "--replications",
        "2",
        "--out",
        str(tmp_path / "out"),
    ]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    assert [line for line in answer.stderr.splitlines() if "leak" in line] == []
