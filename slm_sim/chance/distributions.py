"""Distributions by their inverse: a uniform number becomes a length, a count or a choice.

Inversion keeps comparisons sharp: a longer median makes every drawn length longer, and none is drawn anew.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, gamma, log

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import gammaincinv, ndtri, pdtr

from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.spread import Spread

Z90 = float(ndtri(0.9))
"""The 90th percentile of the standard normal distribution."""

LONGEST = 2**52
"""Ticks of the longest drawn length: beyond any run, and far enough from the end of the integers to add to."""


def quantile(spread: Spread, u: Floats) -> Floats:
    """The length in seconds below which a share `u` of the lengths lies, for each u in (0, 1)."""
    length: npt.NDArray[np.floating]
    match spread.shape:
        case "lognormal":
            length = spread.median * np.exp(ndtri(u) * lognormal_sigma(spread.median, spread.p90))
        case "gamma":
            shape = gamma_shape(spread.p90 / spread.median)
            length = gammaincinv(shape, u) * (spread.median / gammaincinv(shape, 0.5))
        case "weibull":
            shape = weibull_shape(spread.p90 / spread.median)
            length = spread.median * (-np.log1p(-u) / log(2)) ** (1 / shape)
        case "exponential":
            length = -np.log1p(-u) * spread.mean
        case "constant":
            length = np.full(np.shape(u), spread.median)
        case "empirical":
            length = np.asarray(spread.values)[categorical(np.asarray(spread.shares), u)]
    return np.asarray(length * spread.scale, dtype=np.float64)


def average(spread: Spread) -> float:
    """The mean length in seconds, by formula."""
    match spread.shape:
        case "lognormal":
            length = spread.median * exp(lognormal_sigma(spread.median, spread.p90) ** 2 / 2)
        case "gamma":
            shape = gamma_shape(spread.p90 / spread.median)
            length = shape * spread.median / float(gammaincinv(shape, 0.5))
        case "weibull":
            shape = weibull_shape(spread.p90 / spread.median)
            length = spread.median * log(2) ** (-1 / shape) * gamma(1 + 1 / shape)
        case "exponential":
            length = spread.mean
        case "constant":
            length = spread.median
        case "empirical":
            length = float(np.dot(spread.values, spread.shares))
    return length * spread.scale


def lognormal_sigma(median: float, p90: float) -> float:
    """The standard deviation of the logarithm: ln(p90 / median) / z(0.9)."""
    return log(p90 / median) / Z90


@lru_cache(maxsize=1024)
def gamma_shape(ratio: float) -> float:
    """The shape of the gamma distribution whose 90th percentile is `ratio` times its median.

    There is one for every ratio from above 1 to 1e25; it is found to 1e-12 of the ratio's logarithm. Where the ratio
    lies within a millionth of 1, the shape is that of the normal limit, (z(0.9) / ln ratio)^2, which is as close.
    """
    if log(ratio) < 1e-6:
        return (Z90 / log(ratio)) ** 2

    def excess(log_shape: float) -> float:
        shape = exp(log_shape)
        return log(float(gammaincinv(shape, 0.9)) / float(gammaincinv(shape, 0.5))) - log(ratio)

    return exp(brentq(excess, log(0.01), log(1e13), xtol=1e-14, rtol=1e-14))


def weibull_shape(ratio: float) -> float:
    """The shape of the Weibull distribution whose 90th percentile is `ratio` (above 1) times its median."""
    return log(log(10) / log(2)) / log(ratio)


def categorical(shares: Floats, u: Floats) -> Ints:
    """Which of several choices each u picks: choice k covers the k-th share of (0, 1), in the order given."""
    return np.searchsorted(np.cumsum(shares)[:-1], u, side="right").astype(np.int64)


def poisson(mean: float, u: Floats) -> Ints:
    """Poisson counts of a small mean, by inversion."""
    most = int(mean + 12 * mean**0.5 + 24)
    return np.searchsorted(pdtr(np.arange(most), mean), u, side="left").astype(np.int64)


def to_ticks(seconds: Floats, tick_ms: int) -> Ints:
    """Drawn lengths in ticks: rounded to the nearest tick, at least one, at most `LONGEST`."""
    return np.clip(np.rint(seconds * (1000 / tick_ms)), 1, LONGEST).astype(np.int64)
