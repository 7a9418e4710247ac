"""Targets that are moments, against the business days of pandas, around both changes of the clocks in three countries.

A time that the clocks leave out is the next that they show, and one that they show twice the first. Four hundred
incidents each, drawn with the seeds that stand here; every one must agree.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest

from slm_sim.calendars import compile_hours, holiday_dates
from slm_sim.model.deadline import read_within
from slm_sim.model.week import week_hours
from slm_sim.sla.clocks import IN_TIME, LATE
from tests.sla.test_clock_oracles import AXIS, CHANGES, DAY, REACH, incidents, shown

COUNTRIES = {"Europe/London": "GB-ENG", "America/New_York": "US-NY", "Australia/Sydney": "AU-NSW"}
OFFICE = ("Mon-Fri", "Mon Tue Wed Thu Fri", 8 * 60, 18 * 60)
NIGHTS_TOO = ("Mon-Sun", "Mon Tue Wed Thu Fri Sat Sun", 30, DAY - 30)
TARGETS = (
    ("1 business day", 1, None),
    ("2 business days", 2, None),
    ("next business day 12:00", 1, 720),
    ("2nd business day 02:30", 2, 150),
)
MANY = 400
SEEN = 20 * DAY


def clock_time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def later(opened: pd.Timestamp, days: pd.offsets.CustomBusinessDay, at: int | None, opens: int, closes: int) -> object:
    """The wall time so many business days after an opening; while closed it counts from the next opening.

    A stated time that is closed is the first opening of its day: here none is later than closing.
    """
    wall = opened.tz_localize(None)
    day, minute = wall.normalize(), wall.hour * 60 + wall.minute
    if minute >= closes:
        day, minute = day + pd.Timedelta(days=1), opens
    begins = days.rollforward(day)
    minute = opens if begins != day else max(minute, opens)
    return begins + days + pd.Timedelta(minutes=minute if at is None else max(at, opens))


@pytest.mark.parametrize("hours", [OFFICE, NIGHTS_TOO], ids=["office", "nights too"])
@pytest.mark.parametrize("change", [0, 1], ids=["first", "second"])
@pytest.mark.parametrize("zone", CHANGES)
def test_due_and_state_by_the_business_days_of_pandas(zone: str, change: int, hours: tuple[str, str, int, int]) -> None:
    """Opened from three days before the change to two days after; a wait that begins by the due moment puts it off."""
    days, mask, opens, closes = hours
    holidays = holiday_dates(COUNTRIES[zone], date(2027, 1, 1), date(2027, 12, 31))
    begins = AXIS.tick_at(datetime.combine(CHANGES[zone][change], time(12), UTC) - timedelta(days=3))
    week = week_hours({days: f"{clock_time(opens)}-{clock_time(closes)}", "holidays": "closed"})
    calendar = compile_hours("any", week, zone, holidays, AXIS, begins - DAY, begins + REACH)

    shows = pd.date_range(AXIS.moment_at(begins), periods=SEEN, freq="min").tz_convert(zone)
    works = pd.offsets.CustomBusinessDay(weekmask=mask, holidays=sorted(holidays))
    midnights = shows.tz_localize(None).normalize()
    on_day = {day: works.is_on_offset(day) for day in midnights.unique()}
    minute = np.asarray(shows.hour * 60 + shows.minute)
    is_open = np.asarray(midnights.map(on_day))
    before = np.concatenate(([0], np.cumsum(is_open & (opens <= minute) & (minute < closes))))

    generator = np.random.default_rng(change)
    lives = [generator.integers(0, longest, MANY) for longest in (5 * DAY, DAY, 2 * DAY, 3 * DAY)]
    opened, waits, goes_on, resolved = np.cumsum(lives, axis=0)
    told = incidents(np.stack((opened, waits, goes_on, resolved)) + begins)
    for target, count, at in TARGETS:
        ahead = pd.offsets.CustomBusinessDay(count, weekmask=mask, holidays=sorted(holidays))
        walls = pd.DatetimeIndex([later(shows[tick], ahead, at, opens, closes) for tick in opened])
        local = walls.tz_localize(zone, nonexistent="shift_forward", ambiguous=np.ones(MANY, dtype=np.bool_))
        first = np.asarray((local - shows[0]) // pd.Timedelta(minutes=1))
        put_off = np.where(waits <= first, before[goes_on] - before[waits], 0)
        due = np.where(put_off > 0, np.searchsorted(before, before[first] + put_off), first)
        found = shown(calendar, read_within(target), told, begins + REACH)
        assert np.array_equal(found.due - begins, due)
        assert np.array_equal(found.state == IN_TIME, resolved <= due)
        assert min(np.count_nonzero(put_off), np.count_nonzero(found.state == LATE)) > 40
