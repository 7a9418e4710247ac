"""The most that the promises of a credit scheme may cost in one service period, as a share of its charge.

A family that prices each failure, hour or minute has no most but its cap. A repeat multiplier is left aside, and so are
caps of longer windows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.creditfamilies import (
    RUNGS,
    Banded,
    BonusMalusScheme,
    BreachCountScheme,
    CreditStep,
    LadderScheme,
    LinearScheme,
    PointsTableScheme,
    PoolScheme,
    ServicePointsScheme,
)
from slm_sim.model.creditnotation import NONE, Owed
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.measurement import charged_months
from slm_sim.model.quantities import Percent, Points
from slm_sim.read.checks.singlecredits import charge_rate, money_of
from slm_sim.sla.credits.rates import units

_EVERYTHING, _NOTHING = Percent(Fraction(1)), Fraction(0)


class _NotPricedError(Exception):
    """A sum of money stands beside no charge by the month or the year, so nobody knows which share of it that is."""


def most_per_period(agreement: Agreement, scheme: CreditScheme, clauses: Sequence[Clause]) -> Fraction | None:
    """The share of a period's charge that a scheme may cost at most; None where it has no end, or is not known."""
    if not clauses:
        return None
    try:
        most, cap = _most(agreement, scheme, clauses), scheme.caps.service_period
        capped = None if isinstance(cap, str) else _share(agreement, scheme, clauses[0], cap, charged_for=False)
    except _NotPricedError:
        return None
    return min((share for share in (most, capped) if share is not None), default=None)


def _most(agreement: Agreement, scheme: CreditScheme, clauses: Sequence[Clause]) -> Fraction | None:
    """As `most_per_period`, before any cap."""

    def of(owed: Owed, clause: Clause = clauses[0]) -> Fraction:
        return _share(agreement, scheme, clause, owed)

    match scheme:
        case Banded():
            return _sum([max(of(band.credit, clause) for band in scheme.bands.values()) for clause in clauses])
        case PoolScheme():
            share = of(scheme.at_risk) * scheme.pool_allocation.fraction
            return _sum([share * clause.weight for clause in clauses])
        case ServicePointsScheme():
            return _sum([of(scheme.rate, clause) * _points(scheme, clause) for clause in clauses])
        case PointsTableScheme():
            return _step(list(scheme.steps.values()), sum(_points(scheme, clause) for clause in clauses), of)
        case BreachCountScheme():
            each = len(clauses) if scheme.counts == "missed targets" else None
            return _step(list(scheme.steps.values()), each, of)
        case LinearScheme() | BonusMalusScheme():
            return _sum([_by_distance(scheme, clause, of) for clause in clauses])
        case LadderScheme():
            if scheme.each_more != NONE:
                return None
            return _ladder(scheme, of) * (len(clauses) if scheme.counted == "each promise alone" else 1)
        case _:
            return None


def _share(
    agreement: Agreement, scheme: CreditScheme, clause: Clause, owed: Owed, *, charged_for: bool = True
) -> Fraction:
    """What is owed as a share of the charge for a clause's service period.

    charged_for  whether a percentage is of the charge that the scheme says, and not of that for the period
    """
    months = charged_months(clause.period)
    length = scheme.charged_length if charged_for else None
    if isinstance(owed, Percent):
        return owed.fraction * (length.months / months if length else 1)
    rate = charge_rate(agreement, scheme, clause.service)
    if rate is None or not rate.amount:
        raise _NotPricedError
    return owed.amount / money_of(_EVERYTHING, rate, months)


def _sum(shares: Sequence[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    return sum(known, _NOTHING) if len(known) == len(shares) else None


def _points(scheme: ServicePointsScheme | PointsTableScheme, clause: Clause) -> int:
    return max([level.points for level in scheme.levels.values()] or [clause.points])


def _step(steps: Sequence[CreditStep], count: int | None, of: Callable[[Owed], Fraction]) -> Fraction:
    """The dearest step that so many reach; None: as many as may be."""
    return max([of(step.credit) for step in steps if count is None or step.from_ <= count], default=_NOTHING)


def _by_distance(
    scheme: LinearScheme | BonusMalusScheme, clause: Clause, of: Callable[[Owed, Clause], Fraction]
) -> Fraction | None:
    """The rate for a share that is missed by all that can be missed; a time may be missed by any length."""
    rate, cap = (scheme.rate, NONE) if isinstance(scheme, LinearScheme) else (scheme.malus.rate, scheme.malus.cap)
    most = None if isinstance(cap, str) else of(cap, clause)
    if not isinstance(clause.level, Percent) or not isinstance(scheme.per, Points):
        return most
    begins = clause.level.fraction
    if isinstance(scheme, LinearScheme) and isinstance(scheme.counted_from, Percent):
        begins = scheme.counted_from.fraction
    distance = begins if clause.direction == "at least" else 1 - begins
    if isinstance(scheme, BonusMalusScheme) and scheme.counted_from == "dead band":
        distance -= scheme.dead_band.fraction if isinstance(scheme.dead_band, Points) else 0
    owed = units(max(distance, _NOTHING) / scheme.per.fraction, scheme.part_units) * of(rate, clause)
    return owed if most is None else min(owed, most)


def _ladder(scheme: LadderScheme, of: Callable[[Owed], Fraction]) -> Fraction:
    """All rungs up to the last that is stated; one that is left out costs as much as the one before it."""
    stated = [getattr(scheme, rung) for rung in RUNGS]
    last = max(number for number, owed in enumerate(stated) if owed is not None)
    total = price = _NOTHING
    for owed in stated[: last + 1]:
        price = price if owed is None else _NOTHING if isinstance(owed, str) else of(owed)
        total += price
    return total
