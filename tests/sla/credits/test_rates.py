"""Linear, per unit of time, bonus and malus, by hand. The fee is 10 000 GBP a month."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.sla.credits.rates import bonus_and_malus, linear
from tests.sla.build import Outage, incident
from tests.sla.credits.build import amounts, desk, in_time, month, reached, scheme


def straight(value: str, **words: Any) -> Fraction:
    due = linear(scheme(family="linear", **{"rate": "1 %", "per": "1 point", **words}), reached(value))
    return Fraction(0) if due is None else due.amount


@pytest.mark.parametrize(
    ("value", "whole", "full", "part"),
    [("95", 0, 0, 0), ("94.9", 0, 100, 10), ("94", 100, 100, 100), ("93.999", 100, 200, Fraction("100.1"))],
)
def test_linear_by_whole_and_part_points(value: str, whole: int, full: int, part: Fraction) -> None:
    """1 % of 10 000 GBP for each point below 95 %."""
    found = [straight(value, part_units=kind) for kind in ("do not count", "count in full", "pro rata")]
    assert found == [whole, full, part]


def test_linear_from_100_percent_begins_once_the_target_is_missed() -> None:
    """94 % is six points below 100 %, 95 % none: the target was kept."""
    assert [straight(value, counted_from="100 %") for value in ("94", "95")] == [600, 0]


def test_linear_in_tenths_of_a_point_and_in_money() -> None:
    assert straight("94.75", per="0.1 points", rate="20 GBP", part_units="do not count") == 40


def test_linear_of_a_mean_time() -> None:
    """A mean of 3 h 20 min on a promise of 2 h: two whole units of 30 minutes, 1 % each."""
    target = {"measure": "mean time", "clock": "resolution", "at_most": "2 h", "credit": "scheme"}
    terms = {"family": "linear", "rate": "1 %", "per": "30 min", "part_units": "do not count"}
    (credit,) = desk(terms, {"t": target}).charge([incident(0, 200)]).credits
    assert credit.amount == 200
    assert credit.trace[-1] == (
        "3.3333… h is 1.3333… h above 2 h (target): 2 x 30 min (whole units only) at 1 % of 10 000 GBP = 200 GBP"
    )


LATE = [incident(0, 241), incident(5, 5 + 270), incident(9, 9 + 301)]
"""One minute late, thirty, and sixty-one."""


@pytest.mark.parametrize(
    ("part_units", "owed"), [("count in full", 2500), ("do not count", 1500), ("pro rata", Fraction(500 * 92, 30))]
)
def test_each_incident_by_its_own_units_of_time(part_units: str, owed: Fraction) -> None:
    """5 % per 30 minutes or part: 1 + 1 + 3 units; whole units 0 + 1 + 2; pro rata 92 minutes."""
    terms = {"family": "per unit of time", "rate": "5 %", "per": "30 min", "part_units": part_units}
    (credit,) = desk(terms).charge(LATE).credits
    assert credit.before_caps == round(owed, 2)
    assert [cause.over for cause in credit.causes] == [1, 30, 61]


def test_at_most_so_much_for_one_incident() -> None:
    """1 + 1 + 3 units of 500 GBP, of which the three are cut to 1 000: 500 + 500 + 1 000."""
    terms = {"family": "per unit of time", "rate": "500 GBP", "per": "30 min", "part_units": "count in full"}
    (credit,) = desk({**terms, "at_most": "10 %"}).charge(LATE).credits
    assert credit.amount == 2000
    assert credit.trace[-1] == (
        "3 failures: 2 x 30 min (part units in full) at 500 GBP, and 1 at most 1 000 GBP each = 2 000 GBP"
    )


def test_failures_of_kept_periods_cost_only_if_the_scheme_says_so() -> None:
    terms = {"family": "per unit of time", "rate": "5 %", "per": "1 h", "part_units": "count in full"}
    late = month(1)
    assert amounts(desk(terms).charge(late)) == [500]
    assert amounts(desk({**terms, "failures_of": "missed periods"}).charge(late)) == []


def test_a_days_charge_for_each_hour_that_a_service_is_down() -> None:
    """310 GBP in January are 10 GBP a day; three hours for half of the users count as one and a half, in full two."""
    up = {"measure": "availability", "service": "shop", "at_least": "100 %", "credit": "scheme"}
    terms = {"family": "per unit of time", "rate": "100 %", "per": "1 h", "part_units": "count in full"}
    d = desk(
        {**terms, "charged_for": "1 day"}, {"up": up}, charges={"fee": "310 GBP / month", "office-fee": "1 GBP / day"}
    )
    (credit,) = d.charge(outages=[Outage(100, 280, (500_000, 0))]).credits
    assert (int(credit.base), int(credit.amount)) == (10, 20)


BOTH = {"dead_band": "0.5 points", "per": "1 point", "bonus": {"rate": "1 %", "cap": "1 %"}}


@pytest.mark.parametrize(
    ("value", "owed"),
    [
        ("94.5", 0),  # on the edge of the dead band
        ("95.5", 0),
        ("94.49", 1),
        ("93.5", 100),
        ("80", 1000),  # 14.5 points, cut to 10 %
        ("95.6", -10),
        ("96.5", -100),
        ("99", -100),  # 3.5 points, cut to 1 %
    ],
)
def test_a_bonus_and_a_malus_outside_the_dead_band(value: str, owed: int) -> None:
    """Half a point on either side of 95 % is free; 93.5 % is one point beyond, at 1 % of 10 000 GBP: 100 GBP."""
    terms = scheme(family="bonus and malus", malus={"rate": "1 %", "cap": "10 %"}, **BOTH)
    due = bonus_and_malus(terms, reached(value))
    assert (0 if due is None else due.amount) == owed


def test_a_bonus_counted_from_the_target() -> None:
    terms = scheme(family="bonus and malus", counted_from="target", malus={"rate": "1 %", "cap": "none"}, **BOTH)
    due = bonus_and_malus(terms, reached("93.5"))
    assert due is not None
    assert due.amount == 150


def test_no_cap_no_minimum_and_no_claim_touches_a_bonus() -> None:
    terms = {"family": "bonus and malus", "malus": {"rate": "1 %", "cap": "none"}, **BOTH}
    more = {"caps": {"service_period": "0 %"}, "minimum_payable": "500 GBP", "claim": "within 30 days of the month"}
    (credit,) = desk({**terms, **more}).charge(month(0)).credits
    assert (credit.kind, int(credit.amount)) == ("bonus", -100)
    assert credit.trace[-1] == (
        "100 % is 4.5 points beyond the dead band around 95 % (target): bonus, 4.5 x 1 point (pro rata) "
        "at 1 % of 10 000 GBP, at most 100 GBP = -100 GBP"
    )


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.sampled_from(["pro rata", "count in full", "do not count"]))
def test_a_worse_attainment_never_costs_less(one: int, other: int, part_units: str) -> None:
    worse, better = (str(Fraction(value, 100)) for value in sorted((one, other)))
    both = scheme(family="bonus and malus", part_units=part_units, malus={"rate": "1 %", "cap": "10 %"}, **BOTH)
    owed = [due.amount if (due := bonus_and_malus(both, reached(value))) else 0 for value in (worse, better)]
    assert owed[0] >= owed[1]
    for begins in ("target", "100 %"):
        costs = [straight(value, part_units=part_units, counted_from=begins) for value in (worse, better)]
        assert costs[0] >= costs[1]


def test_business_hours_and_weights_are_of_the_clause() -> None:
    """Late by 61 minutes of open time in office hours, whatever the night between is."""
    target = {**in_time(clock="office", within="4 business hours"), "credit": "scheme"}
    terms = {"family": "per unit of time", "rate": "10 GBP", "per": "1 h", "part_units": "count in full"}
    d = desk(terms, {"t": target})
    ledger = d.charge([incident(d.at("2027-01-04 15:00"), d.at("2027-01-05 10:01"))])
    assert amounts(ledger) == [20]
