from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import comb, exp, expm1, factorial, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from slm_sim.model.arrays import Floats
from slm_sim.model.measurement import MinimumVolume
from slm_sim.theory import (
    allowed_misses,
    chance_of_target,
    erlang_a,
    erlang_a_starts_within,
    erlang_b,
    erlang_c,
    mg1_mean_wait,
    mg1_preemptive_mean_times,
    mg1_priority_mean_waits,
    mmc_mean_in_system,
    mmc_mean_wait,
    mmc_priority_mean_waits,
    mmc_waits_longer,
    rate_for_chance,
    servers_needed,
    tandem_mean_times,
)

SERVERS = st.integers(1, 30)
BUSY = st.floats(0.05, 0.95)
RATES = st.floats(0.1, 10)
FEW = [pytest.param(1, 0.8, id="one"), pytest.param(4, 3.1, id="four"), pytest.param(25, 22.0, id="many")]


def chain(
    servers: int, arrival_rate: float, service_rate: float, leaving_rate: float = 0.0, states: int = 4000
) -> Floats:
    """How often each number is in the system, from the balance of flows between neighbouring states."""
    number = np.arange(1, states)
    departures = np.minimum(number, servers) * service_rate + np.maximum(number - servers, 0) * leaving_rate
    logs = np.concatenate(([0.0], np.cumsum(np.log(arrival_rate / departures))))
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


@given(servers=st.integers(0, 60), load=st.fractions(Fraction(1, 20), 80))
def test_erlang_b_is_the_last_of_the_truncated_poisson_terms(servers: int, load: Fraction) -> None:
    terms = [load**n / factorial(n) for n in range(servers + 1)]
    assert erlang_b(servers, float(load)) == pytest.approx(float(terms[-1] / sum(terms)), rel=1e-12)


def test_erlang_b_at_its_ends() -> None:
    assert erlang_b(3, 0.0) == 0
    assert erlang_b(0, 2.0) == 1
    assert erlang_b(2000, 0.01) == 0


@pytest.mark.parametrize(("servers", "load"), FEW)
def test_mmc_agrees_with_the_balance_of_flows(servers: int, load: float) -> None:
    service = 1.7
    shares, arrivals = chain(servers, load * service, service), load * service
    queue = float(np.dot(np.maximum(np.arange(len(shares)) - servers, 0), shares))
    assert erlang_c(servers, load) == pytest.approx(shares[servers:].sum(), rel=1e-10)
    assert mmc_mean_wait(servers, arrivals, service) == pytest.approx(queue / arrivals, rel=1e-10)
    in_system = float(np.dot(np.arange(len(shares)), shares))
    assert mmc_mean_in_system(servers, arrivals, service) == pytest.approx(in_system, rel=1e-10)


@given(servers=SERVERS, busy=BUSY, service=RATES)
def test_the_tail_of_the_wait_adds_up_to_its_mean(servers: int, busy: float, service: float) -> None:
    arrivals = busy * servers * service
    scale = 1 / (servers * service - arrivals)
    area, _ = integrate.quad(lambda t: mmc_waits_longer(servers, arrivals, service, t * scale) * scale, 0, 60)
    assert area == pytest.approx(mmc_mean_wait(servers, arrivals, service), rel=1e-6)
    assert mmc_waits_longer(servers, arrivals, service, 0) == erlang_c(servers, arrivals / service)


@pytest.mark.parametrize("arrivals", [4.0, 5.0])
def test_an_overload_never_settles(arrivals: float) -> None:
    assert erlang_c(4, arrivals) == 1
    assert mmc_mean_wait(4, arrivals, 1) == inf
    assert mmc_mean_in_system(4, arrivals, 1) == inf
    assert mmc_waits_longer(4, arrivals, 1, 1000) == 1
    assert mg1_mean_wait(arrivals, 0.25, 0.125) == inf


@given(arrivals=st.floats(0.5, 80), service=RATES, share=st.floats(0.1, 0.999), within=st.floats(0, 3))
def test_the_servers_needed_are_enough_and_one_fewer_is_not(
    arrivals: float, service: float, share: float, within: float
) -> None:
    servers = servers_needed(arrivals, service, share, within)
    assert 1 - mmc_waits_longer(servers, arrivals, service, within) >= share
    assert servers == 1 or 1 - mmc_waits_longer(servers - 1, arrivals, service, within) < share


def test_no_number_of_servers_lets_nobody_wait() -> None:
    with pytest.raises(ValueError, match="must lie below one"):
        servers_needed(3, 1, 1.0, 0)


@pytest.mark.parametrize(("servers", "load"), [*FEW, pytest.param(4, 9.0, id="overload")])
@pytest.mark.parametrize("leaving", [0.01, 0.5, 7.0])
def test_erlang_a_agrees_with_the_balance_of_flows(servers: int, load: float, leaving: float) -> None:
    service = 1.7
    arrivals = load * service
    shares = chain(servers, arrivals, service, leaving)
    queue = float(np.dot(np.maximum(np.arange(len(shares)) - servers, 0), shares))
    served = service * float(np.dot(np.minimum(np.arange(len(shares)), servers), shares))
    found = erlang_a(servers, arrivals, service, leaving)
    assert found.waits == pytest.approx(shares[servers:].sum(), rel=1e-10)
    assert found.mean_wait == pytest.approx(queue / arrivals, rel=1e-10)
    assert found.abandons == pytest.approx(1 - served / arrivals, abs=1e-10)


