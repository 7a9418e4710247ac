"""From the words of a scenario to what happens: each policy changes the outcome, and in the way that it says.

One desk with too few people in the morning, the same incidents each time, under different policies.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.pipeline import Played, play, prepare
from slm_sim.read import load_scenario
from slm_sim.sla import histories, readings_of

HOUR = 3600
P1, P2, P3 = 0, 1, 2
DESK, EXPERTS = 0, 1

SCENARIO = """
schema: slm-sim/scenario-v1
title: A desk that falls behind
time: {starts: 2027-01-01, lasts: 1 month, run_out: 1 week}
sites: {here: {time_zone: Etc/UTC}}
shifts: {day: {hours: 08:00-18:00}, always: {hours: 00:00-24:00}}
agreements: {sla: sla.yaml}
workload:
  incidents: 34 / day
  profile: {day: {00:00-08:00: 10 %, 08:00-12:00: 70 %, 12:00-24:00: rest}}
  categories: {any: {share: 100 %}}
  impact:
    wide: {share: 10 %, urgency: {high: 100 %}}
    narrow: {share: 40 %, urgency: {high: 100 %}}
    single: {share: rest, urgency: {high: 100 %}}
teams:
  desk: {headcount: {day: {Mon-Sun: 2}}, at_shift_end: finish, effort: {median: 25 min, p90: 50 min}}
  experts: {tier: L2, headcount: {always: {Mon-Sun: 1}}, at_shift_end: finish, effort: {median: 20 min, p90: 40 min}}
routing:
  starts_at: desk
  by_team: {desk: {resolves: 95 %, reassigns_to: {experts: 100 %}}, experts: {resolves: 100 %}}
