"""``slm-sim compare`` as a person meets it: the answer, JSON, the folder and its report, and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slm_sim.cli import main
from slm_sim.library import file_of, scenario_path
from slm_sim.model.compared import Compared
from slm_sim.model.comparedtables import COMPARED_TABLES
from slm_sim.report.tablefiles import read_table

ARGUMENTS = ("small-msp", "--overlay", "minimum-volume", "--overlay", "one-more-engineer", "--replications", "4")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["compare", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("compared") / "out"
    result = called(*ARGUMENTS, "--out", str(out), "--workers", "2")
    assert result.exit_code == 0, result.output
    assert "Net benefit over 36 months" in result.stdout
    assert "one-more-engineer" in result.stdout
    return out


def test_the_folder_holds_the_same_as_the_terminal_would_as_json(folder: Path) -> None:
    result = called(*ARGUMENTS, "--format", "json")
    assert json.loads(result.stdout) == json.loads((folder / "compare.json").read_text())
    found = Compared.model_validate_json((folder / "compare.json").read_text())
    assert len(found.candidates) == 3
    tables = {table.name: read_table(table, folder / "tables") for table in COMPARED_TABLES}
    assert tables["candidates"]["candidate"].tolist() == [one.name for one in found.candidates]
    assert len(tables["pairs"]) == 3
    assert len(tables["cash_flow"]) == 3 * 37
    assert json.loads((folder / "provenance.json").read_text())["seed"] == found.seed


def test_the_report_is_made_again_and_asks_nothing_of_the_network(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    (folder / "report.html").unlink()
    result = CliRunner().invoke(main, ["report", str(folder)])
    assert result.exit_code == 0, result.output
    assert (folder / "report.html").read_text(encoding="utf-8") == page
    assert page.count("<svg") == 3
    assert not re.search(r"<script|https?:|src=", page)
    assert {path.suffix for path in (folder / "figures").iterdir()} == {".svg", ".png"}


def test_an_overlay_that_changes_nothing_is_told_with_its_line(tmp_path: Path) -> None:
    text = scenario_path("small-msp").read_text(encoding="utf-8")
    idle = "overlays:\n  idle: {cost: none, changes: {teams.engineers.headcount.day.Mon-Fri: 2}}"
    file = tmp_path / "scenario.yaml"
    agreement = str(file_of("agreement", "practice-sla"))
    whole = text.replace("overlays:", idle).replace("agreements/practice-sla.yaml", agreement)
    file.write_text(whole, encoding="utf-8")
    result = called(str(file), "--overlay", "idle", "--replications", "2")
    line = text[: text.index("overlays:")].count("\n") + 2
    assert result.exit_code == 0, result.output
    told = " ".join(result.stdout.split()).replace(" ", "")
    assert f"{file}:{line}:3: overlay idle changes nothing".replace(" ", "") in told


def test_an_unknown_overlay_names_the_nearest() -> None:
    result = called("small-msp", "--overlay", "minimum-volum")
    assert result.exit_code == 2
    assert "there is no overlay 'minimum-volum'" in result.stderr
    assert "Did you mean 'minimum-volume'?" in result.stderr
