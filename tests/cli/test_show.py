from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from slm_sim.cli import main

DATA = Path(__file__).resolve().parents[1] / "read" / "data"


def show(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["show", *arguments])


@pytest.fixture(autouse=True)
def _beside_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA)


def test_a_line_holds_path_value_and_origin() -> None:
    result = show("desk.yaml", "teams.experts.headcount", "--overlay", "knowledge")
    assert (result.exit_code, result.stdout) == (0, "teams.experts.headcount.early.Mon-Fri  2  desk.yaml:54:34\n")


def test_columns_are_aligned() -> None:
    lines = show("desk.yaml", "study").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["study.seed", "7", "desk.yaml:74:15"],
        ["study.replications", "20", "desk.yaml:74:32"],
        ["study.precision", "5", "points", "desk.yaml:74:47"],
        ["study.confidence", "95", "%", "default"],
    ]
    assert len({line.index(line.split()[1]) for line in lines}) == 1


def test_overlays_show_in_the_origin() -> None:
    result = show("desk.yaml", "teams.desk.effort.scale", "--overlay", "more-people", "--overlay", "knowledge")
    assert result.stdout == "teams.desk.effort.scale  104 %  overlay knowledge (up 4 % (0 to 8)) at desk.yaml:84:32\n"


def test_a_long_text_is_cut_on_its_line() -> None:
    (line,) = show("service-desk", "story").stdout.splitlines()
    assert "…" in line


def test_yaml_holds_the_same_values() -> None:
    result = show("desk.yaml", "study", "--format", "yaml")
    expected = {"seed": 7, "replications": 20, "precision": "5 points", "confidence": "95 %"}
    assert YAML(typ="safe", pure=True).load(result.stdout) == {"study": expected}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("desk.yaml", "teams.dessk"),
            "desk.yaml: there is no teams.dessk; expected a path that exists. Did you",
        ),
        (
            ("dsk.yaml",),
            "dsk.yaml: there is no file 'dsk.yaml'; expected the path of a file. Did you",
        ),
        (("desk.yaml", "--overlay", "knowlege"), "desk.yaml: there is no overlay 'knowlege'; expected one of"),
    ],
)
def test_a_mistake_is_a_message_and_exit_code_2(arguments: tuple[str, ...], said: str) -> None:
    result = show(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_doubts_about_a_draft_go_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA.parents[1] / "broken")
    result = show("draft_clause_within_no_time.yaml", "study.seed")
    assert result.stdout.startswith("study.seed  7")
    assert result.stderr == (
        "warning: draft_clause_within_no_time.yaml:4:60: nothing is ever done within '0 min'; "
        "expected a longer time [unreachable-clause]\n"
    )


def test_an_agreement_is_shown_and_said_to_be_signed_or_a_draft(tmp_path: Path) -> None:
    result = show("trial-sla", "term")
    assert (result.exit_code, result.stdout.splitlines()[0].split()[:2]) == (0, ["term.starts", "2016-03-01"])
    assert "trial-sla.yaml is a draft: its version does not begin with 'signed'\n" in result.stderr
    assert show("trial-sla", "--overlay", "more").exit_code == 2
