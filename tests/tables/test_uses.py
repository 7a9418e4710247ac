"""Where tables decide: whom on-call people are called for, and whom a rule escalates."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from slm_sim.library import scenario_path
from slm_sim.model.scenario import Scenario
from slm_sim.read import read_scenario
from slm_sim.tables.uses import KNOWN, Reach, called_for, reach_of, uses_of
from tests.tables.build import decided, table_of
from tests.workload.scenarios import desk

PRIORITIES, TEAMS = ["P1", "P2", "P3"], ["desk", "field", "expert"]
CALLS: dict[str, Any] = {
    "reads": {"priority": PRIORITIES, "team": ["field", "expert"]},
    "decides": {"on_call": ["called", "waits"]},
    "hit_policy": "first",
    "rows": {
        "alarm": {"priority": "P1", "then": "called"},
        "field": {"priority": "P2", "team": "field", "then": "called"},
    },
    "otherwise": "waits",
}
RULES: dict[str, Any] = {
    "reads": {"priority": PRIORITIES, "team": TEAMS},
    "decides": {"escalation": ["early", "late", "none"]},
    "hit_policy": "first",
    "rows": {
        "alarm": {"priority": "P1", "team": ["desk", "field"], "then": "early"},
        "urgent": {"priority": "P2", "team": ["field", "desk"], "then": "early"},
        "rest": {"team": "field", "then": "early"},
        "experts": {"team": "expert", "priority": "not P3", "then": "late"},
    },
    "otherwise": "none",
}
RULE: dict[str, Any] = {"after": "50 %", "of": "resolution", "raises_to": "P1"}


def escalating(table: dict[str, Any], **more: Any) -> Scenario:
    rule = {**RULE, "priorities": {"decided_by": "rules"}}
    stated = table_of(table).model_dump(by_alias=True, exclude_none=True)
    return desk({"decision_tables": {"rules": stated}, "escalation": {"early": {**rule, **more}, "late": rule}})


def test_people_are_called_for_what_the_table_says_of_their_team() -> None:
    terms = {"people": 1, "priorities": {"decided_by": "calls"}, "callout": {"median": "15 min", "p90": "30 min"}}
    stated = table_of(CALLS).model_dump(by_alias=True, exclude_none=True)
    changes = {"decision_tables": {"calls": stated}, "on_call_terms/experts": terms, "teams/field/on_call": "experts"}
    scenario = desk(changes)
    assert [called_for(scenario, team) for team in TEAMS] == [(), ("P1", "P2"), ("P1",)]
    assert called_for(desk({}), "expert") == ("P1",)


def test_a_rule_reaches_those_for_whom_the_table_chooses_it() -> None:
    """P1 and P2 at desk and field alike, P3 at the field alone: one part each."""
    scenario = escalating(RULES)
    assert reach_of(scenario, "early", TEAMS) == (
        Reach(("P1", "P2"), ("desk", "field")),
        Reach(("P3",), ("field",)),
    )
    assert reach_of(scenario, "late", TEAMS) == (Reach(("P1", "P2"), ("expert",)),)
    assert reach_of(escalating(RULES, teams=["desk"]), "early", TEAMS) == (Reach(("P1", "P2"), ("desk",)),)


def test_what_only_a_log_knows_is_not_escalated_by_a_table_of_teams() -> None:
    assert reach_of(escalating(RULES), "late", ["stranger", "expert"]) == (Reach(("P1", "P2"), ("expert",)),)


def test_without_a_table_a_rule_reaches_what_it_states_or_all() -> None:
    scenario = desk({"escalation": {"all": RULE, "some": {**RULE, "priorities": ["P2"], "teams": ["desk"]}}})
    assert reach_of(scenario, "all", TEAMS) == (Reach(("P1", "P2", "P3"), ("desk", "field", "expert")),)
    assert reach_of(scenario, "some", TEAMS) == (Reach(("P2",), ("desk",)),)


@given(st.lists(st.sampled_from(["early", "late", "none"]), min_size=9, max_size=9), st.booleans())
def test_the_parts_of_a_reach_are_the_cases_of_the_table(chosen: list[str], without_team: bool) -> None:
    cases = [(priority, team) for priority in PRIORITIES for team in TEAMS]
    rows = {
        f"row-{number}": {"priority": priority, **({} if without_team else {"team": team}), "then": rule}
        for number, ((priority, team), rule) in enumerate(zip(cases, chosen, strict=True))
    }
    reads = {"priority": PRIORITIES} | ({} if without_team else {"team": TEAMS})
    table = RULES | {"rows": rows, "reads": reads}
    for name in ("early", "late"):
        parts = reach_of(escalating(table), name, TEAMS)
        told = [priority for part in parts for priority in part.priorities]
        assert len(told) == len(set(told))
        found = {(priority, team) for part in parts for priority in part.priorities for team in part.teams}
        said = {(p, t) for p, t in cases if decided(table_of(table), {"priority": p, "team": t}) == name}
        assert found == said


def test_a_scenario_that_ships_lets_tables_decide_all_that_they_can() -> None:
    overlays = ["dispensing-first", "past-the-desk", "hand-on"]
    scenario = read_scenario(scenario_path("service-desk"), overlays=overlays).scenario
    assert {use.outcome for use in uses_of(scenario)} == set(KNOWN)
