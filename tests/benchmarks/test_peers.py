"""Peers play a tiny year: what they answer is what the engine answers, or near to it where they cannot do the same."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import year
from benchmarks.peers import business_time, ciw_network, heap, simpy_idiomatic
from benchmarks.peers.played import Played, mean_waits, played_by, served
from benchmarks.year import Knobs, Year
from slm_sim.calendars import elapsed
from slm_sim.chance import Stream
from slm_sim.engine import simulate

MONTH = Knobs(lasts="1 month")
TEAMS = 3


@pytest.fixture(scope="module")
def month() -> Year:
    return year.drawn(year.prepared(MONTH))


@pytest.fixture(scope="module")
def ours(month: Year) -> Played:
    return played_by(simulate(month.workload, month.organisation, month.policy))


def same(one: Played, other: Played) -> float:
    """The share of steps that began and ended at the same tick."""
    return float(np.mean((one.ready == other.ready) & (one.start == other.start) & (one.end == other.end)))


def expect_close(month: Year, peer: Played, ours: Played, share: float) -> None:
    assert served(month.workload, peer) == pytest.approx(served(month.workload, ours), rel=0.01)
    assert mean_waits(month.workload, peer, TEAMS) == pytest.approx(mean_waits(month.workload, ours, TEAMS), rel=0.02)
    assert same(peer, ours) >= share


@pytest.mark.parametrize(
    "knobs",
    [
        MONTH,
        Knobs(lasts="1 month", suspends=True),
        Knobs(lasts="1 month", utilisation=1.8),
        Knobs(lasts="1 month", utilisation=1.8, suspends=True),
    ],
    ids=["as written", "suspending", "overload", "overload, suspending"],
)
def test_the_heap_is_equal_to_the_tick(knobs: Knobs) -> None:
    drawn = year.drawn(year.prepared(knobs))
    outcomes = simulate(drawn.workload, drawn.organisation, drawn.policy)
    assert same(heap.simulate(drawn.workload, drawn.organisation), played_by(outcomes)) == 1
    assert bool(len(outcomes.suspended_step)) == knobs.suspends


def test_simpy_says_nearly_the_same(month: Year, ours: Played) -> None:
    expect_close(month, simpy_idiomatic.simulate(month.workload, month.organisation), ours, share=0.99)


def test_ciw_says_about_the_same(month: Year, ours: Played) -> None:
    simulation = ciw_network.simulation(month.workload, month.organisation)
    ciw_network.run(simulation, month.workload.horizon)
    expect_close(month, ciw_network.answer(simulation, month.workload, TEAMS), ours, share=0.8)


def test_business_time_peers_agree() -> None:
    calendar = business_time.calendar()
    which = np.arange(200)
    start = (Stream(1, 0, "start").uniforms(which) * 365 * 86_400).astype(np.int64)
    length = (Stream(1, 0, "length").uniforms(which) * 5 * 86_400).astype(np.int64)
    starts, ends = business_time.moments(start), business_time.moments(start + length)
    theirs = business_time.elapsed(business_time.rules(), starts, ends)
    assert theirs == elapsed(calendar, start, start + length).tolist()

    hours = 1 + length // 20_000
    later = business_time.after(business_time.business_hour(), starts, hours.tolist())
    ticks = np.array([business_time.AXIS.tick_at(moment) for moment in later])
    assert (elapsed(calendar, start, ticks) == 3600 * hours).all()


def test_the_knobs_turn_what_they_say() -> None:
    busy = year.drawn(year.prepared(Knobs(lasts="1 month", utilisation=1.3)))
    assert year.utilisations(busy) == pytest.approx(1.3, rel=1e-3)
    ten = year.drawn(year.prepared(Knobs(10, 0.7, "1 month")))
    assert ten.workload.incidents == pytest.approx(10 * busy.workload.incidents, rel=0.05)
    assert year.utilisations(ten) == pytest.approx(0.7, rel=1e-3)
