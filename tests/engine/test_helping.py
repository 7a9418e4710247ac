"""Help between teams, and people on call."""

from __future__ import annotations

import pytest

from slm_sim.clock import NEVER
from tests.engine.cases import Incident, Step, one, organisation, pauses, policy, team, worked, workload
from tests.engine.engines import simulate

pytestmark = pytest.mark.usefixtures("each_engine")

FIRST_COME = policy()
P1_PREEMPTS = policy(0)
NIGHT = [(0, 0)]


def test_idle_people_take_what_waits_at_the_team_they_help() -> None:
    outcomes = simulate(workload(one(0, 5), one(1, 4)), organisation(team(1), team(1, helps=[0])), FIRST_COME)
    assert worked(outcomes) == [(0, 5), (1, 5)]
    assert outcomes.by.tolist() == [0, 1]


def test_help_is_not_mutual_unless_both_say_so() -> None:
    outcomes = simulate(
        workload(one(0, 5, at=1), one(1, 4, at=1)), organisation(team(1), team(1, helps=[0])), FIRST_COME
    )
    assert worked(outcomes) == [(0, 5), (5, 9)]


def test_the_own_team_comes_before_its_helpers_in_one_moment() -> None:
    outcomes = simulate(workload(one(0, 5, at=1)), organisation(team(1, helps=[1]), team(1)), FIRST_COME)
    assert outcomes.by.tolist() == [1]


def test_the_own_queue_comes_before_anybody_elses() -> None:
    """When the helper's person is free at 4, its own P3 goes before the P1 that waits at the other team."""
    incidents = one(0, 9), one(0, 4, at=1), one(1, 3, priority=0), one(2, 2, priority=2, at=1)
    outcomes = simulate(workload(*incidents), organisation(team(1), team(1, helps=[0])), FIRST_COME)
    assert worked(outcomes) == [(0, 9), (0, 4), (6, 9), (4, 6)]


def test_an_own_queue_that_holds_nothing_to_take_counts_as_empty() -> None:
    incidents = one(0, 9), one(1, 3), one(0, 1, at=1, category=1)
    outcomes = simulate(
        workload(*incidents, horizon=40), organisation(team(1), team(1, helps=[0], skill=[100, 0])), FIRST_COME
    )
    assert worked(outcomes) == [(0, 9), (NEVER, NEVER), (1, 4)]


def test_help_goes_in_the_stated_order_of_teams_and_then_of_keys() -> None:
    """Team 2 helps 1 before 0: both P3 of team 1 go before the P1 of team 0."""
    incidents = (
        one(0, 2, priority=2, at=1),
        one(0, 2, priority=0, at=0),
        one(0, 2, priority=2, at=1),
        one(0, 2, priority=1, at=1),
    )
    outcomes = simulate(workload(*incidents), organisation(team(NIGHT), team(NIGHT), team(1, helps=[1, 0])), FIRST_COME)
    assert worked(outcomes) == [(2, 4), (6, 8), (4, 6), (0, 2)]


def test_helpers_choose_in_the_order_of_the_teams() -> None:
    outcomes = simulate(
        workload(one(0, 2, priority=1), one(0, 2, priority=0), one(0, 2, priority=2)),
        organisation(team(NIGHT), team(1, helps=[0]), team(1, helps=[0])),
        FIRST_COME,
    )
    assert outcomes.by.tolist() == [2, 1, 1]
    assert worked(outcomes) == [(0, 2), (0, 2), (2, 4)]


def test_a_ticket_waits_for_its_own_team_before_it_is_helped() -> None:
    incidents = one(0, 20), one(1, 4), one(3, 4)
    outcomes = simulate(workload(*incidents), organisation(team(1), team(1, helps=[0], after=5)), FIRST_COME)
    assert worked(outcomes) == [(0, 20), (6, 10), (10, 14)]
    assert outcomes.by.tolist() == [0, 1, 1]


def test_a_ticket_that_has_waited_long_enough_is_taken_when_somebody_becomes_idle() -> None:
    incidents = one(0, 20), one(0, 9, at=1), one(1, 4)
    outcomes = simulate(workload(*incidents), organisation(team(1), team(1, helps=[0], after=5)), FIRST_COME)
    assert worked(outcomes) == [(0, 20), (0, 9), (9, 13)]


def test_the_wait_is_passed_over_for_one_that_has_waited_longer() -> None:
    """At 6 the P3 has waited 5 ticks, the P1 only 2: the P3 is helped, the P1 a little later by the second person."""
    incidents = one(0, 20), one(1, 4, priority=2), one(4, 4, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team(1), team(2, helps=[0], after=5)), FIRST_COME)
    assert worked(outcomes) == [(0, 20), (6, 10), (9, 13)]


