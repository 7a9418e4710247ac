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

from slm_sim.model.attainment import MET, MISSED, Attainment, Period
from slm_sim.model.clause import SHARES_OF_INCIDENTS, Clause
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.ledger import Credit, Ledger, PeriodTotal
from slm_sim.model.quantities import Percent
from slm_sim.sla import words
from slm_sim.sla.bands import Due, Reached, bands, value_in_words
from slm_sim.sla.charges import half_up
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.creditterms import CreditTerms, credit_terms, monthly_charges
from slm_sim.sla.verdicts import rounded

FAMILIES: dict[str, Callable[[CreditScheme, Reached], Due | None]] = {"bands": bands}
"""What each credit family owes for one clause in one period."""


@dataclass(frozen=True)
class _Claim:
    """A credit, with what its caps depend on: the clause's terms and the number of its period."""

    credit: Credit
    terms: CreditTerms
    number: int
    period: Period
    capped: bool = False


def charge(compiled: CompiledAgreement, attainments: Sequence[Attainment]) -> Ledger:
    """What one agreement owes for what was reached on its clauses, in the order in which `attain` returned it.

    A credit is stated for its service period and falls due in that period's last month. An agreement without charges
    has no totals.
    """
    claims = [
        claim
        for terms, attainment in zip(credit_terms(compiled), attainments, strict=True)
        if terms is not None
        for claim in _claims(compiled, terms, attainment)
    ]
    paid = _within_caps(sorted(claims, key=lambda claim: (claim.period.end, claim.period.start)))
    return Ledger(tuple(claim.credit for claim in paid), _totals(compiled, paid))


def _claims(compiled: CompiledAgreement, terms: CreditTerms, attainment: Attainment) -> Iterator[_Claim]:
    clause, (edge, scale) = terms.clause, terms.free
    at_least, verdicts = clause.direction == "at least", attainment.verdict.tolist()
    exact = zip(attainment.numerator.tolist(), attainment.denominator.tolist(), strict=True)
    for number, (above, below) in enumerate(exact):
        if below == 0 or not attainment.periods[number].credits:
            continue
        value, whole = rounded(clause, above, below)
        ahead = value * scale - edge * whole
        if verdicts[number] == MET and (ahead >= 0 if at_least else ahead <= 0):
            continue
        reached = Reached(
            clause=clause,
            value=Fraction(value, whole),
            missed=verdicts[number] == MISSED,
            by_minimum_volume=bool(attainment.by_minimum_volume[number]),
            axis=compiled.span.axis,
        )
        due = FAMILIES[terms.scheme.family](terms.scheme, reached)
        if due is None:
            continue
        base, currency = terms.bases[number], terms.rate.currency
        owed = half_up(due.share * base, currency)
        if not owed:
            continue
        taken = f"{due.why} of {words.money(base, currency)} = {words.money(owed, currency)}"
        credit = Credit(
            clause=clause.key,
            period=attainment.periods[number].label,
            band=due.name,
            percent=due.share,
            base=base,
            before_caps=owed,
            amount=owed,
            currency=currency,
            trace=(*_measured_in_words(clause, attainment, number, reached), taken),
        )
        yield _Claim(credit, terms, number, attainment.periods[number])


def _measured_in_words(clause: Clause, attainment: Attainment, number: int, reached: Reached) -> Iterator[str]:
    above, below = int(attainment.numerator[number]), int(attainment.denominator[number])
    counts = clause.measure in SHARES_OF_INCIDENTS
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


def _within_caps(claims: Sequence[_Claim]) -> list[_Claim]:
    """The claims, each cut to what the caps leave of it; the order of the claims decides who comes first."""
    used: dict[object, Fraction] = {}
    paid = []
    for claim in claims:
        windows = claim.terms.windows[claim.number]
        for window in windows:
            if window.limit is not None:
                claim = _cut(claim, window.limit, window.said, used.get(window.key, Fraction(0)))
        for window in windows:
            used[window.key] = used.get(window.key, Fraction(0)) + claim.credit.amount
        paid.append(claim)
    return paid


def _cut(claim: _Claim, limit: Fraction, said: str, used: Fraction) -> _Claim:
    """A claim cut to what is left of one cap."""
    credit = claim.credit
    left = limit - used
    amount = min(credit.amount, left)
    if amount < credit.amount:
        in_words = words.money(left, credit.currency)
        said += f": {in_words} left, so {words.money(credit.amount, credit.currency)} becomes {in_words}"
    else:
        said += ": met exactly" if amount == left else ": not reached"
    reached = claim.capped or amount == left
    return replace(claim, credit=replace(credit, amount=amount, trace=(*credit.trace, said)), capped=reached)


def _totals(compiled: CompiledAgreement, claims: Sequence[_Claim]) -> tuple[PeriodTotal, ...]:
    """What falls due month by month; where a period ends in a month that is not whole, in the last one before."""
    charges = monthly_charges(compiled)
    if not charges:
        return ()
    currency = next(iter(compiled.agreement.charges.values())).currency
    by_month: list[list[_Claim]] = [[] for _ in compiled.months]
    for claim in claims:
        by_month[claim.terms.months[claim.number]].append(claim)
    return tuple(
        PeriodTotal(
            agreement=compiled.name,
            period=month.label,
            charges=charged,
            before_caps=sum((claim.credit.before_caps for claim in due), Fraction(0)),
            amount=sum((claim.credit.amount for claim in due), Fraction(0)),
            cap_reached=any(claim.capped for claim in due),
            currency=currency,
        )
        for month, charged, due in zip(compiled.months, charges, by_month, strict=True)
    )
