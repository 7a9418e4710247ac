"""The workload limit: a month with more incidents than agreed earns no credits. A missed month costs 500 GBP."""

from __future__ import annotations

from typing import Any

from tests.sla.build import Desk
from tests.sla.credits.build import desk, in_time, month, months, paid

FIVE = {"missed": {"below": "target", "credit": "5 %"}}


def limited(to: str, **more: Any) -> Desk:
    return desk({"bands": FIVE}, workload_limit={"incidents": to}, **more)


def test_a_month_at_the_limit_earns_credits_and_one_above_does_not() -> None:
    """Twenty incidents are within 20 a month; with one more in January, that month earns nothing."""
    assert paid(limited("20 / month").charge(months(2, 2))) == [("2027-01", 500), ("2027-02", 500)]
    assert paid(limited("20 / month").charge([*months(2, 2), *month(0, 1)])) == [("2027-02", 500)]


def test_what_is_excluded_is_no_workload() -> None:
    assert paid(limited("20 / month").charge([*months(2), *month(0, 5, excluded=0)])) == [("2027-01", 500)]


def test_a_quarter_holds_three_times_as_many() -> None:
    target = in_time(measurement={"service_period": "calendar quarter"})
    d = limited("20 / month", targets={"t": target})
    assert paid(d.charge(month(20, 60))) == [("2027-Q1", 1500)]
    assert paid(d.charge(month(20, 61))) == []


def test_a_limit_by_the_year_is_a_twelfth_a_month() -> None:
    assert paid(limited("240 / year").charge(months(2))) == [("2027-01", 500)]
    assert paid(limited("239 / year").charge(months(2))) == []
