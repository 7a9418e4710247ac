"""Relative deadlines by hand, and against a walk from day to day on the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import always_open, compile_hours
from slm_sim.calendars.deadlines import on_business_day
from slm_sim.calendars.lookup import BEYOND
from slm_sim.clock import TimeAxis
from slm_sim.model.deadline import Deadline
from slm_sim.model.notation import NotationError
from slm_sim.model.week import week_hours

AXIS = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC), tick_ms=60_000)
YEAR = 366 * 1440
HOURS = {"Mon-Thu": "08:00-12:00, 13:00-18:00", "Fri": "08:00-13:00", "Sat": "20:00-24:00"}
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney")
CALENDARS = {zone: compile_hours("office", week_hours(HOURS), zone, frozenset(), AXIS, 0, YEAR) for zone in ZONES}


def at(moment: str, zone: str = "Europe/London") -> int:
    return AXIS.tick_at(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("opened", "deadline", "due"),
    [
        ("2027-01-04 11:00", "next business day 12:00", "2027-01-05 12:00"),
        ("2027-01-04 11:00", "2nd business day 17:00", "2027-01-06 17:00"),
        # opened after closing: it counts from Tuesday 08:00
        ("2027-01-04 19:00", "next business day 12:00", "2027-01-06 12:00"),
        # Friday is open until 13:00, Saturday from 20:00, and at lunch the closing before is meant
        ("2027-01-07 11:00", "next business day 17:00", "2027-01-08 13:00"),
        ("2027-01-08 11:00", "next business day 17:00", "2027-01-09 20:00"),
        ("2027-01-04 11:00", "next business day 12:30", "2027-01-05 12:00"),
        ("2027-01-08 11:00", "next business day 24:00", "2027-01-10 00:00"),
        # the clocks go forward on Sunday, 28 March; 17:00 stays 17:00
        ("2027-03-26 11:00", "2nd business day 17:00", "2027-03-29 17:00"),
    ],
)
def test_by_hand(opened: str, deadline: str, due: str) -> None:
    stated = Deadline.parse(deadline)
    found = on_business_day(CALENDARS["Europe/London"], np.array([at(opened)]), stated.days, stated.minute)
    assert found.tolist() == [at(due)]


def test_what_ends_beyond_the_calendar_is_said() -> None:
    calendar = CALENDARS["Europe/London"]
    assert on_business_day(calendar, np.array([YEAR - 10, YEAR]), 3, 600).tolist() == [BEYOND, BEYOND]
    with pytest.raises(ValueError, match="no business days"):
        on_business_day(always_open(0, 10), np.array([0]), 1, 600)


def naive(zone: str, start: int, days: int, minute: int) -> int:
    """Tick by tick on the wall: is it open, which day is it, what does the clock show."""
    hours = dict.fromkeys(range(4), HOURS["Mon-Thu"]) | {4: HOURS["Fri"], 5: HOURS["Sat"]}

    def wall(tick: int) -> datetime:
        return (AXIS.epoch + timedelta(minutes=tick)).astimezone(ZoneInfo(zone))

    def is_open(tick: int) -> bool:
        now = wall(tick)
        spans = [part.strip().split("-") for part in hours.get(now.weekday(), "").split(",") if part]
        return any(first <= f"{now:%H:%M}" < last for first, last in spans)

    tick = start
    while not is_open(tick):
        tick += 1
    day = wall(tick).date()
    left = days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() in hours
    first = AXIS.tick_at(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))
    today = [tick for tick in range(first, first + 1560) if wall(tick).date() == day]
    shown = next((tick for tick in today if wall(tick).hour * 60 + wall(tick).minute >= minute), today[-1] + 1)
    opening = next(tick for tick in today if is_open(tick))
    shown = max(shown, opening)
    while not (is_open(shown) or is_open(shown - 1)):
        shown -= 1
    return shown


@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    start=st.one_of(
        st.integers(0, YEAR - 20 * 1440), *(st.integers(d * 1440, (d + 4) * 1440) for d in (71, 84, 91, 274))
    ),
    days=st.integers(1, 4),
    minute=st.integers(0, 1440),
)
def test_against_a_walk(zone: str, start: int, days: int, minute: int) -> None:
    """Days 72, 86, 93, 276 and 303 are near the changes of the clocks of 2027 in these zones."""
    found = on_business_day(CALENDARS[zone], np.array([start]), days, minute)
    assert found.tolist() == [naive(zone, start, days, minute)]


@pytest.mark.parametrize(
    "text", ["next business day 12:00", "2nd business day 17:00", "3rd business day 24:00", "11th business day 08:30"]
)
def test_it_is_written_as_it_was_read(text: str) -> None:
    assert str(Deadline.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["next business day", "business day 12:00", "2nd business day 24:30", "0th business day 12:00"]
)
def test_what_is_no_deadline(text: str) -> None:
    with pytest.raises(NotationError):
        Deadline.parse(text)
