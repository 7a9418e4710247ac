"""Clocks against reckoners that share nothing with them: the business days of pandas and numpy, and a walk by minutes.

Ten thousand incidents each, drawn with the seeds that stand here; every one must agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from slm_sim.calendars import compile_hours, holiday_dates, next_open
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.clockterms import Clock
from slm_sim.model.deadline import Within, read_within
from slm_sim.model.opentime import OpenTime
from slm_sim.model.week import week_hours
from slm_sim.sla.clocks import IN_TIME, LATE, Readings, clock_terms, read_clock
from slm_sim.sla.histories import histories
from tests.sla.build import NAMES, Incident, played, waiting

MANY = 10_000
AXIS = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC), tick_ms=60_000)
DAY = 1440
REACH = 400 * DAY
HOLIDAYS = holiday_dates("GB-ENG", date(2026, 12, 1), date(2028, 3, 31))
CLOSED = np.array(sorted(HOLIDAYS), dtype="datetime64[D]")
OPENS, CLOSES = 8 * 60, 18 * 60
OFFICE = compile_hours(
    "office",
    week_hours({"Mon-Fri": "08:00-18:00", "holidays": "closed"}),
    "Etc/UTC",
    HOLIDAYS,
    AXIS,
    -DAY,
    REACH,
)
PAUSING = Clock.model_validate({"stops": "resolved", "pauses_while_pending": ["customer"]})


def shown(calendar: OpenTime, target: Within, incidents: Sequence[Incident], horizon: int) -> Readings:
    terms = clock_terms(PAUSING, target, AXIS, NAMES.pending)
    history = histories(*played(incidents, horizon, AXIS))
    return read_clock(terms, calendar, history, np.arange(len(incidents)), horizon)


def lives(seed: int, span: int, longest: int) -> Ints:
    """When each was opened, began to wait, went on and was resolved; minutes, int64[4, MANY]."""
    generator = np.random.default_rng(seed)
    opened = generator.integers(0, span, MANY)
    return np.stack((opened, *(opened + generator.integers(0, longest, (3, MANY)).cumsum(axis=0))))


def incidents(moments: Ints) -> list[Incident]:
    return [waiting(*one) for one in moments.T.tolist()]


def open_minutes(moments: Ints) -> Ints:
    """Office minutes before a moment, by the business days of numpy, from some day long before."""
    days, minute = np.divmod(moments, DAY)
    today = np.datetime64("2027-01-01") + days
    whole = np.busday_count(np.datetime64("2026-12-01"), today, holidays=CLOSED)
    spent = np.clip(minute - OPENS, 0, CLOSES - OPENS) * np.is_busday(today, holidays=CLOSED)
    return np.asarray(whole * (CLOSES - OPENS) + spent, dtype=np.int64)


def test_hours_by_the_business_days_of_numpy() -> None:
    """What a clock counts is the office time from opening to resolved, less that of the wait, to the minute."""
    told = lives(20270104, 250 * DAY, 6 * DAY)
    opened, waits, goes_on, resolved = (open_minutes(moments) for moments in told)
    expected = resolved - opened - (goes_on - waits)
    found = shown(OFFICE, read_within("16 business hours"), incidents(told), REACH)
    assert np.array_equal(found.elapsed, expected)
    assert np.array_equal(found.state == IN_TIME, expected <= 16 * 60)
    assert 1000 < np.count_nonzero(found.state == LATE) < MANY - 1000


def test_deadlines_by_the_business_hours_of_pandas() -> None:
    """Without a wait a target of n business hours is due n of pandas' hours after the opening.

    A target that is used up at closing time is due then; pandas tells the next opening, which is no more open time.
    """
    opened = np.random.default_rng(20270326).integers(0, 250 * DAY, MANY)
    told = incidents(np.stack((opened, opened, opened, opened + 1)))
    moments = pd.Timestamp("2027-01-01") + pd.to_timedelta(opened, unit="min")
    for number, hours in enumerate((1, 7, 10, 33)):
        part = slice(number * MANY // 4, (number + 1) * MANY // 4)
        offset = pd.offsets.CustomBusinessHour(hours, start="08:00", end="18:00", holidays=sorted(HOLIDAYS))
        expected = [
            (moment + offset - pd.Timestamp("2027-01-01")) // pd.Timedelta(minutes=1) for moment in moments[part]
        ]
        due = shown(OFFICE, read_within(f"{hours} business hours"), told[part], REACH).due
        same = due == expected
        assert np.array_equal(next_open(OFFICE, due)[~same], np.array(expected)[~same])
        assert np.all(due[~same] % DAY == CLOSES)


@pytest.mark.parametrize(("target", "days", "at"), [
    ("1 business day", 1, None), ("3 business days", 3, None),
    ("next business day 12:00", 1, 720), ("2nd business day 17:00", 2, 1020),
])  # fmt: skip
def test_business_days_by_those_of_numpy(target: str, days: int, at: int | None) -> None:
    """A start while closed counts from the next opening; then so many business days on, at the same time or at `at`."""
    opened = np.random.default_rng(20270606).integers(0, 250 * DAY, MANY)
    day, minute = np.divmod(opened, DAY)
    today = np.datetime64("2027-01-01") + day
    closed = ~np.is_busday(today, holidays=CLOSED) | (minute >= CLOSES)
    first = np.busday_offset(today + (minute >= CLOSES), 0, roll="forward", holidays=CLOSED)
    begins = np.where(closed, OPENS, np.maximum(minute, OPENS))
    last = np.busday_offset(first, days, holidays=CLOSED)
    expected = (last - np.datetime64("2027-01-01")).astype(np.int64) * DAY + (begins if at is None else at)
    due = shown(OFFICE, read_within(target), incidents(np.stack((opened, opened, opened, opened + 1))), REACH).due
    assert np.array_equal(due, expected)


# Both changes of the clocks of 2027, in three countries, with hours that they cut through

CHANGES = {
    "Europe/London": (date(2027, 3, 28), date(2027, 10, 31)),
    "America/New_York": (date(2027, 3, 14), date(2027, 11, 7)),
    "Australia/Sydney": (date(2027, 4, 4), date(2027, 10, 3)),
}
SMALL_HOURS = {"Mon-Fri": "08:00-12:30, 13:00-18:00", "Sat": "22:00-02:30", "Sun": "02:45-09:15, 16:00-20:00"}
SPANS = {**dict.fromkeys(range(5), ((480, 750), (780, 1080))), 5: ((1320, 1590),), 6: ((165, 555), (960, 1200))}
WALKED = 6 * DAY


def walked(zone: str, first: datetime) -> Bools:
    """Whether it is open in each minute, by looking at the wall: an hour that is shown again does not count again
    towards an opening or a closing that it has passed."""
    latest, found = datetime.min, []
    for minute in range(-DAY, WALKED):
        latest = max(latest, (first + timedelta(minutes=minute)).astimezone(ZoneInfo(zone)).replace(tzinfo=None))
        shows = latest.hour * 60 + latest.minute
        spans = (*SPANS[latest.weekday()], *((a - DAY, b - DAY) for a, b in SPANS[(latest.weekday() - 1) % 7]))
        found.append(any(begin <= shows < end for begin, end in spans))
    return np.array(found[DAY:], dtype=np.bool_)


@pytest.mark.parametrize("change", [0, 1], ids=["first", "second"])
@pytest.mark.parametrize("zone", CHANGES)
def test_by_minutes_around_the_changes_of_the_clocks(zone: str, change: int) -> None:
    """Elapsed, due and state of 2 000 incidents that live from two days before the change to four days after."""
    noon = datetime.combine(CHANGES[zone][change], time(12), UTC)
    begins = AXIS.tick_at(noon - timedelta(days=2))
    calendar = compile_hours("small", week_hours(SMALL_HOURS), zone, frozenset(), AXIS, begins - DAY, begins + REACH)
    opens = walked(zone, AXIS.moment_at(begins))
    before = np.concatenate(([0], np.cumsum(opens)))
    generator = np.random.default_rng(change)
    moments = np.sort(generator.integers(0, WALKED, (4, 2000)), axis=0)
    opened, waits, goes_on, resolved = moments
    target = 5 * 60
    found = shown(calendar, read_within("5 business hours"), incidents(moments + begins), begins + REACH)
    expected = before[resolved] - before[opened] - (before[goes_on] - before[waits])
    assert np.array_equal(found.elapsed, expected)
    assert np.array_equal(found.state == IN_TIME, expected <= target)
    reached = before[opened] + target
    reached += np.where(before[waits] < reached, before[goes_on] - before[waits], 0)
    inside = reached <= before[-1]
    due = np.searchsorted(before, reached[inside])
    assert np.array_equal(found.due[inside] - begins, due)
    assert np.count_nonzero(inside) > 1000
    assert walled(calendar, begins, opens)


def walled(calendar: OpenTime, begins: int, opens: Bools) -> bool:
    """Whether the calendar is open in the very minutes of the walk."""
    shape = np.zeros(WALKED, dtype=np.bool_)
    bounds: Any = zip(calendar.opens - begins, calendar.closes - begins, strict=True)
    for begin, end in bounds:
        shape[max(begin, 0) : max(end, 0)] = True
    return np.array_equal(shape, opens)
