"""Large random cases: thousands of incidents, weeks of shifts, and loads from slack to hopeless."""

from __future__ import annotations

import numpy as np

from slm_sim.calendars import always_open
from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Organisation, Team
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, Workload
from tests.engine.cases import PRIORITIES, Incident, Step, open_time, team, workload

DAY = 24


def office(hour: int, days: int) -> OpenTime:
    """Open from 8 to 18 on five days of seven."""
    spans = [((day * DAY + 8) * hour, (day * DAY + 18) * hour) for day in range(days) if day % 7 < 5]
    return open_time(*spans, horizon=days * DAY * hour)


def shifts(random: np.random.Generator, hour: int, days: int, most: int) -> list[tuple[int, int]]:
    """People by day and a few in the evening, with absences; nobody at night."""
    roster = [(0, 0)]
    for day in range(days):
        if day % 7 < 6:
            present = int(random.binomial(most, 0.8))
            changes = [(8, present), (17, present // 2), (21, 0)]
            roster += [((day * DAY + at) * hour, people) for at, people in changes]
    return roster


def teams(random: np.random.Generator, count: int, hour: int, days: int, *, suspends: bool, helps: bool) -> list[Team]:
    """Teams with shifts, the last of them sometimes unlimited; some with people on call, some with skills."""
    crew = []
    for index in range(count):
        others = [other for other in range(count) if other != index]
        unlimited = index == count - 1 and random.random() < 0.3
        crew.append(
            team(
                None if unlimited else shifts(random, hour, days, int(random.integers(2, 6))),
                suspends=suspends if random.random() < 0.8 else not suspends,
                on_call=[(0, 1), (8 * hour, 0), (20 * hour, 2)] if random.random() < 0.4 else None,
                calls=(0, 1),
                skill=[100, int(random.choice([0, 70, 130]))] if random.random() < 0.4 else (),
                helps=list(random.permutation(others)) if helps else (),
                after=int(random.choice([0, hour])),
            )
        )
    return crew


def incidents(random: np.random.Generator, many: int, count: int, hour: int, days: int, load: float) -> list[Incident]:
    """Visits to teams, with waits for others, reassignments and returns; `load` scales their length."""
    arriving = []
    for arrival in np.sort(random.integers(0, days * DAY * hour, many)).tolist():
        steps = []
        for _ in range(random.choice([1, 2, 4], p=[0.6, 0.3, 0.1])):
            then = int(random.choice([REASSIGNED, REOPENED, PENDING, PENDING + 1]))
            effort = random.lognormal(np.log(load * hour * count * days / many), 1)
            delay = 0 if then == REASSIGNED else int(random.exponential(6 * hour))
            calendar, callout = int(random.integers(2)), int(random.integers(hour))
            steps.append(Step(int(random.integers(count)), max(1, round(effort)), delay, calendar, callout, then))
        priority, category = int(random.integers(PRIORITIES)), int(random.integers(-1, 2))
        arriving.append(Incident(arrival, [*steps[:-1], steps[-1]._replace(then=None)], priority, category))
    return arriving


def month(seed: int, *, suspends: bool, helps: bool = False) -> tuple[Workload, Organisation]:
    """One case: four weeks in ticks from a second to a quarter of an hour."""
    random = np.random.default_rng(seed)
    hour, days, count = int(random.choice([4, 60, 3600])), 28, int(random.integers(1, 5))
    load = float(random.choice([6, 12, 24]))
    facts = workload(*incidents(random, 2500, count, hour, days, load), horizon=days * DAY * hour)
    calendars = (always_open(0, facts.horizon), office(hour, days))
    return facts, Organisation(tuple(teams(random, count, hour, days, suspends=suspends, helps=helps)), calendars)
