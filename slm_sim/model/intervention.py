"""Interventions: named changes of a scenario with what they cost, and how they are held against each other."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from slm_sim.model.block import Block, Name
from slm_sim.model.money import Money, MoneyRate
from slm_sim.model.quantities import CalendarLength, ClockLength, Length


class Cost(Block):
    """What a change costs: once, and while it lasts."""

    once: Money | None = None
    running: MoneyRate | None = None


class Overlay(Block):
    """A named set of changes to values, each by its path; two that touch the same value cannot be combined.

    evidence  where the ranges of its changes come from
    """

    story: str = ""
    evidence: str = ""
    cost: Cost | Literal["none"]
    lead_time: CalendarLength | None = None
    changes: dict[str, Any] = Field(min_length=1)


class Compare(Block):
    """Which overlays are held against each other and against the scenario as stated.

    overlays      by name; all of the file unless they are listed
    horizon       how long costs and benefits are counted
    combinations  which of them are played together as well
    time_limit    for playing them; what is known by then is told
    """

    overlays: Annotated[list[Name], Field(min_length=1)] | None = None
    horizon: CalendarLength = Length.parse("36 months")
    combinations: Literal["none", "pairs", "all"] = "none"
    time_limit: ClockLength | Literal["none"] = "none"
