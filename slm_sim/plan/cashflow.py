"""Money over the horizon: what an intervention costs from the start, and what it brings once it is in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from slm_sim.model.intervention import Cost, Overlay
from slm_sim.model.quantities import RATE_SECONDS, Length

MONTH = RATE_SECONDS["month"]

Parts = frozenset[str]
"""The interventions of a candidate by name; none for the scenario as stated."""


@dataclass(frozen=True)
class Spending:
    """What interventions cost: at the start, and in each month from then on."""

    once: Fraction
    running: Fraction


@dataclass(frozen=True)
class Month:
    """A month of the horizon, from 1.

    worth     what one unit of money at its end is worth at the start
    in_place  which interventions are in place, and in what part of the month
    """

    number: int
    worth: float
    in_place: Mapping[Parts, float]


def spending(overlays: Sequence[Overlay]) -> Spending:
    """What overlays cost together."""
    costs = [overlay.cost for overlay in overlays if isinstance(overlay.cost, Cost)]
    once = sum((cost.once.amount for cost in costs if cost.once), Fraction(0))
    running = sum((per_month(cost) for cost in costs), Fraction(0))
    return Spending(once, running)


def per_month(cost: Cost) -> Fraction:
    """The running cost of a month."""
    return cost.running.amount * MONTH / RATE_SECONDS[cost.running.per] if cost.running else Fraction(0)


def months(overlays: Mapping[str, Overlay], horizon: Length, discount: Fraction | None) -> tuple[Month, ...]:
    """The months of the horizon for a candidate that is made of these overlays.

    Costs flow from the start; each intervention is in place from the end of its lead time. The last month may be part
    of one. Money at the end of month m is worth 1 / (1 + discount) ** (m / 12) of money at the start.
    """
    end = horizon.months
    lead = {name: one.lead_time.months if one.lead_time else Fraction(0) for name, one in overlays.items()}
    yearly = 1 + float(discount or 0)
    found = []
    for number in range(1, -(-end.numerator // end.denominator) + 1):
        first, last = Fraction(number - 1), min(Fraction(number), end)
        inside = {moment for moment in lead.values() if first < moment < last}
        parts: dict[Parts, float] = {}
        for begin, finish in pairwise(sorted({first, last, *inside})):
            there = frozenset(name for name, moment in lead.items() if moment <= begin)
            parts[there] = parts.get(there, 0.0) + float(finish - begin)
        found.append(Month(number, yearly ** -(float(last) / 12), parts))
    return tuple(found)


def weights(flow: Sequence[Month]) -> dict[Parts, float]:
    """For how many months, in money of the start, which interventions are in place within the horizon."""
    total: dict[Parts, float] = {}
    for month in flow:
        for parts, share in month.in_place.items():
            if parts:
                total[parts] = total.get(parts, 0.0) + share * month.worth
    return total


def cost_over(flow: Sequence[Month], spent: Spending) -> tuple[float, float]:
    """What is spent once and what is spent running over the horizon, in money of the start."""
    lasting = sum(sum(month.in_place.values()) * month.worth for month in flow)
    return float(spent.once), float(spent.running) * lasting
