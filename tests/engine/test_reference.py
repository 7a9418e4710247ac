"""Single rules of the engine, each worked out by hand in ticks."""

from __future__ import annotations

import numpy as np
import pytest

from slm_sim.clock import NEVER
from tests.engine.cases import (
    Incident,
    Step,
    one,
    open_time,
    organisation,
    pauses,
    policy,
    team,
    worked,
    workload,
)
from tests.engine.engines import simulate

pytestmark = pytest.mark.usefixtures("each_engine")

FIRST_COME = policy()


def test_nothing_happens_to_no_incident() -> None:
    outcomes = simulate(workload(), organisation(team()), FIRST_COME)
    assert len(outcomes.ready) == len(outcomes.suspended_step) == 0


def test_one_person_works_on_one_ticket_after_the_other() -> None:
    outcomes = simulate(workload(one(0, 5), one(2, 4), one(3, 1)), organisation(team(1)), FIRST_COME)
    assert outcomes.ready.tolist() == [0, 2, 3]
    assert worked(outcomes) == [(0, 5), (5, 9), (9, 10)]
    assert outcomes.by.tolist() == [0, 0, 0]
    assert not outcomes.on_call.any()


def test_the_more_urgent_goes_first_and_the_earlier_among_equals() -> None:
    waiting = one(1, 2, priority=2), one(2, 2, priority=1), one(3, 2, priority=1), one(4, 2, priority=0)
    outcomes = simulate(workload(one(0, 5), *waiting), organisation(team(1)), FIRST_COME)
    assert worked(outcomes)[1:] == [(11, 13), (7, 9), (9, 11), (5, 7)]


def test_two_people_work_side_by_side() -> None:
    outcomes = simulate(workload(one(0, 5), one(0, 3), one(0, 1)), organisation(team(2)), FIRST_COME)
    assert worked(outcomes) == [(0, 5), (0, 3), (3, 4)]


def test_an_unlimited_team_is_a_delay() -> None:
    outcomes = simulate(workload(one(0, 5), one(0, 3), one(1, 1)), organisation(team(None)), FIRST_COME)
    assert worked(outcomes) == [(0, 5), (0, 3), (1, 2)]


def test_steps_follow_each_other_after_their_delay() -> None:
    visits = [Step(0, 2, delay=3), Step(1, 4), Step(0, 1, delay=99)]
    outcomes = simulate(workload(Incident(1, visits)), organisation(team(1), team(1)), FIRST_COME)
    assert outcomes.ready.tolist() == [1, 6, 10]
    assert worked(outcomes) == [(1, 3), (6, 10), (10, 11)]


def test_each_visit_takes_a_new_place_in_the_queue() -> None:
    twice = Incident(0, [Step(0, 2), Step(0, 2)])
    outcomes = simulate(workload(twice, one(1, 3)), organisation(team(1)), FIRST_COME)
    assert outcomes.ready.tolist() == [0, 2, 1]
    assert worked(outcomes) == [(0, 2), (5, 7), (2, 5)]


def test_a_delay_counts_the_open_time_of_its_calendar() -> None:
    hours = open_time((0, 5), (10, 15), (20, 25))
    visits = [Step(0, 2, delay=3, calendar=1), Step(0, 4, delay=4, calendar=1), Step(0, 1)]
    outcomes = simulate(workload(Incident(0, visits)), organisation(team(1), calendars=[hours]), FIRST_COME)
    assert outcomes.ready.tolist() == [0, 5, 14]
    assert worked(outcomes) == [(0, 2), (5, 9), (14, 15)]


def test_a_delay_that_outlasts_its_calendar_never_ends() -> None:
    hours = open_time((0, 5), horizon=50)
    visits = [Step(0, 2, delay=4, calendar=1), Step(0, 1)]
    outcomes = simulate(workload(Incident(0, visits), horizon=50), organisation(team(1), calendars=[hours]), FIRST_COME)
    assert outcomes.ready.tolist() == [0, NEVER]


def test_a_calendar_that_ends_before_the_horizon_is_refused() -> None:
    hours = open_time((0, 5), horizon=49)
    with pytest.raises(ValueError, match=r"'hours' was compiled for the ticks from 0 to 49; .* from 0 to 50"):
        simulate(workload(one(0, 1), horizon=50), organisation(team(1), calendars=[hours]), FIRST_COME)


