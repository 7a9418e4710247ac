"""Where an incident goes: routing rows become tables by team, category and priority.

What a row states wins over what a wider row states, field by field. From wide to narrow: the tier's row, its rows by
priority, its rows by category and therein by priority; the same again for the team's row within the tier; the same
again for the team's own row. A team of which nothing is said resolves what it gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.block import shares
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.handling import DESK_OF_THE_CUSTOMER, PriorityRouting, Routing, RoutingRow, TeamRouting
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Names


@dataclass(frozen=True, eq=False)
class Routes:
    """The routing of a scenario; index -1 of a category or customer stands for "not known".

    first     the first team of each customer, int64[customers + 1]
    resolves  chance that a visit resolves the incident, float64[teams, categories + 1, priorities]
    onward    where it goes otherwise: cumulated shares of the teams, float64[teams, categories + 1, priorities, teams]
    at_most   reassignments within one cycle
    """

    first: Ints
    resolves: Floats
    onward: Floats
    at_most: int

    def __post_init__(self) -> None:
        freeze_arrays(self)


def routes_of(scenario: Scenario, names: Names) -> Routes:
    """The routing tables of a scenario; without a routing section the first team resolves everything."""
    routing = scenario.routing
    sides = len(names.teams), len(names.categories) + 1, len(names.priorities)
    resolves, onward = np.ones(sides), np.ones((*sides, len(names.teams)))
    for team in scenario.teams if routing else ():
        for c, category in enumerate((*names.categories, None)):
            for p, priority in enumerate(names.priorities):
                share, destinations = _resolved(routing, scenario, team, category, priority)
                at = names.teams.index(team), c, p
                resolves[at], onward[at] = float(share), _cumulated(destinations, names.teams)
    return Routes(_first_teams(scenario, names), resolves, onward, routing.most_reassignments if routing else 0)


def _first_teams(scenario: Scenario, names: Names) -> Ints:
    routing = scenario.routing
    if routing is None or routing.starts_at != DESK_OF_THE_CUSTOMER:
        first = names.teams.index(routing.starts_at) if routing else 0
        return np.full(len(names.customers) + 1, first)
    return np.array([*desks(scenario, names), 0])


def desks(scenario: Scenario, names: Names) -> list[int]:
    """The desk of each customer, the first team for one that names none."""
    customers = scenario.workload.customers if isinstance(scenario.workload, SynthesisedWorkload) else {}
    return [names.teams.index(customer.desk) if customer.desk else 0 for customer in customers.values()]


def _resolved(
    routing: Routing | None, scenario: Scenario, team: str, category: str | None, priority: str
) -> tuple[Fraction, dict[str, Fraction]]:
    resolves, destinations = None, None
    for row in _rows(routing, scenario.teams[team].tier, team, category, priority) if routing else ():
        resolves = row.resolves if row.resolves is not None else resolves
        destinations = row.reassigns_to if row.reassigns_to is not None else destinations
    if destinations is None:
        return Fraction(1), {}
    return resolves.fraction if resolves else Fraction(0), shares(destinations)


def _rows(routing: Routing, tier: str, team: str, category: str | None, priority: str) -> Iterator[RoutingRow]:
    """All rows that speak of a visit, the widest first."""
    if tier in routing.by_tier:
        yield from _rows_within(routing.by_tier[tier], category, priority)
        if team in routing.by_tier[tier].by_team:
            yield from _rows_within(routing.by_tier[tier].by_team[team], category, priority)
    if team in routing.by_team:
        yield from _rows_within(routing.by_team[team], category, priority)


def _rows_within(row: TeamRouting, category: str | None, priority: str) -> Iterator[RoutingRow]:
    yield row
    if priority in row.by_priority:
        yield row.by_priority[priority]
    if category in row.by_category:
        narrower: PriorityRouting = row.by_category[category]
        yield narrower
        if priority in narrower.by_priority:
            yield narrower.by_priority[priority]


def _cumulated(destinations: dict[str, Fraction], teams: tuple[str, ...]) -> Floats:
    total, sums = Fraction(0), []
    for team in teams:
        total += destinations.get(team, Fraction(0))
        sums.append(float(total))
    return np.array(sums)
