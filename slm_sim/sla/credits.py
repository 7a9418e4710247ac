"""Service credits: from what was reached to what is owed, exactly.

The order of application, for each agreement:

1. a period that begins in the bedding-in, or has no data, earns no credit
2. the exact attainment is rounded as the clause says
3. the scheme's family says which share of the charge is owed; times the charge of the clause's own service period,
   rounded half up to the currency's smallest unit
4. the cap per service period, then the cap per contract year: in the order of time, and within a period in the order
   of the clauses, each credit takes what is left of the cap

What comes later (multipliers for repeats, minimum credit, earn-back) has its place in this list, and a new family is a
function more in `FAMILIES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from slm_sim.model.agreement import CreditScheme
from slm_sim.model.attainment import MISSED, Attainment, Period
from slm_sim.model.clause import Clause
from slm_sim.model.ledger import Credit, Ledger, PeriodTotal
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import Percent
from slm_sim.sla import words
from slm_sim.sla.bands import Due, Reached, bands, value_in_words
from slm_sim.sla.charges import charge_in, charge_name, half_up, rounded_down
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.periods import MONTHS, months_of_year, place_in
from slm_sim.sla.verdicts import rounded

FAMILIES: dict[str, Callable[[CreditScheme, Reached], Due | None]] = {"bands": bands}
"""What each credit family owes for one clause in one period."""


@dataclass(frozen=True)
class _Claim:
    """A credit before caps, with what its caps depend on. Credits of one scheme and one charge share a cap."""

    credit: Credit
    scheme_name: str
    scheme: CreditScheme
    charge: str
    rate: MoneyRate
    months: int
    period: Period
    year: Period
    capped: bool = False


def charge(compiled: CompiledAgreement, attainments: Sequence[Attainment]) -> Ledger:
    """What one agreement owes for what was reached on its clauses, in the order in which `attain` returned it.

    A credit is stated for its service period and falls due in that period's last month. An agreement without charges
    has no totals.
    """
    claims = [
        claim
        for clause, attainment in zip(compiled.clauses, attainments, strict=True)
        for claim in _claims(compiled, clause, attainment)
    ]
    paid = _within_caps(compiled, sorted(claims, key=lambda claim: (claim.period.end, claim.period.start)))
    return Ledger(tuple(claim.credit for claim in paid), _totals(compiled, paid))


def _claims(compiled: CompiledAgreement, clause: Clause, attainment: Attainment) -> Iterator[_Claim]:
    if clause.credit is None:
        return
    agreement = compiled.agreement
    scheme = agreement.credits[clause.credit]
    name = charge_name(agreement, scheme, clause)
    rate = agreement.charges[name]
    for number, period in enumerate(attainment.periods):
        value = attainment.value(number)
        if value is None or not period.credits:
            continue
        reached = Reached(
            clause=clause,
            value=Fraction(*rounded(clause, value.numerator, value.denominator)),
            missed=int(attainment.verdict[number]) == MISSED,
            by_minimum_volume=bool(attainment.by_minimum_volume[number]),
            axis=compiled.span.axis,
        )
        due = FAMILIES[scheme.family](scheme, reached)
        if due is None:
            continue
        months = MONTHS[clause.period]
        base = charge_in(rate, period, months, compiled.span.axis)
        owed = half_up(due.share * base, rate.currency)
        if not owed:
            continue
        taken = f"{due.why} of {words.money(base, rate.currency)} = {words.money(owed, rate.currency)}"
        credit = Credit(
            clause=clause.key,
            period=period.label,
            band=due.name,
            percent=due.share,
            base=base,
            before_caps=owed,
            amount=owed,
            currency=rate.currency,
            trace=(*_measured_in_words(clause, attainment, number, reached), taken),
        )
        year = compiled.years[place_in(compiled.years, period.end - 1)]
        yield _Claim(credit, clause.credit, scheme, name, rate, months, period, year)


def _measured_in_words(clause: Clause, attainment: Attainment, number: int, reached: Reached) -> Iterator[str]:
    above, below = int(attainment.numerator[number]), int(attainment.denominator[number])
    counts = clause.measure in ("share in time", "first contact resolution", "reopen rate")
    exact = value_in_words(Fraction(above, below), clause, reached.axis)
    yield f"attainment {above}/{below} = {exact}" if counts else f"attainment {exact}"
    if clause.decimals is not None and isinstance(clause.level, Percent):
        places = f"{clause.decimals} decimal{'' if clause.decimals == 1 else 's'}"
        rounded_value = value_in_words(reached.value, clause, reached.axis)
        yield f"rounded to {places}, {clause.rounding}: {rounded_value}"
    if reached.by_minimum_volume and clause.minimum_volume is not None:
        rule = clause.minimum_volume
        yield (
            f"{attainment.counted[number]} incidents, fewer than {rule.below}: "
            f"{attainment.misses[number]} late, {rule.allows} allowed"
        )


def _within_caps(compiled: CompiledAgreement, claims: Sequence[_Claim]) -> list[_Claim]:
    """The claims, each cut to what the caps leave of it; the order of the claims decides who comes first."""
    used: dict[tuple[object, ...], Fraction] = {}
    paid = []
    for claim in claims:
        caps, owner = claim.scheme.caps, (claim.scheme_name, claim.charge)
        windows = (
            (caps.service_period, "service period", claim.period, claim.months),
            (caps.contract_year, "contract year", claim.year, _months_of(compiled, claim.year)),
        )
        for cap, name, window, months in windows:
            if isinstance(cap, Percent):
                base = charge_in(claim.rate, window, months, compiled.span.axis)
                claim = _cut(claim, cap, base, name, used.get((*owner, name, window), Fraction(0)))
        for _, name, window, _ in windows:
            used[*owner, name, window] = used.get((*owner, name, window), Fraction(0)) + claim.credit.amount
        paid.append(claim)
    return paid


def _months_of(compiled: CompiledAgreement, year: Period) -> Fraction:
    return months_of_year(compiled.agreement.term, compiled.years.index(year))


def _cut(claim: _Claim, cap: Percent, base: Fraction, window: str, used: Fraction) -> _Claim:
    """A claim cut to what is left of one cap; a cap that cannot be paid exactly is rounded down."""
    credit = claim.credit
    limit = rounded_down(cap.fraction * base, credit.currency)
    amount = min(credit.amount, limit - used)
    said = f"cap of the {window} {cap} = {words.money(limit, credit.currency)}"
    if amount < credit.amount:
        left = words.money(limit - used, credit.currency)
        said += f": {left} left, so {words.money(credit.amount, credit.currency)} becomes {left}"
    else:
        said += ": met exactly" if used + amount == limit else ": not reached"
    reached = claim.capped or used + amount == limit
    return replace(claim, credit=replace(credit, amount=amount, trace=(*credit.trace, said)), capped=reached)


def _totals(compiled: CompiledAgreement, claims: Sequence[_Claim]) -> tuple[PeriodTotal, ...]:
    """What falls due month by month; where a period ends in a month that is not whole, in the last one before."""
    charges = tuple(compiled.agreement.charges.values())
    if not charges:
        return ()
    by_month: list[list[_Claim]] = [[] for _ in compiled.months]
    for claim in claims:
        by_month[place_in(compiled.months, claim.period.end - 1)].append(claim)
    return tuple(
        PeriodTotal(
            agreement=compiled.name,
            period=month.label,
            charges=sum((charge_in(rate, month, 1, compiled.span.axis) for rate in charges), Fraction(0)),
            before_caps=sum((claim.credit.before_caps for claim in due), Fraction(0)),
            amount=sum((claim.credit.amount for claim in due), Fraction(0)),
            cap_reached=any(claim.capped for claim in due),
            currency=charges[0].currency,
        )
        for month, due in zip(compiled.months, by_month, strict=True)
    )
