"""The verb that holds a log against agreements, on the log that ships with the package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slm_sim.cli import main
from slm_sim.model.measured import Measured
from tests.measuring.worked import MAPPING, ROWS, write

SHIPPED = ["servicenow-sample", "--mapping", "servicenow-updates", "--agreement", "trial-sla"]


def measure(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["measure", *arguments])


def test_a_log_is_measured_in_the_terminal() -> None:
    result = measure(*SHIPPED, "--breaches", "1")
    assert result.exit_code == 0
    assert "Internal incident handling (trial 1): 1 Mar 2016 to 30 Apr 2016" in result.stdout
    assert "Breaches (1 of " in result.stdout
    assert "shows them all, --out DIR writes them all." in result.stdout


def test_json_can_be_read_back_and_is_all_that_is_written() -> None:
    result = measure(*SHIPPED, "--format", "json")
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert content["schema"] == "slm-sim/measure-v1"
    assert json.loads(Measured.model_validate_json(result.stdout).model_dump_json(by_alias=True)) == content


def test_what_is_wrong_with_the_log_is_told_in_the_terminal(tmp_path: Path) -> None:
    """The last row of A, B, C, D and E is resolved, and the mapping calls that state by another word."""
    log, mapping, agreement = write(tmp_path, ROWS, MAPPING.replace("Resolved: resolved", "Resloved: resolved"))
    files = [str(log), "--mapping", str(mapping), "--agreement", str(agreement)]
    said = "6 × states that the mapping does not translate ('Resolved' 6 times, first in line 6; nearest: 'Resloved')"
    told = " ".join(measure(*files).stdout.split())
    assert said in told
    assert "The draft worked-sla leaves words out, for which defaults were played: " in told
    as_json = measure(*files, "--format", "json")
    assert said in as_json.stderr
    assert json.loads(as_json.stdout)["log"]["problems"][0]["count"] == 6


def test_a_folder_holds_report_json_and_tables(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert measure(*SHIPPED, "--out", str(out)).exit_code == 0
    tables = ("attainment", "breaches", "charges", "clock_lines", "credits", "open")
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()) == sorted(
        ["measure.json", "provenance.json", "report.html"]
        + [f"tables/{name}.{suffix}" for name in tables for suffix in ("csv", "parquet")]
    )
    assert len(json.loads((out / "provenance.json").read_text(encoding="utf-8"))["inputs"]) == 3
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http" not in page
    (out / "report.html").unlink()
    assert CliRunner().invoke(main, ["report", str(out)]).exit_code == 0
    assert (out / "report.html").read_text(encoding="utf-8") == page
    assert measure(*SHIPPED, "--out", str(out), "--format", "json").stdout == (out / "measure.json").read_text("utf-8")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    result = measure(*SHIPPED, "--out", str(tmp_path))
    assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (2, ["letter.txt"])


def test_days_can_be_asked_for() -> None:
    result = measure(*SHIPPED, "--from", "2016-04-01", "--to", "2016-04-30", "--format", "json")
    (agreement,) = json.loads(result.stdout)["agreements"]
    assert (agreement["starts"], agreement["ends"]) == ("2016-04-01T00:00:00+00:00", "2016-05-01T00:00:00+00:00")
    assert {period["period"] for clause in agreement["clauses"] for period in clause["periods"]} == {"2016-04"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["servicenow-sampel", *SHIPPED[1:]], "Did you mean 'servicenow-sample'?"),
        ([*SHIPPED[:2], "servicenow", *SHIPPED[3:]], "no mapping of this name ships with slm-sim"),
        ([*SHIPPED, "--from", "2016-05-01", "--to", "2016-04-01"], "the first day, 2016-05-01, comes after the last"),
        (SHIPPED[:3], "Missing option '--agreement'"),
        ([*SHIPPED, "--from", "1.3.2016"], "'1.3.2016' is not a day; expected year-month-day such as 2027-04-01"),
        ([*SHIPPED, "--agreement", "trial-sla"], "an agreement called 'trial-sla' is measured already"),
    ],
)
def test_bad_input_ends_with_exit_code_2_and_a_message(arguments: list[str], message: str) -> None:
    result = measure(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
