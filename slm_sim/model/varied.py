"""What a study found of its variations, in short: a part of ``results.json``."""

from __future__ import annotations

from typing import Literal

from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact


class VariedFigure(Fact):
    """A figure of one variation, and how it differs from that of the scenario as stated.

    figure      ``chance`` that a clause is kept in any one of its periods, ``credits`` of the span or their ``credits
                p95``
    clause      of a chance
    currency    of credits
    estimate    the figure; None without data
    difference  the mean over replications of the difference between both, which share their chances; None for the
                scenario itself, for a quantile, and where only one of both has the figure
    """

    figure: Literal["chance", "credits", "credits p95"]
    agreement: str
    clause: str | None
    currency: str | None
    estimate: Estimate | None
    difference: Estimate | None


class VariationResult(Fact):
    """A variation in short; the first is the scenario as stated.

    values   what stands at each varied path
    folder   where its own results lie, seen from this folder; empty for the scenario as stated
    figures  in the same order for all variations with the same agreements
    """

    name: str
    values: dict[str, str]
    folder: str
    figures: tuple[VariedFigure, ...]
