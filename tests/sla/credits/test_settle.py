"""Caps over any window, the minimum that is paid, and claims. A missed month costs 8 % of 10 000 GBP."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.ledger import Ledger
from tests.sla.build import Desk, agreement
from tests.sla.credits.build import amounts, desk, in_time, month, months, paid

EIGHT = {"missed": {"below": "target", "credit": "8 %"}}


def capped(found: dict[str, Any] | None = None, **caps: Any) -> Desk:
    return desk({"bands": found or EIGHT, "caps": caps})


def test_a_rolling_cap_takes_what_is_left_in_every_window() -> None:
    """12 000 a year rolling is no limit; of any two months 1 000 may be paid: 800, 200, and 800 again."""
    ledger = capped(rolling={"2 months": "5 %"}).charge(months(2, 2, 2))
    assert paid(ledger) == [("2027-01", 800), ("2027-02", 200), ("2027-03", 800)]
    assert ledger.credits[1].trace[-1] == (
        "cap of rolling 2 months (2027-01 to 2027-02) 5 % = 1 000 GBP: 200 GBP left, so 800 GBP becomes 200 GBP"
    )


def test_a_span_without_a_whole_month_has_credits_and_no_totals() -> None:
    """Two weeks in January, each 8 % of its charge; within the month no more than 100 GBP together."""
    target = in_time(measurement={"service_period": "week"})
    scheme = {"of": "fee", "bands": EIGHT, "caps": {"rolling": {"1 month": "100 GBP"}}}
    d = Desk(agreement({"t": target}, credits={"scheme": scheme}), "2027-01-04", "2027-01-18")
    ledger = d.charge([*month(2), *month(2, start=7 * 1440)])
    assert [credit.month for credit in ledger.credits] == ["2027-01", "2027-01"]
    assert (sum(amounts(ledger)), ledger.totals) == (100, ())


def test_caps_of_money_and_of_the_term() -> None:
    ledger = capped(service_period="700 GBP", term="1 500 GBP").charge(months(2, 2, 2))
    assert paid(ledger) == [("2027-01", 700), ("2027-02", 700), ("2027-03", 100)]
    assert ledger.credits[0].trace[-2:] == (
        "cap of the service period 700 GBP: 700 GBP left, so 800 GBP becomes 700 GBP",
        "cap of the term 1 500 GBP: not reached",
    )


def test_a_share_of_the_term_is_of_all_its_charges() -> None:
    """0.4 % of 36 months at 10 000 GBP is 1 440 GBP."""
    assert paid(capped(term="0.4 %").charge(months(2, 2))) == [("2027-01", 800), ("2027-02", 640)]


def test_a_week_across_two_contract_years_has_the_cap_of_the_year_in_which_it_ends() -> None:
    """8 % of a week are 161 and more, 150 a year may be paid: the week that ends on 2 January takes what 2028 has."""
    target = in_time(measurement={"service_period": "week"})
    scheme = {"of": "fee", "bands": EIGHT, "caps": {"contract_year": "150 GBP"}}
    d = Desk(agreement({"t": target}, credits={"scheme": scheme}), "2027-12-20", "2028-01-10")
    ledger = d.charge([one for week in range(3) for one in month(2, start=week * 7 * 1440)])
    assert amounts(ledger) == [150, 150, 0]
    assert [credit.trace[-1].partition(":")[0] for credit in ledger.credits] == ["cap of the contract year 150 GBP"] * 3


def test_a_rolling_share_of_a_daily_charge_follows_its_days() -> None:
    """At 100 GBP a day, January with December is 62 days, with February 59: 5 900 GBP at most, of which 10 % is 590."""
    d = desk(
        {"bands": {"missed": {"below": "target", "credit": "50 %"}}, "caps": {"rolling": {"2 months": "10 %"}}},
        charges={"fee": "100 GBP / day", "office-fee": "1 GBP / day"},
    )
    assert amounts(d.charge(months(2))) == [590]


def test_less_than_the_minimum_is_not_paid_and_uses_up_no_cap() -> None:
    """800 fall short of 1 000 in January; two clauses reach it in February, and find the year's cap untouched."""
    targets = {"a": in_time(category="tills"), "b": in_time(category="mail")}
    terms = {"bands": EIGHT, "minimum_payable": "1 000 GBP", "caps": {"contract_year": "1 500 GBP"}}
    ledger = desk(terms, targets).charge([*months(2, 2, category=0), *months(0, 2, category=1)])
    assert paid(ledger) == [("2027-01", 0), ("2027-02", 800), ("2027-02", 700)]
    assert ledger.credits[0].trace[-1] == "800 GBP of the period, at least 1 000 GBP: not paid"
    assert ledger.credits[2].trace[-1] == "1 500 GBP of the period, at least 1 000 GBP: paid"


