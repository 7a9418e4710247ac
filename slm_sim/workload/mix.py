"""What an incident is about: marks drawn by its identity, each from a stream of its own.

A choice is the inverse of a cumulative distribution over names in the order of the file, so a change of shares moves
incidents only between neighbours in that order and leaves all other marks as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.block import Part, shares
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Names
from slm_sim.tables.uses import deciding_priorities
from slm_sim.workload.draws import Draws
from slm_sim.workload.rulings import by_case


@dataclass(frozen=True, eq=False)
class Mix:
    """Shares, and the priority that impact and urgency make.

    All shares are running sums.

    impact     float64[impacts]; where the scenario states a mix of priorities, they stand in for the impacts
    urgency    float64[impacts, urgencies]
    priority   int64[cases, impacts, urgencies]; one case, unless a decision table tells more apart
    exclusion  float64[exclusions + 1]; the last choice counts
    category, customer   float64 each, for incidents that no stream brings: tickets of an outage, a starting backlog
    service    the service that each category disturbs, -1 if none, int64[categories + 1]; the last is for unknown ones
    """

    impact: Floats
    urgency: Floats
    priority: Ints
    exclusion: Floats
    category: Floats
    customer: Floats
    service: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def mix_of(workload: SynthesisedWorkload, scenario: Scenario, names: Names) -> Mix:
    """The shares behind an incident's marks. Without impacts or a mix, all have the least urgent priority."""
    impact, urgency, priority = _priorities(workload, scenario, names)
    stated = [workload.categories.get(name) for name in names.categories]
    excluded = [float(share) for share in workload.exclusions.values()]
    return Mix(
        impact=impact,
        urgency=urgency,
        priority=priority,
        exclusion=np.cumsum([*excluded, 1.0 - sum(excluded)]),
        category=_shares({name: row.share for name, row in workload.categories.items()}),
        customer=_shares({name: row.share for name, row in workload.customers.items()}),
        service=np.array([*(names.services.index(row.service) if row and row.service else -1 for row in stated), -1]),
    )


def draw_customers(mix: Mix, identity: Ints, draws: Draws) -> Ints:
    """A customer for each incident, by the stated shares; -1 where there are none."""
    return _any(mix.customer, draws.uniforms("customer", identity))


def draw_categories(mix: Mix, identity: Ints, draws: Draws) -> Ints:
    """A category for each incident, by the stated shares; -1 where there are none."""
    return _any(mix.category, draws.uniforms("category", identity))


def _any(sums: Floats, uniform: Floats) -> Ints:
    if not sums.size:
        return np.full(len(uniform), -1)
    return np.searchsorted(sums[:-1], uniform, side="right").astype(np.int64)


def _shares(rows: Mapping[str, Part]) -> Floats:
    return np.cumsum([float(share) for share in shares(rows).values()] if rows else [])


def _priorities(workload: SynthesisedWorkload, scenario: Scenario, names: Names) -> tuple[Floats, Floats, Ints]:
    ranks = {name: rank for rank, name in enumerate(names.priorities)}
    if workload.priority_mix is not None:
        of_mix = np.array([[ranks[name]] for name in workload.priority_mix])
        return _shares(workload.priority_mix), np.ones(of_mix.shape), of_mix[None]
    impacts = workload.impact or {}
    urgencies = tuple(dict.fromkeys(name for row in impacts.values() for name in row.urgency))
    priority = _made_of(tuple(impacts), urgencies, scenario, names)
    if not impacts:
        return np.ones(1), np.ones((1, 1)), priority
    parts = [shares(row.urgency) for row in impacts.values()]
    return (
        _shares({name: row.share for name, row in impacts.items()}),
        np.cumsum([[float(part.get(name, Fraction(0))) for name in urgencies] for part in parts], axis=1),
        priority,
    )


def _made_of(impacts: tuple[str, ...], urgencies: tuple[str, ...], scenario: Scenario, names: Names) -> Ints:
    """The priority that each impact and urgency makes: by a decision table, else by the matrix of the agreement."""
    if table := deciding_priorities(scenario):
        return by_case(table, scenario, names, {"impact": impacts or ("",), "urgency": urgencies or ("",)})
    agreement, ranks = scenario.governing_agreement, {name: rank for rank, name in enumerate(names.priorities)}
    if not impacts or agreement is None:
        return np.full((1, len(impacts) or 1, len(urgencies) or 1), len(ranks) - 1)
    matrix = agreement.priorities.matrix
    return np.array([[[ranks.get(matrix[impact].get(name, ""), 0) for name in urgencies] for impact in impacts]])
