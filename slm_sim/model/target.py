"""What an agreement promises: targets, each with its measure, its level and its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import model_validator

from slm_sim.model.block import Block, Name, Whole
from slm_sim.model.deadline import WithinField
from slm_sim.model.level import Level as Level
from slm_sim.model.level import LevelField as LevelField
from slm_sim.model.measurement import Measured, MeasurementRow
from slm_sim.model.quantities import ClockLength, Length, MonthLength, Share

DIMENSIONS = ("priority", "service", "customer", "category", "team", "channel")
"""What a promise may be about; rows stand under ``by_priority`` and so on."""


class TargetRow(Block):
    """What differs for one priority, service, customer, category, team or channel; a row without rows is a clause.

    team      the team that an incident was last given to; of a clock that times visits, the team that is visited
    expected  the level that both sides hope for; nothing follows from missing it
    note      what the reader of the document is told beside the figures
    weight    share of the amount at risk that a miss costs, in a credit scheme of that family
    points    of a miss, in a credit scheme of points without levels
    """

    within: WithinField | None = None
    at_least: LevelField | None = None
    at_most: LevelField | None = None
    credit: Name | None = None
    expected: LevelField | None = None
    note: str = ""
    weight: Share | Literal["none"] | None = None
    points: Whole | None = None
    by_priority: dict[Name, TargetRow] = {}
    by_service: dict[Name, TargetRow] = {}
    by_customer: dict[Name, TargetRow] = {}
    by_category: dict[Name, TargetRow] = {}
    by_team: dict[Name, TargetRow] = {}
    by_channel: dict[Name, TargetRow] = {}

    @model_validator(mode="after")
    def _one_dimension(self) -> TargetRow:
        keys = [f"by_{name}" for name in DIMENSIONS if getattr(self, f"by_{name}")]
        if len(keys) > 1:
            raise ValueError(
                f"{' and '.join(keys)} stand side by side: for two dimensions put one into the rows of the other"
            )
        return self


class Target(TargetRow):
    """A promise, with rows for what differs; each row is a clause.

    measure        share in time · mean time · 90th percentile (any) · number of misses · availability · error rate ·
                   longest outage · total outage · first contact resolution · reopen rate · abandonment ·
                   backlog in time · mean backlog age · oldest backlog age
    interval, counts_above   downtime is judged by whole intervals: one in which more than this share was down counts
                   as down, any other as up
    month_counts_as   how much agreed service time a month around the clock has
    """

    measure: Measured
    clock: Name | None = None
    service: Name | None = None
    priority: Name | None = None
    category: Name | None = None
    customer: Name | None = None
    team: Name | None = None
    channel: Name | None = None
    partial_outage: Literal["weighted by users", "counts in full", "does not count"] = "weighted by users"
    planned_maintenance: Literal["excluded", "counts as downtime"] = "excluded"
    shortest_outage: ClockLength = Length.parse("0 min")
    interval: ClockLength | None = None
    counts_above: Share | None = None
    month_counts_as: MonthLength = "its own length"
    measurement: MeasurementRow = MeasurementRow()

    @model_validator(mode="after")
    def _each_dimension_once(self) -> Target:
        for row in self.rows:
            narrowed = [name for name in DIMENSIONS if getattr(self, name) is not None]
            for key in row.path[::2]:
                name = key.removeprefix("by_")
                if name in narrowed:
                    raise ValueError(f"{key} stands where the promise is already about one {name}")
                narrowed.append(name)
        return self

    @property
    def rows(self) -> tuple[PromisedRow, ...]:
        """The clauses of the target in the order of the file; itself if it has no rows."""
        about = {name: stated for name in DIMENSIONS if (stated := getattr(self, name)) is not None}
        return tuple(_rows(self, PromisedRow((), about, ())))


@dataclass(frozen=True)
class PromisedRow:
    """A clause as it stands in a target.

    path    the keys that lead to it from the target: ``("by_team", "desk", "by_priority", "P1")``
    about   the name that each dimension is narrowed to
    blocks  the row and those around it, from the inside out; the target is the last
    """

    path: tuple[str, ...]
    about: dict[str, str]
    blocks: tuple[TargetRow, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its rows, of which its id is made."""
        return self.path[1::2]

    def clause_of(self, target: str) -> str:
        """The id of the clause of this row of a target: the target and the names of its rows, ``resolution.P1``."""
        return ".".join((target, *self.names))

    def stated(self, word: str) -> Any:
        """What it says under a word, or else the block around it; None if none says anything."""
        return next((found for block in self.blocks if (found := getattr(block, word)) is not None), None)

    def stated_in(self, word: str) -> tuple[str, ...]:
        """The path of the block that says it, from the target."""
        outwards = [self.path[:end] for end in range(len(self.path), -1, -2)]
        for path, block in zip(outwards, self.blocks, strict=True):
            if getattr(block, word) is not None:
                return path
        return ()


def _rows(block: TargetRow, outer: PromisedRow) -> Iterator[PromisedRow]:
    here = PromisedRow(outer.path, outer.about, (block, *outer.blocks))
    below = [(name, key, row) for name in DIMENSIONS for key, row in getattr(block, f"by_{name}").items()]
    for name, key, row in below:
        inside = PromisedRow((*here.path, f"by_{name}", key), {**here.about, name: key}, here.blocks)
        yield from _rows(row, inside)
    if not below:
        yield here
