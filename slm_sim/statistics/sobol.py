"""Sobol indices: how much of a figure's variance each of several independent inputs accounts for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.estimate import Estimate

METHOD = "bootstrap of the points"


@dataclass(frozen=True)
class Indices:
    """What one input accounts for, as fractions of the variance.

    first  alone
    total  alone and together with others
    """

    first: Estimate
    total: Estimate


def sobol_indices(a: Floats, b: Floats, mixed: Floats, picks: Ints, confidence: float) -> list[Indices]:
    """The indices of each input, with percentile intervals of resampled points; none where the figure never moves.

    a, b    the figure at two independent samples of points, float64[points]
    mixed   at the first sample with one input taken from the second, float64[inputs, points]
    picks   which points each resample holds, int64[samples, points]

    Sources: first order by Saltelli et al., "Variance based sensitivity analysis of model output", 2010; total by
    Jansen, "Analysis of variance designs for model output", 1999.
    """
    if not np.ptp(np.concatenate([a, b])) > 0:
        return []
    first, total = _indices(a, b, mixed)
    drawn = [_indices(a[pick], b[pick], mixed[:, pick]) for pick in picks]
    return [
        Indices(
            _estimate(first[number], [one[0][number] for one in drawn], confidence),
            _estimate(total[number], [one[1][number] for one in drawn], confidence),
        )
        for number in range(len(mixed))
    ]


def _indices(a: Floats, b: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    centre, variance = np.mean(np.concatenate([a, b])), np.var(np.concatenate([a, b]))
    if not variance > 0:
        return np.full(len(mixed), np.nan), np.full(len(mixed), np.nan)
    first = ((b - centre) * (mixed - a)).mean(axis=1) / variance
    total = ((a - mixed) ** 2).mean(axis=1) / (2 * variance)
    return first, total


def _estimate(value: float, drawn: list[float], confidence: float) -> Estimate:
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(drawn, (tail, 1 - tail))
    return Estimate(float(value), float(low), float(high), confidence, METHOD)
