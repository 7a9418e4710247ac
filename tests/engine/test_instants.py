"""What comes first when several things happen at the same tick."""

from __future__ import annotations

import pytest

from slm_sim.clock import NEVER
from tests.engine.cases import Incident, Step, one, organisation, pauses, policy, team, worked, workload
from tests.engine.engines import simulate

pytestmark = pytest.mark.usefixtures("each_engine")

FIRST_COME = policy()
P1_PREEMPTS = policy(0)


def test_a_tie_goes_to_the_incident_that_comes_first_in_the_workload() -> None:
    outcomes = simulate(workload(one(3, 2), one(3, 1), one(3, 4)), organisation(team(1)), FIRST_COME)
    assert worked(outcomes) == [(3, 5), (5, 6), (6, 10)]


def test_an_arrival_at_the_moment_of_a_completion_competes_for_the_person() -> None:
    outcomes = simulate(workload(one(0, 5), one(1, 3), one(5, 3, priority=0)), organisation(team(1)), FIRST_COME)
    assert worked(outcomes) == [(0, 5), (8, 11), (5, 8)]


def test_the_more_urgent_of_two_arrivals_of_one_moment_goes_first() -> None:
    outcomes = simulate(workload(one(2, 3, priority=2), one(2, 3, priority=0)), organisation(team(1)), FIRST_COME)
    assert worked(outcomes) == [(5, 8), (2, 5)]


def test_without_delay_the_next_step_is_enqueued_before_anybody_acts() -> None:
    returning = Incident(0, [Step(0, 4), Step(0, 2)], priority=0)
    outcomes = simulate(workload(returning, one(1, 3, priority=1)), organisation(team(1)), FIRST_COME)
    assert worked(outcomes) == [(0, 4), (4, 6), (6, 9)]


def test_a_handover_without_delay_reaches_an_idle_team_in_the_same_moment() -> None:
    passed_on = Incident(0, [Step(0, 1), Step(1, 1), Step(2, 1), Step(0, 1)])
    outcomes = simulate(workload(passed_on), organisation(team(1), team(1), team(None)), FIRST_COME)
    assert outcomes.ready.tolist() == [0, 1, 2, 3]
    assert worked(outcomes) == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_a_return_from_pending_ties_with_an_arrival_by_the_index_of_the_incident() -> None:
    pending = Incident(0, [Step(0, 2, delay=4), Step(0, 3)])
    outcomes = simulate(workload(pending, one(6, 3)), organisation(team(1)), FIRST_COME)
    assert outcomes.ready.tolist() == [0, 6, 6]
    assert worked(outcomes) == [(0, 2), (6, 9), (9, 12)]


def test_work_that_is_done_when_the_shift_ends_is_not_suspended() -> None:
    outcomes = simulate(workload(one(0, 4)), organisation(team([(0, 1), (4, 0)], suspends=True)), FIRST_COME)
    assert worked(outcomes) == [(0, 4)]
    assert pauses(outcomes) == []


def test_at_shift_end_the_largest_keys_are_suspended() -> None:
    incidents = one(0, 9, priority=2), one(1, 9, priority=0), one(2, 9, priority=1), one(2, 9, priority=1)
    roster = [(0, 4), (5, 2), (6, 1), (7, 4)]
    outcomes = simulate(workload(*incidents), organisation(team(roster, suspends=True)), FIRST_COME)
    assert pauses(outcomes) == [(0, 5, 7), (2, 6, 7), (3, 5, 7)]


def test_a_suspended_ticket_keeps_its_place_before_later_ones() -> None:
    roster = [(0, 1), (2, 0), (6, 1)]
    outcomes = simulate(workload(one(0, 5), one(1, 1)), organisation(team(roster, suspends=True)), FIRST_COME)
    assert worked(outcomes) == [(0, 9), (9, 10)]


def test_a_shift_change_with_equal_numbers_interrupts_nobody() -> None:
    outcomes = simulate(workload(one(0, 5)), organisation(team([(0, 1), (2, 1)], suspends=True)), FIRST_COME)
    assert worked(outcomes) == [(0, 5)]
    assert pauses(outcomes) == []


def test_one_shift_ends_at_the_moment_another_begins() -> None:
    """One team loses its person as the other gains one; the ticket that moves between them finds that person."""
    passed_on = Incident(0, [Step(0, 4), Step(1, 2)])
    outcomes = simulate(
        workload(passed_on, one(1, 2)),
        organisation(team([(0, 1), (4, 0), (8, 1)], suspends=True), team([(0, 0), (4, 1)], suspends=True)),
        FIRST_COME,
    )
    assert worked(outcomes) == [(0, 4), (4, 6), (8, 10)]