@pytest.mark.parametrize(("minimum", "owed"), [("800 GBP", 800), ("800.01 GBP", 0)])
def test_what_equals_the_minimum_is_paid(minimum: str, owed: int) -> None:
    assert amounts(desk({"bands": EIGHT, "minimum_payable": minimum}).charge(month(2))) == [owed]


@pytest.mark.parametrize(
    ("report", "claim", "deadline"),
    [
        (
            "5th business day of the next month",
            "within 30 days of the report",
            "2027-03-07, counted from the report of",
        ),
        ("3rd day of the next month", "within 30 days of the report", "2027-03-05, counted from the report of"),
        ("none", "within 30 days of the report", "2027-03-02, counted from the end of the period"),
        ("none", "within 60 days of the month", "2027-04-01, counted from the end of the period"),
    ],
)
def test_the_last_day_of_a_claim(report: str, claim: str, deadline: str) -> None:
    """February 2027 begins on a Monday: its fifth business day is Friday the 5th."""
    (credit,) = desk({"bands": EIGHT, "claim": claim}, measurement={"report": report}).charge(month(2)).credits
    assert credit.trace[-1].startswith(f"to be claimed by {deadline}")
    assert credit.trace[-1].endswith(": taken as claimed")
    assert credit.amount == 800


def test_business_days_of_a_report_leave_out_holidays() -> None:
    """1 January 2027 is a Friday and a holiday in England: the third business day is Wednesday the 6th."""
    agreed = agreement(
        {"t": in_time()},
        credits={"scheme": {"of": "fee", "bands": EIGHT, "claim": "within 1 days of the report"}},
        measurement={"report": "3rd business day of the next month"},
        term={"starts": "2026-12-01", "lasts": "1 year", "bedding_in": "none"},
        holidays="GB-ENG",
    )
    (credit,) = Desk(agreed, "2026-12-01", "2027-01-01").charge(month(2)).credits
    assert "by 2027-01-07, counted from the report of 2027-01-06" in credit.trace[-1]


def unclaimed(claim: str) -> Ledger:
    d = desk({"bands": EIGHT, "claim": claim, "caps": {"contract_year": "900 GBP"}})
    return d.charge(months(2, 2), unclaimed=frozenset({("sla/t", "2027-01")}))


def test_what_nobody_claims_is_lost_and_uses_up_no_cap() -> None:
    """January's 800 are lost; of the year's 900 February may still take its own 800, in place of 100."""
    ledger = unclaimed("within 30 days of the month")
    assert paid(ledger) == [("2027-01", 0), ("2027-02", 800)]
    assert ledger.credits[0].trace[-1] == (
        "to be claimed by 2027-03-02, counted from the end of the period: nobody did, 800 GBP is lost"
    )
    assert [int(total.amount) for total in ledger.totals] == [0, 800, 0]


def test_what_is_known_to_have_been_claimed_is_told_so() -> None:
    d = desk({"bands": EIGHT, "claim": "within 30 days of the month"})
    ledger = d.charge(months(2, 2), claimed=frozenset({("sla/t", "2027-01")}))
    assert [credit.trace[-1].rpartition(": ")[2] for credit in ledger.credits] == ["claimed", "taken as claimed"]
    assert [credit.steps[-1].inputs["claimed"] for credit in ledger.credits] == ["yes", "assumed"]


def test_what_need_not_be_claimed_is_paid() -> None:
    assert paid(unclaimed("automatic")) == [("2027-01", 800), ("2027-02", 100)]


caps = st.sampled_from(["none", "3 %", "7.77 %", "20 %", "500 GBP", "1 234.56 GBP"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=6, max_size=6), caps, caps, caps, caps)
def test_no_sum_of_credits_exceeds_its_cap(late: list[int], period: str, two: str, three: str, term: str) -> None:
    """In every month, in any two and three months running, and in all; each share is of the months that it is about."""
    targets = {"a": in_time(category="tills"), "b": in_time(category="mail")}
    bands = {"minor": {"below": "target", "credit": "5 %"}, "severe": {"below": "70 %", "credit": "25 %"}}
    rolling = {"2 months": two, "3 months": three}
    d = desk({"bands": bands, "caps": {"service_period": period, "rolling": rolling, "term": term}}, targets)
    ledger = d.charge([*months(*late[:3], category=0), *months(*late[3:], category=1)])
    by_month = [total.amount for total in ledger.totals]
    sums = {
        (period, 1): by_month,
        (two, 2): [sum(by_month[:2], Fraction(0)), sum(by_month[1:], Fraction(0))],
        (three, 3): [sum(by_month, Fraction(0))],
        (term, 36): [sum(by_month, Fraction(0))],
    }
    for (cap, count), found in sums.items():
        assert max(found) <= _limit(cap, count)


def _limit(cap: str, count: int) -> Fraction:
    if cap == "none":
        return Fraction(10**9)
    if cap.endswith("%"):
        return Fraction(cap.removesuffix(" %")) / 100 * 10_000 * count
    return Fraction(cap.removesuffix(" GBP").replace(" ", ""))
