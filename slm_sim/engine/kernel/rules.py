"""A policy as tables: the order of work, the marks of every incident, and what happens when one is reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from slm_sim.engine.kernel.tables import column
from slm_sim.model.arrays import Ints
from slm_sim.model.policy import Marks, Policy
from slm_sim.model.workload import Workload

LEVEL, HEAD_START = range(2)
"""The columns of a rank."""

BY_FIRST_START, AGAIN, CALENDARS = range(3)
"""The columns of marks: whether they count until the first start only; after a reopening; from CALENDARS on, the
calendar by priority, and behind these whether a pause puts them off, by pending reason."""

AFTER_REOPENING = ("first cycle only", "restart from zero", "resume")
GONE, ANEW, ON = range(3)
"""What AGAIN says, in the order of AFTER_REOPENING."""

TEAM, RAISED = range(2)
"""The columns of an escalation: who gets the ticket, or KEPT; from RAISED on, the rank by the rank until then, and
behind these whether it holds in the queue of a team."""


class Rules(NamedTuple):
    """What a policy decides.

    ranks        int64[ranks, 2]
    by_deadline  deadlines decide, otherwise the moment enqueued
    lowest, places, behind  the least place in the order, how many there are, and the first behind all deadlines
    marks        deadlines, if they decide, then the marks of the escalations, int64[marks, 2 + ranks + reasons]
    deadlines    how many of them are deadlines
    escalations  int64[escalations, 1 + ranks + teams]
    """

    ranks: Ints
    by_deadline: bool
    lowest: int
    places: int
    behind: int
    marks: Ints
    deadlines: int
    escalations: Ints


def rules(workload: Workload, policy: Policy, calendars: int) -> Rules:
    """The tables of a policy, whose calendars come behind so many others."""
    names = workload.names
    many = len(names.priorities)
    level = np.arange(many)
    if policy.order != "priority":
        level = np.minimum(level, max(np.flatnonzero(policy.preempts), default=-1) + 1)
    head_start = policy.head_start if policy.order == "age" else np.zeros(many, dtype=np.int64)
    marks = marks_of(policy)
    ticks = [tick for mark in marks for tick in (int(mark.first.min(initial=0)), int(mark.first.max(initial=0)))]
    ticks += [tick for calendar in policy.calendars for tick in (calendar.lowest, calendar.highest)]
    lowest = min(0, -int(head_start.max(initial=0)), *ticks)
    behind = max(ticks, default=0) + 1
    return Rules(
        ranks=column(np.column_stack((level, head_start))),
        by_deadline=policy.order == "deadline",
        lowest=lowest,
        places=behind + workload.horizon - lowest,
        behind=behind,
        marks=_rows(
            [
                (
                    mark.until == "first start",
                    AFTER_REOPENING.index(mark.after_reopening),
                    *mark.calendar + calendars,
                    *mark.pauses,
                )
                for mark in marks
            ],
            2 + many + len(names.pending),
        ),
        deadlines=len(marks) - len(policy.escalations),
        escalations=_rows(
            [(rule.team, *rule.priority, *rule.teams) for rule in policy.escalations], 1 + many + len(names.teams)
        ),
    )


def _rows(rows: Sequence[tuple[int, ...]], columns: int) -> Ints:
    return column(np.array(rows, dtype=np.int64).reshape(-1, columns))


def marks_of(policy: Policy) -> tuple[Marks, ...]:
    """The marks that matter: deadlines, if they decide, then those of the escalations."""
    deadlines = policy.deadlines if policy.order == "deadline" else ()
    return (*deadlines, *(rule.marks for rule in policy.escalations))


def standing(policy: Policy, incidents: int) -> Ints:
    """Where the marks of each incident stand before anything has happened, int64[incidents, marks]."""
    return np.column_stack([np.empty((incidents, 0), np.int64), *(mark.first for mark in marks_of(policy))])
