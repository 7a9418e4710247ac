"""Open time one moment at a time, compiled: what `arithmetic` does to whole arrays, and clocks to every incident.

A moment finds its interval in constant time: time is cut into buckets, which know how many intervals have opened by
their beginning, and few open within one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.calendars.localtime import DAY
from slm_sim.compiler import in_place, inlined, part
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.opentime import BEYOND as BEYOND
from slm_sim.model.opentime import LocalTime, OpenTime

OPENS, CLOSED, TOTAL = 0, 1, 2
"""Columns of `OpenTime.intervals`."""


class OpenTable(NamedTuple):
    """What compiled functions read of an `OpenTime`."""

    intervals: Ints
    buckets: Ints
    shift: int
    lowest: int
    highest: int


class DayTable(NamedTuple):
    """The local days of a calendar and the wall time in which they are counted, see `OpenTime` and `LocalTime`.

    shown_until  the wall time up to which each offset is the one to use, increasing, int64[changes + 1]
    epoch, length  of tick 0 and of a tick, in microseconds
    ticks_a_day  how many ticks are a day; 0 if that is no whole number
    """

    days: Ints
    starts: Ints
    ends: Ints
    unbroken: Bools
    changes: Ints
    offsets: Ints
    shown_until: Ints
    epoch: int
    length: int
    ticks_a_day: int


def open_table(calendar: OpenTime) -> OpenTable:
    """The table of a calendar."""
    return OpenTable(calendar.intervals, calendar.buckets, calendar.shift, calendar.lowest, calendar.highest)


def day_table(calendar: OpenTime, local: LocalTime) -> DayTable:
    """The days of a calendar in its local time."""
    length = local.axis.tick_ms * 1000
    days = calendar.days, calendar.day_starts, calendar.day_ends, calendar.unbroken
    wall = local.changes, local.offsets, local.shown_until, local.epoch
    return DayTable(*days, *wall, length, 0 if DAY % length else DAY // length)


@inlined
def begun(table: OpenTable, tick: int) -> int:
    """How many intervals have opened by a compiled tick."""
    row = table.buckets[(tick - table.lowest) >> table.shift, 0]
    while table.intervals[row, OPENS] <= tick:
        row += 1
    return int(row)


@inlined
def opened_before(table: OpenTable, tick: int) -> int:
    """The open ticks in ``[lowest, tick)``, of a compiled tick; without a search unless two intervals open nearby."""
    bucket = np.uint64((tick - table.lowest) >> table.shift)
    if tick >= table.buckets[bucket, 5]:
        return _searched_before(table, tick)
    still = max(table.buckets[bucket, 2] - tick, 0)
    since = max(min(tick, table.buckets[bucket, 4]) - table.buckets[bucket, 3], 0)
    return int(table.buckets[bucket, 1] - still + since)


@part
def _searched_before(table: OpenTable, tick: int) -> int:
    row = begun(table, tick)
    return int(table.intervals[row, TOTAL] - max(table.intervals[row, CLOSED] - tick, 0))


@inlined
def reached_at(table: OpenTable, start: int, total: int) -> int:
    """The earliest moment with so many open ticks before it, more than at the start; BEYOND if there is none."""
    if total > table.intervals[len(table.intervals) - 1, TOTAL]:
        return BEYOND
    row = begun(table, start)
    if total > table.intervals[row, TOTAL]:
        row += 1
        if total > table.intervals[row, TOTAL]:
            row = _searched_row(table.intervals, row, total)
    return int(table.intervals[row, CLOSED] - (table.intervals[row, TOTAL] - total))


@part
def _searched_row(intervals: Ints, row: int, total: int) -> int:
    """The first row behind this one with so many open ticks, looked for in leaps that double."""
    low, leap = row, 2
    high = min(low + leap, len(intervals) - 1)
    while intervals[high, TOTAL] < total:
        low = high
        leap *= 2
        high = min(low + leap, len(intervals) - 1)
    while high - low > 1:
        middle = (low + high) >> 1
        if intervals[middle, TOTAL] < total:
            low = middle
        else:
            high = middle
    return high


@in_place
def later_by(table: OpenTable, start: int, length: int) -> int:
    """The earliest moment at or after the start with so many open ticks between; BEYOND if there is none."""
    if length == 0:
        return start
    return reached_at(table, start, opened_before(table, start) + length)


@inlined
def opening_from(table: OpenTable, tick: int) -> int:
    """The earliest moment from a tick on at which it is open, BEYOND if there is none."""
    row = begun(table, tick)
    return tick if tick < table.intervals[row, CLOSED] else int(table.intervals[row, OPENS])


@inlined
def passed(edges: Ints, moment: int, near: int) -> int:
    """How many of the increasing edges lie at or before a moment; quick if they are as many as `near`."""
    count = len(edges)
    if 0 <= near <= count and (near == 0 or edges[near - 1] <= moment) and (near == count or moment < edges[near]):
        return near
    low, high = 0, count
    while low < high:
        middle = (low + high) >> 1
        if edges[middle] <= moment:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def later_by_days(table: OpenTable, local: DayTable, start: int, count: int, near: Ints) -> int:
    """The moment that lies so many business days after a start, see `business_days_after`; BEYOND if there is none.

    near  where the last answer was found, int64[3]; looked at first, and left for the next
    """
    opening = opening_from(table, start)
    if count == 0 or opening == BEYOND:
        return opening
    near[0] = passed(local.ends, opening, near[0])
    today = near[0]
    target = today + count
    if target >= len(local.days):
        return BEYOND
    moment = local.epoch + opening * local.length
    days = local.days[target] - local.days[today]
    later = days * DAY
    near[1] = passed(local.changes, moment, near[1])
    wall = moment + local.offsets[near[1]] + later
    near[2] = passed(local.shown_until, wall, near[2])
    same_time = wall - local.offsets[near[2]]
    if near[2] > 0:
        same_time = max(same_time, local.changes[near[2] - 1])
    if same_time == moment + later and local.ticks_a_day > 0:
        tick = opening + days * local.ticks_a_day
    else:
        tick = (same_time - local.epoch) // local.length
        twice = 2 * (same_time - local.epoch - tick * local.length)
        if twice > local.length or (twice == local.length and tick % 2 == 1):
            tick += 1
    tick = min(max(tick, local.starts[target]), local.ends[target])
    if tick > table.highest:
        return BEYOND
    return tick if local.unbroken[target] else int(min(tick, table.intervals[begun(table, tick), CLOSED]))


def frozen(values: Ints) -> Ints:
    """The values in one row, contiguous and read-only, as compiled functions are given all arrays of facts."""
    row = np.ascontiguousarray(values).reshape(-1).view()
    row.flags.writeable = False
    return row
