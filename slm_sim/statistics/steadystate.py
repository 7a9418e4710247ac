"""Whether a run has settled: how long the warm-up had to be, and whether a backlog grows without end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.estimate import Estimate
from slm_sim.statistics.intervals import mean

BATCH = 5


def mser5(series: Floats) -> int | None:
    """How many observations at the beginning to leave out, so that the mean of the rest is known best.

    series  observations in time, averaged over replications, float64[n]

    The marginal standard error rule on means of five (White, "An effective truncation heuristic for bias reduction in
    simulation output", 1997; White, Cobb and Spratt, 2000): the truncation that minimises the squared standard error
    of what remains, among those that leave out less than half. (A handful of batches at the end may agree by accident;
    Hoad, Robinson and Davies, "Automating warm-up length estimation", 2010.) None where the minimum lies at the last
    of these, which says that the series is too short or has not settled, and for fewer than twenty observations.
    """
    batches = len(series) // BATCH
    if batches < 4:
        return None
    means = series[: batches * BATCH].reshape(batches, BATCH).mean(axis=1)
    scores = [means[cut:].var() / (batches - cut) for cut in range((batches + 1) // 2)]
    best = int(np.argmin(scores))
    return best * BATCH if best < len(scores) - 1 else None


@dataclass(frozen=True)
class Drift:
    """How a backlog moves over a span.

    slope    change per observation, mean over replications
    growing  it grows beyond doubt, and by enough to matter: no steady state
    """

    slope: Estimate
    growing: bool


def drift(backlog: Floats, confidence: float, matters: float = 0.5) -> Drift:
    """Whether the backlog grows over the span, by the least-squares slope of each replication.

    backlog  observations in time per replication, float64[replications, n]
    matters  growth over the whole span, as a share of its mean level, below which it is called steady
    """
    n = backlog.shape[1]
    time = np.arange(n) - (n - 1) / 2
    slopes = backlog @ time / np.dot(time, time)
    slope = mean(slopes, confidence)
    level = float(backlog.mean())
    sure = slope.low is None or slope.low > 0
    return Drift(slope, bool(sure and slope.value * (n - 1) > matters * level and level >= 1))
