"""How a figure moves between two settings that were played on the same random terms: intervals of the difference."""

from __future__ import annotations

import numpy as np

from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.estimate import Estimate
from slm_sim.statistics.intervals import mean, quantile
from slm_sim.statistics.jointly import AGREED, FEWEST_AGREEING, TOO_FEW

PAIRED = "Student's t over paired replications"
RESAMPLED = "bootstrap of paired replications"
FEW_IN_THE_TAIL = "too few replications beyond the quantile: no interval"


def mean_difference(before: Floats, after: Floats, confidence: float) -> Estimate:
    """The mean of after less before, replication by replication.

    before, after  one value per replication, float64[n], equal places being the same replication
    """
    moved = after - before
    if np.ptp(moved) == 0:
        return _agreed(float(moved[0]), len(moved), confidence)
    found = mean(moved, confidence)
    return Estimate(found.value, found.low, found.high, confidence, PAIRED)


def quantile_difference(before: Floats, after: Floats, share: float, picks: Ints, confidence: float) -> Estimate:
    """The quantile of after less that of before, with the percentile interval of resampled replications.

    before, after  as in `mean_difference`
    picks          which replications each resample holds, int64[samples, n]; both settings are resampled alike

    No interval where the sample is too small to bound either quantile on both sides. Source: Efron and Tibshirani, "An
    introduction to the bootstrap", 1993, chapter 13.
    """
    if np.ptp(after - before) == 0:
        return _agreed(float(after[0] - before[0]), len(before), confidence)
    ends = [quantile(values, share, confidence) for values in (before, after)]
    value = ends[1].value - ends[0].value
    if any(end.low is None or end.high is None for end in ends):
        return Estimate(value, None, None, confidence, FEW_IN_THE_TAIL)
    moved = _quantiles(after[picks], share) - _quantiles(before[picks], share)
    tail = (1 - confidence) / 2
    low, high = np.quantile(moved, (tail, 1 - tail))
    return Estimate(value, float(low), float(high), confidence, RESAMPLED)


def _quantiles(samples: Floats, share: float) -> Floats:
    return np.asarray(np.quantile(samples, share, axis=1, method="inverted_cdf"))


def _agreed(value: float, replications: int, confidence: float) -> Estimate:
    if replications < FEWEST_AGREEING:
        return Estimate(value, None, None, confidence, TOO_FEW)
    return Estimate(value, value, value, confidence, AGREED)
