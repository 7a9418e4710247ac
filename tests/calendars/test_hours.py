from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import always_open, compile_hours, holiday_dates, is_open
from slm_sim.clock import TimeAxis
from slm_sim.model.hours import Span, WeekHours
from slm_sim.model.opentime import OpenTime

DAY_MINUTES = 1440
OFFICE = WeekHours(week=(*[((480, 1080),)] * 5, (), ()), holidays=())
EVERY_DAY = WeekHours(week=(((0, 1440),),) * 7)
ENGLAND = holiday_dates("GB-ENG", date(2026, 1, 1), date(2028, 12, 31))
ZONES = ("Europe/London", "America/Chicago", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago")
CHANGES = (
    date(2027, 3, 14), date(2027, 3, 28), date(2027, 4, 3), date(2027, 4, 4), date(2027, 9, 4),
    date(2027, 10, 2), date(2027, 10, 31), date(2027, 11, 7), date(2027, 12, 30),
)  # fmt: skip


def axis_of(tick_ms: int, epoch: datetime = datetime(2027, 1, 1, tzinfo=UTC)) -> TimeAxis:
    return TimeAxis(epoch, tick_ms)


def intervals_in_utc(calendar: OpenTime, axis: TimeAxis) -> list[tuple[str, str]]:
    ends = (calendar.opens, calendar.closes)
    opens, closes = ([f"{axis.moment_at(tick):%a %d %b %H:%M}" for tick in ticks] for ticks in ends)
    return list(zip(opens, closes, strict=True))


def compiled(
    hours: WeekHours, first: datetime, last: datetime, zone: str = "Europe/London", tick_ms: int = 1000
) -> tuple[OpenTime, TimeAxis]:
    axis = axis_of(tick_ms)
    span = axis.tick_at(first), axis.tick_at(last)
    return compile_hours("desk", hours, zone, ENGLAND, axis, *span), axis


@pytest.mark.parametrize("tick_ms", [1, 1000, 900_000])
def test_easter_in_england(tick_ms: int) -> None:
    first, last = datetime(2027, 3, 24, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC)
    calendar, axis = compiled(OFFICE, first, last, tick_ms=tick_ms)
    assert intervals_in_utc(calendar, axis) == [
        ("Wed 24 Mar 08:00", "Wed 24 Mar 18:00"),
        ("Thu 25 Mar 08:00", "Thu 25 Mar 18:00"),  # Good Friday is the 26th, Easter Monday the 29th
        ("Tue 30 Mar 07:00", "Tue 30 Mar 17:00"),  # summer time since the 28th
        ("Wed 31 Mar 07:00", "Wed 31 Mar 17:00"),
    ]


def test_holidays_as_usual_and_with_hours_of_their_own() -> None:
    friday = datetime(2027, 3, 26, tzinfo=UTC)
    usual, axis = compiled(WeekHours(OFFICE.week), friday, friday + timedelta(days=1))
    assert intervals_in_utc(usual, axis) == [("Fri 26 Mar 08:00", "Fri 26 Mar 18:00")]
    short, axis = compiled(WeekHours(OFFICE.week, ((600, 960),)), friday, friday + timedelta(days=1))
    assert intervals_in_utc(short, axis) == [("Fri 26 Mar 10:00", "Fri 26 Mar 16:00")]


def test_a_night_before_a_holiday_runs_on_into_it() -> None:
    nights = WeekHours(week=(((1320, 1800),),) * 7, holidays=())
    calendar, axis = compiled(nights, datetime(2027, 3, 25, 12, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC))
    assert intervals_in_utc(calendar, axis) == [
        ("Thu 25 Mar 22:00", "Fri 26 Mar 06:00"),
        ("Sat 27 Mar 22:00", "Sun 28 Mar 00:00"),  # cut at the end of the span that was asked for
    ]


def test_an_interval_that_only_touches_the_span_is_none_of_it() -> None:
    wednesday = datetime(2027, 3, 17, tzinfo=UTC)
    calendar, _ = compiled(OFFICE, wednesday.replace(hour=18), wednesday + timedelta(hours=32))
    assert len(calendar.opens) == 0


def test_a_night_that_began_before_the_span_is_seen_in_it() -> None:
    long_night = WeekHours(week=(((1440 - 60, 2880),), (), (), (), (), (), ()))
    start = datetime(2027, 1, 5, 23, tzinfo=UTC)  # Tuesday evening, open since Monday evening
    calendar, axis = compiled(long_night, start, start + timedelta(hours=2), "Etc/UTC")
    assert intervals_in_utc(calendar, axis) == [("Tue 05 Jan 23:00", "Wed 06 Jan 00:00")]


@pytest.mark.parametrize("zone", [*ZONES, "America/Havana", "America/St_Johns", "Pacific/Apia"])
def test_round_the_clock_by_hours_has_no_hole_and_no_overlap(zone: str) -> None:
    axis = axis_of(60_000, datetime(2011, 1, 1, tzinfo=UTC))
    calendar = compile_hours("all", EVERY_DAY, zone, frozenset(), axis, -400_000, 600_000)
    assert (calendar.opens.tolist(), calendar.closes.tolist()) == ([-400_000], [600_000])
    assert np.array_equal(calendar.day_ends[:-1], calendar.day_starts[1:])


def test_touching_and_overlapping_spans_are_one_interval() -> None:
    shifts = WeekHours(week=(((360, 840), (840, 1320), (1320, 1830)),) * 7)
    calendar, _ = compiled(shifts, datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC))
    assert len(calendar.opens) == 1


