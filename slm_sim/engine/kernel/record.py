"""The history of a simulation as compiled code writes it down, and as the fact that it becomes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import part
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.outcomes import Outcomes

OF, AT, UNTIL, BY, ON_CALL = range(5)
"""The columns of a suspension: the step; from when; until when; who went on; whether they were on call."""

RANK, TEAM = 2, 3
"""The columns of an escalation behind OF and AT: the rank from then on, and the team at which the ticket waits."""

SUSPENSIONS, ESCALATIONS = range(2)
NO_ROW = -1


class History(NamedTuple):
    """The columns of Outcomes for the steps; suspensions and escalations in the order of time, one in a row.

    counts  how many suspensions and how many escalations there were; those that found no room are lost
    """

    ready: Ints
    start: Ints
    end: Ints
    by: Ints
    on_call: Bools
    suspensions: Ints
    escalations: Ints
    counts: Ints


def nothing_yet(steps: int, suspensions: int, escalations: int) -> History:
    """The history before anything has happened, with room for so many rows."""
    return History(
        ready=np.full(steps, NEVER),
        start=np.full(steps, NEVER),
        end=np.full(steps, NEVER),
        by=np.full(steps, -1),
        on_call=np.zeros(steps, dtype=np.bool_),
        suspensions=np.empty((suspensions, 5), dtype=np.int64),
        escalations=np.empty((escalations, 4), dtype=np.int64),
        counts=np.zeros(2, dtype=np.int64),
    )


@part
def is_lost(history: History) -> bool:
    """Whether there were more suspensions than there is room for."""
    return bool(history.counts[SUSPENSIONS] > len(history.suspensions))


@part
def note_suspension(history: History, step: int, now: int) -> int:
    """Work on a step stops unfinished; returns the row that `note_beginning` will complete."""
    row = min(history.counts[SUSPENSIONS], len(history.suspensions) - 1)
    history.counts[SUSPENSIONS] += 1
    rows = history.suspensions
    rows[row, OF], rows[row, AT], rows[row, UNTIL], rows[row, BY], rows[row, ON_CALL] = step, now, NEVER, -1, 0
    return int(row)


@part
def note_beginning(history: History, step: int, row: int, moment: int, team: int, on_call: bool) -> None:
    """Somebody begins a step, or goes on with one that was suspended in a row, which is `NO_ROW` otherwise."""
    if row == NO_ROW:
        history.start[step] = moment
        history.by[step] = team
        history.on_call[step] = on_call
    else:
        rows = history.suspensions
        rows[row, UNTIL], rows[row, BY], rows[row, ON_CALL] = moment, team, on_call


@part
def note_escalation(history: History, step: int, now: int, rank: int, team: int) -> None:
    """A waiting ticket gets another rank, or comes to another team."""
    row, rows = history.counts[ESCALATIONS], history.escalations
    history.counts[ESCALATIONS] += 1
    rows[row, OF], rows[row, AT], rows[row, RANK], rows[row, TEAM] = step, now, rank, team


def outcomes(history: History) -> Outcomes:
    """The history as a fact; suspensions and escalations are sorted by step."""
    suspended = _by_step(history.suspensions[: history.counts[SUSPENSIONS]])
    escalated = _by_step(history.escalations[: history.counts[ESCALATIONS]])
    return Outcomes(
        ready=history.ready,
        start=history.start,
        end=history.end,
        by=history.by,
        on_call=history.on_call,
        suspended_step=suspended[OF],
        suspended_from=suspended[AT],
        suspended_to=suspended[UNTIL],
        resumed_by=suspended[BY],
        resumed_on_call=suspended[ON_CALL].astype(np.bool_),
        escalated_step=escalated[OF],
        escalated_at=escalated[AT],
        escalated_priority=escalated[RANK],
        escalated_team=escalated[TEAM],
    )


def _by_step(rows: Ints) -> Ints:
    """The columns of rows that stay in the order of time within a step, each in one piece."""
    return np.ascontiguousarray(rows[np.argsort(rows[:, OF], kind="stable")].T)
