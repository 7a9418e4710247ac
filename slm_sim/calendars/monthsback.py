"""Months back: moments at which local clocks showed the same date and time so many months before."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from slm_sim.calendars.localtime import DAY, local_time_of_span, ticks_at, wall_at
from slm_sim.model.arrays import Ints
from slm_sim.model.opentime import LocalTime
from slm_sim.model.span import Span


def months_before(ticks: Ints, months: int, zone: str, span: Span) -> Ints:
    """The ticks at which local clocks showed the same date and time so many months before.

    A day that the month does not have is its last one.
    """
    if not len(ticks):
        return ticks
    reach = min(int(ticks.min()), span.start), max(int(ticks.max()), span.horizon)
    local, first, shifted = _days_before(zone, span, months, *reach)
    walls = wall_at(local, ticks)
    days = walls // DAY
    return ticks_at(local, shifted[days - first] * DAY + walls - days * DAY)


@lru_cache(maxsize=64)
def _days_before(zone: str, span: Span, months: int, start: int, end: int) -> tuple[LocalTime, int, Ints]:
    """The local time that `months_before` needs of ticks between two; the first local day, and for it and each later
    one the day so many months before, as days since 1970-01-01."""
    local = local_time_of_span(zone, span.axis, start - span.axis.ticks_in(32 * 86_400 * months), end)
    first, last = (wall_at(local, np.array([start, end])) // DAY).tolist()
    days = np.arange(first, last + 1).astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    day_of_month = (days - month.astype("datetime64[D]")).astype(np.int64)
    begins = (month - months).astype("datetime64[D]")
    length = ((month - months + 1).astype("datetime64[D]") - begins).astype(np.int64)
    return local, first, begins.astype(np.int64) + np.minimum(day_of_month, length - 1)
