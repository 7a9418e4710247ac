"""Tiny organisations and workloads, written as briefly as a test wants to read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

import numpy as np

from slm_sim.calendars import always_open
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.arrays import Ints
from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Capacity, Organisation, Team
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import KEPT, Escalation, Marks, Policy
from slm_sim.model.workload import PENDING, RESOLVED, Disruptions, Names, Workload

AXIS = TimeAxis(datetime(2024, 1, 1, tzinfo=UTC), tick_ms=60_000)
HORIZON = 1000
PRIORITIES = 3
CATEGORIES = 2

Roster = int | Sequence[tuple[int, int]]
Order = Literal["priority", "age", "deadline"]
Until = Literal["first start", "resolved"]
Again = Literal["first cycle only", "restart from zero", "resume"]


class Step(NamedTuple):
    """One visit to a team; `then` is left to the last step's RESOLVED and the others' first pending reason."""

    team: int
    effort: int
    delay: int = 0
    calendar: int = 0
    callout: int = 0
    then: int | None = None


class Incident(NamedTuple):
    """One incident: when, how urgent, what about, and its visits."""

    arrival: int
    steps: Sequence[Step]
    priority: int = 1
    category: int = 0
    opened: int | None = None
    leaves: int = NEVER


def ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


NOTHING = ints([])
NO_DISRUPTIONS = Disruptions(
    kind=NOTHING,
    start=NOTHING,
    restored_by_step=NOTHING,
    share=NOTHING.reshape(0, 0),
    planned_kind=NOTHING,
    planned_start=NOTHING,
    planned_end=NOTHING,
    window_end=NOTHING,
    planned_share=NOTHING.reshape(0, 0),
)


def capacity(roster: Roster) -> Capacity:
    changes = [(0, roster)] if isinstance(roster, int) else roster
    return Capacity(at=ints([at for at, _ in changes]), people=ints([people for _, people in changes]))


def team(
    people: Roster | None = 1,
    *,
    suspends: bool = False,
    on_call: Roster | None = None,
    calls: Sequence[int] = (0,),
    skill: Sequence[int] = (),
    helps: Sequence[int] = (),
    after: int = 0,
) -> Team:
    return Team(
        name="a team",
        tier="L1",
        capacity=None if people is None else capacity(people),
        suspends=suspends,
        on_call=None if on_call is None else capacity(on_call),
        on_call_priorities=np.isin(np.arange(PRIORITIES), list(calls)),
        skill=ints(skill),
        helps=tuple(helps),
        helps_after=after,
    )


def open_time(*spans: tuple[int, int], horizon: int = HORIZON) -> OpenTime:
    opens, closes = ints([span[0] for span in spans]), ints([span[1] for span in spans])
    return OpenTime("hours", opens, closes, 0, horizon, days=opens, day_starts=opens, day_ends=closes)


def organisation(*teams: Team, calendars: Sequence[OpenTime] = ()) -> Organisation:
    return Organisation(teams=teams, calendars=(always_open(0, HORIZON), *calendars))


def policy(
    *preempting: int,
    order: Order = "priority",
    head_start: Sequence[int] = (0, 0, 0),
    deadlines: Sequence[Marks] = (),
    escalations: Sequence[Escalation] = (),
    calendars: Sequence[OpenTime] = (),
) -> Policy:
    return Policy(
        preempts=np.isin(np.arange(PRIORITIES), list(preempting)),
        order=order,
        head_start=ints(head_start if order == "age" else []),
        deadlines=tuple(deadlines),
        escalations=tuple(escalations),
        calendars=(always_open(-HORIZON, HORIZON), *calendars),
    )


def marks(
    *first: int,
    calendar: Sequence[int] = (0, 0, 0),
    pauses: Sequence[int] = (),
    until: Until = "resolved",
    again: Again = "resume",
) -> Marks:
    return Marks(ints(first), ints(calendar), np.isin(np.arange(2), list(pauses)), until, again)


def escalation(
    when: Marks, *, teams: Sequence[int] = (0, 1, 2), raises: Sequence[int] = (0, 1, 2), hands_to: int = KEPT
) -> Escalation:
    return Escalation(when, np.isin(np.arange(3), list(teams)), ints(raises), hands_to)


def workload(*incidents: Incident, horizon: int = HORIZON) -> Workload:
    arriving = sorted(incidents, key=lambda incident: incident.arrival)
    steps = [step for incident in arriving for step in incident.steps]
    first = np.concatenate([[0], np.cumsum([len(incident.steps) for incident in arriving])]).astype(np.int64)
    lasts = set((first[1:] - 1).tolist())
    then = [
        step.then if step.then is not None else RESOLVED if row in lasts else PENDING for row, step in enumerate(steps)
    ]
    arrival = ints([incident.arrival for incident in arriving])
    leaving = any(incident.leaves != NEVER for incident in arriving)
    return Workload(
        axis=AXIS,
        horizon=horizon,
        names=Names(
            priorities=tuple(f"P{rank + 1}" for rank in range(PRIORITIES)),
            teams=("A", "B", "C"),
            categories=tuple(f"category {number}" for number in range(CATEGORIES)),
            pending=("customer", "vendor"),
        ),
        identity=np.arange(len(arriving), dtype=np.int64),
        arrival=arrival,
        opened=ints([incident.arrival if incident.opened is None else incident.opened for incident in arriving]),
        priority=ints([incident.priority for incident in arriving]),
        category=ints([incident.category for incident in arriving]),
        customer=np.full(len(arriving), -1),
        service=np.full(len(arriving), -1),
        excluded=np.full(len(arriving), -1),
        outage=np.full(len(arriving), -1),
        first_step=first,
        step_team=ints([step.team for step in steps]),
        step_effort=ints([step.effort for step in steps]),
        step_then=ints(then),
        step_delay=ints([step.delay for step in steps]),
        step_calendar=ints([step.calendar for step in steps]),
        step_callout=ints([step.callout for step in steps]),
        disruptions=NO_DISRUPTIONS,
        leaves=ints([incident.leaves for incident in arriving if leaving]),
    )


def one(arrival: int, effort: int, priority: int = 1, *, at: int = 0, category: int = 0, callout: int = 0) -> Incident:
    """An incident of a single step."""
    return Incident(arrival, [Step(at, effort, callout=callout)], priority, category)


def worked(outcomes: Outcomes) -> list[tuple[int, int]]:
    """Start and end of every step."""
    return list(zip(outcomes.start.tolist(), outcomes.end.tolist(), strict=True))


def escalations(outcomes: Outcomes) -> list[tuple[int, int, int, int]]:
    """Step, moment, rank and team of every escalation."""
    columns = outcomes.escalated_step, outcomes.escalated_at, outcomes.escalated_priority, outcomes.escalated_team
    return list(zip(*(column.tolist() for column in columns), strict=True))


def pauses(outcomes: Outcomes) -> list[tuple[int, int, int]]:
    """Step, from and to of every suspension."""
    columns = outcomes.suspended_step, outcomes.suspended_from, outcomes.suspended_to
    return list(zip(*(column.tolist() for column in columns), strict=True))
