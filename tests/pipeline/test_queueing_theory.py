"""The whole pipeline, from a scenario file to waiting times, against queueing theory.

Each queue is played until its bounds are narrower than 2 % of the theoretical value either way. The bounds of all
`COMPARISONS` hold together with 99.9 %: an error rate of 0.1 % for the family, and the seeds are fixed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtri

from slm_sim.model.estimate import Estimate
from slm_sim.pipeline import Played, Prepared, play, prepare
from slm_sim.read import load_scenario
from slm_sim.statistics import mean, simultaneous
from slm_sim.theory import mg1_mean_wait, mg1_priority_mean_waits, mmc_mean_wait, tandem_mean_times

COMPARISONS = 7
CONFIDENCE = simultaneous(0.999, COMPARISONS)
HALF_WIDTH = 0.02
HOUR = 3600

FILE = """
schema: slm-sim/scenario-v1
title: A queue that theory knows
time: {{starts: 2027-01-01, lasts: 12 months, warm_up: 2 weeks, run_out: 1 week}}
sites: {{here: {{time_zone: Etc/UTC}}}}
shifts: {{always: {{hours: 00:00-24:00}}}}
priorities: {{names: [P1, P2]}}
workload:
  incidents: {rate} / h
  categories: {{any: {{share: 100 %}}}}
  priority_mix: {mix}
teams:
{teams}
routing:
  starts_at: first
{routing}
study: {{seed: 8128}}
"""
TEAM = "  {name}: {{headcount: {{always: {{Mon-Sun: {people}}}}}, at_shift_end: finish, effort: {effort}}}"


@dataclass(frozen=True)
class Queue:
    """A scenario, the waiting times to look at (seconds, per replication), and what theory says of them."""

    text: str
    measured: Callable[[Prepared, Played], list[float]]
    expected: list[float]
    replications: int


def queue(rate: float, teams: list[tuple[str, int, str]], mix: str = "{P1: 100 %}", routing: str = "") -> str:
    rows = [TEAM.format(name=name, people=people, effort=effort) for name, people, effort in teams]
    resolving = routing or "  by_team: {first: {resolves: 100 %}}"
    return FILE.format(rate=rate, mix=mix, teams="\n".join(rows), routing=resolving)


def waits_by_team(prepared: Prepared, played: Played) -> list[float]:
    """The mean wait of the steps of each team that became ready in the measured span."""
    outcomes, team = played.outcomes, played.workload.step_team
    counted = (outcomes.ready >= prepared.span.start) & (outcomes.ready < prepared.span.end)
    wait = outcomes.start - outcomes.ready
    return [float(wait[counted & (team == number)].mean()) for number in range(len(prepared.demand.names.teams))]


def waits_by_priority(prepared: Prepared, played: Played) -> list[float]:
    """The like for incidents of one step, by priority."""
    opened = played.workload.opened
    counted = (opened >= prepared.span.start) & (opened < prepared.span.end)
    wait = played.outcomes.start - played.outcomes.ready
    return [float(wait[counted & (played.workload.priority == rank)].mean()) for rank in (0, 1)]


def mmc() -> Queue:
    """M/M/3 at utilisation 0.8, mean service 1,000 s; tests/engine plays busier ones."""
    return Queue(
        queue(8.64, [("first", 3, "{shape: exponential, mean: 1000 s}")]),
        waits_by_team,
        [mmc_mean_wait(3, 8.64 / HOUR, 1 / 1000)],
        160,
    )


def two_priorities() -> Queue:
    """M/M/1 at utilisation 0.6, the urgent class shorter, without pre-emption."""
    effort = "{shape: exponential, mean: 1000 s, by_priority: {P1: {mean: 500 s}}}"
    rates, means = (1.2 / HOUR, 1.56 / HOUR), (500.0, 1000.0)
    moments = tuple(2 * service**2 for service in means)
    mix = f"{{P1: {1.2 / 2.76 * 100:.6f} %, P2: rest}}"
    return Queue(
        queue(2.76, [("first", 1, effort)], mix),
        waits_by_priority,
        list(mg1_priority_mean_waits(rates, means, moments)),
        210,
    )


def mg1(scale: str = "100 %") -> Queue:
    """M/G/1 at utilisation 0.7 with lognormal service, median 800 s and 90th percentile 1,600 s."""
    variance = (log(2) / ndtri(0.9)) ** 2
    service, second = 800 * exp(variance / 2), 800**2 * exp(2 * variance)
    rate = round(0.7 / service * HOUR, 6)
    return Queue(
        queue(rate, [("first", 1, f"{{median: 800 s, p90: 1600 s, scale: {scale}}}")]),
        waits_by_team,
        [mg1_mean_wait(rate / HOUR, service, second)],
        90,
    )


def tandem() -> Queue:
    """M/M/1 at utilisation 0.6, then M/M/2 at 0.7: what leaves the first arrives as a Poisson process (Burke 1956)."""
    routing = "  by_team:\n    first: {resolves: 0 %, reassigns_to: {second: 100 %}}\n    second: {resolves: 100 %}"
    rate = 4.32
    first, second = 1 / 500, 0.6 / 700
    teams = [
        ("first", 1, "{shape: exponential, mean: 500 s}"),
        ("second", 2, f"{{shape: exponential, mean: {1 / second:.4f} s}}"),
    ]
    times = tandem_mean_times(rate / HOUR, [(1, first), (2, second)])
    return Queue(
        queue(rate, teams, routing=routing),
        waits_by_team,
        [times[0] - 1 / first, times[1] - 1 / second],
        170,
    )


def played(asked: Queue, folder: Path, replications: int) -> list[Estimate]:
    """The measured means over replications, through a scenario file."""
    file = folder / "queue.yaml"
    file.write_text(asked.text, encoding="utf-8")
    prepared = prepare(load_scenario(file))
    rows = np.array([asked.measured(prepared, play(prepared, number)) for number in range(replications)])
    return [mean(rows[:, column], CONFIDENCE) for column in range(rows.shape[1])]


@pytest.mark.parametrize("build", [mmc, two_priorities, mg1, tandem], ids=lambda build: build.__name__)
def test_mean_waits_are_those_of_theory(build: Callable[[], Queue], tmp_path: Path) -> None:
    asked = build()
    for found, expected in zip(played(asked, tmp_path, asked.replications), asked.expected, strict=True):
        assert found.low is not None
        assert found.high is not None
        assert found.half_width is not None
        assert found.half_width <= HALF_WIDTH * expected
        assert found.low <= expected <= found.high


def test_a_service_time_that_is_three_per_cent_too_long_is_found_out(tmp_path: Path) -> None:
    found = played(mg1(scale="103 %"), tmp_path, 40)[0]
    assert found.low is not None
    assert found.low > mg1().expected[0]
