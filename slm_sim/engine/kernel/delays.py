"""The calendars of a simulation, one behind the other, and where a delay ends that runs in the open time of one."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from slm_sim.calendars.lookup import OpenTable, later_by, open_table
from slm_sim.compiler import part
from slm_sim.engine.kernel.tables import read_only
from slm_sim.model.arrays import Ints
from slm_sim.model.opentime import OpenTime


class Hours(NamedTuple):
    """The tables of all calendars, one behind the other, and of each calendar, int64[calendars + 1, 5]: where its
    intervals begin and where its buckets, its shift, its lowest and its highest tick. The last row says where all end.
    """

    intervals: Ints
    buckets: Ints
    of: Ints


@lru_cache(maxsize=16)
def hours(calendars: tuple[OpenTime, ...], horizon: int) -> Hours:
    """The calendars of a simulation that lasts to the horizon.

    Raises ValueError for a calendar that was not compiled for all its ticks.
    """
    for calendar in calendars:
        if calendar.lowest > 0 or calendar.highest < horizon:
            raise ValueError(
                f"calendar {calendar.name!r} was compiled for the ticks from {calendar.lowest} to {calendar.highest}; "
                f"a simulation needs those from 0 to {horizon}"
            )
    tables = [open_table(calendar) for calendar in calendars]
    of = np.zeros((len(tables) + 1, 5), dtype=np.int64)
    of[1:, 0] = np.cumsum([len(table.intervals) for table in tables])
    of[1:, 1] = np.cumsum([len(table.buckets) for table in tables])
    for row, table in enumerate(tables):
        of[row, 2:] = table.shift, table.lowest, table.highest
    return Hours(
        intervals=read_only(np.concatenate([np.empty((0, 3), np.int64), *(table.intervals for table in tables)])),
        buckets=read_only(np.concatenate([np.empty((0, 6), np.int64), *(table.buckets for table in tables)])),
        of=read_only(of),
    )


@part
def table_of(hours: Hours, calendar: int) -> OpenTable:
    """One of the calendars."""
    of = hours.of
    return OpenTable(
        hours.intervals[of[calendar, 0] : of[calendar + 1, 0]],
        hours.buckets[of[calendar, 1] : of[calendar + 1, 1]],
        of[calendar, 2],
        of[calendar, 3],
        of[calendar, 4],
    )


@part
def delayed(hours: Hours, calendar: int, tick: int, length: int) -> int:
    """When a delay of so many open ticks ends; calendar 0 is always open."""
    return later_by(table_of(hours, calendar), tick, length) if calendar else tick + length
