"""Charges and money: what a percentage is taken of, for which period, and to which coin it is rounded."""

from __future__ import annotations

from fractions import Fraction

from slm_sim.clock import TimeAxis
from slm_sim.model.agreement import Agreement
from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.currencies import coins_of
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import CALENDAR_UNITS, RATE_SECONDS, Length

CHARGE_OF_THE_SERVICE = "charge of the service"


def charge_name(agreement: Agreement, scheme: CreditScheme, clause: Clause) -> str:
    """The charge that a scheme's percentages are taken of, for one clause; of services that share one, the same."""
    if scheme.of != CHARGE_OF_THE_SERVICE:
        return scheme.of
    charge = agreement.services[clause.service].charge if clause.service is not None else None
    if charge is None:
        raise ValueError(f"{clause.key} takes credits of the charge of a service, and there is none")
    return charge


def charge_in(rate: MoneyRate, period: Period, months: int | Fraction, axis: TimeAxis) -> Fraction:
    """What is charged in a period of so many months, exactly.

    By the month or the year each month costs the same, whatever its length. By the day the days of the
    calendar count, of which one with a change of clocks is a whole one; by the hour the time that passes.
    """
    if rate.per == "month":
        return rate.amount * months
    if rate.per == "year":
        return rate.amount * months / 12
    return rate.amount * _length_in(period, rate.per, axis)


def _length_in(period: Period, unit: str, axis: TimeAxis) -> Fraction:
    """How many hours, days or weeks a period has, which begins and ends at local midnights.

    Its clocks are changed by less than half a day in all, so its days are the nearest whole number of 24 hours.
    """
    seconds = axis.seconds_in(period.end - period.start)
    if unit != "h":
        seconds = round(seconds / RATE_SECONDS["day"]) * RATE_SECONDS["day"]
    return seconds / RATE_SECONDS[unit]


def charge_for(
    rate: MoneyRate,
    length: Length | None,
    period: Period,
    months: int | Fraction,
    axis: TimeAxis,
    fixed_month: Length | None = None,
) -> Fraction:
    """What percentages are taken of: the charge of a period of so many months, or of a length of time within it.

    A day is the part of the period that it is of its days, an hour that of its hours; or of a month of fixed length. Of
    a charge by the hour or day, a month is the twelfth of a mean year.
    """
    if length is None:
        return charge_in(rate, period, months, axis)
    if length.unit in CALENDAR_UNITS and rate.per in CALENDAR_UNITS:
        return charge_in(rate, period, length.months, axis)
    if rate.per in CALENDAR_UNITS and fixed_month is not None:
        return charge_in(rate, period, 1, axis) * length.seconds / fixed_month.seconds
    if rate.per in CALENDAR_UNITS:
        return charge_in(rate, period, months, axis) * length.amount / _length_in(period, length.unit, axis)
    return rate.amount * length.amount * RATE_SECONDS[length.unit] / RATE_SECONDS[rate.per]


def half_up(amount: Fraction, currency: str) -> Fraction:
    """An amount rounded to the currency's smallest unit; half of one goes up."""
    coins = coins_of(currency)
    above, below = amount.numerator * coins, amount.denominator
    return Fraction((2 * above + below) // (2 * below), coins)


def rounded_down(amount: Fraction, currency: str) -> Fraction:
    """The largest amount that can be paid and does not exceed this one."""
    coins = coins_of(currency)
    return Fraction(amount.numerator * coins // amount.denominator, coins)
