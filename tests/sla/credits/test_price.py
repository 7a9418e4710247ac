"""Credits by hand: bands, charges, caps and totals, both sides of every edge. The fee is 10 000 GBP a month."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.ledger import Ledger
from slm_sim.sla.charges import rounded_down
from tests.sla.build import Desk, Incident, Outage, agreement, incident

JANUARY, FEBRUARY = 31 * 1440, 28 * 1440
THREE = {
    "minor": {"below": "target", "credit": "5 %"},
    "serious": {"below": "90 %", "credit": "10 %"},
    "severe": {"below": "80 %", "credit": "25 %"},
}


def in_time(at_least: str = "95 %", **more: Any) -> dict[str, Any]:
    target = {"measure": "share in time", "clock": "resolution", "within": "4 h", "at_least": at_least}
    return {**target, "credit": "scheme", **more}


def scheme(found: dict[str, Any] | None = None, of: str = "fee", **caps: str) -> dict[str, Any]:
    return {"scheme": {"of": of, "bands": found or THREE, "caps": caps}}


def desk(targets: dict[str, Any] | None = None, credits: dict[str, Any] | None = None, **sections: Any) -> Desk:
    return Desk(agreement(targets or {"t": in_time()}, credits=credits or scheme(), **sections))


def month(late: int, in_all: int = 20, start: int = 0) -> list[Incident]:
    return [incident(start + n, start + n + (241 if n < late else 240)) for n in range(in_all)]


def amounts(ledger: Ledger) -> list[Fraction]:
    return [credit.amount for credit in ledger.credits]


@pytest.mark.parametrize(
    ("late", "band", "amount"),
    [
        (0, None, 0),
        (1, None, 0),  # 95 % is not below 95 %
        (2, "minor", 500),  # 90 % is not below 90 %
        (3, "serious", 1000),
        (4, "serious", 1000),  # 80 % is not below 80 %
        (5, "severe", 2500),
        (20, "severe", 2500),
    ],
)
def test_the_worst_band_that_applies(late: int, band: str | None, amount: int) -> None:
    found = desk().charge(month(late)).credits
    assert [(credit.band, int(credit.amount)) for credit in found] == ([(band, amount)] if band else [])


def test_bands_of_a_time_are_edges_in_open_time() -> None:
    """A mean of 2 h is promised; above 3 h costs more, and 180 minutes are not above it."""
    found = {"minor": {"above": "target", "credit": "5 %"}, "serious": {"above": "3 h", "credit": "10 %"}}
    target = {"measure": "mean time", "clock": "resolution", "at_most": "2 h", "credit": "scheme"}
    d = desk({"t": target}, scheme(found))
    bands_of = {
        took: [credit.band for credit in d.charge([incident(0, took)]).credits] for took in (120, 121, 180, 181)
    }
    assert bands_of == {120: [], 121: ["minor"], 180: ["minor"], 181: ["serious"]}


def test_a_missed_percentile_in_business_days_passes_the_target() -> None:
    target = {"measure": "90th percentile", "clock": "office", "at_most": "1 business day", "credit": "scheme"}
    d = desk({"t": target}, scheme({"missed": {"above": "target", "credit": "5 %"}}))
    opened, due = d.at("2027-01-08 11:00"), d.at("2027-01-11 11:00")
    assert amounts(d.charge([incident(opened, due)])) == []
    assert amounts(d.charge([incident(opened, due + 1)])) == [500]


def test_the_attainment_is_rounded_before_it_meets_an_edge() -> None:
    """189 of 199 in time is 94.97.. %, to one decimal 95 %: not below."""
    measurement = {"placed_by": "opened", "rounding": "1 decimal, half up"}
    assert amounts(desk(measurement=measurement).charge(month(10, 199))) == []
    assert amounts(desk().charge(month(10, 199))) == [500]


def test_no_data_and_no_scheme_cost_nothing() -> None:
    assert desk().charge([]).credits == ()
    assert desk({"t": {**in_time(), "credit": "none"}}).charge(month(20)).credits == ()


def test_the_bedding_in_is_measured_without_credits() -> None:
    d = desk(term={"starts": "2027-01-01", "lasts": "3 years", "bedding_in": "1 month"})
    ledger = d.charge([*month(20), *month(20, start=JANUARY)])
    assert [credit.period for credit in ledger.credits] == ["2027-02"]


def test_a_quarter_is_of_three_charges_and_falls_due_in_its_last_month() -> None:
    ledger = desk({"t": in_time(measurement={"service_period": "calendar quarter"})}).charge(month(20))
    assert [(credit.period, int(credit.base), int(credit.amount)) for credit in ledger.credits] == [
        ("2027-Q1", 30_000, 7_500)
    ]
    assert [(total.period, int(total.amount)) for total in ledger.totals] == [
        ("2027-01", 0),
        ("2027-02", 0),
        ("2027-03", 7_500),
    ]


def test_a_contract_year_that_ends_amid_a_month_falls_due_in_the_last_whole_one() -> None:
    agreed = agreement(
        {"t": in_time(measurement={"service_period": "contract year"})},
        credits=scheme(),
        term={"starts": "2027-01-15", "lasts": "3 years", "bedding_in": "none"},
    )
    ledger = Desk(agreed, "2027-01-15", "2028-01-15").charge(month(20))
    assert [(credit.period, int(credit.base)) for credit in ledger.credits] == [("year 1", 120_000)]
    assert [total.period for total in ledger.totals if total.amount] == ["2027-12"]


def two(**caps: str) -> Desk:
    return desk({"a": in_time(), "b": in_time()}, scheme({"missed": {"below": "target", "credit": "8 %"}}, **caps))


@pytest.mark.parametrize(
    ("cap", "paid", "reached"),
    [
        ("20 %", [800, 800], False),
        ("16 %", [800, 800], True),
        ("12 %", [800, 400], True),
        ("8 %", [800, 0], True),
        ("5 %", [500, 0], True),
        ("0 %", [0, 0], True),
        ("none", [800, 800], False),
    ],
)
def test_the_cap_of_a_period_is_used_up_in_the_order_of_the_clauses(cap: str, paid: list[int], reached: bool) -> None:
    ledger = two(service_period=cap).charge(month(20))
    assert amounts(ledger) == paid
    assert [credit.before_caps for credit in ledger.credits] == [800, 800]
    total = ledger.totals[0]
    assert (int(total.amount), int(total.before_caps), total.cap_reached) == (sum(paid), 1600, reached)


def test_the_cap_of_a_contract_year_runs_over_its_months() -> None:
    """1 % of 120 000 a year is 1 200: January takes 800, February what is left of it, March nothing."""
    d = desk({"a": in_time()}, scheme({"missed": {"below": "target", "credit": "8 %"}}, contract_year="1 %"))
    ledger = d.charge([*month(9), *month(9, start=JANUARY), *month(9, start=JANUARY + FEBRUARY)])
    assert amounts(ledger) == [800, 400, 0]
    assert [total.cap_reached for total in ledger.totals] == [False, True, True]


def test_a_new_contract_year_has_a_new_cap() -> None:
    """The term began on 1 February 2026, so with February the second year begins."""
    d = desk(
        {"a": in_time()},
        scheme({"missed": {"below": "target", "credit": "8 %"}}, contract_year="0.5 %"),
        term={"starts": "2026-02-01", "lasts": "3 years", "bedding_in": "none"},
    )
    assert amounts(d.charge([*month(9), *month(9, start=JANUARY), *month(9, start=JANUARY + FEBRUARY)])) == [
        600,
        600,
        0,
    ]


def test_what_the_cap_of_the_month_cuts_does_not_use_up_the_cap_of_the_year() -> None:
    """Of 800 the month allows 500; the year's 1 200 last for 500 + 500 + 200."""
    d = desk(
        {"a": in_time()},
        scheme({"missed": {"below": "target", "credit": "8 %"}}, service_period="5 %", contract_year="1 %"),
    )
    assert amounts(d.charge([*month(9), *month(9, start=JANUARY), *month(9, start=JANUARY + FEBRUARY)])) == [
        500,
        500,
        200,
    ]