def test_nobody_waits_for_a_team_with_nobody_at_work() -> None:
    outcomes = simulate(
        workload(one(0, 9), one(1, 2), one(5, 2)),
        organisation(team([(0, 1), (3, 0), (7, 1)]), team(1, helps=[0], after=50)),
        FIRST_COME,
    )
    assert worked(outcomes) == [(0, 9), (3, 5), (5, 7)]
    assert outcomes.by.tolist() == [0, 1, 1]


def test_a_helped_ticket_obeys_the_helpers_shift_end_and_returns_to_its_own_queue() -> None:
    """Suspended at 4, first in its own queue by its old key, taken by its own team at 6."""
    incidents = one(0, 6), one(1, 5), one(2, 1)
    outcomes = simulate(
        workload(*incidents), organisation(team(1), team([(0, 1), (4, 0)], suspends=True, helps=[0])), FIRST_COME
    )
    assert worked(outcomes) == [(0, 6), (1, 8), (8, 9)]
    assert pauses(outcomes) == [(1, 4, 6)]
    assert outcomes.by.tolist() == [0, 1, 0]
    assert outcomes.resumed_by.tolist() == [0]


def test_work_is_handed_over_within_a_moment() -> None:
    """One helper's shift ends as the next one's begins: a suspension without length."""
    outcomes = simulate(
        workload(one(0, 6)),
        organisation(team(NIGHT), team([(0, 1), (4, 0)], suspends=True, helps=[0]), team([(0, 0), (4, 1)], helps=[0])),
        FIRST_COME,
    )
    assert worked(outcomes) == [(0, 6)]
    assert pauses(outcomes) == [(0, 4, 4)]
    assert outcomes.resumed_by.tolist() == [2]


def test_the_skill_of_whoever_begins_fixes_the_effort() -> None:
    """The helper needs 200 percent, 8 ticks; the 4 that are left at its shift end stand for the own team."""
    outcomes = simulate(
        workload(one(0, 4)),
        organisation(
            team([(0, 0), (6, 1)], skill=[50, 50]),
            team([(0, 1), (4, 0)], suspends=True, helps=[0], skill=[200, 200]),
        ),
        FIRST_COME,
    )
    assert worked(outcomes) == [(0, 10)]
    assert pauses(outcomes) == [(0, 4, 6)]


def test_a_helper_does_not_take_what_it_cannot() -> None:
    incidents = one(0, 9), one(1, 2, category=0), one(2, 2, category=1)
    outcomes = simulate(workload(*incidents), organisation(team(1), team(1, helps=[0], skill=[0, 100])), FIRST_COME)
    assert worked(outcomes) == [(0, 9), (9, 11), (2, 4)]


def test_a_helper_can_take_what_the_own_team_cannot() -> None:
    outcomes = simulate(
        workload(one(0, 4)), organisation(team(1, skill=[0, 100]), team(1, helps=[0], after=3)), FIRST_COME
    )
    assert worked(outcomes) == [(3, 7)]


def test_a_preempted_helped_ticket_returns_to_its_own_team_in_the_same_moment() -> None:
    """The own team is idle from 3 on; at 5 the helper's own P1 sends the P3 back, and it goes on at once."""
    incidents = one(0, 3, priority=1), one(1, 9, priority=2), one(5, 2, priority=0, at=1)
    outcomes = simulate(workload(*incidents), organisation(team(1), team(1, helps=[0])), P1_PREEMPTS)
    assert worked(outcomes) == [(0, 3), (1, 10), (5, 7)]
    assert pauses(outcomes) == [(1, 5, 5)]
    assert outcomes.resumed_by.tolist() == [0]


def test_a_ticket_sent_back_goes_before_a_later_one_in_the_same_moment() -> None:
    """At 5 the own person becomes free as the older P2 comes back from the helper: it goes on, not the new one."""
    incidents = (
        one(0, 5, priority=1),
        one(1, 9, priority=1),
        one(5, 2, priority=1),
        one(5, 3, priority=0, at=1),
    )
    outcomes = simulate(workload(*incidents), organisation(team(1), team(1, helps=[0])), P1_PREEMPTS)
    assert worked(outcomes) == [(0, 5), (1, 10), (8, 10), (5, 8)]
    assert pauses(outcomes) == [(1, 5, 5)]


def test_people_on_call_start_after_the_call_out() -> None:
    outcomes = simulate(workload(one(2, 5, priority=0, callout=3)), organisation(team(NIGHT, on_call=1)), FIRST_COME)
    assert outcomes.ready.tolist() == [2]
    assert worked(outcomes) == [(5, 10)]
    assert outcomes.by.tolist() == [0]
    assert outcomes.on_call.tolist() == [True]