def test_patience_without_end_is_erlang_c() -> None:
    found = erlang_a(10, 8, 1, 1e-12)
    assert (found.waits, found.mean_wait) == pytest.approx((erlang_c(10, 8), mmc_mean_wait(10, 8, 1)), rel=1e-9)


@pytest.mark.parametrize(("servers", "load"), [*FEW, pytest.param(4, 9.0, id="overload")])
@pytest.mark.parametrize("leaving", [0.01, 0.5, 7.0])
def test_who_is_begun_in_time_despite_impatience(servers: int, load: float, leaving: float) -> None:
    """By the density of the wait that is offered to an arrival (Baccelli and Hebuterne 1981)."""
    service = 1.7
    arrivals = load * service
    finds = chain(servers, arrivals, service, leaving)
    within = partial(erlang_a_starts_within, servers, arrivals, service, leaving)

    def begun_at(wait: float) -> float:
        offered = -servers * service * wait - expm1(-leaving * wait) * arrivals / leaving
        return float(exp(log(finds[servers] * servers * service) + offered - leaving * wait))

    for wait in (0.1, 1.0, 3.0):
        begun = finds[:servers].sum() + integrate.quad(begun_at, 0, wait)[0]
        assert within(wait) == pytest.approx(begun, rel=1e-8)
    assert within(0) == pytest.approx(finds[:servers].sum(), rel=1e-10)
    assert within(1e6) == pytest.approx(1 - erlang_a(servers, arrivals, service, leaving).abandons, abs=1e-10)


def test_a_hopeless_overload_serves_what_it_can() -> None:
    assert erlang_a(5, 1000, 1, 1e-3).abandons == pytest.approx(1 - 5 / 1000, rel=1e-9)


@given(busy=BUSY, service=RATES)
def test_pollaczek_and_khinchine_know_the_special_cases(busy: float, service: float) -> None:
    arrivals, mean = busy * service, 1 / service
    exponential = mmc_mean_wait(1, arrivals, service)
    assert mg1_mean_wait(arrivals, mean, 2 * mean**2) == pytest.approx(exponential)
    assert mg1_mean_wait(arrivals, mean, mean**2) == pytest.approx(exponential / 2)


CLASSES = st.lists(st.tuples(st.floats(0.05, 1), st.floats(0.1, 5), st.floats(1, 6)), min_size=1, max_size=4)
"""Weight of the load, mean service time, and second moment against the square of the mean."""


def loaded(classes: list[tuple[float, float, float]], busy: float) -> tuple[list[float], list[float], list[float]]:
    total = sum(weight for weight, _, _ in classes)
    means = [mean for _, mean, _ in classes]
    rates = [busy * weight / total / mean for weight, mean, _ in classes]
    return rates, means, [ratio * mean**2 for _, mean, ratio in classes]


@given(classes=CLASSES, busy=BUSY)
def test_priorities_only_share_out_the_waiting(classes: list[tuple[float, float, float]], busy: float) -> None:
    """Kleinrock's conservation law: the mean wait weighted by load is that of first come, first served."""
    rates, means, moments = loaded(classes, busy)
    waits = mg1_priority_mean_waits(rates, means, moments)
    arrivals = sum(rates)
    mixed = [sum(r * m for r, m in zip(rates, figures, strict=True)) / arrivals for figures in (means, moments)]
    weighted = sum(rate * mean * wait for rate, mean, wait in zip(rates, means, waits, strict=True)) / busy
    assert weighted == pytest.approx(mg1_mean_wait(arrivals, *mixed))
    assert list(waits) == sorted(waits)


def test_the_most_urgent_wait_for_the_rest_of_one_service_and_for_each_other() -> None:
    """W = R + rho W, where R is what remains of the service under way."""
    waits = mg1_priority_mean_waits([0.2, 0.3], [1.0, 2.0], [1.5, 9.0])
    assert waits[0] == pytest.approx((0.2 * 1.5 + 0.3 * 9.0) / 2 + 0.2 * waits[0])


@given(classes=CLASSES, busy=BUSY)
def test_with_interruptions_the_most_urgent_are_alone_in_the_world(
    classes: list[tuple[float, float, float]], busy: float
) -> None:
    rates, means, moments = loaded(classes, busy)
    first = mg1_preemptive_mean_times(rates, means, moments)[0]
    assert first == pytest.approx(means[0] + mg1_mean_wait(rates[0], means[0], moments[0]))


