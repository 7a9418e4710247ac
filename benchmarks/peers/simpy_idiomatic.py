"""SimPy as its users write it: a process for each incident, and a `PriorityResource` for each team.

A resource has no roster, so each person is one unit of it, and whoever is off duty is a process that holds the unit
ahead of everybody else. Work that has begun is finished first. What differs from the engines: a unit is granted in the
middle of a moment, before it is known who else comes in it; teams that suspend are beyond it. Each request sorts the
whole queue anew, so long queues take long.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import pairwise

import numpy as np
import simpy

from benchmarks.peers.played import NEVER, Played
from slm_sim.engine.reference.roster import within
from slm_sim.model.organisation import Capacity, Organisation
from slm_sim.model.workload import Workload

Process = Generator[simpy.Event, object, None]
Spells = list[tuple[int, int]]

OFF_DUTY = -1
"""Comes before the most urgent priority, which is 0."""


def simulate(workload: Workload, organisation: Organisation) -> Played:
    """The year; every team has a capacity, and finishes what it began when its shift ends."""
    env = simpy.Environment()
    ready, start, end = ([float(NEVER)] * workload.steps for _ in range(3))
    team_of: list[int] = workload.step_team.tolist()
    effort: list[int] = workload.step_effort.tolist()
    delay: list[int] = workload.step_delay.tolist()
    calendar: list[int] = workload.step_calendar.tolist()
    due = [within(open_time, workload.horizon) for open_time in organisation.calendars]
    teams = [_team(env, team.capacity, workload.horizon) for team in organisation.teams]

    def incident(priority: int, steps: range) -> Process:
        for step in steps:
            ready[step] = env.now
            with teams[team_of[step]].request(priority) as person:
                yield person
                start[step] = env.now
                yield env.timeout(effort[step])
                end[step] = env.now
            if delay[step] and step + 1 < steps.stop:
                yield env.timeout(due[calendar[step]](int(env.now), delay[step]) - env.now)

    def arrivals() -> Process:
        bounds = pairwise(workload.first_step.tolist())
        for moment, priority, (first, beyond) in zip(
            workload.arrival.tolist(), workload.priority.tolist(), bounds, strict=True
        ):
            if moment > env.now:
                yield env.timeout(moment - env.now)
            env.process(incident(priority, range(first, beyond)))

    env.process(arrivals())
    env.run(until=workload.horizon)
    return Played(*(np.array(moments, dtype=np.int64) for moments in (ready, start, end)))


def _team(env: simpy.Environment, capacity: Capacity | None, horizon: int) -> simpy.PriorityResource:
    if capacity is None:
        raise ValueError("this peer has no unlimited teams")
    most = int(capacity.people.max())
    resource = simpy.PriorityResource(env, capacity=max(most, 1))
    for person in range(max(most, 1)):
        env.process(_off_duty(env, resource, absences(capacity, person, horizon)))
    return resource


def _off_duty(env: simpy.Environment, resource: simpy.PriorityResource, spells: Spells) -> Process:
    for begins, ends in spells:
        if begins > env.now:
            yield env.timeout(begins - env.now)
        with resource.request(OFF_DUTY) as absence:
            yield absence
            if ends > env.now:
                yield env.timeout(ends - env.now)


def absences(capacity: Capacity, person: int, horizon: int) -> Spells:
    """When one person of a team is off duty: whenever no more than `person` people are at work."""
    off = np.concatenate(([False], capacity.people <= person, [False]))
    edges = np.append(capacity.at, horizon)
    begins, ends = np.flatnonzero(off[1:] & ~off[:-1]), np.flatnonzero(off[:-1] & ~off[1:])
    return list(zip(edges[begins].tolist(), edges[ends].tolist(), strict=True))
