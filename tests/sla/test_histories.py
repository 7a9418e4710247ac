"""Histories by hand, against a walk in plain Python, and the same with the compiler off."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.clock import NEVER
from slm_sim.sla import Histories, histories
from tests.sla.build import NAMES, Desk, Incident, Step, agreement, given_up, incident, played, reopening, waiting
from tests.sla.test_clocks_against_naive import AXIS, HORIZON, told

REASSIGNED = 1
ROOT = Path(__file__).resolve().parents[2]


def of(*incidents: Incident) -> Histories:
    return histories(*played(incidents, HORIZON, AXIS))


def test_cycles_and_gaps_of_three_incidents() -> None:
    found = of(waiting(1, 5, 9, 12), incident(2, None), reopening(3, 10, 20, 30))
    assert found.first_cycle.tolist() == [0, 1, 2, 4]
    assert found.cycle_start.tolist() == [1, 2, 3, 20]
    assert found.cycle_end.tolist() == [12, NEVER, 10, 30]
    assert found.first_gap.tolist() == [0, 1, 1, 2]
    assert (found.gap_cycle.tolist(), found.gap_reason.tolist()) == ([0, 2], [0, -1])
    assert (found.gap_from.tolist(), found.gap_to.tolist()) == ([5, 10], [9, 20])
    assert (found.first_resolved.tolist(), found.last_resolved.tolist()) == ([12, NEVER, 10], [12, NEVER, 30])
    assert found.cycles.tolist() == [1, 1, 2]


def test_what_is_given_up_is_told_unless_somebody_had_begun_or_the_run_had_ended() -> None:
    begun = replace(incident(0, 40, 8), leaves=9)
    assert of(given_up(3, 5), incident(4, 9), begun, given_up(9, HORIZON)).abandoned.tolist() == [5, *[NEVER] * 3]
    assert of(incident(4, 9)).abandoned.tolist() == [NEVER]


def test_a_hand_over_to_another_team_is_a_move_and_a_rise_in_priority_is_none() -> None:
    """The first is raised and then handed over, the second handed over and back, the third only in its second cycle."""
    workload, outcomes = played([incident(0, 90, 80), incident(1, 90, 80), reopening(2, 10, 20, 90)], HORIZON, AXIS)
    handed = replace(
        outcomes,
        escalated_step=np.array([0, 0, 1, 1, 3]),
        escalated_at=np.array([10, 20, 30, 40, 25]),
        escalated_priority=np.array([0, 0, 0, 0, 0]),
        escalated_team=np.array([0, 1, 1, 0, 1]),
    )
    assert histories(workload, handed).reassigned.tolist() == [1, 2, 0]


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=8))
def test_moves_touches_and_priorities_are_those_of_a_walk(incidents: list[Incident]) -> None:
    mixed = [replace(one, priority=number % 2) for number, one in enumerate(incidents)]
    found = of(*mixed)
    for number, one in enumerate(mixed):
        first_cycle: list[Step] = []
        for step in one.steps:
            first_cycle.append(step)
            if step.then == 2:
                break
        moves = ((s, to) for s, to in pairwise(first_cycle) if s.end is not None and s.team != to.team)
        assert found.reassigned[number] == sum(s.then == REASSIGNED or to.ready is not None for s, to in moves)
        starts = [step.start for step in one.steps if step.start is not None]
        assert found.first_touch[number] == (starts[0] if starts else NEVER)
    ranks = [[n for n, one in enumerate(mixed) if one.priority == rank] for rank in range(len(NAMES.priorities))]
    assert found.by_priority.tolist() == [*ranks[0], *ranks[1]]
    assert found.first_of.tolist() == [0, len(ranks[0]), len(mixed)]


def everything() -> str:
    """All that a small agreement makes of a few incidents, as text."""
    shares = {"measure": "share in time", "at_least": "90 %"}
    targets = {
        "answer": {**shares, "clock": "response", "within": "15 min"},
        "hours": {**shares, "clock": "office", "within": "2 business hours", "measurement": {"placed_by": "resolved"}},
        "days": {**shares, "clock": "office", "within": "1 business day", "category": "tills", "credit": "s"},
        "slowest": {"measure": "90th percentile", "clock": "resolution", "at_most": "4 h"},
        "first": {"measure": "first contact resolution", "at_least": "62 %"},
        "back": {"measure": "reopen rate", "at_most": "5 %"},
    }
    scheme = {"of": "fee", "bands": {"minor": {"below": "target", "credit": "5 %"}}}
    d = Desk(agreement(targets, credits={"s": scheme}))
    many = [incident(700 * n, 700 * n + 50 * n, 700 * n + 20, priority=n % 2, category=n % 3 % 2) for n in range(60)]
    some = [waiting(9000, 9100, 12_000, 13_000), reopening(9000, 9100, 12_000, 13_000), given_up(9000, 9003)]
    visits = {"starts": "assigned to team", "stops": "reassigned or resolved", "pauses_while": "pending"}
    visited = {"visit": {**shares, "clock": "visit", "within": "next business day 12:00"}}
    other = Desk(agreement(visited, clocks={"visit": {**visits, "calendar": "office"}}))
    reached = [*d.attain([*many, *some]), *other.attain([*many, *some])]
    rows = [[getattr(one, field.name) for field in fields(one)] for one in reached]
    return repr([[value.tolist() if isinstance(value, np.ndarray) else value for value in row] for row in rows])


def test_with_the_compiler_off_everything_is_the_same() -> None:
    ask = "from tests.sla.test_histories import everything; print(everything())"
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )
    assert answer.stdout.strip() == everything()
