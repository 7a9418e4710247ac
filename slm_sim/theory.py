"""Closed formulas of queueing and of small numbers: what simulation is tested against, and first bounds for a plan.

All rates are per one unit of time, any that is used throughout; results are in that unit. Arrivals are Poisson and the
queue has room for all. A queue that cannot keep up has infinite means: the functions return ``inf`` for them, or raise
`ValueError` where the formula says nothing of those who are still served.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, expm1, floor, inf

import numpy as np
from scipy.special import bdtr, betainc, betaincinv

from slm_sim.model.arrays import Floats
from slm_sim.model.measurement import MinimumVolume


def erlang_b(servers: int, load: float) -> float:
    """The share of arrivals that find all servers busy where none may wait (M/G/c/c); `load` is in Erlang.

    1/B(c) = 1 + c/load · 1/B(c-1) with B(0) = 1. Source: Erlang 1917; Cooper, "Introduction to queueing theory", 3.
    """
    inverse = 1.0
    for busy in range(1, servers + 1):
        inverse = 1 + busy * inverse / load if load > 0 else inf
    return 1 / inverse


def erlang_c(servers: int, load: float) -> float:
    """The share of arrivals that have to wait (M/M/c); one where the load reaches the number of servers.

    C = B / (1 - rho (1 - B)) with rho = load / servers. Source: Erlang 1917; Cooper, 3.
    """
    if load >= servers:
        return 1.0
    blocked = erlang_b(servers, load)
    return blocked / (1 - load / servers * (1 - blocked))


def mmc_mean_wait(servers: int, arrival_rate: float, service_rate: float) -> float:
    """Mean wait of all arrivals (M/M/c): C / (c mu - lambda)."""
    spare = servers * service_rate - arrival_rate
    return erlang_c(servers, arrival_rate / service_rate) / spare if spare > 0 else inf


def mmc_waits_longer(servers: int, arrival_rate: float, service_rate: float, wait: float) -> float:
    """The share of arrivals that wait longer than `wait` (M/M/c, first come first served).

    C exp(-(c mu - lambda) t).
    """
    spare = servers * service_rate - arrival_rate
    return erlang_c(servers, arrival_rate / service_rate) * exp(-spare * wait) if spare > 0 else 1.0


def mmc_mean_in_system(servers: int, arrival_rate: float, service_rate: float) -> float:
    """Mean number waiting or in service (M/M/c), by Little's law: lambda (mean wait + 1 / mu)."""
    return arrival_rate * (mmc_mean_wait(servers, arrival_rate, service_rate) + 1 / service_rate)


def servers_needed(arrival_rate: float, service_rate: float, share: float, within: float) -> int:
    """The fewest servers with which a share (below one) of all arrivals waits no longer than `within` (M/M/c)."""
    if not share < 1:
        raise ValueError(f"no number of servers starts a share of {share} in time; it must lie below one")
    servers = floor(arrival_rate / service_rate) + 1
    while 1 - mmc_waits_longer(servers, arrival_rate, service_rate, within) < share:
        servers += 1
    return servers


@dataclass(frozen=True)
class Impatient:
    """A queue that some leave unserved.

    waits, abandons   share of all arrivals
    mean_wait         of all arrivals, those that leave included
    """

    waits: float
    abandons: float
    mean_wait: float


def erlang_a(servers: int, arrival_rate: float, service_rate: float, leaving_rate: float) -> Impatient:
    """M/M/c with exponential patience of mean 1 / `leaving_rate` (above zero); it settles under any load.

    With p(j) the chance that j wait: p(j) / p(0) = product of lambda / (c mu + i theta) over i = 1..j, joined to the
    states without a queue by Erlang's B. Summed in logarithms, so that no load overflows. Leaving balances
    lambda · abandons = theta · mean queue. Source: Palm 1946; Mandelbaum and Zeltyn, "The Palm/Erlang-A queue", 2004.
    """
    queue = _waiting(servers, arrival_rate, service_rate, leaving_rate)
    mean_queue = float(np.dot(np.arange(len(queue)), queue))
    return Impatient(float(queue.sum()), leaving_rate * mean_queue / arrival_rate, mean_queue / arrival_rate)