def test_credits_of_two_charges_have_a_cap_each() -> None:
    """Down all January: 100 % of the fee of 10 000 for the shop, of 3 000 for the office, each capped at half."""
    target = {"measure": "availability", "by_service": {"shop": {"at_least": "99 %"}, "office": {"at_least": "99 %"}}}
    found = {"all": {"below": "target", "credit": "100 %"}}
    d = desk({"up": {**target, "credit": "scheme"}}, scheme(found, "charge of the service", service_period="50 %"))
    ledger = d.charge(outages=[Outage(0, JANUARY, (1_000_000, 1_000_000))])
    assert [(credit.clause, int(credit.base), int(credit.amount)) for credit in ledger.credits] == [
        ("sla/up.shop", 10_000, 5_000),
        ("sla/up.office", 3_000, 1_500),
    ]
    assert ledger.totals[0].charges == 13_000


def test_a_cap_that_is_no_whole_coin_is_rounded_down() -> None:
    """12 % of 33.33 GBP is 3.9996: 3.99 can be paid within it. 50 % is 16.665, in coins 16.67."""
    d = desk(
        {"a": in_time()},
        scheme({"missed": {"below": "target", "credit": "50 %"}}, service_period="12 %"),
        charges={"fee": "33.33 GBP / month", "office-fee": "1 GBP / month"},
    )
    (credit,) = d.charge(month(20)).credits
    assert (credit.before_caps, credit.amount) == (Fraction("16.67"), Fraction("3.99"))


