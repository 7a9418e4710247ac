"""Earn-back: what of a credit is returned because the promise was kept afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.model.creditmodifiers import EarnBack
from slm_sim.model.step import Input, Step
from slm_sim.sla.charges import half_up
from slm_sim.sla.credits.reached import unit_of
from slm_sim.sla.credits.settle import Entry
from slm_sim.sla.verdicts import is_beyond, on_scale


@dataclass(frozen=True, eq=False)
class Return:
    """What of a credit is returned, and in which period of its line it has been earned."""

    of: Entry
    number: int
    amount: Fraction
    step: Step


def forfeit(entry: Entry) -> Step | None:
    """Why nothing of a credit can be earned back, None if it can, or if nothing ever is."""
    terms = entry.line.scheme.earn_back
    if isinstance(terms, str) or entry.coins <= 0:
        return None
    for reached in entry.due.reached:
        at_least = reached.clause.direction == "at least"
        floor = terms.forfeited_below if at_least else terms.forfeited_above
        if not isinstance(floor, str) and is_beyond(reached.value, floor, at_least, reached.axis):
            unit, factor = unit_of(floor, reached.axis)
            inputs: dict[str, Input] = {
                "clause": reached.clause.id,
                "value": reached.value * factor,
                "floor": on_scale(floor, reached.axis) * factor,
            }
            side = "below" if at_least else "above"
            said = f"{{value:{unit}}} is {side} {floor}: nothing is earned back"
            return Step("earn-back", inputs, entry.amount, reached.currency, said)
    return None


def returns(entry: Entry, kept: Sequence[bool | None]) -> Iterator[Return]:
    """What is returned of a credit that is not forfeited: once, or not at all.

    kept  whether each period of the line was met; None without data or credits, which neither counts nor breaks
    """
    terms = entry.line.scheme.earn_back
    if not isinstance(terms, EarnBack) or entry.coins <= 0:
        return
    met = list[int]()
    for number in range(entry.number + 1, len(kept)):
        if kept[number] is False:
            return
        if kept[number]:
            met.append(number)
        if len(met) == terms.periods_met:
            amount = -half_up(entry.amount * terms.returns.fraction, entry.line.rate.currency)
            labels = ", ".join(entry.line.periods[one].label for one in met)
            inputs: dict[str, Input] = {
                "credit": entry.amount,
                "of": entry.line.periods[entry.number].label,
                "met": labels,
                "share": terms.returns.fraction,
            }
            said = "credit of {of} {credit:money}: met in {met}, {share:%} is returned = {result:money}"
            step = Step("earn-back", inputs, amount, entry.line.rate.currency, said)
            if amount:
                yield Return(entry, number, amount, step)
            return
