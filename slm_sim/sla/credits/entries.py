"""From what a family says is owed to entries of the ledger: repeats, coins, and what is returned later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.model.ledger import Credit, CreditKind, Ground
from slm_sim.model.step import Input, Step
from slm_sim.sla.charges import half_up
from slm_sim.sla.credits.earnback import Return, forfeit, returns
from slm_sim.sla.credits.reached import Due, Reached, Series, ground, measured
from slm_sim.sla.credits.repeats import MISSED, Repeat, repeats
from slm_sim.sla.credits.settle import Entry
from slm_sim.sla.credits.terms import Line


@dataclass(frozen=True, eq=False)
class Priced:
    """A line with what was reached on it and what its family owes for that, period by period."""

    line: Line
    told: Series
    owed: Sequence[Due | None]


def entries(position: int, priced: Priced) -> Iterator[Entry]:
    """The credits and bonuses of a line before caps; `position` is its place in the agreement.

    A points table has multiplied the points of repeats itself.
    """
    line = priced.line
    multiplier = line.scheme.multiplier if line.scheme.family != "points table" else None
    states = [_state(line, together, due) for together, due in zip(priced.told, priced.owed, strict=True)]
    chain = repeats(multiplier, states) if multiplier is not None else None
    for number, due in enumerate(priced.owed):
        if due is None or not due.amount:
            continue
        steps = [step for one in due.reached for step in measured(one, named=len(due.reached) > 1)] + [*due.steps]
        amount = due.amount
        if chain is not None and amount > 0 and chain[number].factor != 1:
            step = _repeated(amount, chain[number], line.rate.currency)
            amount, steps = step.result, [*steps, step]
        coins = half_up(abs(amount), line.rate.currency) * (1 if amount > 0 else -1)
        if coins != amount:
            inputs = {"before": amount}
            steps.append(Step("coin", inputs, coins, line.rate.currency, "rounded half up to {result:money}"))
        if coins:
            yield Entry(line, position, number, due, coins, int(coins * line.coins), tuple(steps))


def booked(paid: Sequence[Entry], priced: Sequence[Priced]) -> tuple[Credit, ...]:
    """The ledger's entries: credits and bonuses as they were settled, and what is earned back of them."""
    kept = [[_kept(one.line, *row) for row in zip(one.told, one.owed, strict=True)] for one in priced]
    found = []
    for entry in paid:
        lost = forfeit(entry)
        found.append((*entry.when, 0, entry.position, _credit(entry, () if lost is None else (lost,))))
        for back in returns(entry, kept[entry.position]) if lost is None else ():
            period = entry.line.periods[back.number]
            found.append((period.end, period.start, 1, entry.position, _returned(back)))
    return tuple(credit for *_, credit in sorted(found, key=lambda row: row[:4]))


def _state(line: Line, together: Sequence[Reached], due: Due | None) -> str | None:
    """What repeats look at: the level of a period that cost something or was missed."""
    if due is not None and due.amount > 0:
        return due.name
    if line.together or not together:
        return None
    return MISSED if together[0].missed else None


def _kept(line: Line, together: Sequence[Reached], due: Due | None) -> bool | None:
    """Whether a period was met: nothing was owed, and a clause that is looked at alone was not missed."""
    if not together:
        return None
    missed = not line.together and together[0].missed
    return not missed and (due is None or due.amount <= 0)


def _repeated(amount: Fraction, repeat: Repeat, currency: str) -> Step:
    inputs: dict[str, Input] = {"before": amount, "running": repeat.running, "factor": repeat.factor}
    said = "period {running} running: x {factor:%} = {result:money}"
    return Step("repeat", inputs, amount * repeat.factor, currency, said)


def _credit(entry: Entry, more: tuple[Step, ...]) -> Credit:
    line, base = entry.line, entry.line.bases[entry.number]
    kind: CreditKind = "credit" if entry.before > 0 else "bonus"
    return Credit(
        clause=line.key,
        period=line.periods[entry.number].label,
        month=f"{line.months[entry.number]:%Y-%m}",
        scheme=line.name,
        family=line.scheme.family,
        charge=line.charge,
        band=entry.due.name,
        percent=entry.before / base if base else Fraction(0),
        base=base,
        before_caps=entry.before,
        amount=entry.amount,
        currency=line.rate.currency,
        steps=(*entry.steps, *more),
        kind=kind,
        cap_reached=entry.capped,
        grounds=_grounds(entry.due),
    )


def _grounds(due: Due) -> tuple[Ground, ...]:
    return tuple(ground(reached) for reached in (*due.earlier, *due.reached))


def _returned(back: Return) -> Credit:
    entry, line = back.of, back.of.line
    return Credit(
        clause=line.key,
        period=line.periods[back.number].label,
        month=f"{line.months[back.number]:%Y-%m}",
        scheme=line.name,
        family=line.scheme.family,
        charge=line.charge,
        band=entry.due.name,
        percent=back.amount / entry.amount,
        base=entry.amount,
        before_caps=back.amount,
        amount=back.amount,
        currency=line.rate.currency,
        steps=(back.step,),
        kind="earn-back",
    )
