"""Open time: local opening hours compiled into absolute intervals of ticks, and all arithmetic on them.

Local time exists in this room only. Everybody else sees ticks.

    localtime    what the clocks of a zone show, and the ticks of local moments
    holidays     public holidays by country and subdivision
    monthsback   the moments so many months before others
    hours        opening hours of a week become an OpenTime
    arithmetic   how much open time lies between two moments, and where a length of it ends
    lookup       the same for one moment at a time, in compiled code
    pieces       the same for many starts in increasing order, in compiled code
    deadlines    a local time on a later business day
"""

from __future__ import annotations

from slm_sim.calendars.arithmetic import (
    after,
    business_days_after,
    delay_function,
    elapsed,
    is_open,
    next_open,
    open_before,
    open_between,
)
from slm_sim.calendars.holidays import UnknownHolidays, holiday_dates
from slm_sim.calendars.hours import always_open, compile_hours
from slm_sim.calendars.localtime import Midnights, UnknownZone, local_midnights, local_spans, local_time

__all__ = [
    "Midnights",
    "UnknownHolidays",
    "UnknownZone",
    "after",
    "always_open",
    "business_days_after",
    "compile_hours",
    "delay_function",
    "elapsed",
    "holiday_dates",
    "is_open",
    "local_midnights",
    "local_spans",
    "local_time",
    "next_open",
    "open_before",
    "open_between",
]
