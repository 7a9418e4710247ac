from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from slm_sim.model.estimate import Estimate
from slm_sim.statistics import bootstrap_share, mean, pooled_proportion, proportion, quantile, simultaneous

CONFIDENCES = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.999])


def ends(estimate: Estimate) -> tuple[float, float]:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low, estimate.high


def holds(estimate: Estimate, truth: float) -> bool:
    low, high = ends(estimate)
    return low <= truth <= high


def surely_at_least(covered: int, trials: int, coverage: float) -> bool:
    """Whether so many hits agree with a coverage of at least that; wrongly denied for one in 10,000 seeds."""
    return bool(stats.binom.cdf(covered, trials, coverage) > 1e-4)


@given(data=st.data(), trials=st.integers(2, 500), confidence=CONFIDENCES)
def test_a_proportion_has_the_exact_interval(data: st.DataObject, trials: int, confidence: float) -> None:
    successes = data.draw(st.integers(0, trials))
    exact = stats.binomtest(successes, trials).proportion_ci(confidence, method="exact")
    found = proportion(successes, trials, confidence)
    assert found.value == successes / trials
    assert ends(found) == pytest.approx((exact.low, exact.high), rel=1e-9, abs=1e-12)


def test_the_rule_of_three() -> None:
    """With nothing seen in n trials, the upper 95 % bound (of a two-sided 90 % interval) is about 3 / n."""
    low, high = ends(proportion(0, 300, 0.9))
    assert low == 0
    assert high == pytest.approx(1 - 0.05 ** (1 / 300), rel=1e-12)
    assert high == pytest.approx(3 / 300, rel=0.01)


@pytest.mark.parametrize("trials", [3, 20, 80])
def test_the_interval_of_a_proportion_covers_every_truth(trials: int) -> None:
    """Its coverage, added up over all outcomes, is nowhere below the stated confidence."""
    found = [proportion(successes, trials, 0.9) for successes in range(trials + 1)]
    for truth in np.linspace(0.001, 0.999, 333):
        chances = stats.binom.pmf(np.arange(trials + 1), trials, truth)
        assert sum(c for c, estimate in zip(chances, found, strict=True) if holds(estimate, truth)) >= 0.9


def test_pooling_independent_periods_is_nearly_as_good_as_counting_them_all() -> None:
    kept = np.random.default_rng(1).binomial(12, 0.85, size=400)
    pooled = pooled_proportion(kept, np.full(400, 12), 0.95)
    naive = proportion(int(kept.sum()), 4800, 0.95)
    assert pooled.value == naive.value
    assert pooled.half_width == pytest.approx(naive.half_width, rel=0.15)


def test_periods_that_stand_or_fall_together_count_once() -> None:
    kept = np.array([12] * 85 + [0] * 15)
    pooled = pooled_proportion(kept, np.full(100, 12), 0.95)
    assert pooled.value == 0.85
    assert pooled.half_width == pytest.approx(proportion(85, 100, 0.95).half_width, rel=0.03)


