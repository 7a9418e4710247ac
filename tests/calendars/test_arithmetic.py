from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slm_sim.calendars import (
    after,
    always_open,
    business_days_after,
    compile_hours,
    delay_function,
    elapsed,
    holiday_dates,
    is_open,
    next_open,
    open_before,
    open_between,
)
from slm_sim.clock import TimeAxis
from slm_sim.model.hours import Span, WeekHours
from slm_sim.model.opentime import OpenTime

HOUR = 3600
LONDON = ZoneInfo("Europe/London")
ENGLAND = holiday_dates("GB-ENG", date(2026, 12, 1), date(2028, 1, 31))
AXIS = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC))


def weekdays(*spans: Span, saturday: tuple[Span, ...] = ()) -> WeekHours:
    return WeekHours(week=(*[spans] * 5, saturday, ()), holidays=())


def year(hours: WeekHours, zone: str = "Europe/London", axis: TimeAxis = AXIS) -> OpenTime:
    day = axis.ticks_in(86400)
    return compile_hours("desk", hours, zone, ENGLAND, axis, -20 * day, 380 * day)


def at(month: int, day: int, hour: int, minute: int = 0, fold: int = 0) -> int:
    return AXIS.tick_at(datetime(2027, month, day, hour, minute, tzinfo=LONDON, fold=fold))


def wall(tick: int | np.ndarray) -> str:
    return f"{AXIS.moment_at(int(tick)).astimezone(LONDON):%a %d %b %H:%M}"


OFFICE = year(weekdays((480, 1080)))
WITH_LUNCH = year(weekdays((480, 720), (780, 1080)))
SHORT_SATURDAY = year(weekdays((480, 1080), saturday=((540, 780),)))
NIGHTS = year(weekdays((1320, 1800)))
ROUND_THE_CLOCK = year(WeekHours(week=(((0, 1440),),) * 7))


def test_open_time_over_easter_by_hand() -> None:
    # Thursday 25 March from 16:00: two hours that day, none on Good Friday, the weekend and Easter Monday
    assert elapsed(OFFICE, at(3, 25, 16), at(3, 30, 9)) == 3 * HOUR
    assert wall(after(OFFICE, at(3, 25, 16), 3 * HOUR)) == "Tue 30 Mar 09:00"
    assert wall(after(OFFICE, at(3, 25, 16), 2 * HOUR)) == "Thu 25 Mar 18:00"
    assert wall(after(OFFICE, at(3, 25, 16), 2 * HOUR + 1)) == "Tue 30 Mar 08:00"
    assert wall(next_open(OFFICE, at(3, 25, 18))) == "Tue 30 Mar 08:00"
    assert wall(next_open(OFFICE, at(3, 25, 17, 59))) == "Thu 25 Mar 17:59"


def test_open_time_on_the_days_when_the_clocks_change() -> None:
    assert elapsed(ROUND_THE_CLOCK, at(3, 28, 0), at(3, 29, 0)) == 23 * HOUR
    assert elapsed(ROUND_THE_CLOCK, at(10, 31, 0), at(11, 1, 0)) == 25 * HOUR
    assert elapsed(NIGHTS, at(3, 23, 21), at(3, 24, 7)) == 8 * HOUR


def test_half_open_edges() -> None:
    assert is_open(OFFICE, np.array([at(3, 25, 8) - 1, at(3, 25, 8), at(3, 25, 18) - 1, at(3, 25, 18)])).tolist() == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("tick_ms", [1, 1000, 900_000])
def test_a_year_of_office_hours_at_any_tick(tick_ms: int) -> None:
    axis = TimeAxis(AXIS.epoch, tick_ms)
    calendar = year(weekdays((480, 1080)), axis=axis)
    weekday_dates = pd.bdate_range("2027-01-01", "2027-12-31", freq="C", holidays=sorted(ENGLAND))
    assert open_before(calendar, axis.ticks_in(365 * 86400)) - open_before(calendar, 0) == axis.ticks_in(
        len(weekday_dates) * 10 * HOUR
    )


