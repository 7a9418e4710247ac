"""Service credits: from what was reached to what is owed, exactly.

The order of application, for each agreement:

1. targets that were reset are put in force; a period that begins in the bedding-in, is beyond the workload limit or has
   no data earns no credit
2. the exact attainment is rounded as the clause says
3. one incident, several misses: where only the largest counts, the others are counted anew without it
4. the scheme's family says what is owed, of the charge of the clause's own service period unless it says otherwise
5. repeats multiply it; it is rounded half up to the currency's smallest unit
6. caps, the shorter window first; then the minimum that is paid, and the claim (`slm_sim.sla.credits.settle`)
7. earn-back, an entry of the later period

Rights to terminate are looked for on the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from fractions import Fraction

from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Attainment
from slm_sim.model.ledger import Credit, Ledger, PeriodTotal
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.credits.entries import Priced, booked, entries
from slm_sim.sla.credits.families import dues
from slm_sim.sla.credits.once import counted_once
from slm_sim.sla.credits.reached import Reached, Standing, failure_rows, series
from slm_sim.sla.credits.rights import rights
from slm_sim.sla.credits.settle import settled
from slm_sim.sla.credits.terms import Line, credit_lines, monthly_charges
from slm_sim.sla.credits.workload import open_periods
from slm_sim.sla.ratchet import in_force


def charge(
    compiled: CompiledAgreement,
    attainments: Sequence[Attainment],
    opened: Ints | None = None,
    unclaimed: Set[tuple[str, str]] = frozenset(),
    claimed: Set[tuple[str, str]] = frozenset(),
) -> Ledger:
    """What one agreement owes for what was reached on its clauses, in the order in which `attain` returned it.

    A credit is stated for its service period and falls due in that period's last month. An agreement without charges
    has no totals.

    opened     when the incidents that count towards the workload limit were opened (`moments_counted`)
    unclaimed  (clause, period) of the credits that nobody claims, as the ledger names them; ignored where none need be
    claimed    of those that are known to have been claimed, which is assumed of all others
    """
    forced = in_force(compiled, attainments)
    lines = credit_lines(compiled)
    standings = [Standing(one.clauses, one.attainment, failure_rows(one.attainment)) for one in forced]
    standings = _counted_once(compiled, lines, standings, opened)
    priced = []
    for line in lines:
        told = _series(compiled, line, [standings[number] for number in line.clauses], opened)
        priced.append(Priced(line, told, dues(line.scheme, told, compiled)))
    owed = (entry for position, one in enumerate(priced) for entry in entries(position, one))
    paid = settled(owed, unclaimed, claimed)
    credits = booked(paid, priced)
    return Ledger(
        credits=credits,
        totals=_totals(compiled, credits),
        rights=rights(compiled, forced, credits),
        resets=tuple(reset for one in forced for reset in one.resets),
    )


def _counted_once(
    compiled: CompiledAgreement, lines: Sequence[Line], standings: Sequence[Standing], opened: Ints | None
) -> list[Standing]:
    """The standings, where schemes say so with each incident late in one clause only."""
    groups: dict[tuple[str, str], dict[int, Line]] = {}
    for line in lines:
        if line.scheme.one_incident_several_misses == "largest only":
            group = groups.setdefault((line.name, compiled.clauses[line.clauses[0]].period), {})
            group |= dict.fromkeys(line.clauses, line)
    found = list(standings)
    for group in groups.values():
        numbers = sorted(group)

        def alone(place: int, group: dict[int, Line] = group, numbers: list[int] = numbers) -> list[Fraction]:
            line = group[numbers[place]]
            told = _series(compiled, line, [standings[numbers[place]]], opened)
            scheme = line.scheme.model_copy(update={"repeat_multiplier": "none"})
            return [Fraction(0) if due is None else due.amount for due in dues(scheme, told, compiled)]

        changed = counted_once([standings[number] for number in numbers], alone, compiled.span.axis)
        for number, standing in zip(numbers, changed, strict=True):
            found[number] = standing
    return found


def _series(
    compiled: CompiledAgreement, line: Line, standings: Sequence[Standing], opened: Ints | None
) -> list[tuple[Reached, ...]]:
    is_open = open_periods(compiled, line.clauses[0], opened)
    return series(standings, is_open, line.bases, line.rate.currency, compiled.span.axis)


def _totals(compiled: CompiledAgreement, credits: Sequence[Credit]) -> tuple[PeriodTotal, ...]:
    """What falls due month by month; where a period ends in a month that is not whole, in the last one before.

    Nothing where the span holds no whole month.
    """
    charges = monthly_charges(compiled)
    if not charges:
        return ()
    currency = next(iter(compiled.agreement.charges.values())).currency
    by_month: dict[str, list[Credit]] = {month.label: [] for month in compiled.months}
    for credit in credits if by_month else ():
        by_month[credit.month].append(credit)
    return tuple(
        PeriodTotal(
            agreement=compiled.name,
            period=month,
            charges=charged,
            before_caps=sum((credit.before_caps for credit in due), Fraction(0)),
            amount=sum((credit.amount for credit in due), Fraction(0)),
            cap_reached=any(credit.cap_reached for credit in due),
            currency=currency,
        )
        for (month, due), charged in zip(by_month.items(), charges, strict=True)
    )
