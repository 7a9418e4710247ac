"""Ciw's closest model of the same year: a node for each team, and one without limit in which incidents wait.

Customer classes are the priorities; the rosters are schedules without pre-emption, so work that has begun is finished;
arrivals, routes, efforts and waits are those that were drawn. What differs from the engines: moments are floats, and a
person who becomes free is given away in the middle of a moment; teams that suspend are beyond it, for Ciw
would pre-empt by its own order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import ciw
import numpy as np

from benchmarks.peers.played import NEVER, Played
from slm_sim.engine.reference.roster import within
from slm_sim.model.organisation import Capacity, Organisation
from slm_sim.model.workload import Workload


def simulation(workload: Workload, organisation: Organisation) -> ciw.Simulation:
    """The network with its arrivals, ready to be run until the horizon. All incidents enter at the same team."""
    teams, classes = len(organisation.teams), [f"P{rank}" for rank in range(len(workload.names.priorities))]
    entry = int(workload.step_team[0])
    nowhere: list[Any] = [None] * (teams + 1)
    arrivals = {name: list(nowhere) for name in classes}
    for rank, name in enumerate(classes):
        moments = workload.arrival[workload.priority == rank]
        if len(moments):
            gaps = np.diff(np.concatenate(([0], moments, [moments[-1] + 2 * workload.horizon])))
            arrivals[name][entry] = ciw.dists.Sequential(gaps.tolist())
    network = ciw.create_network(
        arrival_distributions=arrivals,
        service_distributions={name: [_Length()] * teams + [_Delay(organisation, workload)] for name in classes},
        number_of_servers=[_roster(team.capacity, workload.horizon) for team in organisation.teams] + [float("inf")],
        priority_classes={name: rank for rank, name in enumerate(classes)},
        routing={name: ciw.routing.ProcessBased(_Routes(workload, rank, teams)) for rank, name in enumerate(classes)},
    )
    return ciw.Simulation(network)


def run(simulation: ciw.Simulation, horizon: int) -> None:
    """Let time move."""
    simulation.simulate_until_max_time(horizon)


def answer(simulation: ciw.Simulation, workload: Workload, teams: int) -> Played:
    """What its records say; Ciw keeps none of a visit that has not ended."""
    ready, start, end = (np.full(workload.steps, NEVER) for _ in range(3))
    for node in simulation.nodes[1:]:  # the first is where arrivals come from
        for individual in node.all_individuals:
            visits = [record for record in individual.data_records if record.node <= teams]
            step = slice(individual.first_step, individual.first_step + len(visits))
            ready[step] = [int(record.arrival_date) for record in visits]
            start[step] = [int(record.service_start_date) for record in visits]
            end[step] = [int(record.service_end_date) for record in visits]
    return Played(ready, start, end)


class _Routes:
    """The way of each incident of one class, and what it brings along: its efforts and delays."""

    def __init__(self, workload: Workload, rank: int, teams: int) -> None:
        self.teams = teams
        self.first: list[int] = workload.first_step.tolist()
        self.workload = workload
        self.team: list[int] = workload.step_team.tolist()
        self.effort: list[int] = workload.step_effort.tolist()
        self.delay: list[int] = workload.step_delay.tolist()
        self.calendar: list[int] = workload.step_calendar.tolist()
        self.incidents: Iterator[int] = iter(np.flatnonzero(workload.priority == rank).tolist())

    def __call__(self, individual: Any, simulation: ciw.Simulation) -> list[int]:
        incident = next(self.incidents)
        first, beyond = self.first[incident], self.first[incident + 1]
        route = []
        for step in range(first, beyond - 1):
            if self.delay[step]:
                route.append(self.teams + 1)
            route.append(self.team[step + 1] + 1)
        individual.first_step = first
        individual.efforts = iter(self.effort[first:beyond])
        individual.delays = iter(
            [(self.calendar[step], self.delay[step]) for step in range(first, beyond - 1) if self.delay[step]]
        )
        return route


class _Length(ciw.dists.Distribution):  # type: ignore[misc] # Ciw has no types
    def sample(self, t: float | None = None, ind: Any = None) -> int:
        effort: int = next(ind.efforts)
        return effort


class _Delay(ciw.dists.Distribution):  # type: ignore[misc] # Ciw has no types
    def __init__(self, organisation: Organisation, workload: Workload) -> None:
        self.due: tuple[Callable[[int, int], int], ...] = tuple(
            within(open_time, workload.horizon) for open_time in organisation.calendars
        )

    def sample(self, t: float | None = None, ind: Any = None) -> int:
        calendar, length = next(ind.delays)
        now = int(ind.simulation.current_time)
        until: int = self.due[calendar](now, length)
        return until - now


def _roster(capacity: Capacity | None, horizon: int) -> Any:
    if capacity is None:
        return float("inf")
    return ciw.Schedule(capacity.people.tolist(), [*capacity.at[1:].tolist(), 2 * horizon])
