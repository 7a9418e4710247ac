"""Distributions by inversion against scipy's, and the figures by which people state them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad

from slm_sim.chance import average, categorical, poisson, quantile, to_ticks
from slm_sim.model.spread import Spread

MEDIAN_AND_P90 = ["lognormal", "gamma", "weibull"]
SPREADS = [
    Spread("lognormal", median=600, p90=1560),
    Spread("gamma", median=600, p90=1560),
    Spread("weibull", median=600, p90=1560),
    Spread("exponential", mean=900),
    Spread("constant", median=300),
    Spread("empirical", values=(60.0, 600.0, 3600.0), shares=(0.2, 0.5, 0.3)),
    Spread("lognormal", median=600, p90=1560, scale=1.25),
]


@pytest.mark.parametrize("shape", MEDIAN_AND_P90)
@given(median=st.floats(1, 1e5), ratio=st.floats(1.05, 50))
def test_median_and_p90_come_out_as_stated(shape: str, median: float, ratio: float) -> None:
    spread = Spread(shape, median=median, p90=median * ratio)  # type: ignore[arg-type]  # one of the three above
    assert quantile(spread, np.array([0.5, 0.9])) == pytest.approx([median, median * ratio], rel=1e-8)


@pytest.mark.parametrize("spread", SPREADS, ids=lambda spread: spread.shape)
def test_the_mean_is_the_integral_of_the_quantiles(spread: Spread) -> None:
    integral, _ = quad(lambda u: float(quantile(spread, np.array([u]))[0]), 0, 1, limit=500, points=[0.2, 0.7])
    assert average(spread) == pytest.approx(integral, rel=1e-4)


def test_shapes_are_scipys_shapes() -> None:
    u = np.linspace(0.001, 0.999, 500)
    gamma = quantile(Spread("gamma", median=600, p90=1560), u)
    shape, _, scale = stats.gamma.fit(gamma, floc=0)
    assert gamma == pytest.approx(stats.gamma.ppf(u, shape, scale=scale), rel=0.02)
    log = np.log(quantile(Spread("lognormal", median=600, p90=1560), u))
    assert log == pytest.approx(stats.norm.ppf(u, np.log(600), np.log(2.6) / stats.norm.ppf(0.9)))
    assert quantile(Spread("exponential", mean=900), u) == pytest.approx(stats.expon.ppf(u, scale=900))


@pytest.mark.parametrize("spread", SPREADS, ids=lambda spread: spread.shape)
def test_a_longer_scale_makes_every_length_longer(spread: Spread) -> None:
    u = np.linspace(0.01, 0.99, 99)
    longer = Spread(
        spread.shape, spread.median, spread.p90, spread.mean, spread.values, spread.shares, spread.scale * 1.1
    )
    assert quantile(longer, u) == pytest.approx(quantile(spread, u) * 1.1)


def test_choices_cover_their_shares_in_the_order_given() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    assert np.bincount(categorical(np.array([0.2, 0.5, 0.3]), u)).tolist() == [200, 500, 300]


@pytest.mark.parametrize("mean", [0.3, 1.0, 7.5])
def test_poisson_counts_are_scipys(mean: float) -> None:
    u = (np.arange(10_000) + 0.5) / 10_000
    assert (poisson(mean, u) == stats.poisson.ppf(u, mean)).all()


def test_lengths_are_rounded_to_the_nearest_tick_and_at_least_one() -> None:
    assert to_ticks(np.array([0.0, 0.4, 1.6, 90.2]), 1000).tolist() == [1, 1, 2, 90]
    assert to_ticks(np.array([449.0, 451.0]), 900_000).tolist() == [1, 1]
    assert to_ticks(np.array([0.0014]), 1).tolist() == [1]