def erlang_a_starts_within(
    servers: int, arrival_rate: float, service_rate: float, leaving_rate: float, wait: float
) -> float:
    """The share of all arrivals that are begun within `wait` (M/M/c with exponential patience).

    Who finds j waiting moves up at the rates c mu + i theta, i = j..0, and leaves at theta: begun within t with chance
    c mu / (c mu + (j + 1) theta) · I(1 - exp(-theta t); j + 1, c mu / theta + 1), I the regularised incomplete beta
    function. Source: Baccelli and Hebuterne, "On queues with impatient customers", 1981; Mandelbaum and Zeltyn, 2004.
    """
    queue = _waiting(servers, arrival_rate, service_rate, leaving_rate)
    places = np.arange(1, len(queue) + 1)
    capacity = servers * service_rate
    in_time = betainc(places, capacity / leaving_rate + 1, -expm1(-leaving_rate * wait))
    return 1 - float(queue.sum()) + float(np.dot(queue, in_time * capacity / (capacity + leaving_rate * places)))


def _waiting(servers: int, arrival_rate: float, service_rate: float, leaving_rate: float) -> Floats:
    """The share of arrivals that find all servers busy and j = 0, 1, ... waiting (M/M/c with exponential patience)."""
    ratios = _queue_log_ratios(servers * service_rate, arrival_rate, leaving_rate)
    peak = float(ratios.max())
    weights = np.exp(ratios - peak)
    blocked = erlang_b(servers, arrival_rate / service_rate)
    without_queue = (1 / blocked - 1) * exp(-peak) if blocked > 0 else inf
    return np.asarray(weights / (float(weights.sum()) + without_queue))


def _queue_log_ratios(service_rate: float, arrival_rate: float, leaving_rate: float) -> Floats:
    """ln p(j) / p(0) for j = 0, 1, ... until what follows is lost in rounding."""
    length = 1024
    while True:
        steps = np.log(arrival_rate / (service_rate + leaving_rate * np.arange(1, length)))
        ratios = np.concatenate(([0.0], np.cumsum(steps)))
        falling = steps[-1] < 0
        if falling and ratios[-1] - np.log(-np.expm1(steps[-1])) < ratios.max() - 42:
            return ratios
        length *= 2


def mg1_mean_wait(arrival_rate: float, service_mean: float, service_second_moment: float) -> float:
    """Mean wait at one server with any service time (M/G/1): lambda E[S^2] / (2 (1 - rho)).

    Source: Pollaczek 1930, Khinchine 1932; Kleinrock, "Queueing systems", vol. 1, 5.6.
    """
    spare = 1 - arrival_rate * service_mean
    return arrival_rate * service_second_moment / (2 * spare) if spare > 0 else inf


def mg1_priority_mean_waits(
    arrival_rates: Sequence[float], service_means: Sequence[float], service_second_moments: Sequence[float]
) -> tuple[float, ...]:
    """Mean wait per priority at one server that finishes what it began; the most urgent first.

    W(k) = R / ((1 - s(k-1)) (1 - s(k))), R = sum of lambda E[S^2] / 2 over all priorities, s(k) the utilisation by
    priorities 1..k. Raises `ValueError` in overload. Source: Cobham, "Priority assignment in waiting line problems",
    1954; Kleinrock, vol. 2, 3.
    """
    loads = [rate * mean for rate, mean in zip(arrival_rates, service_means, strict=True)]
    if sum(loads) >= 1:
        raise ValueError(f"the server is busy for {sum(loads):.3g} of its time; the formula holds below one")
    residual = sum(rate * moment for rate, moment in zip(arrival_rates, service_second_moments, strict=True)) / 2
    return _shared_out(residual, loads)


def mmc_priority_mean_waits(servers: int, arrival_rates: Sequence[float], service_rate: float) -> tuple[float, ...]:
    """Mean wait per priority at c servers that finish what they began, one service rate for all; most urgent first.

    W(k) = C / (c mu) / ((1 - s(k-1)) (1 - s(k))), C by Erlang for the whole load. Raises `ValueError` in overload.
    Source: Cobham 1954; Kella and Yechiali, "Waiting times in the non-preemptive priority M/M/c queue", 1985.
    """
    capacity = servers * service_rate
    loads = [rate / capacity for rate in arrival_rates]
    if sum(loads) >= 1:
        raise ValueError(f"the servers are busy for {sum(loads):.3g} of their time; the formula holds below one")
    return _shared_out(erlang_c(servers, sum(arrival_rates) / service_rate) / capacity, loads)


