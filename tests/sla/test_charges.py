"""Charges of a period and money in coins."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slm_sim.model.attainment import Period
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import Length
from slm_sim.sla.charges import charge_for, charge_in, half_up, rounded_down
from tests.sla.build import Desk, agreement
from tests.sla.credits.build import desk, months

JANUARY = 31 * 1440
AXIS = Desk(agreement({"t": {"measure": "reopen rate", "at_most": "5 %"}})).axis


@pytest.mark.parametrize(
    ("rate", "months", "charge"),
    [
        ("188 000 GBP / month", 1, 188_000),
        ("188 000 GBP / month", 3, 564_000),
        ("188 000 GBP / month", 12, 2_256_000),
        ("100 000 GBP / year", 1, Fraction(100_000, 12)),
        ("10 GBP / day", 1, 310),
        ("2 GBP / h", 1, 1488),
    ],
)
def test_charges_of_a_period(rate: str, months: int, charge: Fraction) -> None:
    """A month costs the same whatever its length; by the day or hour, January has 31 days of 24 hours."""
    assert charge_in(MoneyRate.parse(rate), Period("", 0, JANUARY), months, AXIS) == charge


@pytest.mark.parametrize(
    ("rate", "charge"),
    [("10 GBP / day", 310), ("1 GBP / h", 743), ("743 GBP / month", 743)],
)
def test_a_month_with_a_change_of_clocks_has_its_days_and_an_hour_less(rate: str, charge: int) -> None:
    """March in London: 31 days, of which one has 23 hours."""
    march = Period("", 0, JANUARY - 60)
    assert charge_in(MoneyRate.parse(rate), march, 1, AXIS) == charge


def test_a_day_of_a_monthly_charge_is_one_of_its_days_and_an_hour_one_of_its_hours() -> None:
    march, rate = Period("", 0, JANUARY - 60), MoneyRate.parse("2229 GBP / month")
    assert charge_for(rate, Length.parse("1 day"), march, 1, AXIS) == Fraction(2229, 31)
    assert charge_for(rate, Length.parse("1 h"), march, 1, AXIS) == Fraction(2229, 743) == 3


@pytest.mark.parametrize(("rate", "of"), [("730 GBP / month", 730), ("8 760 GBP / year", 730)])
def test_a_day_of_a_month_of_fixed_length_costs_the_same_in_every_month(rate: str, of: int) -> None:
    """A thirtieth of the month's charge by 30 days, and 24 of 730 parts by 730 h; in January and in February."""
    for days in (31, 28):
        period = Period("", 0, days * 1440)
        for month, parts in (("30 days", Fraction(1, 30)), ("730 h", Fraction(24, 730))):
            found = charge_for(MoneyRate.parse(rate), Length.parse("1 day"), period, 1, AXIS, Length.parse(month))
            assert found == of * parts
        quarter = charge_for(MoneyRate.parse(rate), Length.parse("2 days"), period, 3, AXIS, Length.parse("30 days"))
        assert quarter == Fraction(2 * of, 30)


def test_an_agreement_says_how_long_a_month_is() -> None:
    """Two months missed at a day's charge of 10 000 GBP: in each 333.33 GBP; by their own days 322.58, 357.14."""
    for month, due in (("30 days", [33333, 33333]), ("its own length", [32258, 35714])):
        words = {"bands": {"missed": {"below": "target", "credit": "100 %"}}, "charged_for": "1 day"}
        ledger = desk({**words, "month_counts_as": month}).charge(months(5, 5, 0))
        assert [int(credit.amount * 100) for credit in ledger.credits] == due


@pytest.mark.parametrize(
    ("amount", "currency", "up", "down"),
    [
        ("2.345", "GBP", "2.35", "2.34"),
        ("2.3449", "GBP", "2.34", "2.34"),
        ("10.5", "JPY", "11", "10"),
        ("1.0005", "KWD", "1.001", "1"),
    ],
)
def test_money_in_coins(amount: str, currency: str, up: str, down: str) -> None:
    assert half_up(Fraction(amount), currency) == Fraction(up)
    assert rounded_down(Fraction(amount), currency) == Fraction(down)
