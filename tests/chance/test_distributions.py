from __future__ import annotations

from itertools import pairwise
from math import exp, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from slm_sim.chance import Stream, average, categorical, poisson, quantile, to_ticks
from slm_sim.chance.distributions import LONGEST, gamma_shape
from slm_sim.model.arrays import Floats
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
    shares = np.full(10, 0.1)
    assert categorical(shares, np.array([1 - 2.0**-53])).tolist() == [9]


@given(mean=st.floats(0, 60), u=st.lists(st.floats(2.0**-53, 1 - 2.0**-53), min_size=1, max_size=20))
def test_poisson_counts_are_those_of_the_inverse_distribution(mean: float, u: list[float]) -> None:
    numbers = np.array(u)
    assert poisson(mean, numbers).tolist() == stats.poisson.ppf(numbers, mean).tolist()


def test_ticks_are_rounded_to_the_nearest_and_are_at_least_one() -> None:
    seconds: Floats = np.array([0.0, 0.2, 1.4, 1.6, 89.0, 91.0])
    assert to_ticks(seconds, 1000).tolist() == [1, 1, 1, 2, 89, 91]
    assert to_ticks(seconds, 60_000).tolist() == [1, 1, 1, 1, 1, 2]
    assert to_ticks(seconds, 1).tolist() == [1, 200, 1400, 1600, 89_000, 91_000]


def test_a_length_beyond_all_integers_stays_an_integer() -> None:
    assert to_ticks(np.array([1e40, np.inf]), 1).tolist() == [LONGEST, LONGEST]
