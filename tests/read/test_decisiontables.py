from __future__ import annotations

import re
from pathlib import Path

import pytest

from slm_sim.errors import InputError
from slm_sim.library import shipped_tables
from slm_sim.model.decisions import Decided, DecisionTable
from slm_sim.read import load_scenario, read_block, read_scenario
from slm_sim.tables import gaps, idle_rows, lookup_of, overlaps

DATA = Path(__file__).parent / "data"
TABLES = DATA / "tables"
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scenario-format.md").read_text(encoding="utf-8")
TABLED: dict[str, object] = {
    "decision_tables": {"urgent": str(TABLES / "matrix.yaml"), "first": str(TABLES / "first-team.yaml")},
    "priorities": {"decided_by": "urgent"},
    "routing.starts_at": {"decided_by": "first"},
}


def test_a_scenario_holds_the_tables_that_it_names() -> None:
    reading = read_scenario(DATA / "desk.yaml", changes=TABLED)
    assert reading.scenario.decision_tables["urgent"].title == "The matrix of the agreement"
    assert reading.scenario.routing
    assert reading.scenario.routing.starts_at == Decided(decided_by="first")
    assert str(TABLES / "first-team.yaml") in reading.files


def test_a_table_is_changed_like_everything_else(tmp_path: Path) -> None:
    child = tmp_path / "child.yaml"
    tables = "{urgent: matrix.yaml, second: matrix.yaml}"
    (tmp_path / "matrix.yaml").write_text((TABLES / "matrix.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    child.write_text(
        f"schema: slm-sim/scenario-v1\nextends: {DATA / 'desk.yaml'}\n"
        f"changes: {{decision_tables: {tables}, priorities: {{decided_by: urgent}}}}\n"
        "overlays:\n"
        "  worse: {cost: none, changes: {decision_tables.urgent.rows.wide.then: P3}}\n",
        encoding="utf-8",
    )
    found = load_scenario(child, overlays=["worse"]).decision_tables
    assert (found["urgent"].rows["wide"].then, found["second"].rows["wide"].then) == ("P3", "P2")
    with pytest.raises(InputError, match=r"there is no priority 'P4' under 'decides:'"):
        load_scenario(child, changes={"decision_tables.urgent.rows.wide.then": "P4"})


def test_a_way_without_an_end_is_found_behind_a_table() -> None:
    """The experts resolve nothing of what the table alone sends to them."""
    changes = TABLED | {
        "routing.by_tier.L1": {"resolves": "100 %", "reassigns_to": {"experts": "100 %"}},
        "routing.by_team.experts": {
            "by_category": {"devices": {"resolves": "0 %", "reassigns_to": {"experts2": "100 %"}}}
        },
        "teams.experts2": {"tier": "L3", "headcount": "unlimited", "effort": {"median": "1 h", "p90": "2 h"}},
        "routing.by_team.experts2": {"resolves": "0 %", "reassigns_to": {"experts": "100 %"}},
    }
    with pytest.raises(InputError) as caught:
        load_scenario(DATA / "desk.yaml", changes=changes)
    assert [
        "of category 'devices' never ends: experts, experts2" in problem.found for problem in caught.value.problems
    ] == [True]


@pytest.mark.parametrize("name", shipped_tables())
def test_a_table_that_ships_decides_every_case_once(name: str) -> None:
    table = read_block(shipped_tables()[name], DecisionTable)
    assert list(gaps(table)) == []
    assert list(overlaps(table)) == []
    assert idle_rows(table) == {}


def test_a_table_that_ships_is_named_without_a_path() -> None:
    three = {"high": {"share": "10 %", "urgency": {"high": "10 %", "medium": "20 %", "low": "rest"}}}
    three["low"] = {"share": "rest", "urgency": {"low": "100 %"}}
    changes = {
        "decision_tables": {"urgent": "impact-urgency"},
        "priorities": {"names": ["P1", "P2", "P3", "P4", "P5"], "decided_by": "urgent"},
        "workload.impact": three,
    }
    scenario = load_scenario(DATA / "desk.yaml", changes=changes)
    assert scenario.decision_tables["urgent"].outcomes == ("P1", "P2", "P3", "P4", "P5")


def test_the_example_of_the_page_is_a_table(tmp_path: Path) -> None:
    (example,) = (text for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "decision-table-v1" in text)
    file = tmp_path / "example.yaml"
    file.write_text(example, encoding="utf-8")
    table = read_block(file, DecisionTable)
    assert list(gaps(table)) == []
    assert lookup_of(table).row.shape == (5, 2, 4)
