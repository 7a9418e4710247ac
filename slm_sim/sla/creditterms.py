"""Credit terms: what a clause's credits depend on and no replication changes, worked out once per agreement."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import Percent
from slm_sim.sla import words
from slm_sim.sla.bands import free_from
from slm_sim.sla.charges import charge_in, charge_name, rounded_down
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.periods import charged, months_of_year, place_in


@dataclass(frozen=True)
class Window:
    """A stretch of time over which a cap limits the credits of one scheme on one charge.

    key    tells it from all other windows of the agreement
    limit  the most that is paid in it, None without a cap; `said` names the cap in a trace
    """

    key: tuple[str, str, str, str]
    limit: Fraction | None
    said: str


@dataclass(frozen=True)
class CreditTerms:
    """The terms of the credits of one clause.

    free     (numerator, denominator) of the attainment from which on a kept promise owes nothing
    bases    the charge that the percentage is taken of, per period
    windows  the windows whose caps apply, per period, in the order in which they do
    months   the number of the calendar month in which the credit of each period falls due
    """

    clause: Clause
    scheme: CreditScheme
    rate: MoneyRate
    free: tuple[int, int]
    bases: tuple[Fraction, ...]
    windows: tuple[tuple[Window, ...], ...]
    months: tuple[int, ...]


@lru_cache(maxsize=64)
def credit_terms(compiled: CompiledAgreement) -> tuple[CreditTerms | None, ...]:
    """The terms of each clause of an agreement, None for one without credits."""
    return tuple(
        None if clause.credit is None else _terms(compiled, clause, clause.credit, periods)
        for clause, periods in zip(compiled.clauses, compiled.periods, strict=True)
    )


@lru_cache(maxsize=64)
def monthly_charges(compiled: CompiledAgreement) -> tuple[Fraction, ...]:
    """All charges of an agreement in each calendar month; empty without charges."""
    rates, axis = tuple(compiled.agreement.charges.values()), compiled.span.axis
    if not rates:
        return ()
    return tuple(sum((charge_in(rate, month, 1, axis) for rate in rates), Fraction(0)) for month in compiled.months)


def _terms(compiled: CompiledAgreement, clause: Clause, scheme_name: str, periods: tuple[Period, ...]) -> CreditTerms:
    agreement, axis = compiled.agreement, compiled.span.axis
    scheme = agreement.credits[scheme_name]
    charge = charge_name(agreement, scheme, clause)
    rate = agreement.charges[charge]
    stretches = [charged(clause.period, period, compiled.months) for period in periods]
    free = free_from(scheme, clause, axis)
    years = [place_in(compiled.years, period.end - 1) for period in periods]
    length = {year: months_of_year(agreement.term, year) for year in set(years)}

    def window(name: str, cap: object, period: Period, of_months: int | Fraction) -> Window:
        key = (scheme_name, charge, name, f"{period.label} {period.start}")
        if not isinstance(cap, Percent):
            return Window(key, None, "")
        limit = rounded_down(cap.fraction * charge_in(rate, period, of_months, axis), rate.currency)
        return Window(key, limit, f"cap of the {name} {cap} = {words.money(limit, rate.currency)}")

    return CreditTerms(
        clause=clause,
        scheme=scheme,
        rate=rate,
        free=(free.numerator, free.denominator),
        bases=tuple(charge_in(rate, stretch, months, axis) for stretch, months in stretches),
        windows=tuple(
            (
                window("service period", scheme.caps.service_period, *stretch),
                window("contract year", scheme.caps.contract_year, compiled.years[year], length[year]),
            )
            for stretch, year in zip(stretches, years, strict=True)
        ),
        months=tuple(place_in(compiled.months, period.end - 1) for period in periods),
    )
