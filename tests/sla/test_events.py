"""Events of simulated incidents by hand, and against what the steps say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.clock import NEVER
from slm_sim.model import events as kinds
from slm_sim.model.events import Events
from slm_sim.sla.events import events_of
from slm_sim.sla.histories import histories
from tests.sla.build import CUSTOMER, Incident, Step, given_up, played
from tests.sla.test_clocks_against_naive import AXIS, HORIZON, told
from tests.sla.timeline import events

REASSIGNED, REOPENED = 1, 2


def of(*incidents: Incident) -> Events:
    return events_of(*played(incidents, HORIZON, AXIS))


def assert_same(found: Events, expected: Events) -> None:
    for name in ("first", "moment", "kind", "value"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist(), name


def test_a_life_with_everything_in_it() -> None:
    """Opened before the run began; desk, a wait, experts, resolved, back again with the desk, resolved."""
    steps = [
        Step(0, 2, 5, CUSTOMER),
        Step(9, 10, 12, REASSIGNED),
        Step(20, 21, 30, REOPENED, team=1),
        Step(40, 44, 50),
    ]
    one = Incident(-3, steps, priority=1)
    assert_same(
        of(one),
        events(
            [
                (-3, "opened P2"),
                (0, "team desk"),
                (2, "touched"),
                (2, "in progress"),
                (5, "pending customer"),
                (9, "in progress"),
                (12, "team experts"),
                (30, "resolved"),
                (40, "reopened"),
                (40, "team desk"),
                (50, "resolved"),
            ]
        ),
    )


def test_what_had_not_come_by_the_horizon_is_no_event() -> None:
    """One waits in the queue, one for its customer, one has been resolved and will be opened again one day."""
    found = of(
        Incident(4, [Step(4, None, None)]),
        Incident(5, [Step(5, 5, 6, CUSTOMER), Step(None, None, None)]),
        Incident(6, [Step(6, 6, 7, REOPENED), Step(None, None, None)]),
    )
    opened = [[(n, "opened P1"), (n, "team desk")] for n in (4, 5, 6)]
    touched = [[], *([(n, "touched"), (n, "in progress")] for n in (5, 6))]
    ends = [[], [(6, "pending customer")], [(7, "resolved")]]
    assert_same(found, events(*(one + two + end for one, two, end in zip(opened, touched, ends, strict=True))))


def test_a_customer_who_gives_up() -> None:
    assert_same(of(given_up(3, 8)), events([(3, "opened P1"), (3, "team desk"), (8, "abandoned")]))


def test_hand_overs_stand_where_they_happened() -> None:
    """Handed over before the start, and once more while the work was suspended; a raise in the queue is none."""
    workload, outcomes = played([Incident(0, [Step(0, 30, 90)])], HORIZON, AXIS)
    handed = replace(
        outcomes,
        escalated_step=np.array([0, 0, 0]),
        escalated_at=np.array([10, 20, 40]),
        escalated_priority=np.array([0, 0, 0]),
        escalated_team=np.array([0, 1, 0]),
    )
    assert_same(
        events_of(workload, handed),
        events(
            [
                (0, "opened P1"),
                (0, "team desk"),
                (20, "team experts"),
                (30, "touched"),
                (30, "in progress"),
                (40, "team desk"),
                (90, "resolved"),
            ]
        ),
    )


def test_the_last_priority_counts() -> None:
    found = events([(0, "opened P2"), (5, "priority P1"), (9, "resolved")], [(1, "opened P1")], [(2, "opened")])
    assert found.priority.tolist() == [0, 0, -1]
    assert found.of(1).moment.tolist() == [1]


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=6))
def test_events_tell_what_histories_tell(incidents: list[Incident]) -> None:
    workload, outcomes = played(incidents, HORIZON, AXIS)
    found, history = events_of(workload, outcomes), histories(workload, outcomes)
    for number in range(len(incidents)):
        one = found.of(number)
        assert np.all(np.diff(one.moment) >= 0)
        at = {kind: one.moment[one.kind == kind].tolist() for kind in range(kinds.KINDS)}
        cycles = slice(history.first_cycle[number], history.first_cycle[number + 1])
        gaps = slice(history.first_gap[number], history.first_gap[number + 1])
        waits = history.gap_reason[gaps] >= 0
        assert at[kinds.OPENED] + at[kinds.REOPENED] == history.cycle_start[cycles].tolist()
        assert at[kinds.RESOLVED] == [end for end in history.cycle_end[cycles].tolist() if end != NEVER]
        assert at[kinds.TOUCHED] == [end for end in [history.first_touch[number]] if end != NEVER]
        assert at[kinds.PENDING] == history.gap_from[gaps][waits].tolist()
        back = [end for end in history.gap_to[gaps][waits].tolist() if end != NEVER]
        assert at[kinds.IN_PROGRESS] == at[kinds.TOUCHED] + back
