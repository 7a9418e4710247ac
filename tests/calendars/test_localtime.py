from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import UnknownZone, local_midnights, local_spans, local_time
from slm_sim.calendars.localtime import ticks_at, wall_at
from slm_sim.clock import TimeAxis

SECONDS = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC))
ZONES = ("Europe/London", "America/Chicago", "Asia/Kolkata", "Australia/Lord_Howe", "America/Havana", "Pacific/Chatham")
CHANGES = ((3, 14), (3, 28), (4, 4), (9, 26), (10, 3), (10, 31), (11, 7))  # in one or the other of these zones, in 2027
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # the two Sundays on which London's clocks change


def span_in_utc(zone: str, day: date, span: tuple[int, int], axis: TimeAxis = SECONDS) -> tuple[str, str]:
    starts, ends = local_spans(zone, axis, [day], span)
    start, end = (axis.moment_at(tick).strftime("%d %H:%M") for tick in (starts.item(), ends.item()))
    return start, end


@pytest.mark.parametrize(
    ("day", "span", "utc"),
    [
        (date(2027, 3, 21), (60, 300), ("21 01:00", "21 05:00")),
        (SPRING, (60, 300), ("28 01:00", "28 04:00")),  # 01:00 is skipped: three hours
        (SPRING, (0, 60), ("28 00:00", "28 01:00")),
        (SPRING, (75, 100), ("28 01:00", "28 01:00")),  # skipped as a whole: nothing is left
        (SPRING, (90, 150), ("28 01:00", "28 01:30")),
        (AUTUMN, (60, 300), ("31 00:00", "31 05:00")),  # 01:00-02:00 passes twice: five hours
        (AUTUMN, (0, 60), ("30 23:00", "31 00:00")),
        (AUTUMN, (0, 90), ("30 23:00", "31 00:30")),  # a time shown twice means the first
        (AUTUMN, (90, 120), ("31 00:30", "31 02:00")),
        (date(2027, 10, 30), (22 * 60, 30 * 60), ("30 21:00", "31 06:00")),  # a night shift of nine hours
        (date(2027, 3, 27), (22 * 60, 30 * 60), ("27 22:00", "28 05:00")),  # and one of seven
    ],
)
def test_spans_in_london(day: date, span: tuple[int, int], utc: tuple[str, str]) -> None:
    assert span_in_utc("Europe/London", day, span) == utc


def test_lord_howe_changes_by_half_an_hour() -> None:
    assert span_in_utc("Australia/Lord_Howe", date(2027, 4, 4), (60, 180)) == ("03 14:00", "03 16:30")
    assert span_in_utc("Australia/Lord_Howe", date(2027, 10, 3), (60, 180)) == ("02 14:30", "02 16:00")


@pytest.mark.parametrize(("zone", "day", "hours"), [
    ("Europe/London", SPRING, 23), ("Europe/London", AUTUMN, 25), ("Asia/Kolkata", SPRING, 24),
    ("Australia/Lord_Howe", date(2027, 4, 4), Fraction(49, 2)),
    ("America/Santiago", date(2027, 9, 5), 23),  # its midnight is skipped
    ("America/Havana", date(2027, 11, 7), 25),  # its midnight is shown twice
    ("Pacific/Apia", date(2011, 12, 30), 0),  # the day that Samoa left out
])  # fmt: skip
def test_a_day_is_as_long_as_its_clocks_make_it(zone: str, day: date, hours: int | Fraction) -> None:
    starts, ends = local_spans(zone, SECONDS, [day], (0, 1440))
    assert ends.item() - starts.item() == hours * 3600
    midnights = local_midnights(zone, SECONDS, starts.item() - 1, ends.item() + 1)
    at = midnights.dates.tolist().index(day)
    assert np.diff(midnights.ticks)[at] == hours * 3600


def test_spans_take_one_span_a_date_and_no_date_at_all() -> None:
    starts, ends = local_spans("Etc/UTC", SECONDS, [date(2027, 1, 1), date(2026, 12, 31)], [(0, 60), (1380, 1500)])
    assert starts.tolist() == [0, -3600]
    assert ends.tolist() == [3600, 3600]
    assert [len(ticks) for ticks in local_spans("Etc/UTC", SECONDS, [], (0, 60))] == [0, 0]


