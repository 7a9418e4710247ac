"""What is derived from outcomes: by hand, against a count tick by tick, and as laws that every history obeys."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from slm_sim.clock import NEVER
from slm_sim.engine import simulate
from slm_sim.engine.derive import people_in_bins, ticks_in_bins
from slm_sim.engine.spells import Spells, abandoned, waiting, work
from slm_sim.model.arrays import Ints
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, Workload
from tests.engine.cases import Incident, Step, capacity, ints, one, organisation, policy, team, workload
from tests.engine.naive import people_at
from tests.engine.strategies import HORIZON, Case, cases


def rows(spells: Spells) -> list[tuple[int, ...]]:
    return sorted(zip(spells.step.tolist(), spells.start.tolist(), spells.end.tolist(), strict=True))


def ticks_of_steps(facts: Workload, spells: Spells) -> Ints:
    total = np.zeros(facts.steps, dtype=np.int64)
    np.add.at(total, spells.step, spells.end - spells.start)
    return total


@pytest.fixture
def history() -> tuple[Workload, Outcomes]:
    """An incident with an automatic answer, two visits, a wait for a vendor, and a return; and one that is left open.

    Starts and ends are (2, 3), (3, 10), (20, 23), (38, 40) and (9, -); the second step is suspended from 5 to 8.
    """
    visits = [
        Step(1, 1, then=REASSIGNED),
        Step(0, 4, delay=10, then=PENDING + 1),
        Step(0, 3, delay=15, then=REOPENED),
        Step(0, 2),
    ]
    facts = workload(Incident(2, visits), one(4, 55, priority=2), horizon=60)
    roster = [(0, 1), (5, 0), (8, 1), (9, 2)]
    return facts, simulate(facts, organisation(team(roster, suspends=True), team(None)), policy())


def test_work_is_every_step_less_its_suspensions(history: tuple[Workload, Outcomes]) -> None:
    hands_on = work(*history)
    assert rows(hands_on.spells) == [(0, 2, 3), (1, 3, 5), (1, 8, 10), (2, 20, 23), (3, 38, 40), (4, 9, 60)]
    assert hands_on.team.tolist() == [1, 0, 0, 0, 0, 0]


def test_waiting_counts_the_queue_and_the_suspensions(history: tuple[Workload, Outcomes]) -> None:
    queued = waiting(*history)
    assert ticks_of_steps(history[0], queued).tolist() == [0, 3, 0, 0, 5]


def test_a_wait_goes_on_with_the_team_that_it_is_handed_to() -> None:
    """Nobody is at work at 0; after 6 ticks the ticket is handed to 1, whose only person is busy until 9."""
    facts = workload(one(2, 5), Incident(0, [Step(1, 9)]), horizon=40)
    outcomes = simulate(facts, organisation(team(0), team(1)), policy())
    handed = replace(
        outcomes,
        start=ints([outcomes.start[0], 9]),
        end=ints([outcomes.end[0], 14]),
        escalated_step=ints([1]),
        escalated_at=ints([8]),
        escalated_priority=ints([0]),
        escalated_team=ints([1]),
    )
    queued = waiting(facts, handed)
    assert rows(queued)[-2:] == [(1, 2, 8), (1, 8, 9)]
    assert queued.team.tolist() == [1, 0, 1]


def test_a_customer_who_gives_up_waits_no_longer() -> None:
    facts = replace(workload(one(2, 5), one(3, 5), horizon=40), leaves=ints([9, NEVER]))
    outcomes = simulate(workload(one(2, 5), one(3, 5), horizon=40), organisation(team(0)), policy())
    assert abandoned(facts, outcomes).tolist() == [9, NEVER]
    assert rows(waiting(facts, outcomes)) == [(0, 2, 9), (1, 3, 40)]


def test_work_on_call_and_of_helpers_is_told_apart() -> None:
    facts = workload(one(0, 9, priority=0, callout=2), one(0, 5))
    crew = (
        team([(0, 0), (30, 1)], on_call=[(0, 0), (4, 1)]),
        team([(0, 1), (3, 0)], suspends=True, helps=[0]),
    )
    hands_on = work(facts, simulate(facts, organisation(*crew), policy()))
    assert rows(hands_on.spells) == [(0, 0, 3), (0, 6, 12), (1, 30, 35)]
    assert hands_on.team.tolist() == [1, 0, 0]
    assert hands_on.on_call.tolist() == [False, True, False]


def test_people_in_bins() -> None:
    staffed = capacity([(0, 2), (4, 0), (7, 5)])
    assert people_in_bins(staffed, ints([0, 3, 4, 7, 9, 20])).tolist() == [6, 2, 0, 10, 55]
    assert people_in_bins(staffed, ints([2, 8])).tolist() == [9]


def test_nothing_comes_of_no_incidents() -> None:
    facts = workload()
    outcomes = simulate(facts, organisation(team()), policy())
    hands_on = work(facts, outcomes)
    assert ticks_in_bins(hands_on.spells, hands_on.team, 1, ints([0, 5, 10])).tolist() == [[0, 0]]


def count_by_tick(spells: Spells, group: Ints) -> Counter[tuple[int, int]]:
    return Counter(
        (int(which), tick)
        for which, start, end in zip(group, spells.start, spells.end, strict=True)
        for tick in range(start, end)
    )


@settings(max_examples=60, deadline=None)
@given(cases())
def test_bins_count_what_a_count_by_tick_counts(case: Case) -> None:
    facts, people, _ = case
    queued = waiting(facts, simulate(*case))
    group, edges = queued.team, ints([0, 1, 5, 6, 17, HORIZON])
    by_tick = count_by_tick(queued, group)
    expected = [
        [sum(by_tick[number, tick] for tick in range(low, high)) for low, high in pairwise(edges.tolist())]
        for number in range(len(people.teams))
    ]
    assert ticks_in_bins(queued, group, len(people.teams), edges).tolist() == expected


@settings(max_examples=80, deadline=None)
@given(cases())
def test_people_at_work_are_never_more_than_there_are(case: Case) -> None:
    facts, people, _ = case
    hands_on = work(facts, simulate(*case))
    own = ~hands_on.on_call
    busy = count_by_tick(
        Spells(*(column[own] for column in (hands_on.spells.step, hands_on.spells.start, hands_on.spells.end))),
        hands_on.team[own],
    )
    for number, each in enumerate(people.teams):
        if each.suspends:
            for tick in range(HORIZON):
                assert busy[number, tick] <= people_at(each.capacity, tick, unlimited=10**6)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_work_is_conserved(case: Case) -> None:
    """A finished step took exactly the effort that it costs the team that began it, however often it was suspended."""
    facts, people, _ = case
    outcomes = simulate(*case)
    touched = ticks_of_steps(facts, work(facts, outcomes).spells)
    category = np.repeat(facts.category, np.diff(facts.first_step))
    for step in np.flatnonzero(outcomes.end != NEVER):
        skill = people.teams[outcomes.by[step]].skill
        percent = 100 if category[step] < 0 or len(skill) == 0 else skill[category[step]]
        assert touched[step] == max(1, int(facts.step_effort[step] * percent + 50) // 100)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_an_incident_is_in_one_state_at_a_time(case: Case) -> None:
    """Waiting, work and the delays between steps fill the time from the first queue to the end without overlap."""
    facts, _, _ = case
    outcomes = simulate(*case)
    filled = ticks_of_steps(facts, waiting(facts, outcomes)) + ticks_of_steps(facts, work(facts, outcomes).spells)
    until = np.full(facts.steps, HORIZON)
    given_up = abandoned(facts, outcomes)
    until[facts.first_step[:-1][given_up != NEVER]] = given_up[given_up != NEVER]
    ended = np.where(outcomes.end == NEVER, until, outcomes.end)
    entered = outcomes.ready != NEVER
    assert np.array_equal(filled[entered], (ended - outcomes.ready)[entered])
