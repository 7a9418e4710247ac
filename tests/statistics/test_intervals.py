"""Intervals: published and library figures, and coverage by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from slm_sim.chance import Stream
from slm_sim.statistics import bootstrap_share, mean, pooled_proportion, proportion, quantile, simultaneous

TRIALS = 4000


def bound(confidence: float) -> float:
    """A coverage below this is chance once in 100,000 at most."""
    return confidence - 4.3 * (confidence * (1 - confidence) / TRIALS) ** 0.5


@given(st.integers(1, 500), st.data())
def test_clopper_pearson_is_scipys_exact_interval(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    mine = proportion(successes, trials, 0.95)
    theirs = stats.binomtest(successes, trials).proportion_ci(method="exact")
    assert (mine.low, mine.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_none_of_n_gives_the_rule_of_three() -> None:
    """Hanley and Lippman-Hand 1983: after none of n, the one-sided 95 % limit is about 3 / n; two-sided 90 % here."""
    assert proportion(0, 300, 0.90).high == pytest.approx(3 / 300, rel=0.01)


@pytest.mark.parametrize("chance", [0.02, 0.5, 0.97])
def test_proportions_are_covered(chance: float) -> None:
    hits = stats.binom.ppf(Stream(5, 0, "coverage").uniforms(np.arange(TRIALS)), 60, chance).astype(int)
    found = [proportion(int(hit), 60, 0.95) for hit in hits]
    covered = np.mean([estimate.low <= chance <= estimate.high for estimate in found])
    assert covered > bound(0.95)


def test_dependent_periods_widen_the_pooled_interval() -> None:
    """Twelve months that are all kept or all missed say no more than one."""
    together = pooled_proportion(np.array([12, 0] * 10), np.full(20, 12), 0.95)
    alone = proportion(10, 20, 0.95)
    assert together.low == pytest.approx(alone.low, abs=0.02)
    assert together.high == pytest.approx(alone.high, abs=0.02)
    apart = pooled_proportion(np.array([6, 6, 5, 7] * 5), np.full(20, 12), 0.95)
    assert apart.half_width < together.half_width / 2


def test_pooled_proportions_of_dependent_periods_are_covered() -> None:
    """A year's own luck, Beta(8, 2), decides the chance of its twelve months; forty years a study."""
    studies = 1500
    stream = Stream(9, 0, "beta")
    luck = stats.beta.ppf(stream.uniforms(np.arange(studies * 40)), 8, 2)
    kept = stats.binom.ppf(stream.uniforms(np.arange(studies * 40), 1), 12, luck).astype(int).reshape(studies, 40)
    found = [pooled_proportion(row, np.full(40, 12), 0.95) for row in kept]
    covered = np.mean([estimate.low <= 0.8 <= estimate.high for estimate in found])
    assert covered > 0.95 - 4.3 * (0.95 * 0.05 / studies) ** 0.5 - 0.015  # the t approximation at 40 replications


def test_agreeing_replications_count_as_one_trial_each() -> None:
    sure = pooled_proportion(np.full(30, 12), np.full(30, 12), 0.95)
    assert (sure.value, sure.high) == (1, 1)
    assert sure.low == pytest.approx(proportion(30, 30, 0.95).low)


def test_replications_without_data_say_nothing() -> None:
    with_empty = pooled_proportion(np.array([3, 0, 4, 2]), np.array([4, 0, 5, 4]), 0.95)
    assert with_empty == pooled_proportion(np.array([3, 4, 2]), np.array([4, 5, 4]), 0.95)


def test_means_are_covered() -> None:
    values = -np.log(Stream(6, 0, "mean").uniforms(np.arange(TRIALS * 60))).reshape(TRIALS, 60)
    covered = np.mean([(e := mean(row, 0.95)).low <= 1 <= e.high for row in values])
    assert covered > bound(0.95) - 0.015  # Student's interval of sixty exponential values falls a little short


def test_one_replication_has_no_interval() -> None:
    alone = mean(np.array([3.0]), 0.95)
    assert (alone.value, alone.low, alone.high, alone.half_width) == (3.0, None, None, None)


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_quantiles_are_covered(share: float) -> None:
    values = Stream(8, 0, "quantile").uniforms(np.arange(TRIALS * 100)).reshape(TRIALS, 100)
    covered = np.mean([(e := quantile(row, share, 0.95)).low <= share <= (e.high or 1) for row in values])
    assert covered > bound(0.95)


def test_a_small_sample_has_no_upper_end_for_its_p95() -> None:
    found = quantile(np.arange(20.0), 0.95, 0.95)
    assert found.value == 18
    assert found.high is None


def test_simultaneous_confidence_shares_the_error() -> None:
    assert simultaneous(0.999, 10) == pytest.approx(0.9999)


def test_bootstrap_of_equal_weeks_knows_the_share_exactly() -> None:
    picks = np.array([[0, 1, 1], [2, 2, 0]])
    found = bootstrap_share(np.array([9, 9, 9]), np.array([10, 10, 10]), picks, 0.95)
    assert (found.value, found.low, found.high) == (0.9, 0.9, 0.9)


def test_bootstrap_interval_is_that_of_the_resampled_shares() -> None:
    hits, counted = np.array([8, 1, 5, 9]), np.array([10, 10, 10, 10])
    picks = (Stream(1, 0, "weeks").uniforms(np.arange(2000)[:, None], np.arange(4)[None, :]) * 4).astype(int)
    by_hand = sorted(sum(int(hits[week]) for week in row) / 40 for row in picks)
    found = bootstrap_share(hits, counted, picks, 0.9)
    assert found.value == 23 / 40
    assert found.low == pytest.approx(by_hand[99], abs=0.03)
    assert found.high == pytest.approx(by_hand[1900], abs=0.03)
