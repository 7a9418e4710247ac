from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from slm_sim.cli import main
from slm_sim.model.study import Study
from slm_sim.report import write_folder
from tests.report.example import example

STARTED = datetime(2020, 1, 1, tzinfo=UTC)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "results"
    study = example(replications=3, teams=("service-desk",))
    write_folder(study, folder, command=["slm-sim", "run"], started=STARTED, workers=2)
    return folder


def test_equal_runs_differ_in_their_provenance_alone(folder: Path, tmp_path: Path) -> None:
    study = example(replications=3, teams=("service-desk",))
    write_folder(study, tmp_path / "again", command=["another"], started=STARTED, workers=1)
    one, other = contents(folder), contents(tmp_path / "again")
    assert one.keys() == other.keys()
    assert {name for name in one if one[name] != other[name]} == {"provenance.json"}


def test_every_figure_is_there_twice(folder: Path) -> None:
    names = {path.name for path in (folder / "figures").iterdir()}
    assert {"credits-pharmacy-sla.svg", "load-service-desk.png", "backlog-service-desk.svg"} <= names
    assert {Path(name).stem for name in names if name.endswith(".svg")} == {
        Path(name).stem for name in names if name.endswith(".png")
    }
    assert b"2020" not in (folder / "figures" / "credits-pharmacy-sla.svg").read_bytes()


def test_the_report_is_made_again_from_the_folder_alone(folder: Path) -> None:
    before = contents(folder)
    (folder / "report.html").unlink()
    (folder / "figures" / "of-another-time.svg").touch()
    result = CliRunner().invoke(main, ["report", str(folder)])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"Report: {folder / 'report.html'}\n"
    assert contents(folder) == before


def test_a_folder_that_is_none_ends_with_a_message(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", str(tmp_path)])
    assert result.exit_code == 2
    assert "not a results folder" in result.stderr


def test_every_input_is_named_with_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slm_sim.report.figures.draw", lambda folder: ())
    (tmp_path / "scenario.yaml").write_bytes(b"schema: x")
    study = example(replications=2)
    few = Study(study.results, study.tables, {"log.csv": "ef" * 32})
    where = tmp_path / "results"
    write_folder(few, where, command=[], started=STARTED, workers=1, inputs=[tmp_path / "scenario.yaml"])
    inputs = json.loads((where / "provenance.json").read_text(encoding="utf-8"))["inputs"]
    digest = hashlib.sha256(b"schema: x").hexdigest()
    assert inputs == {"log.csv": "ef" * 32, str(tmp_path / "scenario.yaml"): digest}