@given(weights=st.lists(st.floats(0.05, 1), min_size=1, max_size=5), busy=BUSY, service=RATES)
def test_interruptions_do_not_change_how_many_are_there(weights: list[float], busy: float, service: float) -> None:
    """With exponential service of one rate the number in the system is that of M/M/1, whoever is served."""
    rates = [busy * service * weight / sum(weights) for weight in weights]
    same = len(rates)
    times = mg1_preemptive_mean_times(rates, [1 / service] * same, [2 / service**2] * same)
    in_system = sum(rate * time for rate, time in zip(rates, times, strict=True))
    assert in_system == pytest.approx(mmc_mean_in_system(1, sum(rates), service))


def test_interruptions_save_the_urgent_from_an_overload_by_others() -> None:
    times = mg1_preemptive_mean_times([0.5, 0.7], [1.0, 1.0], [2.0, 2.0])
    assert times == pytest.approx((2.0, inf))


@given(weights=st.lists(st.floats(0.05, 1), min_size=1, max_size=5), busy=BUSY, service=RATES, servers=SERVERS)
def test_priorities_at_several_servers(weights: list[float], busy: float, service: float, servers: int) -> None:
    rates = [busy * servers * service * weight / sum(weights) for weight in weights]
    waits = mmc_priority_mean_waits(servers, rates, service)
    weighted = sum(rate * wait for rate, wait in zip(rates, waits, strict=True)) / sum(rates)
    assert weighted == pytest.approx(mmc_mean_wait(servers, sum(rates), service))
    assert list(waits) == sorted(waits)
    if servers == 1:
        same = len(rates)
        assert waits == pytest.approx(mg1_priority_mean_waits(rates, [1 / service] * same, [2 / service**2] * same))


def test_priorities_in_overload_are_refused() -> None:
    with pytest.raises(ValueError, match=r"busy for 1\.2 of its time"):
        mg1_priority_mean_waits([0.6, 0.6], [1, 1], [2, 2])
    with pytest.raises(ValueError, match="busy for 1 of their time"):
        mmc_priority_mean_waits(2, [1, 1], 1)


def test_stations_in_a_row_are_queues_of_their_own() -> None:
    first, second = tandem_mean_times(1.5, [(2, 1.0), (1, 2.0)])
    assert first * 1.5 == pytest.approx(mmc_mean_in_system(2, 1.5, 1.0))
    assert second == pytest.approx(1 / (2.0 - 1.5))


# credits.md of the design, "Numbers worth knowing": target 95 %, the chance at a true rate of 95 %, and the true rate
# with which nine months in ten are met.
@pytest.mark.parametrize(
    ("incidents", "chance", "rate"),
    [(12, 0.540, 0.991), (20, 0.736, 0.973), (40, 0.677, 0.972), (100, 0.616, 0.968), (400, 0.559, 0.961)],
)
def test_small_numbers_are_a_trap(incidents: int, chance: float, rate: float) -> None:
    target = Fraction(95, 100)
    assert chance_of_target(incidents, 0.95, target) == pytest.approx(chance, abs=5e-4)
    assert rate_for_chance(incidents, target, 0.9) == pytest.approx(rate, abs=5e-4)


@given(
    incidents=st.integers(1, 80),
    rate=st.fractions(0, 1, max_denominator=1000),
    target=st.fractions(0, 1, max_denominator=200),
)
def test_the_chance_adds_up_every_month_that_meets_the_target(incidents: int, rate: Fraction, target: Fraction) -> None:
    exact = sum(
        comb(incidents, late) * (1 - rate) ** late * rate ** (incidents - late)
        for late in range(incidents + 1)
        if Fraction(incidents - late, incidents) >= target
    )
    assert chance_of_target(incidents, float(rate), target) == pytest.approx(float(exact), abs=1e-12)


@pytest.mark.parametrize(("incidents", "target", "misses"), [(100, "0.95", 5), (1000, "0.999", 1), (30, "0.99", 0)])
def test_the_edge_itself_is_met(incidents: int, target: str, misses: int) -> None:
    assert allowed_misses(incidents, Fraction(target)) == misses


def test_the_minimum_volume_rule_ends_at_its_volume() -> None:
    rule, target = MinimumVolume(below=40, allows=2), Fraction(95, 100)
    assert [allowed_misses(n, target, rule) for n in (1, 39, 40, 60)] == [2, 2, 2, 3]
    assert [allowed_misses(n, target, MinimumVolume(below=50, allows=5)) for n in (49, 50)] == [5, 2]
    assert allowed_misses(39, target) == 1
    assert chance_of_target(39, 0.95, target, rule) > chance_of_target(39, 0.95, target)
    assert chance_of_target(1, 0.0, target, rule) == 1
    assert rate_for_chance(2, target, 0.9, rule) == 0


@given(
    incidents=st.integers(1, 500),
    target=st.fractions(Fraction(1, 2), 1, max_denominator=1000),
    chance=st.floats(0.05, 0.99),
)
def test_the_rate_for_a_chance_gives_that_chance(incidents: int, target: Fraction, chance: float) -> None:
    rate = rate_for_chance(incidents, target, chance)
    assert allowed_misses(incidents, target) == incidents or chance_of_target(incidents, rate, target) == pytest.approx(
        chance, rel=1e-9
    )
