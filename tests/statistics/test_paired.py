"""Differences between settings that met the same random terms."""

from __future__ import annotations

import numpy as np
import pytest

from slm_sim.model.arrays import Floats, Ints
from slm_sim.statistics import mean, mean_difference, quantile, quantile_difference

GENERATOR_SEED = 95


def picks_for(generator: np.random.Generator, samples: int, replications: int) -> Ints:
    return generator.integers(0, replications, (samples, replications))


def test_the_mean_of_a_difference_has_the_interval_of_the_differences() -> None:
    before, after = np.array([1.0, 2.0, 4.0, 9.0]), np.array([2.0, 2.0, 7.0, 8.0])
    alone = mean(after - before, 0.95)
    found = mean_difference(before, after, 0.95)
    assert (found.value, found.low, found.high) == (alone.value, alone.low, alone.high)


@pytest.mark.parametrize(("replications", "is_certain"), [(19, False), (20, True)])
def test_where_every_replication_agrees_there_is_no_width(replications: int, is_certain: bool) -> None:
    before = np.arange(float(replications))
    picks = picks_for(np.random.default_rng(GENERATOR_SEED), 10, replications)
    for found in (
        mean_difference(before, before + 3, 0.95),
        quantile_difference(before, before + 3, 0.95, picks, 0.95),
    ):
        assert found.value == 3
        assert (found.low, found.high) == ((3, 3) if is_certain else (None, None))


def test_a_tail_that_the_sample_does_not_hold_has_no_interval() -> None:
    generator = np.random.default_rng(GENERATOR_SEED)
    before, after = generator.normal(size=(2, 60))
    found = quantile_difference(before, after, 0.95, picks_for(generator, 10, 60), 0.95)
    assert found.value == quantile(after, 0.95, 0.95).value - quantile(before, 0.95, 0.95).value
    assert (found.low, found.high) == (None, None)


def test_pairing_tells_what_two_intervals_do_not() -> None:
    """The same large shocks in both settings cancel; two intervals side by side would overlap by far."""
    generator = np.random.default_rng(GENERATOR_SEED)
    shocks = generator.exponential(100, 100)
    before, after = shocks, 1.3 * shocks + generator.normal(0, 1, 100)
    found = quantile_difference(before, after, 0.95, picks_for(generator, 1_000, 100), 0.95)
    apart = [quantile(values, 0.95, 0.95) for values in (before, after)]
    assert found.low is not None
    assert found.low > 0
    assert apart[0].high is not None
    assert apart[1].low is not None
    assert apart[0].high > apart[1].low


def test_the_interval_of_a_difference_of_quantiles_covers_it() -> None:
    """200 samples of 100; the bootstrap of a quantile is somewhat short, hence 90 % held to 80 at the least.

    With a coverage of 88 % the assertion fails for one seed in 1 000.
    """
    generator = np.random.default_rng(GENERATOR_SEED)
    picks = picks_for(generator, 300, 100)

    def sample() -> tuple[Floats, Floats]:
        shocks = generator.exponential(1.0, 100)
        return shocks, shocks + generator.exponential(1.0, 100)

    whole = generator.exponential(1.0, (2, 1_000_000))
    truth = float(np.quantile(whole.sum(axis=0), 0.95) - np.quantile(whole[0], 0.95))
    covered = 0
    for _ in range(200):
        found = quantile_difference(*sample(), 0.95, picks, 0.9)
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= truth <= found.high
    assert covered >= 160
