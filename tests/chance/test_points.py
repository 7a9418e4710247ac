from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from slm_sim.chance import (
    Intensities,
    Points,
    Stream,
    global_identity,
    intensity_points,
    name_keys,
    name_points,
    slots_of,
    stream_keys,
    stream_points,
)
from slm_sim.chance.points import COUNTS
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints, read_only

AXIS = TimeAxis(datetime(2027, 3, 3, 23, 0, tzinfo=UTC))
ARRIVALS = Stream(seed=5, replication=0, attribute="incidents")
HOUR = 3600
DAY = 24 * HOUR


def at_rate(rate: float, hours: int, stream: Stream = ARRIVALS, axis: TimeAxis = AXIS, slot_hours: int = 1) -> Points:
    return intensity_points(stream, axis, np.array([0]), np.array([rate]), hours * HOUR, slot_hours)


def by_identity(points: Points) -> dict[int, int]:
    return dict(zip(points.identity.tolist(), points.tick.tolist(), strict=True))


def cell_by_cell(starts: list[int], rates: list[float], end: int) -> list[tuple[int, int]]:
    """The same process, one cell after the other, at one tick per second and an epoch on the hour."""
    first = int(AXIS.epoch.timestamp()) // HOUR
    found = []
    for slot in range(first, first + end // HOUR + 1):
        for block in range(int(max(rates)) + 2):
            cell = slot << 32 | block << 8
            count = stats.poisson.ppf(ARRIVALS.uniforms(np.array([cell]), 0)[0], 1)
            for member in range(int(count)):
                who = np.array([cell + member])
                tick = (slot - first) * HOUR + int(ARRIVALS.uniforms(who, 1)[0] * HOUR)
                rate = next((r for s, r in reversed(list(zip(starts, rates, strict=True))) if s <= tick), 0.0)
                if tick < end and block + ARRIVALS.uniforms(who, 2)[0] < rate:
                    found.append((tick, cell + member))
    return sorted(found)


def test_arrivals_equal_those_found_cell_by_cell() -> None:
    starts, rates, end = [1000, 5000, 9000, 60_000], [2.5, 0.0, 4.3, 0.4], 200_000
    points = intensity_points(ARRIVALS, AXIS, np.array(starts), np.array(rates), end)
    assert list(zip(points.tick.tolist(), points.identity.tolist(), strict=True)) == cell_by_cell(starts, rates, end)
    assert len(points.tick) > 50


@given(
    starts=st.lists(st.integers(0, 50 * HOUR), min_size=1, max_size=6, unique=True).map(sorted),
    rates=st.lists(st.floats(0, 6), min_size=6, max_size=6),
    growth=st.lists(st.floats(1, 2), min_size=6, max_size=6),
)
@settings(max_examples=60)
def test_more_volume_keeps_everybody(starts: list[int], rates: list[float], growth: list[float]) -> None:
    n, end = len(starts), 60 * HOUR
    low = np.array(rates[:n])
    before = by_identity(intensity_points(ARRIVALS, AXIS, np.array(starts), low, end))
    after = by_identity(intensity_points(ARRIVALS, AXIS, np.array(starts), low * growth[:n], end))
    assert before.items() <= after.items()


def test_a_tenth_more_volume_adds_about_a_tenth() -> None:
    """Of 20,000 expected arrivals; the bound is left by chance for fewer than one in 10,000 choices of the seed."""
    before, after = by_identity(at_rate(10, 2000)), by_identity(at_rate(11, 2000))
    assert before.items() <= after.items()
    assert abs(len(after) - len(before) - 2000) < 4 * 2000**0.5


@pytest.mark.parametrize(
    "shift", [timedelta(days=-3), timedelta(hours=1), timedelta(minutes=30), timedelta(minutes=12, seconds=7)]
)
@pytest.mark.parametrize("tick_ms", [1, 1000])
def test_a_span_that_starts_elsewhere_has_the_same_arrivals(shift: timedelta, tick_ms: int) -> None:
    hours = 3_600_000 // tick_ms
    here, there = TimeAxis(AXIS.epoch, tick_ms), TimeAxis(AXIS.epoch + shift, tick_ms)
    late = max(here.epoch, there.epoch) + timedelta(hours=2)
    soon = late + timedelta(hours=100)

    def moments(axis: TimeAxis) -> dict[int, datetime]:
        points = intensity_points(ARRIVALS, axis, np.array([0]), np.array([3.0]), 200 * hours)
        all_of_them = {who: axis.moment_at(tick) for who, tick in by_identity(points).items()}
        return {who: moment for who, moment in all_of_them.items() if late <= moment < soon}

    assert moments(here) == moments(there)
    assert len(moments(here)) > 200


@pytest.mark.parametrize(("tick_ms", "slot_hours"), [(1000, 1), (60_000, 1), (900_000, 24), (7_000, 1)])
def test_arrivals_lie_in_order_within_the_span(tick_ms: int, slot_hours: int) -> None:
    axis = TimeAxis(datetime(2027, 3, 3, 18, 30, tzinfo=UTC), tick_ms)
    start, end = 40_000_000 // tick_ms, 700_000_000 // tick_ms
    points = intensity_points(ARRIVALS, axis, np.array([start]), np.array([2.0]), end, slot_hours)
    assert points.tick.min() >= start
    assert points.tick.max() < end
    assert (np.diff(points.tick) >= 0).all()
    assert (np.diff(points.identity)[np.diff(points.tick) == 0] > 0).all()
    assert len(np.unique(points.identity)) == len(points.identity)
    assert (points.identity > 0).all()


def counts(rate: float, hours: int, replications: int, slot_hours: int = 1) -> Ints:
    streams = (Stream(5, replication, "incidents") for replication in range(replications))
    return np.array([len(at_rate(rate, hours, stream, slot_hours=slot_hours).tick) for stream in streams])


# Each of the three tests below fails by chance for one in 10,000 choices of the seed.
SELDOM = 1e-4


@pytest.mark.parametrize(("rate", "hours", "slot_hours"), [(0.7, 8, 1), (3.3, 4, 1), (9 / 8766, 24 * 90, 24)])
def test_counts_are_poisson(rate: float, hours: int, slot_hours: int) -> None:
    seen = counts(rate, hours, 1500, slot_hours)
    law = stats.poisson(rate * hours)
    edges = np.unique(law.ppf(np.linspace(0, 1, 9)[1:-1]))
    observed = np.bincount(np.searchsorted(edges, seen, side="left"), minlength=len(edges) + 1)
    expected = np.diff([0.0, *law.cdf(edges), 1.0]) * len(seen)
    assert stats.chisquare(observed, expected).pvalue > SELDOM


def test_counts_of_two_hours_are_independent() -> None:
    table = np.zeros((4, 4))
    for replication in range(1500):
        points = at_rate(2.5, 2, Stream(6, replication, "incidents"))
        hours = np.searchsorted(points.tick, HOUR), np.count_nonzero(points.tick >= HOUR)
        first, second = (min(max(int(count) - 1, 0), 3) for count in hours)
        table[first, second] += 1
    assert stats.chi2_contingency(table).pvalue > SELDOM


def test_arrivals_follow_a_rate_that_changes() -> None:
    starts, rates, end = np.array([0, 5400, 7200, 20_000]), np.array([6.0, 0.5, 3.0, 12.0]), 30_000
    streams = [Stream(5, replication, "incidents") for replication in range(200)]
    ticks = np.concatenate([intensity_points(stream, AXIS, starts, rates, end).tick for stream in streams])
    passed = np.concatenate(([0.0], np.cumsum(rates * np.diff([*starts, end]))))
    share = np.interp(ticks, [*starts, end], passed / passed[-1])
    assert stats.kstest(share, "uniform").pvalue > SELDOM
    assert stats.poisson(passed[-1] / HOUR * len(streams)).cdf(len(ticks)) == pytest.approx(0.5, abs=0.5 - SELDOM)


def test_no_rate_no_arrivals() -> None:
    points = at_rate(0.0, 100)
    assert points.tick.shape == points.identity.shape == (0,)
    assert points.tick.dtype == points.identity.dtype == np.int64


def test_counts_of_a_cell_are_those_of_the_inverse_distribution() -> None:
    numbers = np.concatenate((np.linspace(2.0**-53, 1 - 2.0**-50, 5001), 1 - 2.0 ** -np.arange(2.0, 51)))
    assert np.searchsorted(COUNTS, numbers, side="right").tolist() == stats.poisson.ppf(numbers, 1).tolist()


def test_several_streams_are_each_what_it_is_alone() -> None:
    starts, end = np.array([0, 5400, 9000]), 40 * HOUR
    level = np.array([1.0, 0.5, 2.0, 1.5, 0.0, 1.0])
    per_hour, course, names = [3.0, 0.7, 11.0], [0, 1, 0], ["a", "b", "c"]
    streams = Intensities(
        key=stream_keys(5, names),
        course=read_only(np.array(course)),
        per_hour=read_only(np.array(per_hour)),
        first=read_only(np.array([0, 3, 6])),
        start=read_only(np.concatenate((starts, starts))),
    )
    (tick, local), past = stream_points(streams, slots_of(AXIS, 0, end, 4), level, np.uint64(6))
    identity, stream = np.empty_like(local), np.empty_like(local)
    name_points(name_keys(names), past, local, np.zeros_like(local), identity, stream)
    for number, name in enumerate(names):
        pieces = slice(3 * course[number], 3 * course[number] + 3)
        alone = intensity_points(Stream(5, 6, name), AXIS, starts, level[pieces] * per_hour[number], end, 4)
        these = np.flatnonzero(stream == number)
        expected = sorted(zip(alone.tick.tolist(), global_identity(name, alone.identity).tolist(), strict=True))
        assert sorted(zip(tick[these].tolist(), identity[these].tolist(), strict=True)) == expected
        assert len(these) > 10


def test_global_identities_tell_streams_apart() -> None:
    local = at_rate(10, 1000).identity
    desk, outages = global_identity("incidents", local), global_identity("outages", local)
    both = np.concatenate((desk, outages))
    assert len(np.unique(both)) == 2 * len(local)
    assert (both >= 0).all()
    assert np.array_equal(global_identity("incidents", local[::-1]), desk[::-1])
