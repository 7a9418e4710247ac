"""Distributions by their inverse: a uniform number becomes a length, a count or a choice.

Inversion keeps comparisons sharp: a longer median makes every drawn length longer, and none is drawn anew.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, gamma, log, log1p
from typing import NamedTuple

import numpy as np

from slm_sim.chance.gamma import Z90, from_table, gamma_median, gamma_shape, gamma_table
from slm_sim.chance.normal import fill_normal
from slm_sim.compiler import compiled, inlined
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
    numbers = np.asarray(u, dtype=np.float64).flatten()
    seconds = np.empty_like(numbers)
    row = np.zeros(len(numbers), dtype=np.int64)
    fill_lengths(lengths_of((spread,)), row, numbers, len(numbers), seconds)
    return seconds.reshape(np.shape(u))


def length_ticks(spread: Spread, u: Floats, tick_ms: int) -> Ints:
    """`quantile` in ticks: rounded to the nearest tick, at least one, at most `LONGEST`."""
    numbers = np.asarray(u, dtype=np.float64).flatten()
    ticks = np.empty(len(numbers), dtype=np.int64)
    fill_ticks(lengths_of((spread,)), np.zeros_like(ticks), numbers, len(numbers), 1000 / tick_ms, ticks)
    return ticks.reshape(np.shape(u))


@inlined
def choice(sums: Floats, first: int, past: int, u: float) -> int:
    """Which of the choices first .. past - 1 a number picks by their running sums; the last one fills up to one.

    It counts all sums that are passed, for a loop that broke off would be foreseen wrongly as often as not.
    """
    found = first
    for k in range(first, past - 1):
        found += int(u >= sums[k])
    return found


@compiled
def fill_lengths(lengths: Lengths, row: Ints, u: Floats, count: int, out: Floats) -> None:
    """Write the length in seconds that each of the first `count` numbers stands for into `out`.

    row  which spread holds for each of them
    """
    what, figures, table = lengths.what, lengths.figures, lengths.table
    fill_normal(u, count, out)
    for i in range(count):
        k = row[i]
        shape, seconds, width = what[k, 0], figures[k, 0], figures[k, 1]
        if shape == _LOGNORMAL:
            seconds *= exp(out[i] * width)
        elif shape == _WEIBULL:
            seconds *= (-log1p(-u[i]) / _LOG2) ** width
        elif shape == _EXPONENTIAL:
            seconds *= -log1p(-u[i])
        elif shape == _GAMMA:
            seconds *= exp(from_table(table[0], what[k, 1], out[i]))
        elif shape == _EMPIRICAL:
            seconds = table[0, choice(table[1], what[k, 1], what[k, 2], u[i])]
        out[i] = seconds * figures[k, 2]


@inlined
def whole_ticks(seconds: float, per_second: float) -> int:
    """A drawn length in ticks: rounded to the nearest tick, at least one, at most `LONGEST`."""
    return int(min(max(np.rint(seconds * per_second), 1.0), float(LONGEST)))


@compiled
def fill_ticks(lengths: Lengths, row: Ints, u: Floats, count: int, per_second: float, out: Ints) -> None:
    """Write the length in ticks that each of the first `count` numbers stands for into `out`; see `fill_lengths`."""
    seconds = np.empty(count)
    fill_lengths(lengths, row, u, count, seconds)
    for i in range(count):
        out[i] = whole_ticks(seconds[i], per_second)


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