@pytest.mark.parametrize("value", [0, 12])
def test_replications_that_all_agree_count_as_one_trial_each(value: int) -> None:
    pooled = pooled_proportion(np.full(50, value), np.full(50, 12), 0.95)
    assert ends(pooled) == ends(proportion(value // 12 * 50, 50, 0.95))


def test_pooling_claims_no_more_than_the_trials_that_there_were() -> None:
    kept, trials = np.tile([5, 7], 25), np.full(50, 12)
    assert ends(pooled_proportion(kept, trials, 0.95)) == ends(proportion(300, 600, 0.95))


def test_replications_without_trials_say_nothing() -> None:
    kept, trials = np.array([3, 0, 2, 0, 4]), np.array([4, 0, 4, 0, 4])
    told = trials > 0
    assert pooled_proportion(kept, trials, 0.95) == pooled_proportion(kept[told], trials[told], 0.95)


@pytest.mark.parametrize(("chance", "togetherness"), [(0.9, 0.3), (0.97, 0.1), (0.6, 0.8)])
def test_the_pooled_interval_covers_the_truth_when_periods_depend(chance: float, togetherness: float) -> None:
    """Each replication has a chance of its own (beta), shared by its twelve months; counting months alone fails."""
    rng = np.random.default_rng(4)
    size = 1 / togetherness - 1
    rates = rng.beta(chance * size, (1 - chance) * size, size=(1500, 100))
    kept, trials = rng.binomial(12, rates), np.full(100, 12)
    pooled = sum(holds(pooled_proportion(row, trials, 0.95), chance) for row in kept)
    naive = sum(holds(proportion(int(row.sum()), 1200, 0.95), chance) for row in kept)
    assert surely_at_least(pooled, len(kept), 0.945)
    assert not surely_at_least(naive, len(kept), 0.945)


@given(values=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30, unique=True), confidence=CONFIDENCES)
def test_a_mean_has_students_interval(values: list[float], confidence: float) -> None:
    found = mean(np.array(values), confidence)
    exact = stats.ttest_1samp(values, 0).confidence_interval(confidence)
    assert ends(found) == pytest.approx((exact.low, exact.high), rel=1e-9, abs=1e-9 * np.ptp(values))


@pytest.mark.parametrize(
    "alone",
    [
        mean(np.array([0.75]), 0.95),
        pooled_proportion(np.array([3]), np.array([4]), 0.95),
        pooled_proportion(np.array([0, 3]), np.array([0, 4]), 0.95),
    ],
    ids=["mean", "pooled", "pooled-with-data"],
)
def test_one_replication_has_no_interval(alone: Estimate) -> None:
    assert alone.value == 0.75
    assert (alone.low, alone.high, alone.half_width) == (None, None, None)


def test_one_trial_has_no_interval() -> None:
    found = proportion(1, 1, 0.95)
    assert (found.value, found.low, found.high) == (1.0, None, None)


def test_the_interval_of_a_mean_keeps_to_what_is_possible() -> None:
    shares = np.array([1.0, 1.0, 0.9, 1.0])
    free, cut = mean(shares, 0.95), mean(shares, 0.95, 0, 1)
    assert ends(free)[1] > 1
    assert ends(cut) == (ends(free)[0], 1)
    assert ends(mean(1 - shares, 0.95, 0, 1))[0] == 0


@given(n=st.integers(1, 400), share=st.sampled_from([0.05, 0.5, 0.9, 0.95]), confidence=CONFIDENCES)
def test_a_quantile_is_bounded_by_the_right_order_statistics(n: int, share: float, confidence: float) -> None:
    """The values are their own ranks: each tail of the binomial is within its bound, and one rank further is not."""
    found, tail = quantile(np.arange(1.0, n + 1), share, confidence), (1 - confidence) / 2
    below = stats.binom(n, share).cdf
    low, high = int(found.low or 0), int(found.high or n + 1)
    assert low == 0 or below(low - 1) <= tail * (1 + 1e-9)
    assert below(low) > tail * (1 - 1e-9)
    assert high == n + 1 or 1 - below(high - 1) <= tail * (1 + 1e-9)
    assert high == 1 or 1 - below(high - 2) > tail * (1 - 1e-9)
    assert low <= found.value <= high


def test_a_small_sample_leaves_an_end_of_a_high_quantile_open() -> None:
    found = quantile(np.arange(20.0), 0.95, 0.95)
    assert found.low is not None
    assert found.high is None
    assert found.half_width is None


def test_the_order_of_replications_does_not_matter() -> None:
    values = np.random.default_rng(2).exponential(size=101)
    assert quantile(values, 0.5, 0.95) == quantile(np.sort(values), 0.5, 0.95)


def test_intervals_that_hold_together_are_wider_each() -> None:
    assert simultaneous(0.95, 1) == pytest.approx(0.95)
    assert simultaneous(0.95, 10) == pytest.approx(0.995)


def test_intervals_hold_together_as_often_as_stated() -> None:
    rng = np.random.default_rng(3)
    each = simultaneous(0.9, 8)
    together = sum(all(holds(mean(row, each), 0) for row in rng.normal(size=(8, 15))) for _ in range(400))
    assert surely_at_least(together, 400, 0.9)


def test_a_bootstrap_of_whole_blocks_keeps_each_block_together() -> None:
    hits, counted = np.array([90, 40, 0]), np.array([100, 50, 10])
    picks = np.array([[0, 0, 0], [0, 1, 2], [2, 2, 1], [1, 1, 1]])
    shares = [90 / 100, 130 / 160, 40 / 70, 40 / 50]
    found = bootstrap_share(hits, counted, picks, 0.5)
    assert found.value == 130 / 160
    assert ends(found) == pytest.approx(tuple(np.quantile(shares, [0.25, 0.75])))


def test_a_resample_in_which_nothing_was_counted_says_nothing() -> None:
    hits, counted = np.array([3, 0]), np.array([4, 0])
    assert ends(bootstrap_share(hits, counted, np.array([[0, 0], [1, 1], [0, 1]]), 0.9)) == (0.75, 0.75)


def test_the_bootstrap_covers_the_share_of_blocks_that_differ() -> None:
    """Percentile intervals of 60 weeks come close to their confidence; counting incidents alone falls far short."""
    rng = np.random.default_rng(8)
    covered = naive = 0
    for _ in range(300):
        counted = rng.poisson(80, size=60)
        hits = rng.binomial(counted, rng.beta(18, 2, size=60))
        found = bootstrap_share(hits, counted, rng.integers(60, size=(300, 60)), 0.9)
        covered += holds(found, 0.9)
        naive += holds(proportion(int(hits.sum()), int(counted.sum()), 0.9), 0.9)
    assert surely_at_least(covered, 300, 0.87)
    assert not surely_at_least(naive, 300, 0.87)
