"""Spells of a log as steps: every step has its tick, and the opening and the resolution stay where the log has them."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from slm_sim.model.arrays import Ints
from slm_sim.model.incidentlog import BACK_SOON, IN_HAND, UNTOUCHED, WAITING
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED
from slm_sim.workload.logsteps import OPEN, LogSteps, TickSpells, log_steps

LONGEST = 1000
TEAMS = 3
Spell = tuple[int, int, int]
"""Team, state, ticks."""


def ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def steps_of(*incidents: tuple[int, list[Spell], bool], declared: tuple[int, ...] = ()) -> LogSteps:
    """The steps of incidents, each given by its opening, its spells and whether it was resolved."""
    rows, ends = [], []
    for number, (start, spells, resolved) in enumerate(incidents):
        for team, state, length in spells:
            rows.append((number, team, state, start))
            start += length
        ends.append(start if resolved else OPEN)
    owner, team, state, begins = np.array(rows, dtype=np.int64).T
    return log_steps(TickSpells(owner, team, state, begins, ints(ends)), np.isin(np.arange(TEAMS), declared), LONGEST)


def told(steps: LogSteps) -> list[tuple[int, int, int, int, bool]]:
    columns = (steps.team, steps.effort, steps.then, steps.delay, steps.touches)
    return [(int(a), int(b), int(c), int(d), bool(e)) for a, b, c, d, e in zip(*columns, strict=True)]


def test_each_kind_of_spell_becomes_what_it_is() -> None:
    steps = steps_of(
        (5, [(0, UNTOUCHED, 10), (0, IN_HAND, 20), (0, WAITING + 1, 30), (0, IN_HAND, 5), (1, IN_HAND, 7),
             (1, BACK_SOON, 40), (1, IN_HAND, 2)], True),
    )  # fmt: skip
    assert told(steps) == [
        (0, 10, REASSIGNED, 0, False),
        (0, 20, PENDING + 1, 30, True),
        (0, 5, REASSIGNED, 0, True),
        (1, 7, REOPENED, 40, True),
        (1, 2, RESOLVED, 0, True),
    ]
    assert steps.visit.tolist() == [0, 0, 0, 3, 4]
    assert steps.late.tolist() == [0]


def test_a_step_of_one_tick_stands_in_where_the_log_shows_none() -> None:
    steps = steps_of((0, [(0, UNTOUCHED, 10), (0, WAITING, 20), (1, WAITING + 1, 30)], True))
    assert told(steps) == [
        (0, 10, REASSIGNED, 0, False),
        (0, 1, PENDING, 19, True),
        (1, 1, PENDING + 1, 28, True),
        (1, 1, RESOLVED, 0, True),
    ]


def test_an_incident_that_nobody_touched_is_touched_when_it_is_resolved() -> None:
    assert told(steps_of((0, [(0, UNTOUCHED, 10)], True))) == [(0, 9, REASSIGNED, 0, False), (0, 1, RESOLVED, 0, True)]


def test_open_incidents_last_beyond_the_horizon() -> None:
    in_hand, waiting, untouched = [(0, IN_HAND, 5)], [(0, IN_HAND, 5), (0, WAITING, 5)], [(0, UNTOUCHED, 5)]
    steps = steps_of((0, in_hand, False), (3, waiting, False), (4, untouched, False))
    assert told(steps) == [
        (0, LONGEST, RESOLVED, 0, True),
        (0, 5, PENDING, LONGEST, True),
        (0, 1, RESOLVED, 0, True),
        (0, LONGEST, RESOLVED, 0, False),
    ]


def test_a_declared_team_has_its_hands_on_whatever_it_holds() -> None:
    spells = [(0, UNTOUCHED, 10), (0, IN_HAND, 20), (0, WAITING, 5), (0, IN_HAND, 5), (1, UNTOUCHED, 3)]
    steps = steps_of((0, spells, False), declared=(0,))
    assert told(steps)[:2] == [(0, 30, PENDING, 5, True), (0, 5, REASSIGNED, 0, True)]
    assert not steps.touches[2]


def test_an_incident_shorter_than_its_steps_is_late_by_the_ticks_that_lack() -> None:
    steps = steps_of((7, [(0, IN_HAND, 0), (1, IN_HAND, 1), (2, IN_HAND, 0)], True))
    assert (steps.effort.tolist(), steps.late.tolist()) == ([1, 1, 1], [2])


@st.composite
def incident(draw: st.DrawFn) -> tuple[int, list[Spell], bool]:
    states = st.sampled_from([UNTOUCHED, IN_HAND, BACK_SOON, WAITING, WAITING + 1])
    spell = st.tuples(st.integers(0, TEAMS - 1), states, st.integers(0, 4))
    spells = draw(st.lists(spell, min_size=1, max_size=8))
    return draw(st.integers(0, 50)), spells, draw(st.booleans())


@given(st.lists(incident(), min_size=1, max_size=6))
@example([(0, [(0, IN_HAND, 0), (0, WAITING, 0)], True), (0, [(0, WAITING, 3)], False)])
def test_whatever_happens_steps_have_ticks_and_ends_are_kept(incidents: list[tuple[int, list[Spell], bool]]) -> None:
    steps = steps_of(*incidents)
    assert steps.effort.min() >= 1
    assert steps.delay.min() >= 0
    for number, (_, spells, resolved) in enumerate(incidents):
        rows = range(steps.first_step[number], steps.first_step[number + 1])
        total = sum(length for *_, length in spells)
        taken = int(sum(steps.effort[row] + steps.delay[row] for row in rows))
        if resolved:
            assert taken == max(total, len(rows)) == total + steps.late[number]
        else:
            assert taken >= LONGEST
        assert [steps.then[row] == RESOLVED for row in rows] == [False] * (len(rows) - 1) + [True]
        worked = [team for team, state, _ in spells if state in (UNTOUCHED, IN_HAND)]
        visited = iter(steps.team[row] for row in rows)
        assert all(any(team == other for other in visited) for team in worked), "the route is kept in its order"
        waits = [state - WAITING for _, state, _ in spells if state >= WAITING]
        assert [int(steps.then[row]) - PENDING for row in rows if steps.then[row] >= PENDING] == waits
