"""Earn-back: what is returned once the promise is kept again. A missed month costs 5 % of 10 000 GBP."""

from __future__ import annotations

from typing import Any

from tests.sla.build import Desk, agreement
from tests.sla.credits.build import STARTS, in_time, month, months, paid

BANDS = {"missed": {"below": "target", "credit": "5 %"}, "far": {"below": "70 %", "credit": "9 %"}}
HALF = {"periods_met": 2, "returns": "50 %", "forfeited_below": "80 %"}


def year(words: dict[str, Any] | None = None, targets: dict[str, Any] | None = None, **more: Any) -> Desk:
    """A desk over the first half of a year."""
    terms = {"of": "fee", "bands": BANDS, "earn_back": HALF, **(words or {})}
    return Desk(agreement(targets or {"t": in_time()}, credits={"scheme": terms}, **more), ends="2027-07-01")


def test_half_is_returned_after_two_met_months() -> None:
    """January's 500 in March: 250 back, as an entry of March with a minus."""
    ledger = year().charge(months(2, 0, 0))
    assert paid(ledger) == [("2027-01", 500), ("2027-03", -250)]
    back = ledger.credits[1]
    assert (back.kind, back.clause, back.band) == ("earn-back", "sla/t", "missed")
    assert back.trace == ("credit of 2027-01 500 GBP: met in 2027-02, 2027-03, 50 % is returned = -250 GBP",)
    assert [int(total.amount) for total in ledger.totals[:3]] == [500, 0, -250]


def test_a_missed_month_in_between_forfeits_it() -> None:
    """January's is lost in February, February's own is returned in no month that is seen."""
    assert paid(year().charge(months(2, 2, 0))) == [("2027-01", 500), ("2027-02", 500)]


def test_two_met_months_after_a_missed_one_return_nothing_of_what_came_before_it() -> None:
    """January's is lost for good in February; March and April bring back half of February's own, and no more."""
    april = month(0, start=STARTS[2] + 31 * 1440)
    assert paid(year().charge([*months(2, 2, 0), *april])) == [("2027-01", 500), ("2027-02", 500), ("2027-04", -250)]


def test_a_month_without_data_neither_counts_nor_breaks() -> None:
    """February holds no incident: March and April are the two."""
    april = [*month(2), *month(0, start=STARTS[2]), *month(0, start=STARTS[2] + 31 * 1440)]
    assert paid(year().charge(april)) == [("2027-01", 500), ("2027-04", -250)]


def test_nothing_is_returned_after_a_month_below_the_floor() -> None:
    """Four late of twenty are 80 %, not below; five are 75 %."""
    assert paid(year().charge(months(4, 0, 0))) == [("2027-01", 500), ("2027-03", -250)]
    ledger = year().charge(months(5, 0, 0))
    assert paid(ledger) == [("2027-01", 500)]
    assert ledger.credits[0].trace[-1] == "75 % is below 80 %: nothing is earned back"


def test_what_is_returned_is_of_what_was_paid() -> None:
    """Of 500 the cap leaves 300, and half of that comes back."""
    assert paid(year({"caps": {"service_period": "3 %"}}).charge(months(2, 0, 0))) == [
        ("2027-01", 300),
        ("2027-03", -150),
    ]


def test_what_is_returned_makes_no_room_under_a_cap() -> None:
    """600 a year: 500 in January, 250 back in March, and still 100 in April."""
    d = year({"caps": {"contract_year": "600 GBP"}})
    april = month(2, start=STARTS[2] + 31 * 1440)
    assert paid(d.charge([*months(2, 0, 0), *april])) == [("2027-01", 500), ("2027-03", -250), ("2027-04", 100)]


def test_the_floor_of_a_promise_of_at_most_lies_above() -> None:
    """A mean of 2 h is promised; after one above 5 h nothing is returned."""
    target = {"measure": "mean time", "clock": "resolution", "at_most": "3 h", "credit": "scheme"}
    words = {
        "bands": {"missed": {"above": "target", "credit": "5 %"}},
        "earn_back": {"periods_met": 1, "returns": "100 %", "forfeited_above": "240 min"},
    }
    met = {"in_all": 1, "start": STARTS[1], "by": 0}
    d = year(words, {"t": {**target, "at_most": "4 h"}})
    assert paid(d.charge([*month(1, 1, by=0), *month(0, **met)])) == []
    assert paid(d.charge([*month(1, 1, by=1), *month(0, **met)])) == [("2027-01", 500)]


def test_a_whole_scheme_earns_back_when_it_owes_nothing() -> None:
    targets = {"a": in_time(category="tills"), "b": in_time(category="mail")}
    terms = {"family": "breach count", "steps": {"one": {"from": 1, "credit": "5 %"}}, "earn_back": HALF}
    credits = {"scheme": {"of": "fee", **terms}}
    d = Desk(agreement(targets, credits=credits), ends="2027-07-01")
    ledger = d.charge([*months(2, 0, 0, category=0), *months(0, 0, 0, category=1)])
    assert paid(ledger) == [("2027-01", 500), ("2027-03", -250)]