def test_days_are_those_on_which_it_is_open_whole_even_at_the_edges_of_the_span() -> None:
    calendar, axis = compiled(
        OFFICE, datetime(2027, 3, 25, 12, tzinfo=UTC), datetime(2027, 3, 30, 12, tzinfo=UTC), tick_ms=60_000
    )
    assert calendar.days.astype("datetime64[D]").tolist() == [date(2027, 3, 25), date(2027, 3, 30)]
    assert [axis.moment_at(tick).hour for tick in calendar.day_starts] == [8, 7]
    assert [axis.moment_at(tick).hour for tick in calendar.day_ends] == [18, 17]
    assert calendar.day_starts[0] < calendar.lowest
    assert calendar.day_ends[-1] > calendar.highest


def test_hours_shorter_than_half_a_tick_vanish() -> None:
    blink = WeekHours(week=(((481, 486),),) * 7)
    calendar = compile_hours("blink", blink, "Etc/UTC", frozenset(), axis_of(900_000), 0, 960)
    assert len(calendar.opens) == len(calendar.days) == 0


def test_never_open_is_a_calendar() -> None:
    never = WeekHours(week=((),) * 7)
    calendar, _ = compiled(never, datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))
    assert len(calendar.opens) == len(calendar.days) == 0


def test_an_empty_span_is_refused() -> None:
    with pytest.raises(ValueError, match="calendar 'desk' cannot be compiled from tick 5 to 5"):
        compile_hours("desk", OFFICE, "Etc/UTC", frozenset(), axis_of(1000), 5, 5)


def test_always_open_is_one_interval() -> None:
    calendar = always_open(-5, 7)
    assert (calendar.name, calendar.opens.tolist(), calendar.closes.tolist()) == ("24x7", [-5], [7])
    assert (calendar.lowest, calendar.highest, calendar.local) == (-5, 7, None)


@st.composite
def day_spans(draw: st.DrawFn) -> tuple[Span, ...]:
    points = sorted(draw(st.lists(st.integers(0, 30 * 60), min_size=0, max_size=6, unique=True)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return tuple((start, end) for start, end in pairs if start < DAY_MINUTES)


week_hours = st.builds(
    WeekHours, week=st.tuples(*[day_spans()] * 7), holidays=st.one_of(st.none(), day_spans())
)  # fmt: skip


def open_minute_by_minute(
    hours: WeekHours, zone: str, holidays: frozenset[date], first: datetime, minutes: int
) -> list[bool]:
    """Whether each minute is open, by looking at the wall at every minute since four days before.

    The clock that counts shows the latest wall time seen so far: it stands still while an hour is repeated.
    """
    rules = ZoneInfo(zone)
    latest = datetime.min
    answers = []
    for minute in range(-4 * DAY_MINUTES, minutes):
        latest = max(latest, (first + timedelta(minutes=minute)).astimezone(rules).replace(tzinfo=None))
        if minute < 0:
            continue
        found = False
        for back in range(3):
            day = latest.date() - timedelta(days=back)
            spans = hours.week[day.weekday()]
            if day in holidays and hours.holidays is not None:
                spans = hours.holidays
            now = latest.hour * 60 + latest.minute + back * DAY_MINUTES
            found |= any(start <= now < end for start, end in spans)
        answers.append(found)
    return answers


@settings(max_examples=60, deadline=None)
@given(
    hours=week_hours,
    zone=st.sampled_from(ZONES),
    around=st.sampled_from(CHANGES),
    early=st.integers(0, 2 * DAY_MINUTES),
    holiday=st.integers(-2, 2),
    epoch_minute=st.integers(-500_000, 500_000),
)
def test_agrees_with_looking_at_the_wall_every_minute(
    hours: WeekHours, zone: str, around: date, early: int, holiday: int, epoch_minute: int
) -> None:
    noon = datetime(around.year, around.month, around.day, 12, tzinfo=UTC)
    first = noon - timedelta(minutes=early)
    minutes = 2 * DAY_MINUTES
    holidays = frozenset({around + timedelta(days=holiday)})
    axis = axis_of(60_000, first - timedelta(minutes=epoch_minute))
    calendar = compile_hours("random", hours, zone, holidays, axis, epoch_minute, epoch_minute + minutes)
    expected = open_minute_by_minute(hours, zone, holidays, first, minutes)
    assert is_open(calendar, epoch_minute + np.arange(minutes)).tolist() == expected


@settings(max_examples=60, deadline=None)
@given(hours=week_hours, zone=st.sampled_from(ZONES), tick_ms=st.sampled_from([1, 1000, 420_000, 900_000]))
def test_intervals_are_disjoint_and_sorted_and_days_hold_them(hours: WeekHours, zone: str, tick_ms: int) -> None:
    axis = axis_of(tick_ms)
    calendar = compile_hours("random", hours, zone, ENGLAND, axis, 0, axis.ticks_in(40 * 86400))
    assert np.all(calendar.opens < calendar.closes)
    assert np.all(calendar.closes[:-1] < calendar.opens[1:])
    assert np.all(calendar.day_starts < calendar.day_ends)
    assert np.all(calendar.day_ends[:-1] <= calendar.day_starts[1:])
    inside = (calendar.day_starts >= 0) & (calendar.day_ends <= calendar.highest)
    assert np.all(is_open(calendar, calendar.day_starts[inside]))
    assert np.all(is_open(calendar, calendar.day_ends[inside] - 1))