def test_an_agreement_without_charges_has_no_totals() -> None:
    services = {"shop": {"agreed_service_time": "24x7"}, "office": {"agreed_service_time": "office"}}
    d = Desk(agreement({"t": {**in_time(), "credit": "none"}}, charges={}, services=services))
    assert d.charge(month(20)) == Ledger((), ())


def test_the_trace_tells_each_step() -> None:
    d = desk(
        {"t": in_time()},
        scheme({"minor": {"below": "target", "credit": "5 %"}}, service_period="12 %", contract_year="0.25 %"),
        charges={"fee": "188 000 GBP / month", "office-fee": "1 GBP / month"},
        measurement={"placed_by": "opened", "rounding": "1 decimal, down"},
    )
    (credit,) = d.charge(month(2, 25)).credits
    assert credit.trace == (
        "attainment 23/25 = 92 %",
        "rounded to 1 decimal, down: 92 %",
        "92 % is below 95 % (target): band minor, 5 % of 188 000 GBP = 9 400 GBP",
        "cap of the service period 12 % = 22 560 GBP: not reached",
        "cap of the contract year 0.25 % = 5 640 GBP: 5 640 GBP left, so 9 400 GBP becomes 5 640 GBP",
    )


@pytest.mark.parametrize(("cap", "said"), [("5 %", "500 GBP: met exactly"), ("6 %", "600 GBP: not reached")])
def test_the_trace_says_whether_a_cap_was_reached(cap: str, said: str) -> None:
    (credit,) = (
        desk(None, scheme({"minor": {"below": "target", "credit": "5 %"}}, service_period=cap)).charge(month(9)).credits
    )
    assert credit.trace[-1] == f"cap of the service period {cap} = {said}"


def test_the_trace_of_few_incidents_names_the_rule() -> None:
    rule = {"placed_by": "opened", "minimum_volume": {"below": "40 incidents", "allows": "0 misses"}}
    (credit,) = (
        desk({"t": in_time()}, scheme({"minor": {"below": "target", "credit": "5 %"}}), measurement=rule)
        .charge(month(1, 39))
        .credits
    )
    assert credit.trace == (
        "attainment 38/39 = 97.4358… %",
        "39 incidents, fewer than 40: 1 late, 0 allowed",
        "the target of 95 % counts as missed: band minor, 5 % of 10 000 GBP = 500 GBP",
    )


rises = st.lists(st.integers(0, 20), min_size=3, max_size=3)
percentages = st.sampled_from(["none", "0 %", "3 %", "7.77 %", "20 %", "100 %"])


@settings(max_examples=60, deadline=None)
@given(rises, rises, percentages, percentages)
def test_caps_bound_every_sum_and_nothing_else_is_cut(a: list[int], b: list[int], period: str, year: str) -> None:
    d = desk(
        {"a": in_time(category="tills"), "b": in_time(category="mail")},
        scheme(service_period=period, contract_year=year),
    )
    starts = (0, JANUARY, JANUARY + FEBRUARY)
    incidents = [
        incident(one.opened, one.steps[0].end, category=category)
        for category, late in enumerate((a, b))
        for start, misses in zip(starts, late, strict=True)
        for one in month(misses, start=start)
    ]
    ledger = d.charge(incidents)
    of_period = rounded_down(Fraction(10_000) * _share(period), "GBP")
    of_year = rounded_down(Fraction(120_000) * _share(year), "GBP")
    assert all(total.amount <= min(of_period, total.before_caps) for total in ledger.totals)
    assert sum(amounts(ledger)) <= of_year
    for total in ledger.totals:
        if total.amount < total.before_caps:
            so_far = sum(one.amount for one in ledger.totals if one.period <= total.period)
            assert total.cap_reached
            assert total.amount == of_period or so_far == of_year
    assert [total.amount for total in ledger.totals] == [
        sum((credit.amount for credit in ledger.credits if credit.period == total.period), Fraction(0))
        for total in ledger.totals
    ]


def _share(cap: str) -> Fraction:
    return Fraction(10**6) if cap == "none" else Fraction(cap.removesuffix(" %")) / 100


@given(st.permutations(["north", "south", "a-1", "zzz"]))
@settings(max_examples=10, deadline=None)
def test_names_of_clauses_decide_nothing(names: list[str]) -> None:
    def paid(called: list[str]) -> list[Fraction]:
        targets = {name: in_time(level) for name, level in zip(called, ("99 %", "95 %", "90 %", "50 %"), strict=True)}
        return amounts(desk(targets, scheme(service_period="12 %")).charge(month(3)))

    assert paid(names) == paid(["w", "x", "y", "z"])
