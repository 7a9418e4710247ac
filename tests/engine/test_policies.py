"""Order of work, escalation and patience, each worked out by hand in ticks."""

from __future__ import annotations

import pytest

from slm_sim.clock import NEVER
from slm_sim.model.workload import PENDING, REOPENED
from tests.engine.cases import (
    Again,
    Incident,
    Order,
    Step,
    Until,
    escalation,
    escalations,
    marks,
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

BUSY_UNTIL_9 = [(0, 0), (9, 1)]


def test_age_lets_a_head_start_count_as_having_come_earlier() -> None:
    """Head start of P1: 4. Places 1, 0 and 2."""
    incidents = one(1, 2), one(4, 2, priority=0), one(6, 2, priority=0)
    found = simulate(workload(*incidents), organisation(team(BUSY_UNTIL_9)), policy(order="age", head_start=(4, 0, 0)))
    assert worked(found) == [(11, 13), (9, 11), (13, 15)]


def test_under_age_what_pre_empts_still_comes_first_and_interrupts_all_others() -> None:
    """P2 pre-empts, so P1 and P2 keep their order; only P3 is left, which any of P2 may interrupt."""
    incidents = one(0, 6, priority=2), one(2, 3, priority=1), one(3, 2, priority=0)
    found = simulate(workload(*incidents), organisation(team(1)), policy(1, order="age", head_start=(0, 0, 50)))
    assert worked(found) == [(0, 11), (2, 5), (5, 7)]
    assert pauses(found) == [(0, 2, 7)]


@pytest.mark.parametrize(("pausing", "times"), [([0], [(0, 2), (11, 12), (8, 11)]), ([], [(0, 2), (8, 9), (9, 12)])])
def test_a_pause_puts_a_deadline_off(pausing: list[int], times: list[tuple[int, int]]) -> None:
    """A is pending from 2 to 6: its deadline of 10 becomes 14, behind that of B (12)."""
    waits = Incident(0, [Step(0, 2, delay=4, then=PENDING), Step(0, 1)])
    found = simulate(
        workload(waits, one(5, 3)),
        organisation(team([(0, 1), (2, 0), (8, 1)])),
        policy(order="deadline", deadlines=[marks(10, 12, pauses=pausing)]),
    )
    assert worked(found) == times


def test_a_deadline_is_put_off_by_open_time_only_and_not_once_it_has_passed() -> None:
    """The calendar is open from 4 to 5 and from 20 on. A's deadline of 25 becomes 26, B's of 1 had passed at 2."""
    crowd = [Incident(0, [Step(0, 2, delay=5, then=PENDING), Step(1, 4)]) for _ in range(3)]
    found = simulate(
        workload(*crowd),
        organisation(team(3), team([(0, 0), (7, 1)])),
        policy(
            order="deadline",
            deadlines=[marks(25, 1, 24, calendar=(1, 1, 1), pauses=[0])],
            calendars=[open_time((4, 5), (20, 1000))],
        ),
    )
    assert [worked(found)[step] for step in (1, 3, 5)] == [(15, 19), (7, 11), (11, 15)]


def test_without_a_deadline_a_ticket_comes_behind_all_that_have_one() -> None:
    found = simulate(
        workload(one(0, 2), one(1, 2), one(2, 2)),
        organisation(team(BUSY_UNTIL_9)),
        policy(order="deadline", deadlines=[marks(NEVER, NEVER, 50), marks(NEVER, 900, 60)]),
    )
    assert worked(found) == [(13, 15), (11, 13), (9, 11)]


@pytest.mark.parametrize(
    ("until", "again", "first"),
    [
        ("resolved", "first cycle only", 1),
        ("resolved", "restart from zero", 1),
        ("resolved", "resume", 0),
        ("first start", "resume", 1),
    ],
)
def test_a_reopened_incident(until: Until, again: Again, first: int) -> None:
    """A, opened at 0 and due at 12, is resolved at 2 and comes back at 5. Its deadline is then: none; 5 + 12; 12 + 3.

    B waits since 3 and is due at 16, so A comes before it only where it resumes.
    """
    comes_back = Incident(0, [Step(0, 2, delay=3, then=REOPENED), Step(0, 1)])
    found = simulate(
        workload(comes_back, one(3, 1)),
        organisation(team([(0, 1), (2, 0), (8, 1)])),
        policy(order="deadline", deadlines=[marks(12, 16, until=until, again=again)]),
    )
    assert worked(found)[1:] == ([(8, 9), (9, 10)] if first == 0 else [(9, 10), (8, 9)])


@pytest.mark.parametrize("order", ["priority", "age", "deadline"])
def test_a_raise_lets_a_ticket_overtake_and_keeps_its_place_among_its_equals(order: Order) -> None:
    """P1 pre-empts, so that level counts in every order. C, raised at 6, comes before A and, enqueued earlier, B."""
    incidents = one(0, 2, priority=1), one(3, 2, priority=2), one(4, 2, priority=0)
    found = simulate(
        workload(*incidents),
        organisation(team(BUSY_UNTIL_9)),
        policy(0, order=order, escalations=[escalation(marks(NEVER, 6, NEVER), raises=(0, 1, 0))]),
    )
    assert worked(found) == [(13, 15), (9, 11), (11, 13)]
    assert escalations(found) == [(1, 6, 0, 0)]


def test_a_raised_ticket_stays_raised_at_its_next_step() -> None:
    twice = Incident(0, [Step(0, 1), Step(0, 1, then=None)], priority=2)
    found = simulate(
        workload(twice, one(1, 3), one(2, 3)),
        organisation(team([(0, 0), (3, 1)])),
        policy(escalations=[escalation(marks(2, NEVER, NEVER), raises=(0, 0, 0))]),
    )
    assert worked(found) == [(3, 4), (4, 5), (5, 8), (8, 11)]


def test_a_ticket_that_waits_is_handed_to_another_team() -> None:
    found = simulate(
        workload(one(0, 20), one(3, 4)),
        organisation(team(1), team(1)),
        policy(escalations=[escalation(marks(NEVER, 7), hands_to=1)]),
    )
    assert found.ready.tolist() == [0, 3]
    assert worked(found)[1] == (7, 11)
    assert found.by.tolist() == [0, 1]
    assert escalations(found) == [(1, 7, 1, 1)]


def test_what_is_handed_over_goes_back_to_its_new_home_when_it_is_suspended() -> None:
    found = simulate(
        workload(one(0, 6)),
        organisation(team([(0, 0), (5, 1)]), team([(0, 1), (4, 0), (8, 1)], suspends=True)),
        policy(escalations=[escalation(marks(2), hands_to=1)]),
    )
    assert worked(found) == [(2, 12)]
    assert pauses(found) == [(0, 4, 8)]
    assert found.resumed_by.tolist() == [1]


def test_a_mark_that_passes_while_somebody_works_falls_due_when_the_ticket_waits_again() -> None:
    twice = Incident(0, [Step(0, 5), Step(0, 2)])
    found = simulate(
        workload(twice), organisation(team(1), team(1)), policy(escalations=[escalation(marks(3), hands_to=1)])
    )
    assert escalations(found) == [(1, 5, 1, 1)]
    assert found.by.tolist() == [0, 1]


def test_what_is_suspended_is_not_escalated() -> None:
    found = simulate(
        workload(one(0, 5)),
        organisation(team([(0, 1), (2, 0), (9, 1)], suspends=True), team(1)),
        policy(escalations=[escalation(marks(4), hands_to=1)]),
    )
    assert worked(found) == [(0, 12)]
    assert escalations(found) == []


def test_rules_that_fall_due_together_go_one_after_the_other() -> None:
    """The second rule holds only at team 1, to which the first one brings the ticket; then the first is spent."""
    found = simulate(
        workload(one(1, 2, priority=2)),
        organisation(team([(0, 0)]), team([(0, 0)]), team(1)),
        policy(
            escalations=[
                escalation(marks(4), teams=[1], raises=(0, 0, 0), hands_to=2),
                escalation(marks(4), teams=[0], hands_to=1),
                escalation(marks(4), teams=[2], raises=(0, 1, 2)),
            ]
        ),
    )
    assert escalations(found) == [(0, 4, 2, 1), (0, 4, 0, 2)]
    assert worked(found) == [(4, 6)]


def test_a_ticket_escalated_to_a_listed_priority_is_called_for() -> None:
    found = simulate(
        workload(one(1, 2, callout=3)),
        organisation(team([(0, 0)], on_call=1)),
        policy(escalations=[escalation(marks(6), raises=(0, 0, 2))]),
    )
    assert worked(found) == [(9, 11)]


def test_the_wait_for_help_is_counted_through_a_hand_over() -> None:
    """Team 2 helps team 1 after 5 ticks; the ticket waits since 1, and at team 1 since 4."""
    found = simulate(
        workload(one(1, 2)),
        organisation(team([(0, 0)]), team([(0, 1), (1, 0), (2, 1)]), team(1, helps=[1], after=5)),
        policy(escalations=[escalation(marks(4), hands_to=1)]),
    )
    assert worked(found) == [(4, 6)]
    blocked = simulate(
        workload(one(0, 30, at=1), one(1, 2)),
        organisation(team([(0, 0)]), team(1), team(1, helps=[1], after=5)),
        policy(escalations=[escalation(marks(NEVER, 4), hands_to=1)]),
    )
    assert worked(blocked)[1] == (6, 8)


@pytest.mark.parametrize(("patience_ends", "times"), [(5, (NEVER, NEVER)), (6, (5, 8))])
def test_at_a_tie_leaving_wins(patience_ends: int, times: tuple[int, int]) -> None:
    waits = Incident(2, [Step(0, 3), Step(0, 1)], leaves=patience_ends)
    found = simulate(workload(one(0, 5), waits), organisation(team(1)), policy())
    assert worked(found)[1] == times
    assert found.ready.tolist() == [0, 2, NEVER if times[0] == NEVER else 8]


def test_who_leaves_on_arrival_has_been_there() -> None:
    found = simulate(workload(Incident(3, [Step(0, 1)], leaves=3)), organisation(team(1)), policy())
    assert found.ready.tolist() == [3]
    assert worked(found) == [(NEVER, NEVER)]


def test_giving_up_breaks_off_a_call_out_and_frees_the_person() -> None:
    gives_up = Incident(0, [Step(0, 5, callout=4)], priority=0, leaves=4)
    found = simulate(
        workload(gives_up, one(1, 2, priority=0, callout=2)), organisation(team([(0, 0)], on_call=1)), policy()
    )
    assert worked(found) == [(NEVER, NEVER), (6, 8)]
    assert found.on_call.tolist() == [False, True]


def test_who_has_been_begun_stays_through_a_suspension() -> None:
    stays = Incident(0, [Step(0, 6)], leaves=4)
    found = simulate(workload(stays), organisation(team([(0, 1), (3, 0), (8, 1)], suspends=True)), policy())
    assert worked(found) == [(0, 11)]


def test_who_leaves_is_not_escalated_in_the_same_moment() -> None:
    gives_up = Incident(0, [Step(0, 6)], leaves=4)
    found = simulate(
        workload(gives_up),
        organisation(team([(0, 0)]), team(1)),
        policy(escalations=[escalation(marks(4), hands_to=1)]),
    )
    assert escalations(found) == []
    assert worked(found) == [(NEVER, NEVER)]


def test_what_was_ripe_for_help_at_one_step_is_not_ripe_at_the_next() -> None:
    """Found by the twin. Team 1 helps team 0 after 5 ticks, and takes B, due first, at 5; A is as ripe.

    Team 0 does A's first step from 6 to 10. The second, with the same deadline, waits from 10 on and is ripe at 15.
    """
    twice = Incident(0, [Step(0, 4), Step(0, 2)])
    found = simulate(
        workload(twice, one(0, 3), one(0, 6, priority=0), one(10, 30, priority=0)),
        organisation(team(1), team(1, helps=[0], after=5)),
        policy(0, order="deadline", deadlines=[marks(50, 40, NEVER, NEVER)]),
    )
    assert worked(found) == [(6, 10), (15, 17), (5, 8), (0, 6), (10, 40)]


def test_a_raise_that_leaves_the_key_as_it_was_changes_who_is_called() -> None:
    """Found by the twin. Under the order by deadline all ranks share a level here; only a P3 is called for."""
    found = simulate(
        workload(one(0, 5, priority=2)),
        organisation(team([(0, 0), (9, 1)], on_call=[(0, 0), (4, 1)], calls=[2])),
        policy(order="deadline", deadlines=[marks(50)], escalations=[escalation(marks(2), raises=(0, 0, 0))]),
    )
    assert worked(found) == [(9, 14)]


def test_patience_that_is_over_does_not_keep_a_later_step_from_escalation() -> None:
    """Found by the twin. The customer would have given up at 7; at 7 the second step waits and is handed over."""
    twice = Incident(0, [Step(0, 2), Step(0, 3)], leaves=7)
    found = simulate(
        workload(twice, one(1, 20, priority=0)),
        organisation(team(1), team(1)),
        policy(escalations=[escalation(marks(7, NEVER), hands_to=1)]),
    )
    assert escalations(found) == [(1, 7, 1, 1)]
    assert worked(found)[1] == (7, 10)
