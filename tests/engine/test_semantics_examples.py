"""The worked examples of SEMANTICS.md, to the tick."""

from __future__ import annotations

import pytest

from tests.engine.cases import one, organisation, pauses, policy, team, worked, workload
from tests.engine.engines import simulate

pytestmark = pytest.mark.usefixtures("each_engine")


@pytest.mark.parametrize(("suspends", "times", "suspensions"), [(True, [(0, 13)], [(0, 5, 10)]), (False, [(0, 8)], [])])
def test_shift_end(suspends: bool, times: list[tuple[int, int]], suspensions: list[tuple[int, int, int]]) -> None:
    crew = organisation(team([(0, 1), (5, 0), (10, 1)], suspends=suspends))
    found = simulate(workload(one(0, 8)), crew, policy())
    assert worked(found) == times
    assert pauses(found) == suspensions


def test_a_tie() -> None:
    """Sorted by arrival, A and C stand before B."""
    found = simulate(
        workload(one(1, 2), one(1, 2), one(4, 2, priority=0)), organisation(team([(0, 0), (4, 1)])), policy()
    )
    assert worked(found) == [(6, 8), (8, 10), (4, 6)]


def test_completion_and_arrival_in_one_moment() -> None:
    found = simulate(workload(one(0, 5), one(5, 1)), organisation(team(1)), policy())
    assert worked(found) == [(0, 5), (5, 6)]


def test_pre_emption() -> None:
    found = simulate(workload(one(0, 10), one(4, 3, priority=0)), organisation(team(1)), policy(0))
    assert worked(found) == [(0, 13), (4, 7)]
    assert pauses(found) == [(0, 4, 7)]


@pytest.mark.parametrize(("roster", "start"), [([(0, 1)], 9), ([(0, 1), (5, 0)], 5)])
def test_help_after_a_while(roster: list[tuple[int, int]], start: int) -> None:
    crew = organisation(team(roster), team(1, helps=[0], after=6))
    found = simulate(workload(one(0, 20), one(3, 4)), crew, policy())
    assert worked(found)[1] == (start, start + 4)
    assert found.by.tolist() == [0, 1]


def test_on_call() -> None:
    crew = organisation(team([(0, 0), (60, 1)], on_call=1, calls=[0]))
    found = simulate(workload(one(10, 20, priority=0, callout=7), one(10, 5, callout=7)), crew, policy())
    assert worked(found) == [(17, 37), (60, 65)]
    assert found.on_call.tolist() == [True, False]
