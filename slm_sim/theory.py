"""Closed-form queueing theory and attainment of small numbers: an oracle for tests and a bound for planning.

Rates and times share one unit of time; `load` is the offered load in Erlang, arrival rate times mean service time.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, exp

from scipy.special import bdtr


def erlang_b(servers: int, load: float) -> float:
    """The chance that all servers are busy where nobody can wait (M/G/c/c), by the stable recursion.

    B(0) = 1, B(c) = a B(c-1) / (c + a B(c-1)). Source: Erlang, 1917.
    """
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """The chance of having to wait in M/M/c: C = B / (1 - (a/c) (1 - B)); one where the load is not below `servers`."""
    if load >= servers:
        return 1.0
    blocked = erlang_b(servers, load)
    return blocked / (1 - load / servers * (1 - blocked))


def mmc_mean_wait(servers: int, arrival_rate: float, mean_service: float) -> float:
    """The mean time in the queue of M/M/c: C(c, a) s / (c - a). Infinite without a steady state."""
    load = arrival_rate * mean_service
    return erlang_c(servers, load) * mean_service / (servers - load) if load < servers else float("inf")


def mmc_wait_longer_than(servers: int, arrival_rate: float, mean_service: float, wait: float) -> float:
    """The chance to wait longer than `wait` in M/M/c, first come first served: C exp(-(c - a) t / s)."""
    load = arrival_rate * mean_service
    return erlang_c(servers, load) * exp(-(servers - load) * wait / mean_service) if load < servers else 1.0


def mg1_mean_wait(arrival_rate: float, mean_service: float, second_moment: float) -> float:
    """The mean time in the queue of M/G/1: lambda E[S^2] / (2 (1 - rho)). Source: Pollaczek 1930, Khinchine 1932."""
    load = arrival_rate * mean_service
    return arrival_rate * second_moment / (2 * (1 - load)) if load < 1 else float("inf")


def priority_mean_waits(
    arrival_rates: Sequence[float], mean_services: Sequence[float], second_moments: Sequence[float]
) -> list[float]:
    """The mean time in the queue of each class of M/G/1 without pre-emption, the most urgent first.

    W_k = W_0 / ((1 - s_(k-1)) (1 - s_k)) with W_0 = sum of lambda_i E[S_i^2] / 2 over all classes and s_k the load of
    the first k classes. Source: Cobham, "Priority assignment in waiting line problems", 1954.
    """
    residual = sum(rate * moment for rate, moment in zip(arrival_rates, second_moments, strict=True)) / 2
    waits, before = [], 0.0
    for rate, service in zip(arrival_rates, mean_services, strict=True):
        through = before + rate * service
        waits.append(residual / ((1 - before) * (1 - through)) if through < 1 else float("inf"))
        before = through
    return waits


def servers_for(arrival_rate: float, mean_service: float, within: float, share: float) -> int:
    """The fewest servers of M/M/c with which at least `share` of the customers wait no longer than `within`."""
    servers = int(arrival_rate * mean_service) + 1
    while 1 - mmc_wait_longer_than(servers, arrival_rate, mean_service, within) < share:
        servers += 1
    return servers


def chance_of_target(volume: int, rate: float, target: Fraction) -> float:
    """The chance that a share `target` or more of `volume` incidents is in time, each by itself with chance `rate`.

    Exact binomial; the number of misses allowed is found in exact arithmetic, so that 38 of 40 do keep 95 %.
    """
    allowed_misses = volume - ceil(target * volume)
    return float(bdtr(allowed_misses, volume, 1 - rate))