@pytest.mark.parametrize(
    ("calendar", "start", "days", "end"),
    [
        (OFFICE, at(3, 17, 10, 30), 2, "Fri 19 Mar 10:30"),
        (OFFICE, at(3, 19, 10, 30), 1, "Mon 22 Mar 10:30"),
        (OFFICE, at(3, 25, 16), 1, "Tue 30 Mar 16:00"),  # Easter, and summer time begins: the same time on the wall
        (OFFICE, at(3, 25, 16), 4, "Fri 02 Apr 16:00"),
        (OFFICE, at(3, 27, 12), 1, "Wed 31 Mar 08:00"),  # on Saturday: counts from Tuesday's opening
        (OFFICE, at(3, 25, 18), 1, "Wed 31 Mar 08:00"),  # at closing time it is closed
        (OFFICE, at(3, 25, 7), 1, "Tue 30 Mar 08:00"),
        (OFFICE, at(3, 27, 12), 0, "Tue 30 Mar 08:00"),
        (OFFICE, at(10, 29, 9), 1, "Mon 01 Nov 09:00"),
        (SHORT_SATURDAY, at(3, 19, 16), 1, "Sat 20 Mar 13:00"),  # clamped to Saturday's closing
        (SHORT_SATURDAY, at(3, 19, 8, 15), 1, "Sat 20 Mar 09:00"),  # and to its opening
        (SHORT_SATURDAY, at(3, 19, 16), 2, "Mon 22 Mar 16:00"),
        (WITH_LUNCH, at(3, 17, 12, 30), 1, "Thu 18 Mar 13:00"),
        (NIGHTS, at(3, 17, 23), 1, "Thu 18 Mar 23:00"),
        (NIGHTS, at(3, 18, 2), 1, "Fri 19 Mar 02:00"),
        (NIGHTS, at(3, 19, 23), 1, "Sat 20 Mar 06:00"),  # on Saturday it is open until 06:00
        (ROUND_THE_CLOCK, at(3, 27, 1, 30), 1, "Sun 28 Mar 02:00"),  # 01:30 is skipped
        (ROUND_THE_CLOCK, at(10, 30, 1, 30), 2, "Mon 01 Nov 01:30"),
        (ROUND_THE_CLOCK, at(10, 31, 1, 30, fold=1), 1, "Mon 01 Nov 01:30"),
        (ROUND_THE_CLOCK, at(10, 31, 1, 30, fold=1), 0, "Sun 31 Oct 01:30"),
    ],
)
def test_business_days_by_hand(calendar: OpenTime, start: int, days: int, end: str) -> None:
    assert wall(business_days_after(calendar, start, days)) == end


def test_a_time_shown_twice_ends_a_business_day_at_the_first() -> None:
    assert business_days_after(ROUND_THE_CLOCK, at(10, 30, 1, 30), 1) == at(10, 31, 1, 30, fold=0)


def test_a_business_day_goes_back_to_the_closing_before_a_break() -> None:
    hours = WeekHours(week=(((480, 1080),), ((480, 720), (780, 1080)), (), (), (), (), ()))
    assert wall(business_days_after(year(hours), at(3, 22, 12, 30), 1)) == "Tue 23 Mar 12:00"
    assert wall(business_days_after(year(hours), at(3, 22, 13), 1)) == "Tue 23 Mar 13:00"


def test_a_day_that_begins_as_the_one_before_ends_is_a_day_of_its_own() -> None:
    hours = WeekHours(week=(((0, 1440),), ((0, 1440),), (), ((0, 1440),), (), (), ()))
    assert wall(business_days_after(year(hours), at(3, 16, 0), 1)) == "Thu 18 Mar 00:00"
    assert wall(business_days_after(year(hours), at(3, 15, 0), 1)) == "Tue 16 Mar 00:00"