def test_nothing_happens_at_the_horizon_or_after_it() -> None:
    incidents = one(0, 9), one(1, 1), one(9, 1, at=1), one(10, 1, at=1), one(99, 1, at=1)
    outcomes = simulate(workload(*incidents, horizon=10), organisation(team(1), team(1)), FIRST_COME)
    assert outcomes.ready.tolist() == [0, 1, 9, NEVER, NEVER]
    assert worked(outcomes) == [(0, 9), (9, NEVER), (9, NEVER), (NEVER, NEVER), (NEVER, NEVER)]
    assert outcomes.by.tolist() == [0, 0, 1, -1, -1]


def test_no_time_at_all_leaves_everything_undone() -> None:
    outcomes = simulate(workload(one(0, 1), horizon=0), organisation(team(1)), FIRST_COME)
    assert outcomes.ready.tolist() == [NEVER]


def test_without_people_tickets_wait_until_somebody_comes() -> None:
    outcomes = simulate(workload(one(0, 3), one(1, 1)), organisation(team([(0, 0), (8, 1)])), FIRST_COME)
    assert worked(outcomes) == [(8, 11), (11, 12)]


def test_at_shift_end_started_work_is_finished_and_nothing_new_begun() -> None:
    roster = [(0, 2), (4, 1), (20, 2)]
    outcomes = simulate(workload(one(0, 6), one(0, 9), one(1, 2)), organisation(team(roster)), FIRST_COME)
    assert worked(outcomes) == [(0, 6), (0, 9), (9, 11)]
    assert pauses(outcomes) == []


def test_at_shift_end_work_is_suspended_and_resumed_where_it_stopped() -> None:
    roster = [(0, 2), (4, 1), (20, 2)]
    outcomes = simulate(
        workload(one(0, 6), one(0, 9), one(1, 2)), organisation(team(roster, suspends=True)), FIRST_COME
    )
    assert worked(outcomes) == [(0, 6), (0, 11), (11, 13)]
    assert pauses(outcomes) == [(1, 4, 6)]
    assert outcomes.resumed_by.tolist() == [0]
    assert outcomes.resumed_on_call.tolist() == [False]


def test_a_ticket_still_suspended_at_the_horizon_is_kept() -> None:
    roster = [(0, 1), (4, 0)]
    outcomes = simulate(workload(one(0, 6), horizon=30), organisation(team(roster, suspends=True)), FIRST_COME)
    assert worked(outcomes) == [(0, NEVER)]
    assert pauses(outcomes) == [(0, 4, NEVER)]
    assert outcomes.resumed_by.tolist() == [-1]


def test_suspensions_are_sorted_by_step_and_time() -> None:
    roster = [(0, 2), (2, 0), (4, 2), (6, 0), (8, 2)]
    outcomes = simulate(workload(one(0, 5), one(0, 6)), organisation(team(roster, suspends=True)), FIRST_COME)
    assert pauses(outcomes) == [(0, 2, 4), (0, 6, 8), (1, 2, 4), (1, 6, 8)]


@pytest.mark.parametrize(
    ("effort", "percent", "ticks"),
    [(10, 150, 15), (3, 50, 2), (1, 50, 1), (1, 49, 1), (1, 20, 1), (7, 107, 7), (7, 108, 8)],
)
def test_skill_scales_the_effort_to_the_nearest_tick_but_at_least_one(effort: int, percent: int, ticks: int) -> None:
    outcomes = simulate(workload(one(0, effort)), organisation(team(1, skill=[percent, 100])), FIRST_COME)
    assert worked(outcomes) == [(0, ticks)]


def test_what_a_team_cannot_take_waits_and_does_not_block_the_others() -> None:
    outcomes = simulate(
        workload(one(0, 2, category=0, priority=0), one(0, 2, category=1), one(0, 2, category=-1), horizon=50),
        organisation(team(1, skill=[0, 200])),
        FIRST_COME,
    )
    assert worked(outcomes) == [(NEVER, NEVER), (0, 4), (4, 6)]


def test_equal_arguments_give_equal_outcomes_and_stay_as_they_are() -> None:
    arguments = workload(one(0, 5), one(0, 4)), organisation(team([(0, 1), (3, 0), (7, 1)], suspends=True)), FIRST_COME
    first, second = simulate(*arguments), simulate(*arguments)
    assert worked(first) == worked(second) == [(0, 9), (9, 13)]
    assert pauses(first) == pauses(second) == [(0, 3, 7)]
    assert not first.start.flags.writeable
    assert np.all(arguments[0].step_effort == [5, 4])
