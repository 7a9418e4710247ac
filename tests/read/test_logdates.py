"""Dates of a log, exactly: every format against the standard library, and the hours in which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.model.dateformat import DateFormat
from slm_sim.model.incidentlog import NO_MOMENT
from slm_sim.model.quantities import NotationError
from slm_sim.read.logdates import Moments, read_moments

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(*words: str, dates: str = "D/M/YYYY HH:MM", zone: str = "Etc/UTC") -> Moments:
    return read_moments(words, ("?",), DateFormat.parse(dates), zone)


def milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("dates", "written"),
    [
        ("D/M/YYYY HH:MM", "{0.day}/{0.month}/{0.year} {0:%H:%M}"),
        ("DD/MM/YYYY HH:MM:SS", "{0:%d/%m/}{0.year:04} {0:%H:%M:%S}"),
        ("M/D/YYYY h:MM AM", "{0.month}/{0.day}/{0.year} {1}:{0:%M} {0:%p}"),
        ("YYYY/MM/DD HH:MM:SS.fff", "{0.year:04}{0:/%m/%d %H:%M:%S}.{2:03}"),
        ("DD-Mon-YY HH:MM", "{0:%d-%b-%y %H:%M}"),
        ("YYYY-MM-DDTHH:MM:SSzone", "{0.year:04}{0:-%m-%dT%H:%M:%S}+00:00"),
        ("ISO 8601", "{0.year:04}{0:-%m-%dT%H:%M:%S}.{2:03}Z"),
        ("ISO 8601", "{0.year:04}{0:-%m-%d %H:%M:%S}.{2:03}"),
        ("ISO 8601", "{0.year:04}{0:%m%dT%H%M%S}+0000"),
    ],
)
@given(st.datetimes(datetime(1971, 1, 1), datetime(2068, 12, 31), timezones=st.just(UTC)))
def test_what_is_written_is_read_back(dates: str, written: str, moment: datetime) -> None:
    text = written.format(moment, moment.hour % 12 or 12, moment.microsecond // 1000)
    unit = (
        timedelta(milliseconds=1)
        if "{2" in written
        else timedelta(seconds=1)
        if "%S" in written
        else timedelta(minutes=1)
    )
    expected = EPOCH + (moment - EPOCH) // unit * unit
    assert read(text, dates=dates).at[0] == milliseconds(expected)


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ("D/M/YYYY HH:MM", "31/4/2016 10:00"),
        ("D/M/YYYY HH:MM", "4/13/2016 10:00"),
        ("D/M/YYYY HH:MM", "4/3/2016"),
        ("D/M/YYYY HH:MM", "4/3/2016 10:00:00"),
        ("D/M/YYYY HH:MM", "2016-03-04 10:00"),
        ("D/M/YYYY HH:MM", "soon"),
        ("ISO 8601", "2016-03-04"),
        ("ISO 8601", "4/3/2016 10:00"),
        ("ISO 8601", "2016-03-04T25:00Z"),
        ("YYYY-MM-DD HH:MMzone", "2016-03-04 10:00"),
    ],
)
def test_what_is_not_in_the_format_is_unreadable(dates: str, text: str) -> None:
    found = read(text, "?", "", dates=dates)
    assert found.unreadable.tolist() == [True, False, False]
    assert set(found.at) == {NO_MOMENT}


@given(st.datetimes(datetime(2015, 1, 1), datetime(2018, 12, 31)), st.sampled_from(["Europe/Rome", "America/New_York"]))
def test_local_times_are_those_of_the_zone(local: datetime, zone: str) -> None:
    local = local.replace(second=0, microsecond=0)
    found = read(f"{local.day}/{local.month}/{local.year} {local:%H:%M}", zone=zone)
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    exists = first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
    assert bool(found.skipped[0]) == (not exists)
    assert bool(found.twice[0]) == (exists and first != second)
    if exists:
        assert found.at[0] == milliseconds(first)
    else:  # the gap ends where the later offset begins: the first moment that clocks show after it
        shown = (EPOCH + timedelta(milliseconds=int(found.at[0]))).astimezone(ZoneInfo(zone))
        assert (shown.hour, shown.minute) == (3, 0)


def test_an_offset_in_the_date_wins_over_the_declared_zone() -> None:
    found = read("2016-03-01T08:00+05:00", "2016-03-01T08:00", dates="ISO 8601", zone="Asia/Tokyo")
    assert found.at.tolist() == [
        milliseconds(datetime(2016, 3, 1, 3, tzinfo=UTC)),
        milliseconds(datetime(2016, 2, 29, 23, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    "words", ["D/M/YYYY", "HH:MM", "D/M/D/YYYY HH:MM", "YYYY-MM-DD h:MM", "day/month", "%d/%m/%Y", ""]
)
def test_a_format_that_does_not_fix_the_moment_is_refused(words: str) -> None:
    with pytest.raises(NotationError, match=r"D/M/YYYY HH:MM"):
        DateFormat.parse(words)


def test_months_and_minutes_are_told_apart_by_their_place() -> None:
    assert DateFormat.parse("D/M/YYYY HH:MM").strptime == "%d/%m/%Y %H:%M"
    assert DateFormat.parse("HH:MM:SS D.M.YYYY").strptime == "%H:%M:%S %d.%m.%Y"
