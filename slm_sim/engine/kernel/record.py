"""The history of a simulation as compiled code writes it down, and as the fact that it becomes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.outcomes import Outcomes

OF, AT, UNTIL, BY, WAS_CALLED = range(5)
"""The columns of a suspension: the step; from when; until when; who went on; whether they were on call."""

SUSPENSION_COLUMNS = 5

NO_ROOM = -1
"""Instead of a number of suspensions: they did not find room."""


class History(NamedTuple):
    """The columns of Outcomes for the steps, and the suspensions in the order of time, int64[room, 5]."""

    ready: Ints
    start: Ints
    end: Ints
    by: Ints
    on_call: Bools
    suspensions: Ints


def nothing_yet(steps: int, room: int) -> History:
    """The history before anything has happened, with room for so many suspensions."""
    return History(
        ready=np.full(steps, NEVER),
        start=np.full(steps, NEVER),
        end=np.full(steps, NEVER),
        by=np.full(steps, -1),
        on_call=np.zeros(steps, dtype=np.bool_),
        suspensions=np.empty((room, SUSPENSION_COLUMNS), dtype=np.int64),
    )


def outcomes(history: History, suspensions: int) -> Outcomes:
    """The history as a fact, with so many suspensions, which are sorted by step."""
    rows = history.suspensions[:suspensions]
    rows = rows[np.argsort(rows[:, OF], kind="stable")]
    return Outcomes(
        ready=history.ready,
        start=history.start,
        end=history.end,
        by=history.by,
        on_call=history.on_call,
        suspended_step=rows[:, OF].copy(),
        suspended_from=rows[:, AT].copy(),
        suspended_to=rows[:, UNTIL].copy(),
        resumed_by=rows[:, BY].copy(),
        resumed_on_call=rows[:, WAS_CALLED].astype(np.bool_),
    )
