"""Credit terms: what credits depend on and no replication changes, worked out once per agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.currencies import coins_of
from slm_sim.model.measurement import rolling_steps
from slm_sim.model.money import MoneyRate
from slm_sim.sla.charges import charge_for, charge_in, charge_name
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.credits.deadlines import Deadline, claim_deadline
from slm_sim.sla.credits.windows import Cap, caps_of
from slm_sim.sla.periods import charged, place_in, service_periods


@dataclass(frozen=True, eq=False)
class Line:
    """What is priced together: one clause, or all clauses of a scheme that share a charge and a kind of period.

    key        what the ledger calls it: the clause, or the scheme
    together   whether the scheme looks at all its clauses together, and not at each alone
    name       of the scheme
    charge     of which percentages are, by name, and its rate; `coins` make a unit of its currency
    clauses    numbers of the clauses in the agreement
    bases      what a percentage is taken of, per period
    caps       that apply, per period
    months     the first day of the calendar month in which the credit of each period falls due
    deadlines  by when it must be claimed, per period
    """

    key: str
    together: bool
    name: str
    scheme: CreditScheme
    charge: str
    rate: MoneyRate
    clauses: tuple[int, ...]
    periods: tuple[Period, ...]
    bases: tuple[Fraction, ...]
    caps: tuple[tuple[Cap, ...], ...]
    months: tuple[date, ...]
    deadlines: tuple[Deadline | None, ...]
    coins: int


@lru_cache(maxsize=64)
def credit_lines(compiled: CompiledAgreement) -> tuple[Line, ...]:
    """The lines of an agreement, in the order of their first clauses."""
    groups: dict[object, list[int]] = {}
    for number, clause in enumerate(compiled.clauses):
        if clause.credit is not None:
            scheme = compiled.agreement.credits[clause.credit]
            of = charge_name(compiled.agreement, scheme, clause)
            alone = number if not counts_together(scheme) else None
            groups.setdefault((clause.credit, of, clause.period, alone), []).append(number)
    return tuple(_line(compiled, tuple(numbers)) for numbers in groups.values())


def counts_together(scheme: CreditScheme) -> bool:
    """Whether a scheme looks at all its clauses together, and not at each alone."""
    return scheme.family in ("points table", "breach count") or getattr(scheme, "counted", "") == "all together"


def _key(agreement: str, clause: Clause, scheme: CreditScheme) -> str:
    return f"{agreement}/credits.{clause.credit}" if counts_together(scheme) else clause.key


@lru_cache(maxsize=64)
def monthly_charges(compiled: CompiledAgreement) -> tuple[Fraction, ...]:
    """All charges of an agreement in each calendar month; empty without charges."""
    rates, axis = tuple(compiled.agreement.charges.values()), compiled.span.axis
    if not rates:
        return ()
    return tuple(sum((charge_in(rate, month, 1, axis) for rate in rates), Fraction(0)) for month in compiled.months)


def _line(compiled: CompiledAgreement, numbers: tuple[int, ...]) -> Line:
    agreement, axis = compiled.agreement, compiled.span.axis
    clause, periods = compiled.clauses[numbers[0]], compiled.periods[numbers[0]]
    name = clause.credit or ""
    scheme = agreement.credits[name]
    charge = charge_name(agreement, scheme, clause)
    rate = agreement.charges[charge]
    _, step = rolling_steps(clause.period)
    steps = service_periods(step, agreement.term, agreement.time_zone, compiled.span) if step else ()
    stretches = [charged(clause.period, period, steps) for period in periods]
    due = tuple(_due_in(compiled, period) for period in periods)
    return Line(
        key=_key(compiled.name, clause, scheme),
        together=counts_together(scheme),
        name=name,
        scheme=scheme,
        charge=charge,
        rate=rate,
        clauses=numbers,
        periods=periods,
        bases=tuple(
            charge_for(rate, scheme.charged_length, *stretch, axis, scheme.fixed_month) for stretch in stretches
        ),
        caps=tuple(
            caps_of(compiled, scheme.caps, rate, period, stretch, month)
            for period, stretch, month in zip(periods, stretches, due, strict=True)
        ),
        months=due,
        deadlines=tuple(claim_deadline(compiled, scheme.claim, period) for period in periods),
        coins=coins_of(rate.currency),
    )


def _due_in(compiled: CompiledAgreement, period: Period) -> date:
    """The month in which a credit falls due: that of the period's end; of months that are not whole, the one before."""
    if compiled.months:
        return date.fromisoformat(f"{compiled.months[place_in(compiled.months, period.end - 1)].label}-01")
    last = compiled.span.axis.moment_at(period.end - 1).astimezone(ZoneInfo(compiled.agreement.time_zone))
    return last.date().replace(day=1)
