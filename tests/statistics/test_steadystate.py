from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from slm_sim.model.arrays import Floats
from slm_sim.statistics import drift, mser5
from slm_sim.statistics.steadystate import BATCH

WEEKS = np.arange(60)


def noise(seed: int, *shape: int) -> Floats:
    return np.random.default_rng(seed).normal(size=shape)


@pytest.mark.parametrize("transient", [5, 10, 20])
def test_mser_cuts_off_the_transient(transient: int) -> None:
    series = 40 + 0.5 * noise(1, 60) - 30 * np.clip(1 - WEEKS / transient, 0, None)
    cut = mser5(series)
    assert cut is not None
    assert transient - BATCH <= cut <= transient + BATCH


def test_mser_leaves_a_settled_run_whole() -> None:
    """Of series without any transient it keeps more than half unshortened, and gives up on one in eight at most."""
    cuts = [mser5(noise(seed, 60)) for seed in range(400)]
    assert stats.binom.cdf(cuts.count(0), 400, 0.5) > 0.5
    assert cuts.count(None) < 50


@pytest.mark.parametrize("slope", [1.0, -1.0])
def test_mser_finds_no_steady_part_in_a_run_that_only_moves(slope: float) -> None:
    assert mser5(slope * WEEKS.astype(np.float64)) is None


def test_mser_declines_a_short_series() -> None:
    assert mser5(np.ones(4 * BATCH - 1)) is None
    assert mser5(np.ones(4 * BATCH)) == 0


def scores_written_out(batches: list[int]) -> list[Fraction]:
    """White's statistic of each truncation that leaves out less than half, exactly."""
    scores = []
    for cut, _ in enumerate(batches):
        rest = [Fraction(batch) for batch in batches[cut:]]
        if 2 * cut < len(batches):
            centre = sum(rest, Fraction(0)) / len(rest)
            scores.append(sum(((batch - centre) ** 2 for batch in rest), Fraction(0)) / len(rest) ** 2)
    return scores


@given(
    batches=st.lists(st.integers(0, 1000), min_size=4, max_size=14, unique=True), left_over=st.integers(0, BATCH - 1)
)
def test_mser_equals_the_rule_written_out(batches: list[int], left_over: int) -> None:
    scores = scores_written_out(batches)
    best, second = sorted(scores)[:2]
    assume(float(second - best) > 1e-9)
    expected = None if scores[-1] == best else scores.index(best) * BATCH
    series = np.repeat(np.array(batches, dtype=np.float64), BATCH)
    assert mser5(np.append(series, np.full(left_over, 1e6))) == expected


def test_the_slope_is_the_mean_of_the_least_squares_slopes() -> None:
    backlog = 50 + noise(2, 7, 40)
    slopes = [stats.linregress(np.arange(40), row).slope for row in backlog]
    found = drift(backlog, 0.95).slope
    low, high = stats.ttest_1samp(slopes, 0).confidence_interval(0.95)
    assert (found.value, found.low, found.high) == pytest.approx((np.mean(slopes), low, high))


@pytest.mark.parametrize("level", [30.0, 0.5])
def test_a_settled_backlog_is_not_called_growing(level: float) -> None:
    """Not once in 200 runs, although the slope alone would be called positive in one of forty."""
    runs = [level * np.exp(0.3 * noise(seed, 20, 52)) for seed in range(200)]
    assert not any(drift(run, 0.95).growing for run in runs)


@pytest.mark.parametrize("replications", [1, 2, 20])
def test_an_overload_is_called_growing(replications: int) -> None:
    backlog = 2.0 * np.arange(52) + 10 * np.abs(noise(5, replications, 52))
    assert drift(backlog, 0.95).growing


def test_a_backlog_that_grows_by_a_little_has_still_settled() -> None:
    backlog = 100 + 0.2 * np.arange(52) + 0.1 * noise(6, 20, 52)
    found = drift(backlog, 0.95)
    assert found.slope.low is not None
    assert found.slope.low > 0
    assert not found.growing
    assert drift(backlog, 0.95, matters=0.05).growing


def test_a_shrinking_backlog_is_not_growing() -> None:
    assert not drift(100.0 - WEEKS[:52] + noise(7, 20, 52), 0.95).growing


def test_growth_that_some_replications_deny_is_not_called_growing() -> None:
    """Its mean slope is positive and would matter, but its interval holds zero."""
    slopes = np.array([[3.0], [-1.0], [4.0], [-0.5]])
    found = drift(60 + slopes * np.arange(52.0), 0.95)
    assert found.slope.value * 51 > 60
    assert not found.growing


def test_less_than_one_waiting_incident_is_no_backlog() -> None:
    assert not drift(np.tile(0.02 * np.arange(52), (20, 1)), 0.95).growing
    assert drift(np.tile(0.05 * np.arange(52), (20, 1)), 0.95).growing
