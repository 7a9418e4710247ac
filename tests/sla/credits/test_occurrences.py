"""Ladder and persistent failure, by hand: windows that roll or reset, and failures that are paid for once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sla.build import Desk, Incident, Outage, agreement, incident
from tests.sla.credits.build import JANUARY, amounts, desk, in_time, months, paid

LADDER = {
    "family": "ladder",
    "first": "none",
    "second": "500 GBP",
    "third": "1 000 GBP",
    "fifth": "2 000 GBP",
    "each_more": "3 000 GBP",
    "window": "rolling 12 months",
}


def long(words: dict[str, Any], targets: dict[str, Any] | None = None) -> Desk:
    """A desk whose second contract year begins on 1 July 2027, over two calendar years."""
    term = {"starts": "2026-07-01", "lasts": "4 years", "bedding_in": "none"}
    credits = {"scheme": {"of": "fee", **words}}
    return Desk(agreement(targets or {"t": in_time()}, credits=credits, term=term), ends="2029-01-01")


def late_at(d: Desk, *moments: str) -> list[Incident]:
    """Incidents whose four hours are up at these moments, and which are late."""
    return [incident(d.at(moment) - 240, d.at(moment) + 5) for moment in moments]


def test_each_failure_costs_what_its_rung_says() -> None:
    """The first is free, then 500, 1 000, again 1 000, 2 000, and 3 000 each: in one month 10 500 for seven."""
    (credit,) = desk(LADDER).charge(months(7)).credits
    assert credit.amount == 10_500
    assert credit.band == "each more"
    assert credit.trace[-6:] == (
        "first within rolling 12 months: 1 x 0 GBP = 0 GBP",
        "second within rolling 12 months: 1 x 500 GBP = 500 GBP",
        "third within rolling 12 months: 1 x 1 000 GBP = 1 000 GBP",
        "fourth within rolling 12 months: 1 x 1 000 GBP = 1 000 GBP",
        "fifth within rolling 12 months: 1 x 2 000 GBP = 2 000 GBP",
        "each more within rolling 12 months: 2 x 3 000 GBP = 6 000 GBP",
    )


def test_a_rolling_ladder_forgets_what_lies_a_year_back() -> None:
    """Twelve months before 10 May 2028 at 09:00 is that moment in 2027: outside; a minute later, inside."""
    d = long(LADDER)
    assert paid(d.charge(late_at(d, "2027-05-10 09:00", "2028-05-10 09:00"))) == []
    assert paid(d.charge(late_at(d, "2027-05-10 09:01", "2028-05-10 09:00"))) == [("2028-05", 500)]


def test_a_ladder_by_contract_year_begins_anew() -> None:
    d = long({**LADDER, "window": "contract year"})
    assert paid(d.charge(late_at(d, "2027-06-30 20:00", "2027-07-01 02:00"))) == []
    assert paid(d.charge(late_at(d, "2027-07-01 02:00", "2028-06-30 20:00"))) == [("2028-06", 500)]


def test_a_ladder_of_the_term_forgets_nothing() -> None:
    d = long({**LADDER, "window": "term"})
    assert paid(d.charge(late_at(d, "2027-01-10 09:00", "2028-12-10 09:00"))) == [("2028-12", 500)]


def test_promises_climb_alone_or_together() -> None:
    targets = {"a": in_time(category="tills"), "b": in_time(category="mail")}
    late = [*months(1, category=0), *months(1, category=1)]
    assert amounts(desk(LADDER, targets).charge(late)) == []
    ledger = desk({**LADDER, "counted": "all together"}, targets).charge(late)
    assert [(credit.clause, int(credit.amount)) for credit in ledger.credits] == [("sla/credits.scheme", 500)]


def test_an_outage_that_goes_on_into_the_next_month_is_one_failure() -> None:
    up = {"measure": "availability", "service": "shop", "at_least": "100 %", "credit": "scheme"}
    terms = {**LADDER, "first": "100 GBP"}
    ledger = desk(terms, {"up": up}).charge(
        outages=[Outage(JANUARY - 60, JANUARY + 60), Outage(JANUARY + 90, JANUARY + 99)]
    )
    assert paid(ledger) == [("2027-01", 100), ("2027-02", 500)]


PERSISTENT = {"family": "persistent failure", "every": "10 failures", "window": "rolling 12 months", "credit": "5 %"}


@pytest.mark.parametrize(
    ("late", "owed"),
    [
        ((9,), []),
        ((10,), [("2027-01", 6000)]),
        ((6, 4), [("2027-02", 6000)]),
        ((19, 1), [("2027-01", 6000), ("2027-02", 6000)]),
        ((20, 0, 9), [("2027-01", 12_000)]),
    ],
)
def test_each_ten_failures_cost_five_percent_of_the_annual_fee(late: tuple[int, ...], owed: list[Any]) -> None:
    """The annual fee is 120 000 GBP; what was paid for is counted no more."""
    assert paid(desk(PERSISTENT).charge(months(*late))) == owed


def test_the_causes_of_persistent_failure_reach_back_over_its_window() -> None:
    (credit,) = desk(PERSISTENT).charge(months(6, 4)).credits
    assert [cause.start < JANUARY for cause in credit.causes] == [True] * 6 + [False] * 4


def test_what_keeps_counting_is_paid_for_in_each_period_of_its_window() -> None:
    """Ten in January stand in the window of two months in February, too; in March they have left it."""
    terms = {**PERSISTENT, "window": "rolling 2 months", "after_credit": "keep counting"}
    assert paid(desk(terms).charge(months(10, 1, 1))) == [("2027-01", 6000), ("2027-02", 6000)]


def test_failures_leave_a_rolling_window_unpaid() -> None:
    """Six in January and four in March are never within two months together."""
    assert paid(desk({**PERSISTENT, "window": "rolling 2 months"}).charge(months(6, 0, 4))) == []
    assert paid(desk({**PERSISTENT, "window": "rolling 3 months"}).charge(months(6, 0, 4))) == [("2027-03", 6000)]


def test_the_percentage_of_persistent_failure_may_be_of_the_month() -> None:
    assert paid(desk({**PERSISTENT, "charged_for": "service period"}).charge(months(10))) == [("2027-01", 500)]
