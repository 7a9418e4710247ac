"""Circles of weeks: every week is worked by somebody, with rest from Sunday to Monday and weekends spread evenly."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from slm_sim.plan.staffing.lines import OFF, Days
from slm_sim.plan.staffing.rota import in_turn

EARLY: Days = ("early",) * 5 + (OFF, OFF)
LATE: Days = (OFF, "late", "late", "late", OFF, "late", "late")
NIGHTS: Days = ("night", "night", OFF, OFF, "night", "night", "night")
SEAMS = frozenset(
    (sunday, monday)
    for sunday in (OFF, "late", "night")
    for monday in (OFF, "early", "night")
    if sunday == OFF or monday in (OFF, "night")
)


@given(st.integers(1, 6), st.integers(0, 5), st.integers(0, 2))
def test_a_circle_holds_every_week_and_leaves_enough_rest(early: int, late: int, nights: int) -> None:
    weeks = [EARLY] * early + [LATE] * late + [NIGHTS] * nights
    around = in_turn(weeks, SEAMS)
    assert Counter(week for circle in around for week in circle) == Counter(weeks)
    for circle in around:
        for before, after in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert (before[-1], after[0]) in SEAMS


def test_weekends_are_spread_so_that_of_any_weeks_running_few_are_worked() -> None:
    saturdays: Days = (OFF, "late", "late", "late", "late", "late", OFF)
    (around,) = in_turn([EARLY] * 4 + [saturdays] * 2, SEAMS)
    worked = [any(week[5:]) for week in around]
    for first in range(6):
        assert sum((worked * 2)[first : first + 3]) == 1


def test_weeks_that_cannot_follow_each_other_make_circles_of_their_own() -> None:
    nights = ("night",) * 7
    days = ("early",) * 7
    seams = frozenset({("night", "night"), ("early", "early"), ("early", "night")})
    circles = in_turn([days, days, nights], seams)
    assert Counter(week for circle in circles for week in circle) == {days: 2, nights: 1}
    assert all(len(set(circle)) == 1 for circle in circles)
