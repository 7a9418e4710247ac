"""From the words of a scenario to the policy that an engine plays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from slm_sim.clock import NEVER
from slm_sim.errors import InputError
from slm_sim.model.policy import KEPT, Policy
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Workload
from slm_sim.sla import PreparedDispatch, compile_agreement, policy_for, prepare_dispatch
from slm_sim.span import span
from slm_sim.workload.names import names_of
from tests.sla.build import incident, played
from tests.tables.build import table_of
from tests.tables.test_uses import RULES
from tests.workload.scenarios import AGREEMENT, desk

HOUR = 3600
IN_TIME = {"measure": "share in time", "at_least": "90 %"}
PROMISING = {
    **AGREEMENT,
    "clocks": {"response": {"stops": "first touch"}, "resolution": {"stops": "resolved"}},
    "targets": {
        "resolution": {
            **IN_TIME,
            "clock": "resolution",
            "by_priority": {"P1": {"within": "4 h"}, "P2": {"within": "8 h"}},
        },
        "response": {**IN_TIME, "clock": "response", "within": "1 h"},
    },
}


def dispatching(changes: dict[str, Any]) -> Scenario:
    return desk({"agreements/draft": PROMISING, **changes})


def prepared(scenario: Scenario) -> PreparedDispatch:
    run = span(scenario)
    agreements = [compile_agreement(name, agreement, run) for name, agreement in scenario.agreements.items()]
    return prepare_dispatch(scenario, run, names_of(scenario), agreements)


def crowd(scenario: Scenario) -> Workload:
    """One incident of each priority, opened at tick 0."""
    run = span(scenario)
    workload, _ = played([incident(0, None, priority=rank) for rank in range(3)], run.horizon, run.axis)
    return replace(workload, names=names_of(scenario))


def policy(changes: dict[str, Any]) -> Policy:
    scenario = dispatching(changes)
    return policy_for(prepared(scenario), crowd(scenario))


def test_the_policy_names_the_priorities_that_preempt() -> None:
    assert policy({}).preempts.tolist() == [False, False, False]
    assert policy({"dispatch": {"preemptive": ["P1", "P2"]}}).preempts.tolist() == [True, True, False]


def test_an_order_that_needs_no_deadline_is_the_same_value_in_every_replication() -> None:
    for order in ("priority", "age"):
        scenario = dispatching({"dispatch": {"order": order}})
        plan = prepared(scenario)
        assert policy_for(plan, crowd(scenario)) is policy_for(plan, crowd(scenario))
        assert plan.policy.order == order


def test_a_head_start_is_told_in_ticks_and_for_every_priority() -> None:
    assert policy({"dispatch": {"order": "age", "head_start": {"P2": "90 min"}}}).head_start.tolist() == [0, 5400, 0]
    tick = {"time/tick": "15 min"}
    assert policy({"dispatch": {"order": "age", "head_start": {"P1": "1 h"}}, **tick}).head_start.tolist() == [4, 0, 0]
    assert not policy({}).head_start.size


def test_without_more_words_every_clock_that_promises_a_time_sets_deadlines() -> None:
    found = policy({"dispatch": {"order": "deadline"}})
    assert [marks.until for marks in found.deadlines] == ["resolved", "first start"]
    resolution, response = found.deadlines
    assert resolution.first.tolist() == [4 * HOUR, 8 * HOUR, NEVER]
    assert response.first.tolist() == [HOUR] * 3
    assert [calendar.name for calendar in found.calendars] == ["24x7"]


def test_the_scenario_says_whose_deadlines_count() -> None:
    (only,) = policy({"dispatch": {"order": "deadline", "clocks": ["response"]}}).deadlines
    assert only.until == "first start"


def test_deadlines_are_those_of_the_agreement_that_defines_the_priorities() -> None:
    other = {**PROMISING, "targets": {"all": {**IN_TIME, "clock": "resolution", "within": "2 h"}}}
    both = {"agreements/other": other, "dispatch": {"order": "deadline"}}
    assert len(policy({**both, "priorities": {"defined_in": "draft"}}).deadlines) == 2
    (only,) = policy({**both, "priorities": {"defined_in": "other"}}).deadlines
    assert only.first.tolist() == [2 * HOUR] * 3


def test_a_rule_is_an_escalation() -> None:
    rule = {"after": "75 %", "of": "resolution", "priorities": ["P2"], "teams": ["desk"], "raises_to": "P1"}
    (found,) = policy({"escalation": {"late": {**rule, "hands_to": "expert"}}}).escalations
    assert found.marks.first.tolist() == [NEVER, 6 * HOUR, NEVER]
    assert found.teams.tolist() == [True, False, False]
    assert found.priority.tolist() == [0, 0, 0]
    assert found.team == 2


def test_silence_in_a_rule_means_all() -> None:
    (found,) = policy(
        {"escalation": {"late": {"after": "50 %", "of": "response", "raises_by": "1 priority"}}}
    ).escalations
    assert found.marks.first.tolist() == [HOUR // 2] * 3
    assert found.teams.all()
    assert found.priority.tolist() == [0, 0, 1]
    assert found.team == KEPT


def test_rules_keep_the_order_of_the_file_and_share_calendars_with_deadlines() -> None:
    rules = {
        name: {"after": "50 %", "of": clock, "hands_to": "field"}
        for name, clock in (("zoe", "response"), ("adam", "resolution"))
    }
    found = policy({"dispatch": {"order": "deadline"}, "escalation": rules})
    assert [rule.marks.until for rule in found.escalations] == ["first start", "resolved"]
    assert len(found.calendars) == 1


def test_a_rule_of_a_table_is_an_escalation_for_each_set_of_teams() -> None:
    """P1 and P2 at the desk and the field, P3 at the field alone: no incident has two priorities."""
    rule = {"after": "50 %", "of": "response", "raises_by": "1 priority"}
    table = table_of(RULES).model_dump(by_alias=True, exclude_none=True)
    decided = {
        "decision_tables": {"rules": table},
        "escalation": {"early": {**rule, "priorities": {"decided_by": "rules"}}},
    }
    listed = {
        "urgent": {**rule, "priorities": ["P1", "P2"], "teams": ["desk", "field"]},
        "rest": {**rule, "priorities": ["P3"], "teams": ["field"]},
    }
    found, wanted = policy(decided).escalations, policy({"escalation": listed}).escalations
    assert len(found) == len(wanted) == 2
    for one, other in zip(found, wanted, strict=True):
        assert one.marks.first.tolist() == other.marks.first.tolist()
        assert one.teams.tolist() == other.teams.tolist()
        assert one.priority.tolist() == other.priority.tolist()


def test_a_team_that_a_replay_does_not_know_is_refused() -> None:
    scenario = dispatching({"escalation": {"late": {"after": "50 %", "of": "response", "hands_to": "exprt"}}})
    with pytest.raises(InputError, match=r"escalation\.late\.hands_to: there is no team 'exprt'.*'expert'"):
        prepared(scenario)


def test_marks_are_read_only_integers() -> None:
    first = policy({"dispatch": {"order": "deadline"}}).deadlines[0].first
    assert first.dtype == np.int64
    assert not first.flags.writeable
