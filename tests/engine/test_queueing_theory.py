"""The engine against queueing theory, with bounds that hold together.

Every queue is played until the bounds of every figure are narrower than 2 % of what theory says, either way. All bounds
of `UTILISATIONS` hold together with 99 %: an error rate of 1 % for the family, and the seed is fixed. How many paths
that takes follows from the variance of a queue, which grows with 1 / (1 - utilisation)^2; two controls whose means are
known, of the gaps and of the services, leave a third of it in heavy traffic.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from slm_sim.model.arrays import Floats
from slm_sim.statistics import simultaneous
from slm_sim.theory import erlang_a, erlang_a_starts_within, mmc_priority_mean_waits, mmc_waits_longer
from tests import needs
from tests.engine.queues import SERVICE, Bounds, Queue, Seen, controlled_mean, path, seen

pytestmark = needs.speed

UTILISATIONS = {0.5: (2, 20), 0.7: (3, 30), 0.8: (3, 36), 0.95: (3, 180)}
"""Servers and paths by utilisation."""
TWO, FOUR = (0.3, 0.7), (0.1, 0.2, 0.3, 0.4)
PATIENCE = 2 * SERVICE
IMPATIENT_PATHS = 16
COMPARISONS = len(UTILISATIONS) * (2 + len(TWO) + len(FOUR) + 3)
CONFIDENCE = simultaneous(0.99, COMPARISONS)
HALF_WIDTH = 0.02
TARGET = SERVICE
"""The service level is the share that is begun within this time."""

Figures = Callable[[Queue, Seen], list[float]]


def delays(queue: Queue, of: Seen) -> list[float]:
    """The mean wait by priority, and of a single one the share begun in time."""
    means = [float(of.wait[of.priority == rank].mean()) for rank in range(len(queue.shares))]
    return means if len(means) > 1 else [*means, float((of.wait <= TARGET).mean())]


def delays_of_theory(queue: Queue) -> list[float]:
    """Erlang C; Cobham, and Kella and Yechiali, for priorities."""
    rates = [queue.arrival_rate * share for share in queue.shares]
    means = list(mmc_priority_mean_waits(queue.servers, rates, 1 / SERVICE))
    late = mmc_waits_longer(queue.servers, queue.arrival_rate, 1 / SERVICE, TARGET)
    return means if len(means) > 1 else [*means, 1 - late]


def patience(queue: Queue, of: Seen) -> list[float]:
    """The mean wait of all, the share begun in time, and the share that leaves."""
    return [float(of.wait.mean()), float((of.started & (of.wait <= TARGET)).mean()), float(1 - of.started.mean())]


def patience_of_theory(queue: Queue) -> list[float]:
    """Erlang A."""
    rates = queue.arrival_rate, 1 / SERVICE, 1 / PATIENCE
    expected = erlang_a(queue.servers, *rates)
    return [expected.mean_wait, erlang_a_starts_within(queue.servers, *rates, TARGET), expected.abandons]


def bounds_of(
    queues: list[Queue], figures: Figures, paths: int, slower: float = 1.0, impatient: bool = False
) -> list[list[Bounds]]:
    """For each queue the bounds of each figure; all queues share the draws of a path."""
    found: list[list[list[float]]] = [[] for _ in queues]
    controls = []
    for number in range(paths):
        drawn = path(number, impatient)
        for queue, rows in zip(queues, found, strict=True):
            played = seen(queue, drawn, slower)
            rows.append(figures(queue, played))
        controls.append(played.controls)
    return [[_bounds(np.array(column), np.array(controls)) for column in zip(*rows, strict=True)] for rows in found]


def _bounds(values: Floats, controls: Floats) -> Bounds:
    return controlled_mean(values, controls, CONFIDENCE)


def expect_theory(found: list[Bounds], expected: list[float]) -> None:
    for bounds, value in zip(found, expected, strict=True):
        assert bounds.half_width <= HALF_WIDTH * value
        assert bounds.hold(value)


@pytest.mark.parametrize("utilisation", UTILISATIONS)
def test_delays_are_those_of_erlang_c_and_of_priorities(utilisation: float) -> None:
    """First come, first served, then two and four priorities, by the same customers."""
    servers, paths = UTILISATIONS[utilisation]
    queues = [Queue(servers, utilisation, shares) for shares in ((1.0,), TWO, FOUR)]
    for queue, found in zip(queues, bounds_of(queues, delays, paths), strict=True):
        expect_theory(found, delays_of_theory(queue))


@pytest.mark.parametrize("utilisation", UTILISATIONS)
def test_delay_and_abandonment_are_those_of_erlang_a(utilisation: float) -> None:
    queue = Queue(UTILISATIONS[utilisation][0], utilisation, patience=PATIENCE)
    expect_theory(bounds_of([queue], patience, IMPATIENT_PATHS, impatient=True)[0], patience_of_theory(queue))


@pytest.mark.parametrize("shares", [(1.0,), TWO, FOUR], ids=["first come", "two priorities", "four priorities"])
def test_services_that_are_three_per_cent_too_long_are_found_out(shares: tuple[float, ...]) -> None:
    queue = Queue(3, 0.7, shares)
    found = bounds_of([queue], delays, paths=30, slower=1.03)[0]
    assert not any(bounds.hold(value) for bounds, value in zip(found, delays_of_theory(queue), strict=True))


def test_services_that_are_three_per_cent_too_long_make_more_leave_than_they_should() -> None:
    queue = Queue(3, 0.7, patience=PATIENCE)
    found = bounds_of([queue], patience, IMPATIENT_PATHS, slower=1.03, impatient=True)[0]
    assert not any(bounds.hold(value) for bounds, value in zip(found, patience_of_theory(queue), strict=True))
