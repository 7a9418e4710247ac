"""The gamma distribution by two of its figures, and its quantiles as a table that compiled code reads.

Gamma quantiles have no formula. As a function of the standard normal quantile, the logarithm of a gamma quantile over
the median is smooth, so polynomials on short pieces give it as exactly as the library that it is taken from.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, exp, log, pi

import numpy as np
from numpy.polynomial.chebyshev import cheb2poly

from slm_sim.model.arrays import Floats

Z90 = 1.2815515655446004
"""The 90th percentile of the standard normal distribution."""

PIECES, COEFFICIENTS, FARTHEST = 128, 8, 8.3
"""Of the table: pieces of equal length up to this far from 0, beyond the normal quantile of any drawn number."""

_LARGE = 3e4
"""From this shape on the expansion about the normal distribution is exact to 1e-15 of the quantile."""

_SMALLEST = 1e-300
"""Quantiles below it are taken for it; they are no time at all."""


@lru_cache(maxsize=1024)
def gamma_shape(ratio: float) -> float:
    """The shape of the gamma distribution whose 90th percentile is `ratio` times its median.

    There is one for every ratio from above 1 to 1e25; it is found to 1e-12 of the ratio's logarithm. Where the ratio
    lies within a millionth of 1, the shape is that of the normal limit, (z(0.9) / ln ratio)^2, which is as close.
    """
    from scipy.optimize import brentq  # scipy is loaded for gamma distributions only

    if log(ratio) < 1e-6:
        return (Z90 / log(ratio)) ** 2

    def excess(log_shape: float) -> float:
        return float(log_over_median(exp(log_shape), np.array([Z90]))[0]) - log(ratio)

    return exp(brentq(excess, log(0.01), log(1e13), xtol=1e-14, rtol=1e-14))


def gamma_median(shape: float) -> float:
    """The median of the gamma distribution of scale one."""
    from scipy.special import gammaincinv

    return float(gammaincinv(shape, 0.5))


def log_over_median(shape: float, normal: Floats) -> Floats:
    """The logarithm of gamma quantiles over the median, at standard normal quantiles.

    Source for large shapes: the Cornish-Fisher expansion of the chi-square quantile, Goldberg and Levine, "Approximate
    formulas for the percentage points and normalization of t and chi-square", Ann. Math. Statist. 17 (1946).
    """
    from scipy.special import gammainccinv, gammaincinv, ndtr

    z = normal
    if shape < _LARGE:
        with np.errstate(under="ignore"):
            below, above = gammaincinv(shape, ndtr(np.minimum(z, 0))), gammainccinv(shape, ndtr(-np.maximum(z, 0)))
        quantile = np.maximum(np.where(z < 0, below, above), _SMALLEST)
        return np.asarray(np.log(quantile) - np.log(gammaincinv(shape, 0.5)))
    root = shape**0.5
    passed = z * root + z**2 / 3 + (z**3 - 7 * z) / (36 * root) - (3 * z**4 + 7 * z**2) / (810 * shape)
    passed += (9 * z**5 + 256 * z**3 - 433 * z) / (38_880 * shape * root)
    passed += (12 * z**6 - 243 * z**4 - 923 * z**2) / (204_120 * shape**2)
    return np.asarray(np.log1p(passed / (shape - 1 / 3 + 16 / (810 * shape))))


@lru_cache(maxsize=64)
def gamma_table(shape: float) -> Floats:
    """Polynomial coefficients of `log_over_median`, the highest power first, float64[PIECES * COEFFICIENTS].

    Interpolated at Chebyshev's nodes, by sums in a fixed order: a library of linear algebra would round otherwise on
    another processor.
    """
    half = FARTHEST / PIECES
    angles = [pi * (node + 0.5) / COEFFICIENTS for node in range(COEFFICIENTS)]
    middles: Floats = -FARTHEST + half * (2 * np.arange(PIECES, dtype=np.float64) + 1)
    at_nodes = [log_over_median(shape, middles + half * cos(angle)) for angle in angles]
    powers = np.zeros((COEFFICIENTS, PIECES))
    for degree in range(COEFFICIENTS):
        weight = sum(value * cos(degree * angle) for value, angle in zip(at_nodes, angles, strict=True))
        share = (2 if degree else 1) / COEFFICIENTS
        for power, coefficient in enumerate(cheb2poly([0] * degree + [1])):
            powers[COEFFICIENTS - 1 - power] += coefficient * share * weight
    return np.ascontiguousarray(powers.T).ravel()
