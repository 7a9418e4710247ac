"""The net benefit of candidates, replication by replication, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.compared import CashMonth, MoneyPart
from slm_sim.model.quantities import Length
from slm_sim.plan.candidates import Candidate
from slm_sim.plan.cashflow import Month, Parts, Spending, cost_over, months, spending, weights
from slm_sim.plan.yearly import MONEY, SIGNS, surplus

TOGETHER = {"staff": ("staff",), "credits": ("paid", "received"), "charges": ("income", "expense")}
"""What each part of a benefit adds up."""


@dataclass(frozen=True, eq=False)
class Plan:
    """The money of one candidate over the horizon."""

    candidate: Candidate
    flow: tuple[Month, ...]
    spent: Spending

    @cached_property
    def weights(self) -> dict[Parts, float]:
        """For how many months, in money of the start, which interventions are in place."""
        return weights(self.flow)

    @property
    def needs(self) -> frozenset[Parts]:
        """The candidates from which its benefit is worked out, the scenario as stated among them."""
        return frozenset((*self.weights, frozenset()))


def plan_of(candidate: Candidate, horizon: Length, discount: Fraction | None) -> Plan:
    """The money of a candidate over a horizon."""
    flow = months(candidate.overlays, horizon, discount)
    return Plan(candidate, flow, spending(list(candidate.overlays.values())))


def net_benefit(plan: Plan, rows: Mapping[Parts, Floats], replications: slice) -> Floats:
    """What a candidate is better by than the scenario as stated, in money of the start, float64[replications].

    rows  figures per replication of every candidate, by its interventions

    While only some of a combination are in place, it is as good as these alone.
    """
    stated = surplus(rows[frozenset()][replications])
    gained = np.zeros(len(stated))
    for parts, lasting in plan.weights.items():
        gained += lasting * (surplus(rows[parts][replications]) - stated)
    return np.asarray(gained - sum(cost_over(plan.flow, plan.spent)))


def money_parts(plan: Plan, rows: Mapping[Parts, Floats], replications: int) -> tuple[MoneyPart, ...]:
    """What the mean net benefit is made of; the parts add up to it, and what is nothing has no sign."""
    once, running = cost_over(plan.flow, plan.spent)
    stated = rows[frozenset()][:replications].mean(axis=0)
    gained = dict.fromkeys(MONEY, 0.0)
    for parts, lasting in plan.weights.items():
        means = rows[parts][:replications].mean(axis=0)
        for number, name in enumerate(MONEY):
            gained[name] += lasting * SIGNS[name] * float(means[number] - stated[number])
    summed = {part: sum(gained[name] for name in names) for part, names in TOGETHER.items()}
    return tuple(
        MoneyPart.model_validate({"part": part, "amount": amount})
        for part, amount in {"once": 0.0 - once, "running": 0.0 - running, **summed}.items()
    )


def cash_flow(plan: Plan, rows: Mapping[Parts, Floats], replications: int) -> tuple[CashMonth, ...]:
    """Mean money in and out month by month, from the start on."""
    stated = surplus(rows[frozenset()][:replications])
    monthly = {parts: float(np.mean(surplus(rows[parts][:replications]) - stated)) for parts in plan.weights}
    once = float(plan.spent.once)
    found = [CashMonth(month=0, spent=once, benefit=0.0, discounted=0.0 - once, balance=0.0 - once)]
    for month in plan.flow:
        spent = float(plan.spent.running) * sum(month.in_place.values())
        benefit = sum(share * monthly[parts] for parts, share in month.in_place.items() if parts)
        worth = (benefit - spent) * month.worth
        found.append(
            CashMonth(
                month=month.number,
                spent=spent,
                benefit=benefit,
                discounted=worth,
                balance=found[-1].balance + worth,
            )
        )
    return tuple(found)


def payback(flow: Sequence[CashMonth]) -> int | None:
    """The first month from which on the balance is not below zero to the end; None if it ends below or at zero."""
    if flow[-1].balance <= 0:
        return None
    below = [month.month for month in flow if month.balance < 0]
    return below[-1] + 1 if below else 0
