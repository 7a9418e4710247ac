"""Confidence intervals over replications, right for small samples and for proportions near zero and one."""

from __future__ import annotations

from math import inf

import numpy as np
from scipy.special import bdtr, betaincinv, stdtrit

from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.estimate import Estimate

ALONE = "one replication: no interval"


def proportion(successes: int, trials: int, confidence: float) -> Estimate:
    """A proportion of independent trials: Clopper and Pearson, "The use of confidence or fiducial limits", 1934.

    No interval for a single trial, which says nothing of how far others might differ.
    """
    if trials == 1:
        return Estimate(float(successes), None, None, confidence, ALONE)
    low, high = _beta_limits(successes, trials, confidence)
    return Estimate(successes / trials, low, high, confidence, "Clopper-Pearson")


def pooled_proportion(successes: Ints, trials: Ints, confidence: float) -> Estimate:
    """A proportion over the periods of many replications, where periods of one replication depend on each other.

    successes, trials  per replication, int64[n]; replications without trials say nothing

    The variance between replications gives the number of independent trials that would be as informative; Clopper and
    Pearson's interval for that number follows (Korn and Graubard, "Confidence intervals for proportions with small
    expected number of positive counts", 1998). Never more than the trials themselves count; where all replications
    agree, the variance tells nothing and each replication counts as one trial.
    """
    told = trials > 0
    successes, trials = successes[told], trials[told]
    replications, total = len(trials), int(trials.sum())
    value = int(successes.sum()) / total
    if replications == 1:
        return Estimate(value, None, None, confidence, ALONE)
    effective = float(replications)
    residuals = successes - value * trials
    variance = replications / (replications - 1) * float(np.dot(residuals, residuals)) / total**2
    if variance > 0:
        shrink = (_t(confidence, total - 1) / _t(confidence, replications - 1)) ** 2
        effective = min(value * (1 - value) / variance * shrink, float(total))
    low, high = _beta_limits(value * effective, effective, confidence)
    return Estimate(value, low, high, confidence, "Korn-Graubard over replications")


def mean(values: Floats, confidence: float, lowest: float = -inf, highest: float = inf) -> Estimate:
    """The mean of independent replications with Student's interval; no interval for a single one.

    lowest, highest  what the values cannot leave, such as 0 and 1 for shares; the interval is cut there
    """
    value = float(np.mean(values))
    if len(values) < 2:
        return Estimate(value, None, None, confidence, ALONE)
    half = _t(confidence, len(values) - 1) * float(np.std(values, ddof=1)) / len(values) ** 0.5
    low, high = max(value - half, lowest), min(value + half, highest)
    return Estimate(value, low, high, confidence, "Student's t over replications")


def quantile(values: Floats, share: float, confidence: float) -> Estimate:
    """A quantile of independent replications with the interval of order statistics (binomial, exact).

    The value is the smallest one that at least `share` of the replications do not exceed. Where the sample is too small
    for an end of the interval, that end is missing. Source: Conover, "Practical nonparametric statistics", 3.2.
    """
    ordered = np.sort(values)
    n = len(ordered)
    below = bdtr(np.arange(n + 1), n, share)
    tail = (1 - confidence) / 2
    lower = int(np.searchsorted(below, tail, side="right")) - 1
    upper = int(np.searchsorted(below, 1 - tail, side="left"))
    return Estimate(
        float(np.quantile(ordered, share, method="inverted_cdf")),
        float(ordered[lower]) if lower >= 0 else None,
        float(ordered[upper]) if upper < n else None,
        confidence,
        "order statistics",
    )


def simultaneous(confidence: float, intervals: int) -> float:
    """The confidence that each of several intervals needs for all to hold together (Bonferroni)."""
    return 1 - (1 - confidence) / intervals


def bootstrap_share(hits: Ints, counted: Ints, picks: Ints, confidence: float) -> Estimate:
    """A share over blocks of time, with the percentile interval of resampled blocks.

    hits, counted  per block, int64[b]
    picks          which blocks each resample holds, int64[samples, b]

    Where every block agrees, resamples do too and would claim to be sure; then it is `pooled_proportion` over blocks.
    """
    if not hits.any() or (hits == counted).all():
        return pooled_proportion(hits, counted, confidence)
    drawn = counted[picks].sum(axis=1)
    resampled = np.divide(hits[picks].sum(axis=1), drawn, out=np.full(len(picks), np.nan), where=drawn > 0)
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(resampled, (tail, 1 - tail))
    return Estimate(
        int(hits.sum()) / int(counted.sum()), float(low), float(high), confidence, "bootstrap of whole weeks"
    )


def _beta_limits(successes: float, trials: float, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    failures = trials - successes
    low = float(betaincinv(successes, failures + 1, tail)) if successes > 0 else 0.0
    high = float(betaincinv(successes + 1, failures, 1 - tail)) if failures > 0 else 1.0
    return low, high


def _t(confidence: float, degrees: int) -> float:
    return float(stdtrit(degrees, (1 + confidence) / 2))