def test_a_midnight_between_two_ticks_does_not_move_the_business_day() -> None:
    # With ticks of seven minutes Tuesday's midnight is rounded to 23:58 on Monday, a day on which it is closed.
    axis = TimeAxis(datetime(2027, 1, 4, 0, 4, tzinfo=UTC), 420_000)
    hours = WeekHours(week=((), ((0, 1200),), ((0, 1200),), (), (), (), ()))
    calendar = compile_hours("odd", hours, "Etc/UTC", frozenset(), axis, 0, 1000)
    midnights = [axis.tick_at(datetime(2027, 1, day, tzinfo=UTC)) for day in (5, 6)]
    assert axis.moment_at(midnights[0]) < datetime(2027, 1, 5, tzinfo=UTC)
    assert business_days_after(calendar, 0, 1) == midnights[1]


@pytest.mark.parametrize("hours", [(8, 18), (9, 17)])
def test_agrees_with_pandas_business_hours(hours: tuple[int, int]) -> None:
    # A start while closed and whole days of work: pandas may end at the next opening, which is no more open time.
    calendar = year(weekdays((hours[0] * 60, hours[1] * 60)), "Etc/UTC")
    generator = np.random.default_rng(20270326)
    starts = generator.integers(0, 250 * 1440, 150)
    lengths = generator.integers(1, 80, 150)
    ends = after(calendar, starts * 60, lengths * HOUR)
    opens, closes, holidays = f"{hours[0]:02}:00", f"{hours[1]:02}:00", sorted(ENGLAND)
    for start, length, end in zip(starts, lengths, ends, strict=True):
        moment = pd.Timestamp("2027-01-01") + pd.Timedelta(minutes=int(start))
        offset = pd.offsets.CustomBusinessHour(n=int(length), start=opens, end=closes, holidays=holidays)
        expected = AXIS.tick_at((moment + offset).to_pydatetime().replace(tzinfo=UTC))
        assert expected in (end, next_open(calendar, end))


# Properties, on random calendars of a few weeks around the days when clocks change

MINUTES = TimeAxis(datetime(2027, 3, 20, tzinfo=UTC), 60_000)
LOWEST, HIGHEST = -3 * 1440, 25 * 1440


@st.composite
def calendars(draw: st.DrawFn) -> OpenTime:
    week = []
    for _ in range(7):
        points = sorted(draw(st.lists(st.integers(0, 1800), max_size=6, unique=True)))
        week.append(tuple(span for span in zip(points[::2], points[1::2], strict=False) if span[0] < 1440))
    zone = draw(st.sampled_from(["Europe/London", "America/Chicago", "Asia/Kolkata", "Australia/Lord_Howe"]))
    hours = WeekHours(week=tuple(week), holidays=draw(st.sampled_from([None, (), ((600, 900),)])))
    return compile_hours("random", hours, zone, ENGLAND, MINUTES, LOWEST, HIGHEST)


moments = st.integers(LOWEST, HIGHEST)


@settings(deadline=None)
@given(calendar=calendars(), points=st.tuples(moments, moments, moments))
def test_elapsed_adds_up(calendar: OpenTime, points: tuple[int, int, int]) -> None:
    first, between, last = sorted(points)
    assert elapsed(calendar, first, last) == elapsed(calendar, first, between) + elapsed(calendar, between, last)
    assert open_between(calendar, first, last) == elapsed(calendar, first, last)


@settings(deadline=None)
@given(calendar=calendars())
def test_agrees_with_counting_minutes(calendar: OpenTime) -> None:
    ticks = np.arange(LOWEST, HIGHEST)
    opened = np.zeros(len(ticks), dtype=bool)
    for start, end in zip(calendar.opens, calendar.closes, strict=True):
        opened[start - LOWEST : end - LOWEST] = True
    assert np.array_equal(is_open(calendar, ticks), opened)
    assert np.array_equal(open_before(calendar, ticks), np.cumsum(opened) - opened)
    some = ticks[::701]
    assert np.array_equal(
        elapsed(calendar, some[:, None], np.maximum(some[:, None], some)),
        [[opened[start - LOWEST : max(start, end) - LOWEST].sum() for end in some] for start in some],
    )
    last_open = ticks[opened].max(initial=LOWEST - 1)
    coming = some[some <= last_open]
    assert np.array_equal(
        next_open(calendar, coming), [next(t for t in ticks[opened] if t >= start) for start in coming]
    )


