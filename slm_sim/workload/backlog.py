"""What is open at the start of a run: incidents that wait for a team, in place of a warm-up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.chance import global_identity, length_ticks
from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.spread import Spread
from slm_sim.model.workload import Names
from slm_sim.workload.draws import Draws
from slm_sim.workload.mix import Mix, draw_categories, draw_customers
from slm_sim.workload.spreads import spread_of


@dataclass(frozen=True)
class OpenAtStart:
    """Incidents of one priority that wait for one team; category is -1 where it is left to chance."""

    name: str
    team: int
    priority: int
    category: int
    count: int
    age: Spread


@dataclass(frozen=True, eq=False)
class Leftover:
    """Open incidents of one replication by (opened, identity), int64[n] each; category and customer are -1 where there
    are none.
    """

    identity: Ints
    opened: Ints
    team: Ints
    priority: Ints
    category: Ints
    customer: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def open_at_start(scenario: Scenario, names: Names) -> tuple[OpenAtStart, ...]:
    """The groups of incidents that a scenario's backlog counts."""
    rows = scenario.backlog.by_team if scenario.backlog else {}
    return tuple(
        OpenAtStart(
            name=f"backlog:{team}/{priority}",
            team=names.teams.index(team),
            priority=names.priorities.index(priority),
            category=names.categories.index(row.category) if row.category else -1,
            count=count,
            age=spread_of(row.age),
        )
        for team, row in rows.items()
        for priority, count in row.by_priority.items()
    )


def draw_backlog(groups: tuple[OpenAtStart, ...], mix: Mix, span: Span, draws: Draws) -> Leftover:
    """The open incidents of one replication; none is older than the calendars reach back."""
    parts = [_group(group, mix, span, draws) for group in groups] or [(np.empty(0, dtype=np.int64),) * 6]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort((columns[0], columns[1]))
    return Leftover(*(column[order] for column in columns))


def _group(group: OpenAtStart, mix: Mix, span: Span, draws: Draws) -> tuple[Ints, ...]:
    identity = global_identity(group.name, np.arange(group.count))
    age = length_ticks(group.age, draws.uniforms("age", identity), span.axis.tick_ms)
    category = draw_categories(mix, identity, draws) if group.category < 0 else np.full(group.count, group.category)
    return (
        identity,
        np.maximum(-age, span.lowest),
        np.full(group.count, group.team),
        np.full(group.count, group.priority),
        category,
        draw_customers(mix, identity, draws),
    )
