"""Arrivals: the process they are meant to be, and identities that outlive a change of volume."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare, kstest, poisson

from slm_sim.chance import Points, Stream, daily_factor, global_identity, intensity_points
from slm_sim.clock import TimeAxis

AXIS = TimeAxis(datetime(2027, 3, 31, 23, tzinfo=UTC))
HOUR = 3600
WEEK = 168 * HOUR
STARTS = np.arange(0, WEEK, 6 * HOUR)
RATES = 2.0 + 1.8 * np.sin(np.arange(len(STARTS)))


def arrivals(rates: np.ndarray, replication: int = 0, name: str = "arrival", axis: TimeAxis = AXIS) -> Points:
    return intensity_points(Stream(11, replication, name), axis, STARTS, rates, WEEK)


@given(st.floats(1.0, 3.0), st.integers(0, 50))
def test_more_volume_keeps_every_old_arrival_where_it_was(factor: float, replication: int) -> None:
    old, new = arrivals(RATES, replication), arrivals(RATES * factor, replication)
    where = dict(zip(new.identity.tolist(), new.tick.tolist(), strict=True))
    assert all(where[identity] == tick for identity, tick in zip(old.identity.tolist(), old.tick.tolist(), strict=True))


def test_a_later_start_keeps_the_arrivals_of_the_hours_that_both_have() -> None:
    later = TimeAxis(datetime(2027, 4, 1, 23, tzinfo=UTC))
    flat = np.full(len(STARTS), 3.0)
    first, second = arrivals(flat), arrivals(flat, axis=later)
    shared = first.tick >= 24 * HOUR
    kept = second.tick < WEEK - 24 * HOUR
    assert first.identity[shared].tolist() == second.identity[kept].tolist()
    assert (first.tick[shared] - 24 * HOUR).tolist() == second.tick[kept].tolist()


def test_identities_are_unique_and_in_the_order_of_time() -> None:
    found = arrivals(RATES * 20)
    assert len(np.unique(found.identity)) == len(found.identity)
    assert (np.diff(found.tick) >= 0).all()
    assert found.identity.min() > 0


def test_counts_of_a_piecewise_rate_are_poisson() -> None:
    """400 weeks: the counts of each slot against its mean, and of whole weeks against the Poisson distribution."""
    counts = np.array([np.histogram(arrivals(RATES, week).tick, [*STARTS, WEEK])[0] for week in range(400)])
    expected = RATES * 6 * 400
    assert chisquare(counts.sum(axis=0), expected * counts.sum() / expected.sum()).pvalue > 1e-5
    total = float(RATES.sum() * 6)
    weeks = counts.sum(axis=1)
    assert abs(weeks.mean() - total) < 4.4 * (total / 400) ** 0.5
    edges = poisson.ppf([0.1, 0.25, 0.5, 0.75, 0.9], total)
    cells = np.diff(np.concatenate(([0], poisson.cdf(edges, total), [1])))
    seen = np.bincount(np.searchsorted(edges, weeks, side="left"), minlength=len(cells))
    assert chisquare(seen, cells * 400).pvalue > 1e-5


def test_times_between_arrivals_are_exponential() -> None:
    rate = np.full(len(STARTS), 5.0)
    gaps = np.concatenate([np.diff(arrivals(rate, week).tick) for week in range(30)]) / HOUR
    assert kstest(gaps, "expon", args=(0, 0.2)).pvalue > 1e-5


def test_rare_events_have_their_rate() -> None:
    yearly = 9.0
    rate = np.array([yearly / 8766])
    years = [
        len(intensity_points(Stream(3, n, "outage"), AXIS, np.array([0]), rate, 8766 * HOUR, 24).tick)
        for n in range(300)
    ]
    assert abs(np.mean(years) - yearly) < 4.4 * (yearly / 300) ** 0.5
    assert 0.7 < np.var(years) / yearly < 1.4


def test_identities_of_different_streams_differ() -> None:
    numbers = np.arange(200_000)
    both = np.concatenate((global_identity("desk/access", numbers), global_identity("desk/devices", numbers)))
    assert len(np.unique(both)) == len(both)
    assert both.min() >= 0


@pytest.mark.parametrize(("cv", "rho"), [(0.12, 0.4), (0.3, 0.0), (0.5, 0.8)])
def test_daily_factors_have_the_stated_variation_and_memory(cv: float, rho: float) -> None:
    """40 series of 5,000 days; each bound is 5 standard errors between series: error below 1 in 100,000."""
    series = np.array([daily_factor(1, n, np.arange(20_000, 25_000), cv, rho) for n in range(40)])
    for found, expected in (
        (series.mean(axis=1), 1.0),
        (series.var(axis=1), cv**2),
        (((series[:, 1:] - 1) * (series[:, :-1] - 1)).mean(axis=1), rho * cv**2),
    ):
        assert abs(found.mean() - expected) < 5 * found.std(ddof=1) / 40**0.5


def test_daily_factors_belong_to_their_days() -> None:
    early, late = daily_factor(1, 0, np.arange(100, 200), 0.2, 0.5), daily_factor(1, 0, np.arange(150, 260), 0.2, 0.5)
    assert early[50:] == pytest.approx(late[:50], rel=1e-12)
    assert (daily_factor(1, 0, np.arange(5), 0, 0) == 1).all()
