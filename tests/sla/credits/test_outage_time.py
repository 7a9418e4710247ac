"""Bands of outage time and of mean times, by hand. The fee is 10 000 GBP a month."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sla.build import Maintenance, Outage, incident
from tests.sla.credits.build import JANUARY, amounts, desk, month, paid

UP = {"measure": "availability", "service": "shop", "at_least": "99.5 %", "credit": "scheme"}
BANDS = {"short": {"above": "43 min", "credit": "20 %"}, "long": {"above": "15 h", "credit": "40 %"}}


def owed(outages: list[Outage], **words: Any) -> list[int]:
    terms = {"family": "outage time", "bands": BANDS, "time": "longest outage", **words}
    return [int(amount) for amount in amounts(desk(terms, {"up": UP}).charge(outages=outages))]


@pytest.mark.parametrize(("minutes", "amount"), [(43, []), (44, [2000]), (900, [2000]), (901, [4000])])
def test_the_longest_outage_decides(minutes: int, amount: list[int]) -> None:
    """The target of 99.5 % is missed only from 224 minutes on: bands of time ask for no miss."""
    assert owed([Outage(0, minutes), Outage(5000, 5010)]) == amount


def test_all_outages_together() -> None:
    """Thirty minutes and fourteen; two at one time count once."""
    apart, at_once = [Outage(0, 30), Outage(500, 514)], [Outage(0, 30), Outage(10, 40)]
    assert [owed(of, time="total outage") for of in (apart, at_once)] == [[2000], []]
    assert owed(apart) == []


def test_an_outage_that_half_of_the_users_feel_lasts_half_as_long() -> None:
    assert owed([Outage(0, 86, (500_000, 0))]) == []
    assert owed([Outage(0, 88, (500_000, 0))]) == [2000]


def test_the_words_name_the_time() -> None:
    terms = {"family": "outage time", "bands": BANDS, "time": "longest outage"}
    (credit,) = desk(terms, {"up": UP}).charge(outages=[Outage(0, 90)]).credits
    assert credit.trace[-1] == "longest outage 1.5 h is above 43 min: band short, 20 % of 10 000 GBP = 2 000 GBP"


def test_a_monthly_mean_above_four_hours() -> None:
    """Three hours and five are four on average, which is not above four."""
    target = {"measure": "mean time", "clock": "resolution", "at_most": "4 h", "credit": "scheme"}
    d = desk({"family": "mean time", "bands": {"slow": {"above": "4 h", "credit": "35 %"}}}, {"t": target})
    assert amounts(d.charge([incident(0, 180), incident(0, 300)])) == []
    assert amounts(d.charge([incident(0, 180), incident(0, 302)])) == [3500]


def test_a_mean_of_outages_and_of_lateness() -> None:
    """Outages of 200 and 300 minutes last 250 on average; incidents late by 60 and 20 minutes, 40."""
    terms = {"family": "mean time", "bands": {"slow": {"above": "4 h", "credit": "35 %"}}}
    assert amounts(desk(terms, {"up": UP}).charge(outages=[Outage(0, 200), Outage(500, 800)])) == [3500]
    late = {"family": "mean time", "bands": {"slow": {"above": "40 min", "credit": "1 %"}}}
    assert amounts(desk(late).charge([incident(0, 300), incident(0, 260)])) == []
    assert amounts(desk(late).charge([incident(0, 302), incident(0, 260), *month(0)])) == [100]


HOUR = {"hour": {"above": "60 min", "credit": "10 %"}}
OVERLAPPING = [
    [Outage(100, 170)],
    [Outage(100, 140), Outage(100, 170)],
    [Outage(100, 170), Outage(100, 140)],
    [Outage(100, 140), Outage(130, 170)],
    [Outage(100, 140), Outage(140, 170)],
    [Outage(140, 170), Outage(100, 140)],
]


@pytest.mark.parametrize("outages", OVERLAPPING)
def test_outages_that_touch_or_overlap_are_one(outages: list[Outage]) -> None:
    """Seventy minutes without the service: longer than an hour, one hour and a part, and the first failure."""
    unit = {"family": "per unit of time", "rate": "10 GBP", "per": "1 h"}
    for terms, amount in (
        ({"family": "outage time", "time": "longest outage", "bands": HOUR}, 1000),
        ({"family": "mean time", "bands": HOUR}, 1000),
        ({**unit, "part_units": "do not count"}, 10),
        ({**unit, "part_units": "count in full"}, 20),
        ({"family": "ladder", "first": "7 GBP", "each_more": "50 GBP", "window": "term"}, 7),
    ):
        assert amounts(desk(terms, {"up": UP}).charge(outages=outages)) == [amount]


def test_a_minute_in_which_all_is_well_ends_an_outage() -> None:
    assert owed([Outage(100, 140), Outage(141, 170)]) == []


def test_outages_that_touch_at_the_end_of_a_month_are_one_failure() -> None:
    """Each month has its part of the time, and the first alone the failure."""
    terms = {"family": "ladder", "first": "7 GBP", "each_more": "50 GBP", "window": "term"}
    two = [Outage(JANUARY - 10, JANUARY), Outage(JANUARY, JANUARY + 10)]
    assert paid(desk(terms, {"up": UP}).charge(outages=two)) == [("2027-01", 7)]


def test_planned_work_in_between_does_not_end_an_outage() -> None:
    """30 minutes before the work and 31 after it."""
    terms = {"family": "outage time", "time": "longest outage", "bands": HOUR}
    around, planned = [Outage(100, 130), Outage(160, 191)], [Maintenance(130, 160, 160)]
    assert amounts(desk(terms, {"up": UP}).charge(outages=around, maintenance=planned)) == [1000]
    assert amounts(desk(terms, {"up": UP}).charge(outages=around)) == []
