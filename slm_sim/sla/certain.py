"""What is certain of a clock by its start and its stop alone, without a look at its calendar.

Most clocks stop long before their target is used up, and most starts lie far from those of which the deadline falls on
the edge of a service period. What is certain of them holds for every replication, and is worked out once: the deadlines
of some thousand moments enclose those of all that start in between.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.calendars.lookup import BEYOND, CLOSED, TOTAL, frozen
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.opentime import OpenTime
from slm_sim.sla.clocks import Terms, unpaused

MOMENTS = 8192
"""The deadlines of so many moments are looked up; a year has some seven in eight hours."""


class Certain(NamedTuple):
    """What is certain of a clock with a target, by the edges of the cells of which service periods are made.

    within        a clock that stops at most so many ticks after its start, open or not, is in time
    since, until  the starts of which the deadline lies before the first edge, between two edges, or behind the last, if
                  the clock never pauses; ``[since, until)`` each, without those of which that is not certain,
                  int64[edges + 1]
    until_paused  as `until`, of a clock that may pause, and stops within the ticks above
    """

    within: int
    since: Ints
    until: Ints
    until_paused: Ints


def certain(terms: Terms, calendar: OpenTime, edges: Ints) -> Certain:
    """What is certain of a clock; of a deadline that may lie behind the calendar's last opening, nothing is.

    A deadline may come earlier for a later start, by no more than clocks are put forward and back: it has the same
    local time. Pauses put it off by open time that lies between start and stop.
    """
    step = max((calendar.highest - calendar.lowest) // MOMENTS, 1)
    starts = frozen(np.arange(calendar.lowest, calendar.highest, step))
    due, slack = unpaused(terms, calendar, starts, np.arange(len(starts))), _slack(terms, calendar)
    latest = np.maximum.accumulate(due + slack)
    earliest = np.minimum.accumulate(due[::-1] - slack)[::-1]
    shut = int(calendar.intervals[-1, CLOSED])
    known = int(np.searchsorted(latest, shut))
    shortest = due[: known - 1] - slack - starts[1:known]
    within = terms.allowed if terms.days == NEVER else int(shortest.min(initial=BEYOND))
    ends = np.minimum(np.append(edges, shut), shut)
    row = np.searchsorted(latest, ends) - 1
    spared = _opened_before(calendar, ends - 1) - within
    row_paused = np.minimum(row, np.searchsorted(_opened_before(calendar, latest), spared, "right") - 1)
    first = np.searchsorted(earliest, edges)
    since = np.append(calendar.lowest, np.append(starts, BEYOND)[first])
    until, until_paused = (np.where(found < 0, calendar.lowest, starts[found]) for found in (row, row_paused))
    return Certain(within, frozen(since), frozen(until), frozen(until_paused))


def _opened_before(calendar: OpenTime, ticks: Ints) -> Ints:
    """The open ticks before each, without machine code, which these few would have to wait for."""
    row = np.searchsorted(calendar.opens, ticks, "right")
    before: Ints = calendar.intervals[row, TOTAL] - np.maximum(calendar.intervals[row, CLOSED] - ticks, 0)
    return before


def _slack(terms: Terms, calendar: OpenTime) -> int:
    """By how many ticks at most a deadline may lie before one of an earlier start."""
    if terms.days == NEVER or calendar.local is None:
        return 0
    offsets = calendar.local.offsets
    return 2 * int(np.ptp(offsets)) // (calendar.local.axis.tick_ms * 1000) + 2
