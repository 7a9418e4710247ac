from __future__ import annotations

from itertools import pairwise
from math import exp, log, log1p
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from slm_sim.chance import Stream, average, fill_lengths, length_ticks, lengths_of, quantile
from slm_sim.chance.distributions import LONGEST, lognormal_sigma, weibull_shape
from slm_sim.chance.gamma import gamma_shape
from slm_sim.model.spread import Shape, Spread

TWO_FIGURES: tuple[Shape, ...] = ("lognormal", "gamma", "weibull")
SPREADS = [
    Spread("lognormal", median=600, p90=1560),
    Spread("gamma", median=600, p90=1560),
    Spread("gamma", median=600, p90=9000),
    Spread("weibull", median=600, p90=1560),
    Spread("exponential", mean=900),
    Spread("lognormal", median=600, p90=1560, scale=1.4),
]
MEDIANS = st.floats(0.1, 1e7)
LOG_RATIOS = st.floats(log(1e-9), log(16)).map(exp)
"""From an excess of 1e-9 to a factor of e^16 between median and 90th percentile."""


def name_of(spread: Spread) -> str:
    return f"{spread.shape}-{spread.p90:g}-{spread.scale:g}"


def reference(spread: Spread) -> Any:
    """The same distribution as scipy knows it, scaled by scipy's own median."""
    ratio = spread.p90 / spread.median if spread.median else 0.0
    length = spread.median * spread.scale
    match spread.shape:
        case "lognormal":
            return stats.lognorm(log(ratio) / stats.norm.ppf(0.9), scale=length)
        case "gamma":
            return stats.gamma(gamma_shape(ratio), scale=length / stats.gamma(gamma_shape(ratio)).median())
        case "weibull":
            shape = log(log(10) / log(2)) / log(ratio)
            return stats.weibull_min(shape, scale=length / stats.weibull_min(shape).median())
        case _:
            return stats.expon(scale=spread.mean * spread.scale)


@given(shape=st.sampled_from(TWO_FIGURES), median=MEDIANS, log_ratio=LOG_RATIOS)
def test_median_and_p90_are_met(shape: Shape, median: float, log_ratio: float) -> None:
    spread = Spread(shape, median=median, p90=median * exp(log_ratio))
    assert quantile(spread, np.array([0.5, 0.9])) == pytest.approx([spread.median, spread.p90], rel=2e-12)


@pytest.mark.parametrize("spread", SPREADS, ids=name_of)
def test_lengths_follow_the_distribution(spread: Spread) -> None:
    """Kolmogorov and Smirnov; fails by chance for one in 10,000 choices of the seed."""
    u = Stream(11, 0, "effort").uniforms(np.arange(20_000))
    assert stats.kstest(quantile(spread, u), reference(spread).cdf).pvalue > 1e-4


@pytest.mark.parametrize("spread", SPREADS, ids=name_of)
def test_quantile_is_the_inverse_of_the_distribution_function(spread: Spread) -> None:
    u = np.concatenate(([1e-9, 1e-4], np.linspace(0.01, 0.99, 99), [1 - 1e-4, 1 - 1e-9]))
    assert reference(spread).cdf(quantile(spread, u)) == pytest.approx(u, rel=1e-9)


@pytest.mark.parametrize("spread", SPREADS, ids=name_of)
def test_the_average_is_the_area_under_the_survival_function(spread: Spread) -> None:
    edges = [0.0, *quantile(spread, np.array([0.5, 0.99, 1 - 1e-6, 1 - 1e-13]))]
    area = sum(integrate.quad(reference(spread).sf, low, high, epsrel=1e-10)[0] for low, high in pairwise(edges))
    assert average(spread) == pytest.approx(area, rel=1e-6)


def test_averages_of_the_plain_shapes() -> None:
    assert average(Spread("constant", median=600, scale=0.5)) == 300
    assert average(Spread("exponential", mean=600, scale=0.5)) == 300
    assert average(Spread("empirical", values=(60, 600), shares=(0.75, 0.25), scale=2)) == 390


def test_a_gamma_of_shape_one_is_exponential() -> None:
    assert gamma_shape(log(10) / log(2)) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("excess", [0.99e-6, 1.01e-6])
def test_the_normal_limit_of_the_gamma_joins_without_a_step(excess: float) -> None:
    assert gamma_shape(exp(excess)) * excess**2 == pytest.approx(stats.norm.ppf(0.9) ** 2, rel=1e-5)


@given(shape=st.sampled_from(TWO_FIGURES), u=st.floats(0.001, 0.999), factor=st.floats(1.01, 10))
def test_a_longer_spread_makes_every_length_longer(shape: Shape, u: float, factor: float) -> None:
    short, long = (Spread(shape, median=600 * f, p90=1560 * f) for f in (1.0, factor))
    assert quantile(long, np.array([u]))[0] == pytest.approx(factor * quantile(short, np.array([u]))[0])