study: {seed: 11}
"""
AGREEMENT = """
schema: slm-sim/agreement-v1
title: Support
parties: {customer: They, provider: We}
term: {starts: 2027-01-01, lasts: 1 year}
time_zone: Etc/UTC
priorities: {matrix: {wide: {high: P1}, narrow: {high: P2}, single: {high: P3}}}
clocks: {resolution: {stops: resolved}}
targets:
  resolution:
    measure: share in time
    clock: resolution
    at_least: 90 %
    by_priority: {P1: {within: 12 h}, P2: {within: 5 h}, P3: {within: 16 h}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the scenario and its agreement stand."""
    found = tmp_path_factory.mktemp("desk")
    (found / "desk.yaml").write_text(SCENARIO, encoding="utf-8")
    (found / "sla.yaml").write_text(AGREEMENT, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def usual(folder: Path) -> Played:
    """By priority, then first come."""
    return under(folder)


def under(folder: Path, changes: dict[str, object] | None = None) -> Played:
    return play(prepare(load_scenario(folder / "desk.yaml", changes=changes)), 0)


def first_steps(played: Played) -> Ints:
    return played.workload.first_step[:-1]


def at_the_desk(played: Played) -> tuple[Ints, Ints]:
    """When each incident came to the desk, and when it was begun there."""
    steps = first_steps(played)
    return played.outcomes.ready[steps], played.outcomes.start[steps]


def overtaken(played: Played, key: Ints, tie: Ints) -> int:
    """How many of those that are begun leave one behind that has waited at the desk with a smaller (key, tie)."""
    ready, start = at_the_desk(played)
    begun = np.where(start == NEVER, played.workload.horizon, start)
    found = 0
    for incident in np.flatnonzero(start != NEVER):
        waiting = (ready < start[incident]) & (begun > start[incident])
        before = (key < key[incident]) | ((key == key[incident]) & (tie < tie[incident]))
        found += bool((waiting & before).any())
    return found


def in_time(played: Played, priority: int) -> float:
    """The share in time of a priority, over all months."""
    reached = played.attainments[0][priority]
    return float(reached.numerator.sum() / reached.denominator.sum())


def longest_wait(played: Played, priority: int) -> int:
    ready, start = at_the_desk(played)
    chosen = (played.workload.priority == priority) & (start != NEVER)
    return int((start - ready)[chosen].max())


def test_the_desk_falls_behind_and_serves_by_priority(usual: Played) -> None:
    ready, _ = at_the_desk(usual)
    assert overtaken(usual, usual.workload.priority, ready) == 0
    assert overtaken(usual, ready, ready) > 50
    assert longest_wait(usual, P3) > 24 * HOUR > 14 * HOUR > longest_wait(usual, P1)


def test_by_deadline_the_earliest_is_taken_up_first(folder: Path, usual: Played) -> None:
    played = under(folder, {"dispatch.order": "deadline"})
    allowed = np.array([12, 5, 16])[played.workload.priority] * HOUR
    ready, _ = at_the_desk(played)
    assert overtaken(played, played.workload.opened + allowed, ready) == 0
    assert overtaken(played, played.workload.priority, ready) > 50
    assert in_time(played, P2) > in_time(usual, P2)
    assert longest_wait(played, P1) > longest_wait(usual, P1)


def test_by_age_the_first_to_come_is_the_first_to_be_served(folder: Path) -> None:
    played = under(folder, {"dispatch.order": "age"})
    ready, _ = at_the_desk(played)
    assert overtaken(played, ready, ready) == 0


def test_a_head_start_is_worth_as_much_as_it_says(folder: Path, usual: Played) -> None:
    played = under(folder, {"dispatch.order": "age", "dispatch.head_start": {"P1": "6 h", "P2": "90 min"}})
    ready, _ = at_the_desk(played)
    start_of = np.array([6 * HOUR, 3 * HOUR // 2, 0])[played.workload.priority]
    assert overtaken(played, ready - start_of, ready) == 0
    assert overtaken(played, ready, ready) > 10
    assert longest_wait(played, P3) < longest_wait(usual, P3)


def test_who_waits_for_too_long_is_raised(folder: Path, usual: Played) -> None:
    rule = {"after": "50 %", "of": "resolution", "priorities": ["P3"], "raises_to": "P1"}
    played = under(folder, {"escalation.late": rule})
    steps, at = played.outcomes.escalated_step, played.outcomes.escalated_at
    owner = np.searchsorted(played.workload.first_step, steps, side="right") - 1
    assert len(steps) > 30
    assert set(played.workload.priority[owner].tolist()) == {P3}
    assert set(played.outcomes.escalated_priority.tolist()) == {P1}
    assert (at >= played.workload.opened[owner] + 8 * HOUR).all()
    first = np.isin(steps, first_steps(played))
    assert (at == played.workload.opened[owner] + 8 * HOUR)[first].all()
    assert longest_wait(played, P3) < longest_wait(usual, P3)
    assert in_time(played, P3) > in_time(usual, P3)
    assert in_time(played, P1) <= in_time(usual, P1)


@pytest.mark.parametrize(
    ("calendar", "within"), [("24x7", "9 h"), ("office", "5 business hours"), ("office", "1 business day")]
)
def test_who_waits_when_the_time_is_up_is_escalated_when_the_contract_says(
    folder: Path, calendar: str, within: str
) -> None:
    changes: dict[str, object] = {
        "agreements.sla.calendars": {"office": {"hours": {"Mon-Fri": "08:00-18:00"}}},
        "agreements.sla.clocks.resolution.calendar": calendar,
        "agreements.sla.clocks.resolution.pauses_while_pending": ["customer"],
        "agreements.sla.targets.resolution.by_priority": {"P3": {"within": within}},
        "pending.customer": {"share": "50 %", "lasts": {"median": "2 h", "p90": "9 h"}},
        "reopening": {"share": "20 %", "after": {"median": "4 h", "p90": "20 h"}},
        "escalation.late": {"after": "100 %", "of": "resolution", "raises_by": "1 priority"},
    }
    prepared = prepare(load_scenario(folder / "desk.yaml", changes=changes))
    found = play(prepared, 0)
    workload, outcomes = found.workload, found.outcomes
    agreement = prepared.agreements[0]
    readings = readings_of(agreement, agreement.clauses[0], workload, histories(workload, outcomes))
    due = np.full(workload.incidents, NEVER)
    due[readings.incident] = readings.due
    step, at = outcomes.escalated_step, outcomes.escalated_at
    owner = np.searchsorted(workload.first_step, step, side="right") - 1
    waited = at > outcomes.ready[step]
    paused = waited & (step > workload.first_step[owner])
    assert (at[waited] == due[owner[waited]]).all()
    assert (at[~waited] >= due[owner[~waited]]).all()
    assert np.count_nonzero(paused) > 5


def test_who_waits_for_too_long_is_handed_to_the_experts(folder: Path, usual: Played) -> None:
    rule = {"after": "25 %", "of": "resolution", "priorities": ["P3"], "teams": ["desk"], "hands_to": "experts"}
    played = under(folder, {"escalation.stuck": rule})
    steps = played.outcomes.escalated_step
    begun = steps[played.outcomes.start[steps] != NEVER]
    assert len(begun) > 30
    assert set(played.workload.step_team[steps].tolist()) == {DESK}
    assert set(played.outcomes.escalated_team.tolist()) == {EXPERTS}
    assert set(played.outcomes.by[begun].tolist()) == {EXPERTS}
    assert (usual.outcomes.by[first_steps(usual)] <= DESK).all()
    assert in_time(played, P3) > in_time(usual, P3)


def test_who_is_not_answered_hangs_up(folder: Path, usual: Played) -> None:
    channels = {
        "phone": {"share": "50 %", "patience": {"shape": "exponential", "mean": "30 min"}},
        "mail": {"share": "rest"},
    }
    played = under(folder, {"workload.channels": channels})
    leaves, steps = played.workload.leaves, first_steps(played)
    start, end = played.outcomes.start[steps], played.outcomes.end[steps]
    impatient: Bools = leaves != NEVER
    gone = impatient & (start == NEVER)
    assert np.count_nonzero(gone) > 50
    assert (start[impatient & ~gone] < leaves[impatient & ~gone]).all()
    assert (end[gone] == NEVER).all()
    assert (played.outcomes.ready[steps] == played.workload.arrival).all()
    assert longest_wait(played, P3) < longest_wait(usual, P3)


def test_all_policies_at_once_are_the_same_at_each_playing(folder: Path) -> None:
    changes: dict[str, object] = {
        "dispatch.order": "deadline",
        "dispatch.preemptive": ["P1"],
        "escalation.late": {"after": "75 %", "of": "resolution", "raises_by": "1 priority", "hands_to": "experts"},
        "workload.channels": {"phone": {"share": "100 %", "patience": {"median": "1 h", "p90": "4 h"}}},
    }
    once, again = under(folder, changes), under(folder, changes)
    for name in ("start", "end", "by", "escalated_step", "escalated_at", "escalated_team", "suspended_from"):
        assert np.array_equal(getattr(once.outcomes, name), getattr(again.outcomes, name))
    assert once.outcomes.escalated_step.size
    assert once.outcomes.suspended_step.size