def test_in_finish_mode_a_drop_delays_new_work_until_enough_is_done() -> None:
    roster = [(0, 3), (2, 1)]
    outcomes = simulate(
        workload(one(0, 3), one(0, 5), one(0, 4), one(1, 1), one(1, 1)), organisation(team(roster)), FIRST_COME
    )
    assert worked(outcomes) == [(0, 3), (0, 5), (0, 4), (5, 6), (6, 7)]


def test_capacity_rises_at_the_moment_of_a_completion() -> None:
    incidents = one(0, 4), one(1, 2), one(1, 3), one(1, 1)
    outcomes = simulate(workload(*incidents), organisation(team([(0, 1), (4, 2)])), FIRST_COME)
    assert worked(outcomes) == [(0, 4), (4, 6), (4, 7), (6, 7)]


@pytest.mark.parametrize("suspends", [False, True])
def test_preemption_takes_the_largest_key_in_either_mode(suspends: bool) -> None:
    incidents = one(0, 9, priority=1), one(1, 9, priority=2), one(2, 9, priority=2), one(4, 2, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team(3, suspends=suspends)), P1_PREEMPTS)
    assert worked(outcomes) == [(0, 9), (1, 10), (2, 13), (4, 6)]
    assert pauses(outcomes) == [(2, 4, 6)]


def test_preemption_needs_a_strictly_lower_priority() -> None:
    incidents = one(0, 9, priority=1), one(0, 9, priority=0), one(1, 5, priority=1), one(1, 5, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team(2)), policy(0, 1))
    assert pauses(outcomes) == [(0, 1, 6)]
    assert worked(outcomes) == [(0, 14), (0, 9), (9, 14), (1, 6)]


def test_only_listed_priorities_preempt() -> None:
    incidents = one(0, 4, priority=2), one(1, 3, priority=1), one(1, 3, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team(1)), policy(1))
    assert worked(outcomes) == [(0, 10), (1, 4), (4, 7)]
    assert pauses(outcomes) == [(0, 1, 7)]


def test_a_free_person_is_used_before_anybody_is_interrupted() -> None:
    outcomes = simulate(workload(one(0, 9, priority=2), one(1, 2, priority=0)), organisation(team(2)), P1_PREEMPTS)
    assert pauses(outcomes) == []


def test_a_chain_of_preemptions_resumes_in_the_order_of_the_keys() -> None:
    incidents = one(0, 6, priority=2), one(2, 5, priority=1), one(4, 3, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team(1)), policy(0, 1))
    assert worked(outcomes) == [(0, 14), (2, 10), (4, 7)]
    assert pauses(outcomes) == [(0, 2, 10), (1, 4, 7)]


def test_one_ticket_can_be_suspended_again_and_again() -> None:
    incidents = one(0, 6, priority=2), one(2, 1, priority=0), one(4, 1, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team(1)), P1_PREEMPTS)
    assert worked(outcomes) == [(0, 8), (2, 3), (4, 5)]
    assert pauses(outcomes) == [(0, 2, 3), (0, 4, 5)]


def test_whoever_stays_after_the_shift_does_not_begin_anything_new() -> None:
    """The last person finishes a P3 after the shift; a P1 waits for the next shift rather than for that person."""
    incidents = one(0, 6, priority=2), one(4, 2, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team([(0, 1), (3, 0), (9, 1)])), P1_PREEMPTS)
    assert worked(outcomes) == [(0, 6), (9, 11)]
    assert pauses(outcomes) == []


def test_with_somebody_at_work_preemption_may_take_one_of_the_overrun() -> None:
    incidents = one(0, 6, priority=1), one(0, 6, priority=2), one(4, 2, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team([(0, 2), (3, 1)])), P1_PREEMPTS)
    assert worked(outcomes) == [(0, 6), (0, 8), (4, 6)]
    assert pauses(outcomes) == [(1, 4, 6)]


def test_shift_end_and_preemption_in_one_moment() -> None:
    incidents = one(0, 9, priority=1), one(0, 9, priority=2), one(3, 2, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team([(0, 2), (3, 1)], suspends=True)), P1_PREEMPTS)
    assert pauses(outcomes) == [(0, 3, 5), (1, 3, 11)]
    assert worked(outcomes) == [(0, 11), (0, 17), (3, 5)]


def test_one_tick_of_effort_takes_one_tick() -> None:
    outcomes = simulate(workload(*[one(0, 1) for _ in range(4)]), organisation(team(2)), FIRST_COME)
    assert worked(outcomes) == [(0, 1), (0, 1), (1, 2), (1, 2)]


def test_an_arrival_at_the_last_tick_is_begun_and_left_open() -> None:
    outcomes = simulate(workload(one(9, 1), horizon=10), organisation(team(1)), FIRST_COME)
    assert worked(outcomes) == [(9, NEVER)]