def test_without_call_out_they_start_at_once() -> None:
    outcomes = simulate(workload(one(2, 5, priority=0)), organisation(team(NIGHT, on_call=1)), FIRST_COME)
    assert worked(outcomes) == [(2, 7)]


def test_a_call_occupies_the_person_from_the_call_to_the_end() -> None:
    incidents = one(0, 5, priority=0, callout=3), one(1, 5, priority=0, callout=3)
    outcomes = simulate(workload(*incidents), organisation(team(NIGHT, on_call=1)), FIRST_COME)
    assert worked(outcomes) == [(3, 8), (11, 16)]


def test_only_listed_priorities_are_called_for_and_in_the_order_of_keys() -> None:
    incidents = one(0, 5, priority=1), one(1, 5, priority=2), one(1, 5, priority=1), one(2, 5, priority=0)
    outcomes = simulate(
        workload(*incidents, horizon=60), organisation(team(NIGHT, on_call=1, calls=[0, 1])), FIRST_COME
    )
    assert worked(outcomes) == [(0, 5), (NEVER, NEVER), (10, 15), (5, 10)]


def test_own_people_and_helpers_come_before_people_on_call() -> None:
    incidents = [one(0, 5, priority=0, callout=1) for _ in range(3)]
    outcomes = simulate(workload(*incidents), organisation(team(1, on_call=1), team(1, helps=[0])), FIRST_COME)
    assert outcomes.by.tolist() == [0, 1, 0]
    assert outcomes.on_call.tolist() == [False, False, True]
    assert worked(outcomes) == [(0, 5), (0, 5), (1, 6)]


def test_a_call_runs_to_its_end_whatever_the_roster_does() -> None:
    outcomes = simulate(
        workload(one(0, 9, priority=0, callout=2), one(3, 1, priority=0), horizon=40),
        organisation(team([(0, 0), (4, 1)], suspends=True, on_call=[(0, 1), (1, 0)])),
        FIRST_COME,
    )
    assert worked(outcomes) == [(2, 11), (4, 5)]


def test_work_on_call_is_not_preempted() -> None:
    incidents = one(0, 9, priority=1), one(2, 3, priority=0)
    outcomes = simulate(workload(*incidents), organisation(team(NIGHT, on_call=1, calls=[0, 1])), P1_PREEMPTS)
    assert worked(outcomes) == [(0, 9), (9, 12)]


def test_a_call_out_that_is_not_over_at_the_horizon_is_no_start() -> None:
    incident = one(5, 1, priority=0, callout=5)
    outcomes = simulate(workload(incident, horizon=10), organisation(team(NIGHT, on_call=1)), FIRST_COME)
    assert outcomes.ready.tolist() == [5]
    assert worked(outcomes) == [(NEVER, NEVER)]
    assert outcomes.by.tolist() == [-1]
    assert outcomes.on_call.tolist() == [False]


@pytest.mark.parametrize(("horizon", "resumed", "by"), [(40, 6, 0), (6, NEVER, -1)])
def test_suspended_work_goes_on_on_call_after_the_call_out(horizon: int, resumed: int, by: int) -> None:
    outcomes = simulate(
        workload(one(0, 6, priority=0, callout=2), horizon=horizon),
        organisation(team([(0, 1), (4, 0)], suspends=True, on_call=1)),
        FIRST_COME,
    )
    assert worked(outcomes) == [(0, 8 if horizon == 40 else NEVER)]
    assert outcomes.on_call.tolist() == [False]
    assert pauses(outcomes) == [(0, 4, resumed)]
    assert outcomes.resumed_by.tolist() == [by]
    assert outcomes.resumed_on_call.tolist() == [by == 0]


def test_people_on_call_have_the_skill_of_their_team() -> None:
    incidents = one(0, 4, priority=0, category=0), one(0, 4, priority=0, category=1)
    outcomes = simulate(
        workload(*incidents, horizon=40), organisation(team(NIGHT, on_call=2, skill=[150, 0])), FIRST_COME
    )
    assert worked(outcomes) == [(0, 6), (NEVER, NEVER)]


def test_the_next_visit_may_be_called_for_in_the_same_moment() -> None:
    twice = Incident(0, [Step(0, 3), Step(0, 2, callout=1)], priority=0)
    outcomes = simulate(workload(twice), organisation(team([(0, 1), (3, 0)], on_call=1)), FIRST_COME)
    assert worked(outcomes) == [(0, 3), (4, 6)]
    assert outcomes.on_call.tolist() == [False, True]