def _shared_out(residual: float, loads: Sequence[float]) -> tuple[float, ...]:
    spare = 1 - np.concatenate(([0.0], np.cumsum(loads)))
    return tuple(float(wait) for wait in residual / (spare[:-1] * spare[1:]))


def mg1_preemptive_mean_times(
    arrival_rates: Sequence[float], service_means: Sequence[float], service_second_moments: Sequence[float]
) -> tuple[float, ...]:
    """Mean time from arrival to completion per priority, where work is interrupted and resumes; most urgent first.

    T(k) = (E[S(k)] + R(k) / (1 - s(k))) / (1 - s(k-1)), R(k) = sum of lambda E[S^2] / 2 over priorities 1..k only;
    ``inf`` from the priority on that no longer keeps up. Source: Kleinrock, vol. 2, 3.4; Gross and Harris, 3.4.3.
    """
    times, busy, residual = [], 0.0, 0.0
    for rate, mean, moment in zip(arrival_rates, service_means, service_second_moments, strict=True):
        ahead, busy, residual = busy, busy + rate * mean, residual + rate * moment / 2
        times.append((mean + residual / (1 - busy)) / (1 - ahead) if busy < 1 else inf)
    return tuple(times)


def tandem_mean_times(arrival_rate: float, stations: Sequence[tuple[int, float]]) -> tuple[float, ...]:
    """Mean time at each of several M/M/c stations in a row, each given by its servers and its service rate.

    What leaves a station is again Poisson at the same rate, so each is an M/M/c of its own. Source: Burke, "The output
    of a queuing system", 1956.
    """
    return tuple(mmc_mean_wait(servers, arrival_rate, rate) + 1 / rate for servers, rate in stations)


def allowed_misses(incidents: int, target: Fraction, minimum_volume: MinimumVolume | None = None) -> int:
    """How many of a period's incidents may be out of time before the target share is missed; the edge itself is met."""
    if minimum_volume is not None and incidents < minimum_volume.below:
        return minimum_volume.allows
    return floor(incidents * (1 - target))


def chance_of_target(
    incidents: int, rate: float, target: Fraction, minimum_volume: MinimumVolume | None = None
) -> float:
    """The chance that a period meets a target share, where each incident is in time with chance `rate`, independently.

    Binomial; how many misses are allowed is counted exactly. `incidents` is at least one: without any there is nothing
    to meet.
    """
    return float(bdtr(min(allowed_misses(incidents, target, minimum_volume), incidents), incidents, 1 - rate))


def rate_for_chance(
    incidents: int, target: Fraction, chance: float, minimum_volume: MinimumVolume | None = None
) -> float:
    """The true share in time with which a period of so many incidents meets a target share with a given chance.

    The inverse of `chance_of_target`, by the incomplete beta function.
    """
    misses = allowed_misses(incidents, target, minimum_volume)
    return float(betaincinv(incidents - misses, misses + 1, chance)) if misses < incidents else 0.0


def chance_of_misses(miss: float, count: int, of: int, periods: int) -> float:
    """The chance that, somewhere in so many periods, `count` of `of` that follow each other are missed.

    miss  the chance that a period is missed, independently of the others

    A Markov chain whose state is the last `of - 1` periods, each missed or not: Fu and Koutras, "Distribution theory of
    runs: a Markov chain approach", 1994.
    """
    states = {(False,) * (of - 1): 1.0}
    for _ in range(periods):
        following: dict[tuple[bool, ...], float] = {}
        for past, chance in states.items():
            for missed, share in ((True, miss), (False, 1 - miss)):
                window = (*past, missed)
                if sum(window) < count:
                    following[window[1:]] = following.get(window[1:], 0.0) + chance * share
        states = following
    return 1 - sum(states.values())
