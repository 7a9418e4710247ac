"""A credit scheme against its own limits: the pool that weights share out, and caps beside a single credit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.creditfamilies import (
    RUNGS,
    Banded,
    BreachCountScheme,
    LadderScheme,
    LinearScheme,
    PersistentFailureScheme,
    PointsTableScheme,
    PoolScheme,
    ServicePointsScheme,
    TimeUnitScheme,
)
from slm_sim.model.creditnotation import Owed
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.measurement import charged_months
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import CALENDAR_UNITS, Percent
from slm_sim.read.checks.contract_names import CHARGE_OF_THE_SERVICE
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.promises import Promise, promises_of


def weights_fill_the_pool(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """The weights of the clauses of an at-risk pool add up to what the pool says."""
    for name, scheme in agreement.credits.items():
        weights = [promise.weight for promise in promises_of(agreement, at) if promise.credit == name]
        if not isinstance(scheme, PoolScheme) or not weights:
            continue
        total = Percent(sum(weights, Fraction(0)))
        if total != scheme.weights_total:
            found = f"the weights of {name!r} add up to {total}, and its weights_total is {scheme.weights_total}"
            yield Flaw((*at, "credits", name, "weights_total"), found, f"weights that add up to {scheme.weights_total}")


@dataclass(frozen=True)
class _Credit:
    """A single credit: its name, what is owed, and how many times."""

    name: str
    owed: Owed
    times: Fraction = Fraction(1)


def caps_hold_a_credit(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """No cap is smaller than the largest single credit, which could then never be paid in full."""
    for promise in promises_of(agreement, at):
        scheme = agreement.credits.get(promise.credit or "")
        rate = charge_rate(agreement, scheme, promise.service) if scheme else None
        months = charged_months(promise.service_period(agreement))
        if scheme is None or rate is None:
            continue
        charged = scheme.charged_length.months if scheme.charged_length else months
        credits = [(money_of(one.owed, rate, charged) * one.times, one) for one in _singles(scheme, promise)]
        largest, single = max(credits, key=lambda found: found[0], default=(Fraction(0), None))
        for words, length, cap in _caps(scheme, months):
            if single is not None and money_of(cap, rate, length) < largest:
                found = f"{single.name} comes to more than the cap of {cap} {words}, and is never paid in full"
                yield Flaw((*at, "credits", promise.credit or "", "caps"), found, "a cap that holds a single credit")


def charge_rate(agreement: Agreement, scheme: CreditScheme, service_name: str | None) -> MoneyRate | None:
    """The charge that a scheme's percentages are of, if it is by the month or the year.

    service_name  that of the promise, of whose charge a scheme may be
    """
    service = agreement.services.get(service_name or "")
    of = (service.charge if service else None) if scheme.of == CHARGE_OF_THE_SERVICE else scheme.of
    rate = agreement.charges.get(of or "")
    return rate if rate is not None and rate.per in CALENDAR_UNITS else None


def money_of(owed: Owed, rate: MoneyRate, months: Fraction) -> Fraction:
    """An amount, or the share of the charge of so many months, in units of the currency."""
    if not isinstance(owed, Percent):
        return owed.amount
    return owed.fraction * rate.amount * months / (12 if rate.per == "year" else 1)


def _caps(scheme: CreditScheme, months: Fraction) -> Iterator[tuple[str, Fraction, Owed]]:
    """The caps of a scheme in words, the months of each window, and what it allows; the term may be of any length."""
    caps = scheme.caps
    if not isinstance(caps.service_period, str):
        yield "for a service period", months, caps.service_period
    for length, cap in caps.rolling.items():
        if not isinstance(cap, str):
            yield f"for {length}", length.months, cap
    if not isinstance(caps.contract_year, str):
        yield "for a contract year", Fraction(12), caps.contract_year


def _singles(scheme: CreditScheme, promise: Promise) -> Iterator[_Credit]:
    """The single credits that one failure of a promise may lead to; of rates, that of one unit."""
    match scheme:
        case Banded():
            yield from (_Credit(f"the credit of band {name!r}", band.credit) for name, band in scheme.bands.items())
        case PoolScheme():
            weight = promise.weight * scheme.pool_allocation.fraction
            yield _Credit(f"the credit of {promise.clause}", scheme.at_risk, weight)
        case ServicePointsScheme():
            most = max([level.points for level in scheme.levels.values()] or [promise.points])
            yield _Credit(f"the credit of {most} point{'' if most == 1 else 's'}", scheme.rate, Fraction(most))
        case PointsTableScheme() | BreachCountScheme():
            yield from (_Credit(f"the credit of step {name!r}", step.credit) for name, step in scheme.steps.items())
        case LinearScheme() | TimeUnitScheme():
            yield _Credit(f"the rate for {scheme.per}", scheme.rate)
        case LadderScheme():
            rungs = [(rung, getattr(scheme, rung)) for rung in (*RUNGS, "each_more")]
            yield from (_Credit(f"the rung {rung!r}", owed) for rung, owed in rungs if isinstance(owed, Owed))
        case PersistentFailureScheme():
            yield _Credit(f"the credit for {scheme.every}", scheme.credit)
