"""Distributions by their inverse: a uniform number becomes a length, a count or a choice.

Inversion keeps comparisons sharp: a longer median makes every drawn length longer, and none is drawn anew.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, gamma, log, log1p
from typing import NamedTuple

import numpy as np

from slm_sim.chance.gamma import COEFFICIENTS, FARTHEST, PIECES, Z90, gamma_median, gamma_shape, gamma_table
from slm_sim.chance.normal import fill_normal
from slm_sim.compiler import compiled
from slm_sim.model.arrays import Floats, Ints, read_only
from slm_sim.model.spread import Spread

LONGEST = 2**52
"""Ticks of the longest drawn length: beyond any run, and far enough from the end of the integers to add to."""

_LOGNORMAL, _GAMMA, _WEIBULL, _EXPONENTIAL, _CONSTANT, _EMPIRICAL = range(6)
_CODES = {
    "lognormal": _LOGNORMAL,
    "gamma": _GAMMA,
    "weibull": _WEIBULL,
    "exponential": _EXPONENTIAL,
    "constant": _CONSTANT,
    "empirical": _EMPIRICAL,
}
_LOG2 = log(2)


class Lengths(NamedTuple):
    """Spreads as compiled code reads them, one row each.

    what     the code of its shape, and its part of `table`: from the first column to the one past the last, int64[k, 3]
    figures  median or mean in seconds; sigma of a lognormal, one over the shape of a weibull; scale, float64[k, 3]
    table    the values of an empirical spread and below them the running sums of their shares, or the table of a gamma,
             float64[2, columns]
    """

    what: Ints
    figures: Floats
    table: Floats


@lru_cache(maxsize=256)
def lengths_of(spreads: tuple[Spread, ...]) -> Lengths:
    """Some spreads in the form that compiled code reads."""
    tables = [_table(spread) for spread in spreads]
    past = np.cumsum([0, *(table.shape[1] for table in tables)])
    codes = np.array([_CODES[spread.shape] for spread in spreads], dtype=np.int64)
    figures = [(_centre(spread), _width(spread), float(spread.scale)) for spread in spreads]
    return Lengths(
        what=read_only(np.column_stack((codes, past[:-1], past[1:]))),
        figures=read_only(np.array(figures).reshape(len(spreads), 3)),
        table=read_only(np.concatenate([np.empty((2, 0)), *tables], axis=1)),
    )


def quantile(spread: Spread, u: Floats) -> Floats:
    """The length in seconds below which a share `u` of the lengths lies, for each u in (0, 1)."""
    return _read(spread, u, 1.0)[0]


def length_ticks(spread: Spread, u: Floats, tick_ms: int) -> Ints:
    """`quantile` in ticks: rounded to the nearest tick, at least one, at most `LONGEST`."""
    return _read(spread, u, 1000 / tick_ms)[1]


def _read(spread: Spread, u: Floats, per_second: float) -> tuple[Floats, Ints]:
    numbers = np.asarray(u, dtype=np.float64).flatten()
    seconds, ticks = np.empty_like(numbers), np.empty(len(numbers), dtype=np.int64)
    fill_lengths(lengths_of((spread,)), np.zeros_like(ticks), numbers, len(numbers), per_second, seconds, ticks)
    return seconds.reshape(np.shape(u)), ticks.reshape(np.shape(u))


@compiled
def fill_lengths(
    lengths: Lengths, row: Ints, u: Floats, count: int, per_second: float, seconds: Floats, ticks: Ints
) -> None:
    """Write the length that each of the first `count` numbers stands for, in seconds and in ticks.

    row  which spread holds for each of them
    Ticks are rounded to the nearest, at least one, at most `LONGEST`. A choice counts all sums that are passed, for a
    loop that broke off would be foreseen wrongly as often as not.
    """
    what, figures, table = lengths.what, lengths.figures, lengths.table
    fill_normal(u, count, seconds)
    for i in range(count):
        k = row[i]
        shape = what[k, 0]
        length = figures[k, 0]
        if shape == _LOGNORMAL:
            length *= exp(seconds[i] * figures[k, 1])
        elif shape == _WEIBULL:
            length *= (-log1p(-u[i]) / _LOG2) ** figures[k, 1]
        elif shape == _EXPONENTIAL:
            length *= -log1p(-u[i])
        elif shape == _GAMMA:
            place = (seconds[i] + FARTHEST) * (PIECES / (2 * FARTHEST))
            first = what[k, 1] + int(place) * COEFFICIENTS
            power = 0.0
            for column in range(first, first + COEFFICIENTS):
                power = power * (2 * (place - int(place)) - 1) + table[0, column]
            length *= exp(power)
        elif shape == _EMPIRICAL:
            column = what[k, 1]
            for other in range(what[k, 1], what[k, 2] - 1):
                column += u[i] >= table[1, other]
            length = table[0, column]
        seconds[i] = length * figures[k, 2]
    for i in range(count):
        ticks[i] = min(max(np.rint(seconds[i] * per_second), 1.0), LONGEST)


def average(spread: Spread) -> float:
    """The mean length in seconds, by formula."""
    match spread.shape:
        case "lognormal":
            seconds = spread.median * exp(lognormal_sigma(spread.median, spread.p90) ** 2 / 2)
        case "gamma":
            shape = gamma_shape(spread.p90 / spread.median)
            seconds = shape * spread.median / gamma_median(shape)
        case "weibull":
            shape = weibull_shape(spread.p90 / spread.median)
            seconds = spread.median * log(2) ** (-1 / shape) * gamma(1 + 1 / shape)
        case "exponential":
            seconds = spread.mean
        case "constant":
            seconds = spread.median
        case "empirical":
            seconds = float(np.dot(spread.values, spread.shares))
    return seconds * spread.scale


def lognormal_sigma(median: float, p90: float) -> float:
    """The standard deviation of the logarithm: ln(p90 / median) / z(0.9)."""
    return log(p90 / median) / Z90


def weibull_shape(ratio: float) -> float:
    """The shape of the Weibull distribution whose 90th percentile is `ratio` (above 1) times its median."""
    return log(log(10) / log(2)) / log(ratio)


def _centre(spread: Spread) -> float:
    return float(spread.mean if spread.shape == "exponential" else spread.median)


def _width(spread: Spread) -> float:
    match spread.shape:
        case "lognormal":
            return lognormal_sigma(spread.median, spread.p90)
        case "weibull":
            return 1 / weibull_shape(spread.p90 / spread.median)
        case _:
            return 0.0


def _table(spread: Spread) -> Floats:
    match spread.shape:
        case "empirical":
            return np.array([spread.values, np.cumsum(spread.shares)])
        case "gamma":
            table = gamma_table(gamma_shape(spread.p90 / spread.median))
            return np.array([table, np.zeros_like(table)])
        case _:
            return np.empty((2, 0))
