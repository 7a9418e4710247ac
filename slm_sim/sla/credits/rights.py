"""Rights to terminate: in which periods each trigger of an agreement is due, and which periods caused it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from slm_sim.model.attainment import MISSED, Period
from slm_sim.model.creditnotation import PeriodsOf
from slm_sim.model.ledger import Credit, Right
from slm_sim.model.level import Level
from slm_sim.model.money import Money
from slm_sim.model.triggers import ALL_CHARGES, TerminationTrigger
from slm_sim.sla.charges import charge_in
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.credits.windows import window_at
from slm_sim.sla.ratchet import InForce
from slm_sim.sla.verdicts import is_beyond, on_scale, rounded

Found = Iterator[tuple[int, tuple[int, ...], Fraction, Fraction]]
"""Of each period in which a right is due: its number, the periods that caused it, what was reached and needed."""


def rights(compiled: CompiledAgreement, forced: Sequence[InForce], credits: Sequence[Credit]) -> tuple[Right, ...]:
    """The rights to terminate that follow from what was reached and from the credits after their caps.

    A period that earns no credits because it begins in the bedding-in gives no right. Bonuses and what is earned back
    are not set off against credits.
    """
    found = []
    for name, trigger in compiled.agreement.termination_triggers.items():
        if trigger.clause is not None:
            one = _clause(compiled, forced, trigger.clause)
            labels = [period.label for period in one.attainment.periods]
            due = _missed(compiled, trigger, one) if trigger.kind == "missed" else _low_mean(compiled, trigger, one)
        else:
            labels = [month.label for month in compiled.months]
            owed = _by_month(compiled, trigger, credits)
            by_share = trigger.kind == "heavy credits"
            due = _heavy_credits(compiled, trigger, owed) if by_share else _sum_of_credits(compiled, trigger, owed)
        for number, because, reached, needed in due:
            causes = tuple(labels[cause] for cause in because)
            found.append(Right(compiled.name, name, labels[number], causes, reached, needed))
    return tuple(found)


def _clause(compiled: CompiledAgreement, forced: Sequence[InForce], clause_id: str) -> InForce:
    ids = [clause.id for clause in compiled.clauses]
    return forced[ids.index(clause_id)]


def _missed(compiled: CompiledAgreement, trigger: TerminationTrigger, one: InForce) -> Found:
    """Missed, or beyond the level, in so many of the last so many periods.

    A period that the minimum-volume rule kept is beyond no level, as for the bands of credits.
    """
    if trigger.periods is None:
        return
    level = trigger.below if trigger.below is not None else trigger.above
    bad = [
        number
        for number, period in enumerate(one.attainment.periods)
        if period.credits and one.attainment.denominator[number] and _is_bad(compiled, trigger, one, number, level)
    ]
    yield from _often(trigger.periods, bad, len(one.attainment.periods))


def _often(asked: PeriodsOf, bad: Sequence[int], periods: int) -> Found:
    """Each of some periods up to which enough of the last ones were bad."""
    for number in range(periods):
        because = tuple(cause for cause in bad if number - asked.of < cause <= number)
        if len(because) >= asked.count:
            yield number, because, Fraction(len(because)), Fraction(asked.count)


def _is_bad(
    compiled: CompiledAgreement, trigger: TerminationTrigger, one: InForce, number: int, level: Level | None
) -> bool:
    attainment = one.attainment
    missed = bool(attainment.verdict[number] == MISSED)
    if level is None or (attainment.by_minimum_volume[number] and not missed):
        return missed
    above, below = int(attainment.numerator[number]), int(attainment.denominator[number])
    value = Fraction(*rounded(one.clauses[number], above, below))
    return is_beyond(value, level, trigger.below is not None, compiled.span.axis)


def _low_mean(compiled: CompiledAgreement, trigger: TerminationTrigger, one: InForce) -> Found:
    """The mean of the last so many periods is beyond the level; those without data are left out of it, and so are those
    that the minimum-volume rule kept.
    """
    level = trigger.mean_below if trigger.mean_below is not None else trigger.mean_above
    if level is None or trigger.over is None:
        return
    reached, periods = one.attainment, one.attainment.periods
    values = [
        reached.value(number) if period.credits and not reached.is_excused(number) else None
        for number, period in enumerate(periods)
    ]
    for number in range(trigger.over.count - 1, len(periods)):
        inside = range(number - trigger.over.count + 1, number + 1)
        known = [(cause, value) for cause in inside if (value := values[cause]) is not None]
        if known:
            mean = sum((value for _, value in known), Fraction(0)) / len(known)
            if is_beyond(mean, level, trigger.mean_below is not None, compiled.span.axis):
                yield number, tuple(cause for cause, _ in known), mean, on_scale(level, compiled.span.axis)


def _heavy_credits(compiled: CompiledAgreement, trigger: TerminationTrigger, owed: Sequence[Fraction]) -> Found:
    """Credits of at least so much of a month's charge, in so many of the last so many months."""
    if trigger.periods is None or trigger.credits_at_least is None:
        return
    share = trigger.credits_at_least.fraction
    charges = [_charged(compiled, trigger, month, 1) for month in compiled.months]
    bad = [month for month, amount in enumerate(owed) if amount and amount >= share * charges[month]]
    yield from _often(trigger.periods, bad, len(owed))


def _sum_of_credits(compiled: CompiledAgreement, trigger: TerminationTrigger, owed: Sequence[Fraction]) -> Found:
    """The credits of a window come to at least so much, in money or of the charges of the window."""
    if trigger.credits_in_sum is None or trigger.window is None:
        return
    for month in range(len(owed)):
        window, months = window_at(compiled, trigger.window, compiled.months[month].end)
        inside = (cause for cause in range(month + 1) if compiled.months[cause].end > window.start)
        because = tuple(cause for cause in inside if owed[cause])
        total = sum((owed[cause] for cause in because), Fraction(0))
        stated = trigger.credits_in_sum
        needed = (
            stated.amount
            if isinstance(stated, Money)
            else stated.fraction * _charged(compiled, trigger, window, months)
        )
        if total and total >= needed:
            yield month, because, total, needed


def _names(compiled: CompiledAgreement, trigger: TerminationTrigger) -> tuple[str, ...]:
    return tuple(compiled.agreement.charges) if trigger.of == ALL_CHARGES else (trigger.of,)


def _charged(
    compiled: CompiledAgreement, trigger: TerminationTrigger, window: Period, months: int | Fraction
) -> Fraction:
    """The charges that a trigger looks at, over a window of so many months."""
    rates = (compiled.agreement.charges[name] for name in _names(compiled, trigger))
    return sum((charge_in(rate, window, months, compiled.span.axis) for rate in rates), Fraction(0))


def _by_month(compiled: CompiledAgreement, trigger: TerminationTrigger, credits: Sequence[Credit]) -> list[Fraction]:
    names = _names(compiled, trigger)
    found = {month.label: Fraction(0) for month in compiled.months}
    for credit in credits if found else ():
        if credit.kind == "credit" and credit.charge in names:
            found[credit.month] += credit.amount
    return list(found.values())
