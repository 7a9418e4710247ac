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

from slm_sim.calendars.localtime import DAY, ticks_at, wall_at
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
    moments = _inside(calendar, ticks)
    begun = np.searchsorted(calendar.opens, moments, "right")
    still_to_come = np.append(calendar.lowest, calendar.closes)[begun] - moments
    return _open_after_intervals(calendar)[begun] - np.maximum(still_to_come, 0)


def elapsed(calendar: OpenTime, start: Ticks, end: Ticks) -> Ints:
    """The open ticks in ``[start, end)``. An end before its start raises a ValueError."""
    starts, ends = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(end, dtype=np.int64))
    if np.any(ends < starts):
        where = np.argmax(ends < starts)
        raise ValueError(
            f"calendar {calendar.name!r} cannot measure from tick {starts.flat[where]} back to {ends.flat[where]}"
        )
    return open_before(calendar, ends) - open_before(calendar, starts)


def after(calendar: OpenTime, start: Ticks, length: Ticks) -> Ints:
    """The earliest moment t at or after `start` with ``elapsed(start, t) == length``.

    A length of 0 ends at the start itself, even while closed; a length that is used up at closing time ends there.
    """
    starts, lengths = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(length, dtype=np.int64))
    if np.any(lengths < 0):
        raise ValueError(f"calendar {calendar.name!r} cannot count a negative length ({lengths.min()} ticks)")
    total = _open_after_intervals(calendar)
    needed = open_before(calendar, starts) + lengths
    moving = lengths > 0
    if np.any(moving & (needed > total[-1])):
        where = np.argmax(moving & (needed > total[-1]))
        raise ValueError(_too_long(calendar, int(starts.flat[where]), int(lengths.flat[where])))
    used_up_in = np.where(moving, np.searchsorted(total, needed, "left"), 0)
    ends = np.append(calendar.lowest, calendar.closes)[used_up_in] - (total[used_up_in] - needed)
    return np.where(moving, ends, starts)


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
    openings = next_open(calendar, starts)
    today = np.searchsorted(calendar.day_ends, openings, "right")
    time_of_day = wall_at(calendar.local, openings) - calendar.days[today] * DAY
    beyond = today + counts >= len(calendar.days)
    target = np.where(beyond, today, today + counts)
    same_time = ticks_at(calendar.local, calendar.days[target] * DAY + time_of_day)
    clamped = np.clip(same_time, calendar.day_starts[target], calendar.day_ends[target])
    interval = np.searchsorted(calendar.opens, clamped, "right") - 1
    ends = np.where(counts > 0, np.minimum(clamped, calendar.closes[interval]), openings)
    beyond |= clamped > calendar.highest
    if np.any(beyond):
        where = np.argmax(beyond)
        raise ValueError(
            _runs_out(calendar, f"{counts.flat[where]} business days from tick {starts.flat[where]} end later")
        )
    return ends


def delay_function(calendar: OpenTime) -> Callable[[int, int], int]:
    """`after` for one start and one length at a time, on plain integers: about a microsecond a call."""
    lowest, highest = calendar.lowest, calendar.highest
    opens: list[int] = calendar.opens.tolist()
    closes: list[int] = [lowest, *calendar.closes.tolist()]
    total: list[int] = _open_after_intervals(calendar).tolist()

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


def _open_after_intervals(calendar: OpenTime) -> Ints:
    """The open ticks in the first k intervals, int64[intervals + 1]."""
    return np.append(0, np.cumsum(calendar.closes - calendar.opens))


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
