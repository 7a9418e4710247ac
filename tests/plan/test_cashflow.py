"""Money over the horizon, by pencil."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slm_sim.model.compared import CashMonth
from slm_sim.model.intervention import Overlay
from slm_sim.model.quantities import Length
from slm_sim.plan.benefit import payback
from slm_sim.plan.cashflow import cost_over, months, spending, weights

A, B = frozenset({"a"}), frozenset({"b"})


def overlay(lead: str | None = None, **cost: str) -> Overlay:
    return Overlay.model_validate({"cost": cost or "none", "lead_time": lead, "changes": {"study.seed": 1}})


def test_costs_from_the_start_and_benefit_after_the_lead_time() -> None:
    one = overlay("3 months", once="600 EUR", running="1 200 EUR / year")
    flow = months({"a": one}, Length.parse("1 year"), None)
    assert weights(flow) == {A: 9.0}
    assert cost_over(flow, spending([one])) == (600.0, 1200.0)


def test_a_lead_time_that_ends_within_a_month() -> None:
    flow = months({"a": overlay("6 weeks")}, Length.parse("2 months"), None)
    assert weights(flow)[A] == pytest.approx(float(2 - Length.parse("6 weeks").months))


def test_of_a_combination_first_what_is_there() -> None:
    flow = months({"a": overlay("1 month"), "b": overlay("3 months")}, Length.parse("4 months"), None)
    assert weights(flow) == {A: 2.0, A | B: 1.0}


def test_discount() -> None:
    flow = months({"a": overlay()}, Length.parse("2 years"), Fraction(1, 10))
    assert flow[11].worth == pytest.approx(1 / 1.1)
    assert flow[23].worth == pytest.approx(1 / 1.21)
    assert weights(flow)[A] == pytest.approx(sum(1.1 ** (-month / 12) for month in range(1, 25)))


def test_a_horizon_with_part_of_a_month() -> None:
    flow = months({"a": overlay()}, Length.parse("45 days"), None)
    assert len(flow) == 2
    assert weights(flow)[A] == pytest.approx(45 * 12 / 365.2425)


@pytest.mark.parametrize(
    ("balances", "month"),
    [([0, 1], 0), ([-5, -1, 2, 4], 2), ([-5, 1, -1, 2], 3), ([-5, 3, -1], None), ([0, 0], None)],
)
def test_payback_is_for_good(balances: list[float], month: int | None) -> None:
    flow = [
        CashMonth(month=number, spent=0, benefit=0, discounted=0, balance=balance)
        for number, balance in enumerate(balances)
    ]
    assert payback(flow) == month
