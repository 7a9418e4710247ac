"""Where an incident goes: the routing of a scenario as tables by team, category and priority."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.decisions import Decided
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.handling import DESK_OF_THE_CUSTOMER, Routing
from slm_sim.model.routing import onward
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Names

DECIDED_LATER = -2
"""In place of a first team: a decision table says which, once more is known of the incident."""


@dataclass(frozen=True, eq=False)
class Routes:
    """The way of incidents; index -1 of a category or a customer stands for "not known".

    first     the first team of each customer, int64[customers + 1]; `DECIDED_LATER` where a table decides it
    resolves  chance that a visit resolves the incident, float64[teams, categories + 1, priorities]
    onward    where it goes otherwise: running sums of the shares of the teams, in the order of their names,
              float64[teams, categories + 1, priorities, teams]
    at_most   after so many reassignments the team that holds the incident resolves it; reopening counts anew
    """

    first: Ints
    resolves: Floats
    onward: Floats
    at_most: int

    def __post_init__(self) -> None:
        freeze_arrays(self)


def routes_of(scenario: Scenario, names: Names) -> Routes:
    """The routing of a scenario; without any the first team resolves everything."""
    sides = len(names.teams), len(names.categories) + 1, len(names.priorities)
    resolves, sums = np.ones(sides), np.ones((*sides, len(names.teams)))
    routing = scenario.routing
    if routing is None:
        return Routes(np.zeros(len(names.customers) + 1, dtype=np.int64), resolves, sums, 0)
    for t, (name, team) in enumerate(scenario.teams.items()):
        for c, category in enumerate((*names.categories, None)):
            for p, priority in enumerate(names.priorities):
                share, others = onward(routing, team.tier, name, category, priority)
                resolves[t, c, p] = float(share)
                sums[t, c, p] = [float(total) for total in accumulate(others.get(other, 0) for other in names.teams)]
    return Routes(_first_teams(routing, scenario, names), resolves, sums, routing.most_reassignments)


def desks(scenario: Scenario, names: Names) -> list[int]:
    """The desk of each customer, the first team for one that names none."""
    customers = scenario.workload.customers if isinstance(scenario.workload, SynthesisedWorkload) else {}
    return [names.teams.index(customer.desk) if customer.desk else 0 for customer in customers.values()]


def _first_teams(routing: Routing, scenario: Scenario, names: Names) -> Ints:
    if isinstance(routing.starts_at, Decided):
        return np.full(len(names.customers) + 1, DECIDED_LATER)
    if routing.starts_at == DESK_OF_THE_CUSTOMER:
        return np.array([*desks(scenario, names), 0])
    return np.full(len(names.customers) + 1, names.teams.index(routing.starts_at))