def test_a_constant_does_not_vary() -> None:
    assert quantile(Spread("constant", median=600, scale=1.5), np.array([0.01, 0.99])).tolist() == [900, 900]


def test_an_empirical_length_is_one_of_the_values_with_its_share() -> None:
    spread = Spread("empirical", values=(60, 3600, 600), shares=(0.5, 0.2, 0.3))
    u = np.array([0.0001, 0.4999, 0.5001, 0.6999, 0.7001, 0.9999])
    assert quantile(spread, u).tolist() == [60, 60, 3600, 3600, 600, 600]


def test_rounding_of_shares_leaves_no_gap_at_the_end() -> None:
    spread = Spread("empirical", values=tuple(range(10)), shares=(0.1,) * 10)
    assert quantile(spread, np.array([1 - 2.0**-53])).tolist() == [9]


@pytest.mark.parametrize(("uniform", "value"), [(0.1, 0), (0.25, 2), (0.3, 2), (0.999999, 2)])
def test_a_value_without_share_is_never_taken(uniform: float, value: int) -> None:
    spread = Spread("empirical", values=(0, 1, 2), shares=(0.25, 0.0, 0.75))
    assert quantile(spread, np.array([uniform])).tolist() == [value]


def plain(spread: Spread, u: float) -> float:
    """A quantile by the formulas, one number at a time and without any table."""
    normal = float(special.ndtri(u))
    match spread.shape:
        case "lognormal":
            length = spread.median * exp(normal * lognormal_sigma(spread.median, spread.p90))
        case "gamma":
            shape = gamma_shape(spread.p90 / spread.median)
            length = spread.median * float(special.gammaincinv(shape, u) / special.gammaincinv(shape, 0.5))
        case "weibull":
            length = spread.median * (-log1p(-u) / log(2)) ** (1 / weibull_shape(spread.p90 / spread.median))
        case "exponential":
            length = -log1p(-u) * spread.mean
        case "constant":
            length = spread.median
        case "empirical":
            length = next(
                value for value, sum_ in zip(spread.values, np.cumsum(spread.shares), strict=True) if u < sum_
            )
    return length * spread.scale


@pytest.mark.parametrize("spread", [*SPREADS, Spread("constant", median=77)], ids=name_of)
def test_lengths_equal_those_by_the_formulas(spread: Spread) -> None:
    u = np.concatenate((Stream(12, 0, "effort").uniforms(np.arange(2000)), [0.075, 0.925, 1e-12, 2.0**-53]))
    expected = [plain(spread, number) for number in u.tolist()]
    assert quantile(spread, u) == pytest.approx(expected, rel=1e-12 if spread.shape == "gamma" else 1e-13)


def test_each_number_is_read_by_its_own_spread() -> None:
    spreads = (*SPREADS, Spread("empirical", values=(60, 3600, 600), shares=(0.5, 0.2, 0.3)), Spread("constant", 5.0))
    u = Stream(12, 0, "effort").uniforms(np.arange(200))
    row = np.arange(200) % len(spreads)
    found, ticks = np.empty(200), np.empty(200, dtype=np.int64)
    fill_lengths(lengths_of(spreads), row, u, 200, 1.0, found, ticks)
    assert ticks.tolist() == np.maximum(np.rint(found), 1).tolist()
    expected = [plain(spreads[k], number) for k, number in zip(row.tolist(), u.tolist(), strict=True)]
    assert found == pytest.approx(expected, rel=1e-12)


def in_ticks(seconds: float, tick_ms: int) -> int:
    return int(length_ticks(Spread("constant", median=seconds), np.array([0.5]), tick_ms)[0])


def test_ticks_are_rounded_to_the_nearest_and_are_at_least_one() -> None:
    seconds = [0.0, 0.2, 1.4, 1.6, 89.0, 91.0]
    assert [in_ticks(length, 1000) for length in seconds] == [1, 1, 1, 2, 89, 91]
    assert [in_ticks(length, 60_000) for length in seconds] == [1, 1, 1, 1, 1, 2]
    assert [in_ticks(length, 1) for length in seconds] == [1, 200, 1400, 1600, 89_000, 91_000]


def test_a_length_beyond_all_integers_stays_an_integer() -> None:
    assert [in_ticks(length, 1) for length in (1e40, np.inf)] == [LONGEST, LONGEST]


@pytest.mark.parametrize("tick_ms", [1, 1000, 900_000])
def test_a_drawn_length_in_ticks_is_the_quantile_rounded(tick_ms: int) -> None:
    u = Stream(12, 0, "effort").uniforms(np.arange(60)).reshape(20, 3)
    expected = np.maximum(np.rint(quantile(SPREADS[0], u) * 1000 / tick_ms), 1)
    assert length_ticks(SPREADS[0], u, tick_ms).tolist() == expected.tolist()
