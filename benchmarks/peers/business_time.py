"""Open time as business-time libraries reckon it: Monday to Friday, 09:00 to 17:30, closed on English holidays.

businesstimedelta adds up the open stretches between two moments, one after the other. pandas has no such difference;
its `CustomBusinessHour` goes the other way, from a moment to the one that lies so many whole business hours later;
hours that are used up at closing time end with the next opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import businesstimedelta
import pandas as pd
import pytz

from slm_sim.calendars import compile_hours, holiday_dates
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints
from slm_sim.model.hours import WeekHours
from slm_sim.model.opentime import OpenTime

ZONE = "Europe/London"
AXIS = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC))
HORIZON = AXIS.tick_at(datetime(2029, 1, 1, tzinfo=UTC))
CLOSED_ON = holiday_dates("GB-ENG", date(2026, 12, 1), date(2029, 12, 31))
OPENS, CLOSES = time(9), time(17, 30)


def calendar() -> OpenTime:
    """Ours, for two years from the beginning of 2027 on, in ticks of a second."""
    weekday = ((OPENS.hour * 60 + OPENS.minute, CLOSES.hour * 60 + CLOSES.minute),)
    week = WeekHours(week=(*[weekday] * 5, (), ()), holidays=())
    return compile_hours("office", week, ZONE, CLOSED_ON, AXIS, 0, HORIZON)


def moments(ticks: Ints) -> list[datetime]:
    """The moments of ticks, in UTC."""
    return [AXIS.moment_at(tick) for tick in ticks]


def rules() -> businesstimedelta.Rules:
    """What businesstimedelta calls a calendar."""
    zone = pytz.timezone(ZONE)
    workday = businesstimedelta.WorkDayRule(OPENS, CLOSES, [0, 1, 2, 3, 4], tz=zone)
    return businesstimedelta.Rules([workday, businesstimedelta.HolidayRule(CLOSED_ON, tz=zone)])


def elapsed(rules: businesstimedelta.Rules, starts: Sequence[datetime], ends: Sequence[datetime]) -> list[int]:
    """The open seconds between each start and its end, by businesstimedelta."""
    differences = (rules.difference(start, end) for start, end in zip(starts, ends, strict=True))
    return [difference.hours * 3600 + difference.seconds for difference in differences]


def business_hour() -> pd.offsets.CustomBusinessHour:
    """One business hour of pandas."""
    return pd.offsets.CustomBusinessHour(start=OPENS, end=CLOSES, holidays=sorted(CLOSED_ON))


def after(hour: pd.offsets.CustomBusinessHour, starts: Sequence[datetime], hours: Sequence[int]) -> list[datetime]:
    """The moment so many business hours after each start, by pandas, which reckons in local time without a zone."""
    local = [pd.Timestamp(start.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)) for start in starts]
    ends = (moment + hour * count for moment, count in zip(local, hours, strict=True))
    return [end.to_pydatetime().replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC) for end in ends]
