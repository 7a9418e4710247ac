"""Queues that theory knows, as long sample paths that are drawn at once, and bounds on what is seen in them.

Times are in ticks. The mean service is so long that rounding is far below what is looked for: it moves the mean of an
exponential length by less than a millionth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from slm_sim.calendars import always_open
from slm_sim.chance import Stream
from slm_sim.engine import simulate
from slm_sim.model.arrays import Bools, Floats, Ints
from slm_sim.model.organisation import Capacity, Organisation, Team
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.workload import RESOLVED, Names, Workload
from tests.engine.cases import AXIS, NO_DISRUPTIONS, ints

SEED = 6174
SERVICE = 2000.0
"""The mean service; the rates of theory are per tick."""
CUSTOMERS = 250_000
SETTLED = 25_000
"""Customers at the start of a path that are not looked at: more than ten times as many as it takes a queue with a
utilisation of 0.95 to forget that it began empty."""


@dataclass(frozen=True)
class Queue:
    """Poisson arrivals, exponential service, and as many servers as are stated.

    shares    of the priorities, the most urgent first
    patience  the mean of an exponential patience; None where nobody leaves
    """

    servers: int
    utilisation: float
    shares: tuple[float, ...] = (1.0,)
    patience: float | None = None

    @property
    def arrival_rate(self) -> float:
        return self.utilisation * self.servers / SERVICE


@dataclass(frozen=True, eq=False)
class Path:
    """The standard draws of one replication, which any queue stretches to its own rates.

    patience  empty where nobody leaves
    """

    gap: Floats
    service: Floats
    mark: Floats
    patience: Floats


@dataclass(frozen=True, eq=False)
class Seen:
    """What happened to the customers that are looked at, and the controls of the path.

    wait      ticks until the start, or until they left
    started   whether they were served
    priority  int64[n]
    controls  the means of the standard draws of the customers: gap, service and patience, if any; 1 on average
    """

    wait: Ints
    started: Bools
    priority: Ints
    controls: tuple[float, ...]


def path(replication: int, impatient: bool = False) -> Path:
    """The draws of a replication, each attribute from a stream of its own."""
    who = np.arange(CUSTOMERS)
    gap, service, mark = (Stream(SEED, replication, name).uniforms(who) for name in ("gap", "service", "mark"))
    patience = Stream(SEED, replication, "patience").uniforms(who) if impatient else np.empty(0)
    return Path(-np.log1p(-gap), -np.log1p(-service), mark, -np.log1p(-patience))


def seen(queue: Queue, drawn: Path, slower: float = 1.0) -> Seen:
    """Play a path through a queue; `slower` plants an error: services so much longer than they should be."""
    arrival = np.rint(np.cumsum(drawn.gap / queue.arrival_rate)).astype(np.int64)
    effort = np.maximum(np.rint(drawn.service * (SERVICE * slower)), 1).astype(np.int64)
    priority = np.searchsorted(np.cumsum(queue.shares)[:-1], drawn.mark, side="right")
    played = _workload(arrival, effort, priority, len(queue.shares))
    if queue.patience is not None:
        patience = np.rint(drawn.patience * queue.patience).astype(np.int64)
        played = replace(played, leaves=arrival + patience)
    nobody = np.zeros(len(queue.shares), dtype=np.bool_)
    return _seen(played, simulate(played, _organisation(queue, played.horizon), Policy(nobody)), drawn)


def _seen(played: Workload, outcomes: Outcomes, drawn: Path) -> Seen:
    looked_at = slice(SETTLED, None)
    started = outcomes.start[looked_at] >= 0
    left = np.where(started, outcomes.start[looked_at], played.leaves[looked_at] if len(played.leaves) else 0)
    draws = [draw[looked_at] for draw in (drawn.gap, drawn.service, drawn.patience) if len(draw)]
    controls = tuple(float(draw.mean()) for draw in draws)
    return Seen(left - played.arrival[looked_at], started, played.priority[looked_at], controls)


def _workload(arrival: Ints, effort: Ints, priority: Ints, priorities: int) -> Workload:
    customers = np.arange(len(arrival))
    nothing, zero = np.full(len(arrival), -1), np.zeros(len(arrival), dtype=np.int64)
    return Workload(
        axis=AXIS,
        horizon=int(arrival[-1]) + 400 * int(SERVICE),
        names=Names(tuple(f"P{rank + 1}" for rank in range(priorities)), ("servers",)),
        identity=customers,
        arrival=arrival,
        opened=arrival,
        priority=priority,
        category=nothing,
        customer=nothing,
        service=nothing,
        excluded=nothing,
        outage=nothing,
        first_step=np.arange(len(arrival) + 1),
        step_team=zero,
        step_effort=effort,
        step_then=np.full(len(arrival), RESOLVED),
        step_delay=zero,
        step_calendar=zero,
        step_callout=zero,
        disruptions=NO_DISRUPTIONS,
    )


def _organisation(queue: Queue, horizon: int) -> Organisation:
    nobody = np.zeros(len(queue.shares), dtype=np.bool_)
    servers = Capacity(ints([0]), ints([queue.servers]))
    return Organisation((Team("servers", "L1", servers, False, None, nobody, ints([])),), (always_open(0, horizon),))


@dataclass(frozen=True)
class Bounds:
    """Where the mean of something lies, with a confidence that is stated by whoever asked."""

    low: float
    high: float

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2

    def hold(self, value: float) -> bool:
        return self.low <= value <= self.high


def controlled_mean(values: Floats, controls: Floats, confidence: float) -> Bounds:
    """Bounds on a mean over replications, less what controls explain that are known to be 1 on average.

    values    float64[n]
    controls  float64[n, q]

    Regression on the controls, Student's t with n - q - 1 degrees of freedom: Lavenberg and Welch, "A perspective on
    the use of control variables to increase the efficiency of Monte Carlo simulations", 1981.
    """
    design = np.column_stack((np.ones(len(values)), controls - 1))
    fitted, *_ = np.linalg.lstsq(design, values, rcond=None)
    left = values - design @ fitted
    degrees = len(values) - design.shape[1]
    variance = float(left @ left) / degrees * float(np.linalg.inv(design.T @ design)[0, 0])
    half = float(stdtrit(degrees, (1 + confidence) / 2)) * variance**0.5
    return Bounds(float(fitted[0]) - half, float(fitted[0]) + half)