@pytest.mark.parametrize(("tick_ms", "tick"), [(1, 30_000_000), (1000, 30_000), (900_000, 33), (420_000, 71)])
def test_ends_go_to_the_nearest_tick(tick_ms: int, tick: int) -> None:
    axis = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC), tick_ms)
    assert local_spans("Etc/UTC", axis, [date(2027, 1, 1)], (500, 501))[0].item() == tick


def test_an_end_half_way_between_two_ticks_goes_to_the_even_one_as_on_the_axis() -> None:
    axis = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC), 120_000)
    starts, ends = local_spans("Etc/UTC", axis, [date(2027, 1, 1)], [(1, 3)])
    assert (starts.tolist(), ends.tolist()) == ([0], [2])
    assert [axis.tick_at(axis.epoch + timedelta(minutes=minute)) for minute in (1, 3)] == [0, 2]


@settings(deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    tick_ms=st.sampled_from([1, 7, 1000, 60_000, 420_000, 900_000]),
    epoch=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    wall=st.one_of(
        st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1)),
        st.builds(
            lambda day, minutes: day + timedelta(minutes=minutes),
            st.sampled_from([datetime(2027, month, day) for month, day in CHANGES]),
            st.integers(0, 240),
        ),
    ),
)
def test_a_wall_time_means_the_first_moment_at_which_it_is_shown_or_passed(
    zone: str, tick_ms: int, epoch: datetime, wall: datetime
) -> None:
    axis = TimeAxis(epoch, tick_ms)
    local = local_time(zone, axis, wall.date(), wall.date())
    as_number = (wall - datetime(1970, 1, 1)) // timedelta(microseconds=1)
    rules = ZoneInfo(zone)

    def shown(moment: datetime) -> datetime:
        return moment.astimezone(rules).replace(tzinfo=None)

    moment = wall.replace(tzinfo=rules).astimezone(UTC)
    if shown(moment) != wall:  # skipped; clocks jump at half hours of UTC
        hour = moment.replace(minute=0, second=0, microsecond=0)
        half_hours = [hour + timedelta(minutes=30 * number) for number in range(-4, 5)]
        moment = next(jump for jump in half_hours if shown(jump - timedelta(microseconds=1)) < wall < shown(jump))
    assert ticks_at(local, np.array([as_number])).item() == axis.tick_at(moment)


@settings(deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    moment=st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    tick_ms=st.sampled_from([1, 1000, 900_000]),
)
def test_the_wall_shows_what_zoneinfo_says(zone: str, moment: datetime, tick_ms: int) -> None:
    axis = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC), tick_ms)
    tick = axis.tick_at(moment)
    local = local_time(zone, axis, moment.date(), moment.date())
    shown = axis.moment_at(tick).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wall = wall_at(local, np.array([tick])).item()
    assert datetime(1970, 1, 1) + timedelta(microseconds=wall) == shown


@settings(deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    lowest=st.integers(-400 * 86400, 400 * 86400),
    length=st.integers(1, 40 * 86400),
)
def test_midnights_enclose_the_span_and_are_midnights(zone: str, lowest: int, length: int) -> None:
    midnights = local_midnights(zone, SECONDS, lowest, lowest + length)
    assert midnights.ticks[0] <= lowest < midnights.ticks[1]
    assert midnights.ticks[-2] < lowest + length <= midnights.ticks[-1]
    assert set(np.diff(midnights.dates).astype(int)) == {1}
    rules = ZoneInfo(zone)
    for day, tick in zip(midnights.dates.tolist(), midnights.ticks.tolist(), strict=True):
        assert SECONDS.moment_at(tick).astimezone(rules).date() == day
        assert SECONDS.moment_at(tick - 1).astimezone(rules).date() < day


@pytest.mark.parametrize(
    ("zone", "nearest"), [("Europe/Londn", "Europe/London"), ("asia/kolkata", "Asia/Kolkata"), ("", ""), ("/etc", "")]
)
def test_an_unknown_zone_names_the_nearest(zone: str, nearest: str) -> None:
    with pytest.raises(UnknownZone, match="is not an IANA time zone") as caught:
        local_midnights(zone, SECONDS, 0, 1)
    assert (caught.value.zone, caught.value.nearest) == (zone, nearest)
