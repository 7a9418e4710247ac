"""Lengths of time that vary by team and priority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from slm_sim.chance import fill_lengths, lengths_of
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.block import SpreadBlock, shares
from slm_sim.model.quantities import Length
from slm_sim.model.scenario import Scenario
from slm_sim.model.spread import Spread
from slm_sim.model.workload import Names

NOTHING = Spread("constant")


@dataclass(frozen=True, eq=False)
class SpreadTable:
    """Which of some spreads holds, by team and priority: int64[teams, priorities]; 0 where none is stated."""

    spreads: tuple[Spread, ...]
    which: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def ticks(self, team: Ints, priority: Ints, uniform: Floats, tick_ms: int) -> Ints:
        """The length that each uniform number stands for, at least one tick."""
        ticks, seconds = np.empty(len(uniform), dtype=np.int64), np.empty(len(uniform))
        row = self.which[team, priority]
        fill_lengths(lengths_of(self.spreads), row, uniform, len(uniform), 1000 / tick_ms, seconds, ticks)
        return ticks


def efforts_of(scenario: Scenario, names: Names) -> SpreadTable:
    """The effort of a visit; a team that states none takes one tick."""
    found: dict[tuple[str, str], Spread] = {}
    for name, team in scenario.teams.items():
        if team.effort is not None:
            for priority in names.priorities:
                found[name, priority] = spread_of(team.effort, team.effort.by_priority.get(priority))
    return _table(found, names)


def callouts_of(scenario: Scenario, names: Names) -> SpreadTable:
    """The call-out of a person on call; for a team without any one tick, which nobody uses."""
    found: dict[tuple[str, str], Spread] = {}
    for name, team in scenario.teams.items():
        if team.on_call is not None:
            spread = spread_of(scenario.on_call_terms[team.on_call].callout)
            found |= {(name, priority): spread for priority in names.priorities}
    return _table(found, names)


def spread_of(block: SpreadBlock, row: SpreadBlock | None = None) -> Spread:
    """The distribution that a block describes, with what one of its rows states otherwise."""
    stated = {name: getattr(block, name) for name in SpreadBlock.model_fields}
    if row is not None:
        stated |= {name: getattr(row, name) for name in row.model_fields_set}
    values = stated["values"] or {}
    return Spread(
        shape=stated["shape"],
        median=_seconds(stated["median"]),
        p90=_seconds(stated["p90"]),
        mean=_seconds(stated["mean"]),
        values=tuple(_seconds(Length.parse(text)) for text in values),
        shares=tuple(float(share) for share in shares(values).values()) if values else (),
        scale=float(stated["scale"]),
    )


def _seconds(length: Length | None) -> float:
    return float(length.seconds) if length else 0.0


def _table(found: Mapping[tuple[str, str], Spread], names: Names) -> SpreadTable:
    spreads = tuple(dict.fromkeys((NOTHING, *found.values())))
    which = [[spreads.index(found.get((team, name), NOTHING)) for name in names.priorities] for team in names.teams]
    return SpreadTable(spreads, np.array(which, dtype=np.int64).reshape(len(names.teams), len(names.priorities)))
