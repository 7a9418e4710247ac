"""What an incident is about: marks that are drawn by its identity, each from a stream of its own.

Choices are inverse cumulative distributions over names in the order of the file, so a share that grows takes incidents
only from its neighbours in that order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.block import shares
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.quantities import Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Names


@dataclass(frozen=True, eq=False)
class Mix:
    """Cumulated shares, and the priority that impact and urgency make.

    impact     float64[impacts]; where the scenario states a mix of priorities, they stand in for the impacts
    urgency    float64[impacts, urgencies]
    priority   int64[impacts, urgencies]
    exclusion  float64[exclusions]; what lies beyond the last counts
    category   float64[categories], for incidents that no stream of one category brings
    customer   float64[customers], likewise
    service    int64[categories + 1]: the service that a category disturbs, -1 if none
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
    """The tables behind an incident's marks. Without impacts and priority mix, all have the least urgent priority."""
    impact, urgency, priority = _priorities(workload, scenario, names)
    stated = [workload.categories.get(name) for name in names.categories]
    services = [names.services.index(c.service) if c and c.service else -1 for c in stated]
    return Mix(
        impact=impact,
        urgency=urgency,
        priority=priority,
        exclusion=cumulated([share.fraction for share in workload.exclusions.values()]),
        category=_parts({name: category.share for name, category in workload.categories.items()}),
        customer=_parts({name: customer.share for name, customer in workload.customers.items()}),
        service=np.array([*services, -1]),
    )


def cumulated(fractions: list[Fraction]) -> Floats:
    """Running sums, exact until they become floats."""
    sums, total = [], Fraction(0)
    for fraction in fractions:
        total += fraction
        sums.append(float(total))
    return np.array(sums)


def chosen(sums: Floats, uniform: Floats) -> Ints:
    """The index of the first running sum above each uniform number; -1 where there is none to choose from."""
    if sums.size == 0:
        return np.full(len(uniform), -1)
    return np.searchsorted(sums, uniform, side="right").astype(np.int64)


def chosen_by_row(sums: Floats, uniform: Floats) -> Ints:
    """The like, with running sums of its own for each uniform number: float64[n, k]."""
    return np.asarray((uniform[:, None] >= sums).sum(axis=1))


def _parts(rows: Mapping[str, Percent | str]) -> Floats:
    return cumulated(list(shares(rows).values())) if rows else np.empty(0)


def _priorities(workload: SynthesisedWorkload, scenario: Scenario, names: Names) -> tuple[Floats, Floats, Ints]:
    if workload.priority_mix is not None:
        mix = shares(workload.priority_mix)
        ranks = [names.priorities.index(name) for name in mix]
        return cumulated(list(mix.values())), np.ones((len(mix), 1)), np.array(ranks).reshape(-1, 1)
    agreement = scenario.governing_agreement
    if workload.impact is None or agreement is None:
        return np.ones(1), np.ones((1, 1)), np.array([[len(names.priorities) - 1]])
    matrix = agreement.priorities.matrix
    urgencies = list(dict.fromkeys(name for impact in workload.impact.values() for name in impact.urgency))
    rows = {name: shares(impact.urgency) for name, impact in workload.impact.items()}
    sums = [cumulated([row.get(name, Fraction(0)) for name in urgencies]) for row in rows.values()]
    ranks = [
        [names.priorities.index(matrix[impact][name]) if name in matrix.get(impact, {}) else -1 for name in urgencies]
        for impact in rows
    ]
    return _parts({name: impact.share for name, impact in workload.impact.items()}), np.array(sums), np.array(ranks)
