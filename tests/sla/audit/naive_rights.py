"""Rights to terminate and reset targets once more, by docs/measures.md alone: one period after the other.

Months are whole calendar months, and charges are by the month in pounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from slm_sim.model.attainment import Attainment
from slm_sim.model.ledger import Ledger
from slm_sim.model.money import Money
from slm_sim.sla.compiled import CompiledAgreement
from tests.sla.audit.naive_reached import Row, levels_of, rows_of, scaled

Due = tuple[str, str, tuple[str, ...], Fraction, Fraction]
"""Trigger, the period in which the right is due, those that caused it, what was reached and what gives the right."""


def resets_of(compiled: CompiledAgreement, attainments: Sequence[Attainment]) -> list[tuple[str, str, Fraction]]:
    """Clause, the first period of a new target, and that target as it is measured."""
    found = []
    for attainment, clause in zip(attainments, compiled.clauses, strict=True):
        tick = Fraction(compiled.span.axis.tick_ms, 1000)
        before = scaled(clause.level, tick)
        for period, level in zip(attainment.periods, levels_of(compiled, attainment, clause), strict=True):
            now = scaled(level, tick)
            if now != before:
                found.append((clause.key, period.label, now))
            before = now
    return found


def rights_of(compiled: CompiledAgreement, attainments: Sequence[Attainment], ledger: Ledger) -> list[Due]:
    """All rights, by trigger and then by time; credits are those of a ledger that was audited before."""
    found = list[Due]()
    for name, trigger in compiled.agreement.termination_triggers.items():
        if trigger.clause is not None:
            number = next(n for n, c in enumerate(compiled.clauses) if c.key == f"{compiled.name}/{trigger.clause}")
            rows = rows_of(compiled, attainments[number], compiled.clauses[number])
            told = [row if period.credits else None for row, period in zip(rows, compiled.periods[number], strict=True)]
            labels = [period.label for period in compiled.periods[number]]
            by_count = trigger.periods is not None
            due = _often(trigger, [_counts(trigger, row) for row in told]) if by_count else _mean(trigger, told)
        else:
            labels = [month.label for month in compiled.months]
            names = compiled.agreement.charges if trigger.of == "all charges" else (trigger.of,)
            paid = [_paid(ledger, names, label) for label in labels]
            charges = sum((compiled.agreement.charges[one].amount for one in names), Fraction(0))
            if trigger.periods is not None:
                due = _often(trigger, [_is_heavy(trigger, one, charges) for one in paid])
            else:
                due = _sum(compiled, trigger, paid, charges)
        found += [(name, labels[now], tuple(labels[one] for one in why), *rest) for now, why, *rest in due]
    return found


def _counts(trigger: Any, row: Row | None) -> bool:
    """Whether a period counts against a clause: by a level, or by every miss."""
    if row is None:
        return False
    if trigger.below is None and trigger.above is None:
        return row.missed
    if row.by_rule and not row.missed:
        return False
    if trigger.below is not None:
        return row.value < scaled(trigger.below, row.tick)
    return row.value > scaled(trigger.above, row.tick)


def _is_heavy(trigger: Any, paid: Fraction, charges: Fraction) -> bool:
    return paid > 0 and paid >= charges * trigger.credits_at_least.fraction


def _often(trigger: Any, bad: Sequence[bool]) -> list[Any]:
    found = []
    for now in range(len(bad)):
        why = [one for one in range(max(now - trigger.periods.of + 1, 0), now + 1) if bad[one]]
        if len(why) >= trigger.periods.count:
            found.append((now, why, Fraction(len(why)), Fraction(trigger.periods.count)))
    return found


def _mean(trigger: Any, told: Sequence[Row | None]) -> list[Any]:
    """The mean of the attainments before rounding, over so many periods and never over fewer."""
    found = []
    for now in range(trigger.over.count - 1, len(told)):
        known = [
            (n, r)
            for n in range(now - trigger.over.count + 1, now + 1)
            if (r := told[n]) and (r.missed or not r.by_rule)
        ]
        if not known:
            continue
        mean = sum((Fraction(row.above, row.below) for _, row in known), Fraction(0)) / len(known)
        tick = known[0][1].tick
        is_below = trigger.mean_below is not None
        edge = scaled(trigger.mean_below if is_below else trigger.mean_above, tick)
        if mean < edge if is_below else mean > edge:
            found.append((now, [n for n, _ in known], mean, edge))
    return found


def _paid(ledger: Ledger, names: Any, month: str) -> Fraction:
    due = (one for one in ledger.credits if one.kind == "credit" and one.month == month and one.charge in names)
    return sum((one.amount for one in due), Fraction(0))


def _sum(compiled: CompiledAgreement, trigger: Any, paid: Sequence[Fraction], charges: Fraction) -> list[Any]:
    lasts = compiled.agreement.term.lasts
    whole = lasts.amount * {"month": 1, "year": 12}[lasts.unit]
    years = [sum(year.start < month.end for year in compiled.years) for month in compiled.months]
    found = []
    for now, year in enumerate(years):
        if trigger.window == "contract year":
            inside, months = [one for one in range(now + 1) if years[one] == year], min(whole - 12 * (year - 1), 12)
        elif trigger.window == "term":
            inside, months = list(range(now + 1)), whole
        else:
            months = Fraction(trigger.window.split()[1])
            inside = list(range(max(now + 1 - int(months), 0), now + 1))
        why = [one for one in inside if paid[one]]
        total = sum((paid[one] for one in why), Fraction(0))
        asked = trigger.credits_in_sum
        needed = asked.amount if isinstance(asked, Money) else asked.fraction * charges * months
        if total and total >= needed:
            found.append((now, why, total, needed))
    return found
