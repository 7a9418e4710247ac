from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from slm_sim.errors import ResultsError
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Results
from slm_sim.model.study import Study, Tables
from slm_sim.model.tables import TABLES, VARIATION_TABLES
from slm_sim.model.traced import TracedTerm
from slm_sim.model.tracedtables import TRACED_TABLES
from slm_sim.report.folder import read_folder, write_data
from slm_sim.report.provenance import Provenance, provenance
from tests.report.example import example

ROOT = Path(__file__).resolve().parents[2]
STARTED = datetime(2020, 1, 1, tzinfo=UTC)


def written(folder: Path, study: Study) -> Path:
    write_data(study, provenance(7, study.inputs, ["slm-sim", "run"], STARTED, 2), folder)
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("whole"), example(replications=2))


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "service-desk"))


def test_results_and_provenance_come_back(tmp_path: Path) -> None:
    study = example(replications=2, log=True)
    folder = read_folder(written(tmp_path, study))
    assert folder.results == study.results
    assert folder.provenance.inputs == study.inputs
    assert folder.provenance.command == ("slm-sim", "run")
    assert folder.provenance.started == STARTED < folder.provenance.ended
    assert set(folder.tables) == {table.name for table in TABLES if table.small}


def test_a_study_without_a_table_or_with_a_strange_one_is_refused(tmp_path: Path) -> None:
    study = example(replications=2)
    without = {name: frame for name, frame in study.tables.items() if name != "terms"}
    with pytest.raises(ResultsError, match="'terms' is missing"):
        written(tmp_path, Study(study.results, Tables.whole(without), {}))
    with pytest.raises(ResultsError, match="'colours' is not documented"):
        written(tmp_path, Study(study.results, Tables.whole({**study.tables, "colours": study.tables["terms"]}), {}))


def test_no_folder_is_answered_with_the_nearest_one(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"no such folder.*Did you mean '.*service-desk'\?"):
        read_folder(folder.with_name("service-dsk"))
    with pytest.raises(ResultsError, match="no such folder"):
        read_folder(tmp_path / "nowhere" / "at-all")


def test_another_kind_of_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"not a results folder, for it holds no results\.json"):
        read_folder(tmp_path)


def changed(folder: Path, name: str, change: dict[str, Any]) -> Path:
    content = json.loads((folder / name).read_text(encoding="utf-8"))
    (folder / name).write_text(json.dumps(content | change), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("results.json", {"schema": "slm-sim/results-v9"}, "'slm-sim/results-v9' stands here; expected 'slm-sim/resul"),
        ("results.json", {"schema": None}, "no schema stands here"),
        ("results.json", {"colour": "red"}, r"colour: Extra inputs are not permitted \(1 such places"),
        ("results.json", {"joint": [{"period": 3}]}, r"joint\.0\.period"),
        ("provenance.json", {"workers": "many"}, "workers"),
    ],
)
def test_a_file_of_another_version_or_changed_by_hand_is_told(
    name: str, change: dict[str, Any], message: str, folder: Path
) -> None:
    with pytest.raises(ResultsError, match=message):
        read_folder(changed(folder, name, change))


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[]", b"3"])
def test_a_damaged_file_is_told(content: bytes, folder: Path) -> None:
    (folder / "results.json").write_bytes(content)
    with pytest.raises(ResultsError, match=r"results\.json: "):
        read_folder(folder)


def test_a_lost_provenance_is_told(folder: Path) -> None:
    (folder / "provenance.json").unlink()
    with pytest.raises(ResultsError, match=r"provenance\.json: this file of the results folder is missing"):
        read_folder(folder)


def models_in(annotation: Any) -> set[type[BaseModel]]:
    """The models that an annotation names, and those that they name in turn."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}.union(*(models_in(field.annotation) for field in annotation.model_fields.values()))
    return set().union(*(models_in(part) for part in get_args(annotation)))


def documented(line_start: str) -> set[str]:
    page = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    section = page.partition(f"{line_start}\n")[2]
    assert section, f"docs/results.md has no section {line_start!r}"
    return set(re.findall(r"`([^`]+)`", re.split(r"\n#{2,3} ", section)[0]))


def test_every_field_of_the_results_is_documented() -> None:
    models = models_in(Results)
    assert len(models) > 10
    words = set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "results.md").read_text(encoding="utf-8")))
    fields = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert fields - words == set()
    assert set(Estimate.__dataclass_fields__) - words == set()


@pytest.mark.parametrize(
    ("section", "model"),
    [("### The file", Results), ("## `ledger.json`", TracedTerm), ("## `provenance.json`", Provenance)],
    ids=["results", "ledger", "provenance"],
)
def test_the_fields_of_a_file_stand_in_its_own_section(section: str, model: type[BaseModel]) -> None:
    assert {field.alias or name for name, field in model.model_fields.items()} - documented(section) == set()


@pytest.mark.parametrize("table", [*TABLES, *TRACED_TABLES, *VARIATION_TABLES], ids=lambda table: table.name)
def test_every_column_is_documented_in_the_section_of_its_table(table: Any) -> None:
    assert {column.name for column in table.columns} - documented(f"### `{table.name}`") == set()
