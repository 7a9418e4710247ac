"""Pieces: the answers of `after` and `business_days_after`, for every start in a piece."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import after, always_open, business_days_after, compile_hours, elapsed
from slm_sim.calendars.lookup import day_table, open_table
from slm_sim.calendars.pieces import Piece, piece_by_days, piece_by_ticks
from slm_sim.clock import TimeAxis
from slm_sim.model.opentime import OpenTime
from slm_sim.model.week import week_hours

SPAN = 40 * 86_400_000
"""The run, in milliseconds: clocks are changed in it where they are changed at all."""

HOURS = st.sampled_from(
    ["closed", "08:00-18:00", "00:00-24:00", "09:15-12:00, 13:00-16:45", "20:00-02:00", "00:00-01:30", "02:30-03:30"]
)
ZONES = st.sampled_from(
    ["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "America/New_York"]
)
STARTS = st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=30)


@st.composite
def calendars(draw: st.DrawFn) -> OpenTime:
    """Hours of a week in a zone, at some tick size, with a holiday now and then."""
    tick_ms = draw(st.sampled_from([1000, 60_000, 7 * 60_000, 900_000]))
    axis = TimeAxis(datetime(2027, 3, 10, tzinfo=UTC), tick_ms)
    week = {day: draw(HOURS) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")} | {"holidays": "closed"}
    week["Tue"] = "08:00-18:00"
    holidays = frozenset({datetime(2027, 3, 26).date(), datetime(2027, 3, 29).date()})
    day = 86_400_000 // tick_ms
    return compile_hours("some", week_hours(week), draw(ZONES), holidays, axis, -2 * day, SPAN // tick_ms + 60 * day)


def starts_of(calendar: OpenTime, where: list[float]) -> list[int]:
    return sorted(int(SPAN // calendar.local.axis.tick_ms * share) for share in where) if calendar.local else []


def ends(piece: Piece, starts: list[int]) -> list[int]:
    return [max(start, piece.opening) + piece.shift for start in starts]


def within(piece: Piece, draw: st.DataObject) -> list[int]:
    """The starts at both ends of a piece, and one between."""
    return [piece.start, draw.draw(st.integers(piece.start, piece.until)), piece.until]


@settings(max_examples=150, deadline=None)
@given(calendar=calendars(), where=STARTS, share=st.floats(0, 0.5), data=st.data())
def test_ticks_end_where_after_says(calendar: OpenTime, where: list[float], share: float, data: st.DataObject) -> None:
    starts = starts_of(calendar, where)
    ticks = int(share * int(elapsed(calendar, starts[-1], calendar.highest)))
    for start in starts:
        piece = piece_by_ticks(open_table(calendar), start, ticks)
        found = within(piece, data)
        assert ends(piece, found) == after(calendar, np.array(found), ticks).tolist()


@settings(max_examples=300, deadline=None)
@given(
    calendar=calendars(),
    where=STARTS,
    days=st.integers(0, 6),
    percent=st.sampled_from([100, 75, 50, 130]),
    data=st.data(),
)
def test_days_end_where_business_days_after_says(
    calendar: OpenTime, where: list[float], days: int, percent: int, data: st.DataObject
) -> None:
    assert calendar.local is not None
    share, near = Fraction(percent, 100), np.zeros(3, dtype=np.int64)
    for start in starts_of(calendar, where):
        tables = open_table(calendar), day_table(calendar, calendar.local)
        piece = piece_by_days(*tables, start, days, share.numerator, share.denominator, near)
        starts = np.array(within(piece, data))
        whole = business_days_after(calendar, starts, days)
        part = after(calendar, starts, elapsed(calendar, starts, whole) * share.numerator // share.denominator)
        assert ends(piece, starts.tolist()) == (whole if share == 1 else part).tolist()


def test_a_working_day_is_one_piece() -> None:
    axis = TimeAxis(datetime(2027, 1, 4, tzinfo=UTC), 60_000)
    office = week_hours({"Mon-Fri": "09:00-17:00"})
    calendar = compile_hours("office", office, "Europe/London", frozenset(), axis, 0, 50 * 1440)
    assert calendar.local is not None
    tables = open_table(calendar), day_table(calendar, calendar.local)
    near = np.zeros(3, dtype=np.int64)
    assert piece_by_days(*tables, 540, 3, 1, 1, near) == Piece(540, 1019, 540, 3 * 1440)
    assert piece_by_ticks(tables[0], 300, 60) == Piece(300, 540 + 420, 540, 60)


@pytest.mark.parametrize("ticks", [500, 10**9])
def test_what_does_not_end_within_the_table_ends_where_it_does(ticks: int) -> None:
    table = open_table(always_open(0, 400))
    assert ends(piece_by_ticks(table, 100, ticks), [100]) == [400]
