"""What every choice needs of a scenario: its currency, and the draws behind intervals that hold together."""

from __future__ import annotations

import numpy as np

from slm_sim.chance import Stream
from slm_sim.model.arrays import Floats
from slm_sim.model.intervention import Cost
from slm_sim.model.money import Money, MoneyRate
from slm_sim.model.scenario import Scenario

DRAWS = 10_000
"""Draws of the largest t: its quantile is known to within about one percent."""


def uniforms_for(seed: int, candidates: int) -> Floats:
    """Numbers for the largest t of differences between so many candidates, float64[draws, candidates]."""
    stream, draws = Stream(seed, 0, "largest t"), np.arange(DRAWS)
    return np.column_stack([stream.uniforms(draws, column) for column in range(candidates)])


def currency_of(scenario: Scenario) -> str:
    """The currency of a scenario, which has one; empty where it speaks of no money."""
    costs = [overlay.cost for overlay in scenario.overlays.values() if isinstance(overlay.cost, Cost)]
    money: list[Money | MoneyRate | str | None] = [
        *(charge for agreement in scenario.agreements.values() for charge in agreement.charges.values()),
        *(team.cost for team in scenario.teams.values()),
        *(amount for cost in costs for amount in (cost.once, cost.running)),
    ]
    return next((one.currency for one in money if isinstance(one, Money | MoneyRate)), "")
