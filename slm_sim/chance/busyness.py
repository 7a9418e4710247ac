"""Days that are busier or quieter than chance explains, and how they cluster."""

from __future__ import annotations

from math import ceil, log, log1p

import numpy as np

from slm_sim.chance.normal import normal_quantiles
from slm_sim.chance.streams import Stream
from slm_sim.model.arrays import Floats, Ints

_FORGOTTEN = 1e-9
"""Innovations whose weight has fallen below this are left out of the moving average."""


def daily_factor(
    seed: int, replication: int, days: Ints, coefficient_of_variation: float, autocorrelation: float
) -> Floats:
    """How busy each day is: lognormal, mean one, of the stated variation, correlated from day to day.

    days             absolute day numbers, int64[n]; each day's innovation is addressed by its number, so that a longer
                     or a later span keeps the factors of the days that it shares
    autocorrelation  of the factor between one day and the next, in [0, 1); with s2 = ln(1 + cv^2) the Gaussian series
                     behind it has the coefficient ln(1 + autocorrelation (exp(s2) - 1)) / s2
    """
    if coefficient_of_variation == 0:
        return np.ones(len(days))
    s2 = log1p(coefficient_of_variation**2)
    phi = log1p(autocorrelation * coefficient_of_variation**2) / s2
    lags = ceil(log(_FORGOTTEN) / log(phi)) if phi > 0 else 0
    weights = phi ** np.arange(lags + 1)
    weights /= np.sqrt(np.dot(weights, weights))
    first = int(days.min()) - lags
    innovations = normal_quantiles(
        Stream(seed, replication, "busyness").uniforms(np.arange(first, int(days.max()) + 1))
    )
    series = np.convolve(innovations, weights, mode="valid")
    gaussian = series[days - int(days.min())]
    return np.asarray(np.exp(np.sqrt(s2) * gaussian - s2 / 2))
