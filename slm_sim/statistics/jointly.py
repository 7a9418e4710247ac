"""Means of several differences at once, with intervals that hold for all of them together (max-t)."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt

import numpy as np
from scipy.special import chdtri, ndtr, ndtri, stdtrit

from slm_sim.model.arrays import Floats
from slm_sim.model.estimate import Estimate
from slm_sim.statistics.intervals import ALONE

METHOD = "max-t over {family} (multivariate t)"
AGREED = "every replication agrees"
FEWEST_AGREEING = 20
"""Replications that must agree before their agreement is taken for certain; by then something that happens in one of
seven would have been missed with a probability of one in twenty."""
TOO_FEW = f"fewer than {FEWEST_AGREEING} replications, which agree: no interval"
NO_ERROR = "so small a probability of error, after so few replications, that no interval is finite"
FEWEST_BEYOND = 100
"""Drawn maxima that must lie beyond a quantile for it to be read off them."""


def joint_means(
    columns: Sequence[Floats],
    error: float,
    uniforms: Floats,
    family: str,
    lowest: float = -inf,
    highest: float = inf,
) -> list[Estimate]:
    """The mean of each column; all intervals hold together but for the probability `error`.

    columns   one value per replication, float64[n]; columns may be of unequal length, and the first value of each
              belongs to the same replication
    uniforms  numbers in (0, 1) for the distribution of the largest of all t values, float64[draws, 1 + rank], where the
              columns are combinations of so many independent ones at most
    family    what the intervals are simultaneous over, in words
    lowest, highest  what the values cannot leave, such as -1 and 1 for differences of shares; intervals are cut there

    The half-width is that of Student's interval with the quantile of max |T| in place of that of |T|, T being
    multivariate t with the correlation of the columns (Dunnett and Sobel 1954; Hothorn, Bretz and Westfall,
    "Simultaneous inference in general parametric models", 2008). A column in which every replication agrees has an
    interval without width, or none where they are few; nor has one whose error is too small for any finite one.
    """
    lengths = [len(column) for column in columns]
    if not columns or min(lengths) < 2:
        return [Estimate(float(np.mean(column)), None, None, 1 - error, ALONE) for column in columns]
    spread = [float(np.std(column, ddof=1)) for column in columns]
    common = min(lengths)
    told = [column[:common] for column in columns if np.ptp(column[:common]) > 0]
    times = largest_t(np.array(told).reshape(len(told), common), common - 1, error, uniforms)
    found = []
    for column, deviation in zip(columns, spread, strict=True):
        middle, half = float(np.mean(column)), times * deviation / sqrt(len(column))
        if np.ptp(column) > 0 and half == inf:
            found.append(Estimate(middle, None, None, 1 - error, NO_ERROR))
        elif np.ptp(column) > 0:
            method = METHOD.format(family=family)
            low, high = max(middle - half, lowest), min(middle + half, highest)
            found.append(Estimate(middle, low, high, 1 - error, method))
        elif len(column) < FEWEST_AGREEING:
            found.append(Estimate(middle, None, None, 1 - error, TOO_FEW))
        else:
            found.append(Estimate(middle, middle, middle, 1 - error, AGREED))
    return found


def largest_t(samples: Floats, degrees: int, error: float, uniforms: Floats) -> float:
    """What the largest of several |t| exceeds with the probability `error`.

    samples   of which the correlation is that of the t values, float64[values, n]
    uniforms  as in `joint_means`

    Never more than Bonferroni's bound, which stands where too few draws lie beyond the quantile.
    """
    bound = float(stdtrit(degrees, 1 - error / (2 * max(len(samples), 1))))
    if len(samples) < 2 or error * len(uniforms) < FEWEST_BEYOND:
        return bound
    sizes, axes = np.linalg.eigh(np.corrcoef(samples))
    rank = min(len(samples), uniforms.shape[1] - 1)
    scores = ndtri(uniforms[:, 1 : rank + 1]) * np.sqrt(np.maximum(sizes[-rank:], 0))
    normals = scores @ axes[:, -rank:].T
    scale = np.sqrt(chdtri(degrees, uniforms[:, 0]) / degrees)
    drawn = np.abs(normals).max(axis=1) / scale
    return min(bound, float(np.quantile(drawn, 1 - error)))


def spent(share: float, error: float) -> float:
    """How much of the error may have been spent when a share of all looks' information is in.

    Source: Lan and DeMets, "Discrete sequential boundaries for clinical trials", 1983, with the spending function that
    comes near the boundaries of O'Brien and Fleming: little at early looks, so that the last one is hardly wider.
    """
    if share <= 0:
        return 0.0
    return float(min(error, 2 * (1 - ndtr(float(ndtri(1 - error / 2)) / sqrt(share)))))