@settings(deadline=None)
@given(calendar=calendars(), start=moments, share=st.floats(0, 1))
def test_after_is_the_earliest_moment_with_that_much_open_time(calendar: OpenTime, start: int, share: float) -> None:
    length = int(share * int(elapsed(calendar, start, HIGHEST)))
    end = int(after(calendar, start, length))
    assert elapsed(calendar, start, end) == length
    if length == 0:
        assert end == start
    else:
        assert is_open(calendar, end - 1), "the last tick counted is an open one"
        assert elapsed(calendar, start, end - 1) == length - 1


@settings(deadline=None)
@given(calendar=calendars(), start=moments, length=st.integers(0, 4000))
def test_one_at_a_time_equals_all_at_once(calendar: OpenTime, start: int, length: int) -> None:
    delayed = delay_function(calendar)
    if length > elapsed(calendar, start, HIGHEST):
        with pytest.raises(ValueError, match="open ticks from tick") as one:
            delayed(start, length)
        with pytest.raises(ValueError, match="open ticks from tick") as all_at_once:
            after(calendar, np.array([start]), np.array([length]))
        assert str(one.value) == str(all_at_once.value)
    else:
        end = delayed(start, length)
        assert type(end) is int
        assert end == after(calendar, start, length)


@settings(deadline=None)
@given(calendar=calendars(), start=moments, days=st.integers(1, 5))
def test_business_days_by_their_definition(calendar: OpenTime, start: int, days: int) -> None:
    assert calendar.local is not None
    zone = ZoneInfo(calendar.local.zone)
    ticks = np.arange(LOWEST, HIGHEST)
    open_ticks = ticks[is_open(calendar, ticks)]
    dates = {tick: MINUTES.moment_at(tick).astimezone(zone).date() for tick in open_ticks.tolist()}
    assume(np.any(open_ticks >= start))
    opening = int(open_ticks[open_ticks >= start][0])
    later = sorted({day for day in dates.values() if day > dates[opening]})
    last_whole = MINUTES.moment_at(HIGHEST).astimezone(zone).date() - timedelta(days=1)
    assume(len(later) >= days and later[days - 1] <= last_whole)
    day = later[days - 1]
    time = MINUTES.moment_at(opening).astimezone(zone)
    same_time = datetime(day.year, day.month, day.day, time.hour, time.minute, tzinfo=zone)
    shown = same_time.astimezone(UTC).astimezone(zone)
    of_day = [tick for tick, date_of in dates.items() if date_of == day]
    assume(shown.replace(tzinfo=None) == same_time.replace(tzinfo=None))  # a time that is skipped: by hand above
    target = MINUTES.tick_at(same_time)
    earlier = [tick + 1 for tick in of_day if tick < target]
    expected = target if target in of_day else max(earlier, default=min(of_day))
    assert business_days_after(calendar, start, days) == expected


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=2, max_size=60, unique=True), st.integers(1, 60), st.integers(0, 7))
def test_openings_that_crowd_together_in_a_long_span(points: list[int], apart: int, length: int) -> None:
    """Nothing as regular as opening hours: intervals of a tick, many openings in one bucket, and then long nothing."""
    edges = sorted(points)[: len(points) // 2 * 2]
    opens, closes = np.array(edges[::2]) * apart, np.array(edges[1::2]) * apart
    none = np.empty(0, dtype=np.int64)
    calendar = OpenTime("odd", opens, closes, -50, 300_000, none, none, none)
    ticks = np.concatenate((np.arange(-50, 401 * apart), [299_999, 300_000]))
    opened = np.zeros(300_050, dtype=bool)
    for start, end in zip(opens, closes, strict=True):
        opened[start + 50 : end + 50] = True
    before = np.append(0, np.cumsum(opened))
    assert np.array_equal(open_before(calendar, ticks), before[ticks + 50])
    reachable = ticks[before[ticks + 50] + length <= before[-1]]
    ends = after(calendar, reachable, length)
    assert np.array_equal(before[ends + 50] - before[reachable + 50], np.full(len(reachable), length))
    assert np.array_equal(ends, reachable) if length == 0 else opened[ends + 49].all()


def test_arrays_broadcast_and_keep_their_shape() -> None:
    starts = np.array([[at(3, 17, 10)], [at(3, 25, 16)]])
    assert after(OFFICE, starts, np.array([0, HOUR, 2 * HOUR])).shape == (2, 3)
    assert business_days_after(OFFICE, starts, np.array([0, 1, 2])).shape == (2, 3)
    none = np.empty(0, dtype=np.int64)
    for empty in (
        is_open(OFFICE, none), next_open(OFFICE, none), open_before(OFFICE, none), elapsed(OFFICE, none, none),
        after(OFFICE, none, 1), business_days_after(OFFICE, none, 1),
    ):  # fmt: skip
        assert empty.shape == (0,)


def test_round_the_clock_is_plain_addition() -> None:
    calendar = always_open(-10, 100)
    assert after(calendar, np.array([-10, 0, 99]), np.array([110, 7, 1])).tolist() == [100, 7, 100]
    assert delay_function(calendar)(-3, 5) == 2
    assert elapsed(calendar, -10, 100) == 110


CLOSED = compile_hours("closed", WeekHours(week=((),) * 7), "Etc/UTC", frozenset(), AXIS, 0, 86400)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: open_before(always_open(0, 9), 10), r"'24x7' was compiled for the ticks from 0 to 9; tick 10 lies"),
        (lambda: elapsed(always_open(0, 9), -1, 3), "tick -1 lies outside"),
        (lambda: elapsed(always_open(0, 9), 3, 2), "'24x7' cannot measure from tick 3 back to 2"),
        (lambda: is_open(always_open(0, 9), 9), "'24x7' was compiled up to tick 9"),
        (lambda: next_open(always_open(0, 9), 9), "does not open again from tick 9 on"),
        (lambda: after(always_open(0, 9), 3, 7), "'24x7' was compiled up to tick 9: 7 open ticks from tick 3"),
        (lambda: after(always_open(0, 9), 3, -1), "negative length"),
        (lambda: delay_function(always_open(0, 9))(10, 0), "tick 10 lies outside"),
        (lambda: delay_function(always_open(0, 9))(3, -1), "negative length"),
        (lambda: delay_function(always_open(0, 9))(3, 7), "7 open ticks from tick 3 end later"),
        (lambda: next_open(CLOSED, 5), "'closed' was compiled up to tick 86400: it does not open again from tick 5 on"),
        (lambda: after(CLOSED, 5, 1), "'closed' was compiled up to tick 86400"),
        (lambda: delay_function(CLOSED)(5, 1), "'closed' was compiled up to tick 86400"),
        (lambda: business_days_after(CLOSED, 5, 1), "does not open again from tick 5 on"),
        (lambda: business_days_after(always_open(0, 9), 5, 1), "'24x7' has no local time, and so no business days"),
        (lambda: business_days_after(OFFICE, 5, -1), "negative number of days"),
        (lambda: business_days_after(OFFICE, at(12, 30, 9), 300), "300 business days from tick"),
    ],
)
def test_no_answer_is_better_than_a_wrong_one(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ask()


def test_closed_all_the_time_has_no_open_time() -> None:
    assert elapsed(CLOSED, 0, 86400) == 0
    assert delay_function(CLOSED)(7, 0) == after(CLOSED, 7, 0) == 7


def test_a_business_day_that_ends_beyond_the_span_is_refused_not_clamped() -> None:
    calendar = compile_hours(
        "cut", weekdays((480, 1080)), "Europe/London", frozenset(), AXIS, at(3, 15, 0), at(3, 17, 12)
    )
    assert wall(business_days_after(calendar, at(3, 16, 12), 1)) == "Wed 17 Mar 12:00"
    with pytest.raises(ValueError, match="'cut' was compiled up to tick"):
        business_days_after(calendar, at(3, 16, 12, 1), 1)
