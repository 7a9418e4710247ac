"""Arithmetic on open time: how much of it lies between two moments, and where a length of it ends.

All functions take int64 arrays of ticks of any shape, broadcast against each other, and return int64 (or bool) of that
shape. A calendar answers for the span ``[lowest, highest]`` for which it was compiled: a tick outside it, and an answer
that would lie outside it, raise a ValueError that names the calendar.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from slm_sim.calendars.lookup import (
    BEYOND,
    TOTAL,
    DayTable,
    OpenTable,
    day_table,
    frozen,
    later_by,
    later_by_days,
    open_table,
    opened_before,
)
from slm_sim.compiler import in_place
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.opentime import OpenTime

Ticks = Ints | int


def is_open(calendar: OpenTime, ticks: Ticks) -> Bools:
    """Whether the calendar is open during ``[tick, tick + 1)``, for ticks before `highest`."""
    moments = _inside(calendar, ticks)
    if np.any(moments == calendar.highest):
        raise ValueError(_runs_out(calendar, "whether it is open then is not known"))
    opened = np.searchsorted(calendar.opens, moments, "right")
    closed = np.searchsorted(calendar.closes, moments, "right")
    return np.asarray(opened > closed)


def next_open(calendar: OpenTime, ticks: Ticks) -> Ints:
    """The earliest moment at or after each tick at which the calendar is open."""
    moments = _inside(calendar, ticks)
    coming = np.searchsorted(calendar.closes, moments, "right")
    if np.any(coming == len(calendar.closes)):
        late = int(moments[coming == len(calendar.closes)].min())
        raise ValueError(_runs_out(calendar, f"it does not open again from tick {late} on"))
    return np.maximum(calendar.opens[coming], moments)


def open_before(calendar: OpenTime, ticks: Ticks) -> Ints:
    """The open ticks in ``[lowest, tick)``."""
    moments = np.asarray(ticks, dtype=np.int64)
    found = np.empty(moments.size, dtype=np.int64)
    if not _open_before(open_table(calendar), frozen(moments), found):
        _inside(calendar, moments)
    return found.reshape(moments.shape)


def elapsed(calendar: OpenTime, start: Ticks, end: Ticks) -> Ints:
    """The open ticks in ``[start, end)``. An end before its start raises a ValueError."""
    starts, ends = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(end, dtype=np.int64))
    found = np.empty(starts.size, dtype=np.int64)
    if not _elapsed(open_table(calendar), frozen(starts), frozen(ends), found):
        backwards = ends < starts
        if np.any(backwards):
            where = np.argmax(backwards)
            raise ValueError(
                f"calendar {calendar.name!r} cannot measure from tick {starts.flat[where]} back to {ends.flat[where]}"
            )
        _inside(calendar, ends)
        _inside(calendar, starts)
    return found.reshape(starts.shape)


def open_between(calendar: OpenTime, start: int, end: int) -> int:
    """`elapsed` of one stretch within the span, for which nothing has to be compiled."""
    overlaps = np.minimum(calendar.closes, end) - np.maximum(calendar.opens, start)
    return int(np.maximum(overlaps, 0).sum())


def after(calendar: OpenTime, start: Ticks, length: Ticks) -> Ints:
    """The earliest moment t at or after `start` with ``elapsed(start, t) == length``.

    A length of 0 ends at the start itself, even while closed; a length that is used up at closing time ends there.
    """
    starts, lengths = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(length, dtype=np.int64))
    if np.any(lengths < 0):
        raise ValueError(f"calendar {calendar.name!r} cannot count a negative length ({lengths.min()} ticks)")
    found = np.empty(starts.size, dtype=np.int64)
    if not _after(open_table(calendar), frozen(starts), frozen(lengths), found):
        _inside(calendar, starts)
        where = np.argmax(found == BEYOND)
        raise ValueError(_too_long(calendar, int(starts.flat[where]), int(lengths.flat[where])))
    return found.reshape(starts.shape)


def business_days_after(calendar: OpenTime, start: Ticks, days: Ticks) -> Ints:
    """The moment that lies a number of business days after `start`.

    A start while closed counts from the next opening; with 0 days that is the answer. Otherwise the answer has the same
    local time on the n-th later local day on which the calendar is open at all. A local time at which that day is not
    open goes back to the closing before it, or on to the day's first opening if there is none before.

    So the clocks may change in between, a start on Friday and one business day end on Monday, and nine hours open on
    Monday and four on Saturday are a day each. Raises ValueError for a calendar without local time (24x7).
    """
    starts, counts = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(days, dtype=np.int64))
    if calendar.local is None:
        raise ValueError(f"calendar {calendar.name!r} has no local time, and so no business days")
    if np.any(counts < 0):
        raise ValueError(f"calendar {calendar.name!r} cannot count a negative number of days ({counts.min()})")
    found = np.empty(starts.size, dtype=np.int64)
    tables = open_table(calendar), day_table(calendar, calendar.local)
    if not _business_days_after(*tables, frozen(starts), frozen(counts), np.zeros(3, dtype=np.int64), found):
        next_open(calendar, starts)
        where = np.argmax(found == BEYOND)
        raise ValueError(
            _runs_out(calendar, f"{counts.flat[where]} business days from tick {starts.flat[where]} end later")
        )
    return found.reshape(starts.shape)


def delay_function(calendar: OpenTime) -> Callable[[int, int], int]:
    """`after` for one start and one length at a time, on plain integers: about a microsecond a call."""
    lowest, highest = calendar.lowest, calendar.highest
    opens: list[int] = calendar.opens.tolist()
    closes: list[int] = [lowest, *calendar.closes.tolist()]
    total: list[int] = calendar.intervals[:, TOTAL].tolist()

    def delayed(start: int, length: int) -> int:
        if not lowest <= start <= highest:
            raise ValueError(_outside(calendar, start))
        if length <= 0:
            if length == 0:
                return start
            raise ValueError(f"calendar {calendar.name!r} cannot count a negative length ({length} ticks)")
        begun = bisect_right(opens, start)
        needed = total[begun] - max(closes[begun] - start, 0) + length
        if needed > total[-1]:
            raise ValueError(_too_long(calendar, start, length))
        used_up_in = bisect_left(total, needed, begun)
        return closes[used_up_in] - (total[used_up_in] - needed)

    return delayed


@in_place
def _open_before(table: OpenTable, ticks: Ints, found: Ints) -> bool:
    """Each function of this kind fills `found`, and answers False where a tick or an answer lies outside the span."""
    for row in range(len(ticks)):
        if not table.lowest <= ticks[row] <= table.highest:
            return False
        found[row] = opened_before(table, ticks[row])
    return True


@in_place
def _elapsed(table: OpenTable, starts: Ints, ends: Ints, found: Ints) -> bool:
    for row in range(len(starts)):
        if not table.lowest <= starts[row] <= ends[row] <= table.highest:
            return False
        found[row] = opened_before(table, ends[row]) - opened_before(table, starts[row])
    return True


@in_place
def _after(table: OpenTable, starts: Ints, lengths: Ints, found: Ints) -> bool:
    inside = True
    for row in range(len(starts)):
        found[row] = BEYOND
        if table.lowest <= starts[row] <= table.highest:
            found[row] = later_by(table, starts[row], lengths[row])
        inside &= found[row] != BEYOND
    return inside


@in_place
def _business_days_after(
    table: OpenTable, local: DayTable, starts: Ints, counts: Ints, near: Ints, found: Ints
) -> bool:
    inside = True
    for row in range(len(starts)):
        found[row] = BEYOND
        if table.lowest <= starts[row] <= table.highest:
            found[row] = later_by_days(table, local, starts[row], counts[row], near)
        inside &= found[row] != BEYOND
    return inside


def _inside(calendar: OpenTime, ticks: Ticks) -> Ints:
    moments: npt.NDArray[np.int64] = np.asarray(ticks, dtype=np.int64)
    outside = (moments < calendar.lowest) | (moments > calendar.highest)
    if np.any(outside):
        raise ValueError(_outside(calendar, int(moments[outside].flat[0])))
    return moments


def _outside(calendar: OpenTime, tick: int) -> str:
    return (
        f"calendar {calendar.name!r} was compiled for the ticks from {calendar.lowest} to {calendar.highest}; "
        f"tick {tick} lies outside"
    )


def _too_long(calendar: OpenTime, start: int, length: int) -> str:
    return _runs_out(calendar, f"{length} open ticks from tick {start} end later")


def _runs_out(calendar: OpenTime, why: str) -> str:
    return f"calendar {calendar.name!r} was compiled up to tick {calendar.highest}: {why}"
