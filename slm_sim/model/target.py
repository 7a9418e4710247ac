"""What an agreement promises: targets, each with its measure, its level and its rows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from slm_sim.model.block import Block, Name
from slm_sim.model.measurement import Measured, MeasurementRow
from slm_sim.model.quantities import ClockLength, Length, Percent, TargetLength

Level = Percent | Length


def read_level(value: object) -> object:
    """A level to reach: a percentage or a length of time."""
    if not isinstance(value, str):
        return value
    return Percent.parse(value) if value.rstrip().endswith("%") else Length.parse(value)


LevelField = Annotated[
    Level,
    BeforeValidator(read_level),
    WithJsonSchema({"type": "string", "examples": ["95 %", "10 business days"]}),
]


class TargetRow(Block):
    """A clause: what differs for one priority or service.

    expected  the level that both sides hope for; nothing follows from missing it
    note      what the reader of the document is told beside the figures
    """

    within: TargetLength | None = None
    at_least: LevelField | None = None
    at_most: LevelField | None = None
    credit: Name | None = None
    expected: LevelField | None = None
    note: str = ""


class Target(TargetRow):
    """A promise, with rows by priority or by service for what differs; each row is a clause.

    measure  share in time · mean time · 90th percentile (any) · availability · first contact resolution · reopen rate
    """

    measure: Measured
    clock: Name | None = None
    service: Name | None = None
    priority: Name | None = None
    category: Name | None = None
    customer: Name | None = None
    by_priority: dict[Name, TargetRow] = {}
    by_service: dict[Name, TargetRow] = {}
    partial_outage: Literal["weighted by users", "counts in full", "does not count"] = "weighted by users"
    planned_maintenance: Literal["excluded", "counts as downtime"] = "excluded"
    shortest_outage: ClockLength = Length.parse("0 min")
    measurement: MeasurementRow = MeasurementRow()

    @model_validator(mode="after")
    def _one_dimension(self) -> Target:
        if self.by_priority and self.by_service:
            raise ValueError("a target has rows by_priority or by_service, not both")
        return self
