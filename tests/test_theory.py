"""Closed forms against each other, against brute force and against published figures."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.theory import (
    chance_of_target,
    erlang_b,
    erlang_c,
    mg1_mean_wait,
    mmc_mean_wait,
    mmc_wait_longer_than,
    priority_mean_waits,
    servers_for,
)


@given(st.integers(1, 30), st.floats(0.05, 40))
def test_erlang_b_is_the_truncated_poisson_distribution(servers: int, load: float) -> None:
    weights = [load**k / factorial(k) for k in range(servers + 1)]
    assert erlang_b(servers, load) == pytest.approx(weights[-1] / sum(weights), rel=1e-9)


@given(st.integers(1, 20), st.floats(0.05, 0.95))
def test_erlang_c_and_the_mean_wait_solve_the_birth_and_death_chain(servers: int, utilisation: float) -> None:
    load = utilisation * servers
    states = 4000
    rates = np.minimum(np.arange(1, states), servers)
    chain = np.concatenate(([1.0], np.cumprod(load / rates)))
    chain /= chain.sum()
    waiting = chain[servers:].sum()
    queue = float(np.dot(np.maximum(np.arange(states) - servers, 0), chain))
    assert erlang_c(servers, load) == pytest.approx(waiting, rel=1e-6)
    assert mmc_mean_wait(servers, load, 1.0) == pytest.approx(queue / load, rel=1e-6)


def test_the_wait_distribution_integrates_to_the_mean_wait() -> None:
    times = np.linspace(0, 400, 400_001)
    tail = [mmc_wait_longer_than(3, 2.4, 1.0, float(time)) for time in times]
    assert np.trapezoid(tail, times) == pytest.approx(mmc_mean_wait(3, 2.4, 1.0), rel=1e-6)


@given(st.floats(0.05, 0.95))
def test_one_server_is_the_same_by_every_formula(load: float) -> None:
    exponential_second_moment = 2.0
    assert mmc_mean_wait(1, load, 1.0) == pytest.approx(load / (1 - load))
    assert mg1_mean_wait(load, 1.0, exponential_second_moment) == pytest.approx(load / (1 - load))


@given(st.lists(st.floats(0.01, 0.2), min_size=2, max_size=4))
def test_priorities_conserve_the_work_that_waits(rates: list[float]) -> None:
    services = [1.0] * len(rates)
    moments = [2.0] * len(rates)
    waits = priority_mean_waits(rates, services, moments)
    together = sum(rate * wait for rate, wait in zip(rates, waits, strict=True)) / sum(rates)
    assert together == pytest.approx(mg1_mean_wait(sum(rates), 1.0, 2.0))
    assert waits == sorted(waits)


def test_the_fewest_servers_are_enough_and_one_fewer_is_not() -> None:
    servers = servers_for(10.0, 0.5, 0.1, 0.9)
    assert mmc_wait_longer_than(servers, 10.0, 0.5, 0.1) <= 0.1
    assert mmc_wait_longer_than(servers - 1, 10.0, 0.5, 0.1) > 0.1


def test_without_a_steady_state_the_wait_is_infinite() -> None:
    assert mmc_mean_wait(2, 2.0, 1.0) == float("inf")
    assert mg1_mean_wait(1.0, 1.0, 2.0) == float("inf")
    assert priority_mean_waits([0.5, 0.5], [1.0, 1.0], [2.0, 2.0])[1] == float("inf")


@given(st.integers(1, 25), st.integers(0, 100), st.fractions(0, 1, max_denominator=40))
def test_the_chance_of_a_target_adds_up_over_all_outcomes(volume: int, percent: int, target: Fraction) -> None:
    rate = percent / 100
    kept = sum(
        factorial(volume) / factorial(hits) / factorial(volume - hits) * rate**hits * (1 - rate) ** (volume - hits)
        for hits in range(volume + 1)
        if Fraction(hits, volume) >= target
    )
    assert chance_of_target(volume, rate, target) == pytest.approx(kept, abs=1e-9)


@pytest.mark.parametrize(("volume", "hits_needed"), [(40, 38), (20, 19), (12, 12)])
def test_the_edge_itself_keeps_the_promise(volume: int, hits_needed: int) -> None:
    exactly = sum(
        factorial(volume) / factorial(k) / factorial(volume - k) * 0.95**k * 0.05 ** (volume - k)
        for k in range(hits_needed, volume + 1)
    )
    assert chance_of_target(volume, 0.95, Fraction(95, 100)) == pytest.approx(exactly)
