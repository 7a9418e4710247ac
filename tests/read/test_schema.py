from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from slm_sim.library import scenario_path, shipped_tables
from slm_sim.read.schema import FORMATS, json_schema

DATA = Path(__file__).parent / "data"
SHIPPED = scenario_path("service-desk").parent
TABLES = shipped_tables().values()
FILES = [*sorted(SHIPPED.rglob("*.yaml")), *TABLES, *sorted(DATA.rglob("*.yaml"))]


def loaded(file: Path) -> Any:
    """A file as an editor sees it: numbers are numbers, dates are texts, keys are texts."""
    return _as_json(YAML(typ="safe", pure=True).load(file))


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def kind_of(document: Any) -> str:
    (kind,) = [kind for kind, (schema, _) in FORMATS.items() if schema == document["schema"]]
    return kind


@pytest.mark.parametrize("kind", FORMATS)
def test_a_schema_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_that_we_ship_fits_its_schema(file: Path) -> None:
    document = loaded(file)
    errors = Draft202012Validator(json_schema(kind_of(document))).iter_errors(document)
    assert [f"{list(error.absolute_path)}: {error.message}" for error in errors] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("teams", "desk", "headcont"), {}),
        (("teams", "a desk"), {"headcount": "unlimited"}),
        (("teams", "desk", "headcount", "early", "Mon-Fri"), "three"),
        (("teams", "desk", "at_shift_end"), "finsh"),
        (("workload", "incidents"), "600"),
        (("reopening", "share"), 3),
        (("reopening", "share"), None),
        (("study",), {"replications": 10}),
        (("agreements", "sla"), {"title": "Support"}),
        (("routing", "at_most"), "8 times"),
    ],
)
def test_a_schema_refuses_what_the_reader_refuses(path: tuple[str, ...], value: object) -> None:
    document = loaded(DATA / "desk.yaml")
    inner = document
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    assert not Draft202012Validator(json_schema("scenario")).is_valid(document)


def test_a_scenario_may_be_changes_of_a_parent() -> None:
    validator = Draft202012Validator(json_schema("scenario"))
    child = {"schema": "slm-sim/scenario-v1", "extends": "desk.yaml", "changes": {"study.seed": 8}}
    assert validator.is_valid(child)
    assert not validator.is_valid({**child, "teams": {}})


def test_words_carry_their_meaning_and_their_default() -> None:
    team = json_schema("scenario")["$defs"]["Team"]["properties"]
    assert "work stops" in team["at_shift_end"]["description"]
    assert team["at_shift_end"]["default"] == "suspend"
    assert json_schema("scenario")["$defs"]["Site"]["properties"]["shrinkage"]["default"] == "0 %"
