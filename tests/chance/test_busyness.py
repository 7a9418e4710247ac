from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from slm_sim.chance import daily_factor
from slm_sim.model.arrays import Floats

DAYS = np.arange(20_500, 20_900)
CASES = [(0.25, 0.0), (0.25, 0.4), (0.8, 0.7), (1.2, 0.95)]


def test_without_variation_every_day_is_as_expected() -> None:
    assert daily_factor(1, 0, DAYS, 0.0, 0.5).tolist() == [1.0] * len(DAYS)


@pytest.mark.parametrize(("variation", "correlation"), CASES)
def test_a_longer_or_later_span_keeps_the_days_that_it_shares(variation: float, correlation: float) -> None:
    year = daily_factor(1, 0, DAYS, variation, correlation)
    longer = daily_factor(1, 0, np.arange(20_300, 21_500), variation, correlation)
    scattered = daily_factor(1, 0, DAYS[[17, 3, 3, 250]], variation, correlation)
    assert np.array_equal(longer[200:600], year)
    assert np.array_equal(scattered, year[[17, 3, 3, 250]])


def test_replications_and_seeds_differ() -> None:
    base = daily_factor(1, 0, DAYS, 0.25, 0.4)
    assert not np.isin(base, daily_factor(1, 1, DAYS, 0.25, 0.4)).any()
    assert not np.isin(base, daily_factor(2, 0, DAYS, 0.25, 0.4)).any()


def seems(expected: float, per_replication: Floats) -> bool:
    """Whether the mean over replications agrees; wrongly denied for one in 10,000 choices of the seed."""
    return bool(stats.ttest_1samp(per_replication, expected).pvalue > 1e-4)


@pytest.mark.parametrize(("variation", "correlation"), CASES[:3])
def test_mean_variation_and_correlation_are_as_stated(variation: float, correlation: float) -> None:
    """With the mean known to be one, moments about it are unbiased whatever the length of a replication."""
    away = np.array([daily_factor(3, replication, DAYS, variation, correlation) for replication in range(600)]) - 1
    assert seems(0, away.mean(axis=1))
    assert seems(variation**2, (away**2).mean(axis=1))
    assert seems(correlation * variation**2, (away[:, :-1] * away[:, 1:]).mean(axis=1))
    assert not seems(1.25 * variation**2, (away**2).mean(axis=1))


def test_the_logarithm_is_normal() -> None:
    """Kolmogorov and Smirnov; fails by chance for one in 10,000 choices of the seed."""
    factors = daily_factor(3, 0, np.arange(20_000), 0.5, 0.0)
    s2 = np.log1p(0.25)
    assert stats.kstest(np.log(factors), stats.norm(-s2 / 2, np.sqrt(s2)).cdf).pvalue > 1e-4
