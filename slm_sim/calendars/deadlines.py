"""Relative deadlines: a local time on a later business day, such as the next one at 12:00."""

from __future__ import annotations

import numpy as np

from slm_sim.calendars.localtime import DAY, MINUTE, ticks_at
from slm_sim.calendars.lookup import BEYOND, CLOSED, OPENS, frozen
from slm_sim.model.arrays import Ints
from slm_sim.model.opentime import OpenTime


def on_business_day(calendar: OpenTime, starts: Ints, days: int, minute: int) -> Ints:
    """The moment at which clocks show a local time on the n-th business day after each start; BEYOND if there is none.

    days    one or more; counted as in `slm_sim.calendars.arithmetic.business_days_after`: a start while closed counts
            from the next opening, and then so many later days on which the calendar is open at all
    minute  minutes after local midnight; a time at which that day is not open goes back to the closing before it, or
            on to the day's first opening if there is none before

    With office hours from Monday to Friday, the next business day at 12:00 after Friday 11:00 is Monday 12:00, and
    after Friday 20:00, which counts from Monday 08:00, Tuesday 12:00. Raises ValueError for a calendar without local
    time (24x7).
    """
    if calendar.local is None:
        raise ValueError(f"calendar {calendar.name!r} has no local time, and so no business days")
    moments = np.maximum(starts, calendar.lowest)
    row = np.searchsorted(calendar.closes, moments, "right")
    opening = np.maximum(calendar.intervals[row, OPENS], moments)
    target = np.searchsorted(calendar.day_ends, opening, "right") + days
    known = target < len(calendar.days)
    if not known.any():
        return frozen(np.full(len(starts), BEYOND))
    day = np.where(known, target, 0)
    ticks = ticks_at(calendar.local, calendar.days[day] * DAY + minute * MINUTE)
    ticks = np.clip(ticks, calendar.day_starts[day], calendar.day_ends[day])
    ticks = np.minimum(ticks, calendar.intervals[np.searchsorted(calendar.opens, ticks, "right"), CLOSED])
    return frozen(np.where(known & (ticks <= calendar.highest), ticks, BEYOND))
