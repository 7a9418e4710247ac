"""``slm-sim sensitivity`` as a person meets it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from slm_sim.cli import main

RANGE = ("--range", "workload.incidents=80 / month to 200 / month", "--replications", "2")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sensitivity", *arguments])


def test_the_folder_and_its_report(tmp_path: Path) -> None:
    result = called("small-msp", *RANGE, "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert "Where the deal turns" in result.stdout
    page = (tmp_path / "out" / "report.html").read_bytes()
    assert CliRunner().invoke(main, ["report", str(tmp_path / "out")]).exit_code == 0
    assert (tmp_path / "out" / "report.html").read_bytes() == page
    again = called("small-msp", *RANGE, "--format", "json")
    assert json.loads(again.stdout) == json.loads((tmp_path / "out" / "sensitivity.json").read_text())


def test_a_range_without_a_path() -> None:
    result = called("small-msp", "--range", "workload.incidents")
    assert result.exit_code == 2
    assert "names no range" in result.stderr


def test_a_range_that_is_missing_is_told_with_the_line_of_the_study_and_one_that_is_wrong_with_its_path() -> None:
    missing = called("small-msp")
    assert missing.exit_code == 2
    assert re.search(r"small-msp\.yaml:\d+:\d+: no range of any assumption is stated", missing.stderr)
    wrong = called("small-msp", "--range", "workload.incidents=few")
    assert wrong.exit_code == 2
    assert "workload.incidents: 'few' is not a range" in wrong.stderr
    assert "small-msp.yaml" not in wrong.stderr
