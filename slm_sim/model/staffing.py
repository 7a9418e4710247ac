"""The supply side of a scenario: sites, shifts, teams and people on call."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from slm_sim.model.block import Block, Name, SpreadBlock, Whole
from slm_sim.model.decisions import Decided
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import Factor, Percent, Share
from slm_sim.model.week import DayKey, HoursOfDay, HoursOfWeek, spread_over_days

NOTHING = Percent.parse("0 %")

People = Annotated[Whole, Field(ge=0)]


def _days_do_not_overlap(rows: dict[str, int]) -> dict[str, int]:
    spread_over_days(rows)
    return rows


RosterRow = Annotated[dict[DayKey, People], AfterValidator(_days_do_not_overlap)]
"""People per day of one shift; on a day that is not named there is nobody; holidays not named are as the weekday."""


class Site(Block):
    """What holds for everybody who works or lives there.

    holidays   ISO 3166 code of the country or subdivision whose public holidays count, or ``none``
    shrinkage  paid but not at work: leave, sickness, breaks, training
    premiums   on top of the hourly cost, by day
    """

    time_zone: str
    holidays: str = "none"
    shrinkage: Share = NOTHING
    premiums: dict[DayKey, Factor] = {}


class Calendar(Block):
    """Opening hours.

    In a scenario the zone and the holidays are those of ``site`` (the only one, if there is one), which may be
    ``site of the customer``; in an agreement they are the agreement's, unless the calendar states its own.
    """

    hours: HoursOfWeek
    site: Name | Literal["site of the customer"] | None = None
    time_zone: str | None = None
    holidays: str | None = None


class Shift(Block):
    """A span of hours that people work, in local time of the team's site; an end before the start is next morning."""

    hours: HoursOfDay
    premium: Factor = NOTHING


class OnCallTerms(Block):
    """People on call for every hour in which neither the team nor its helpers have anybody on the roster.

    priorities  for which they are called, or the decision table that says it by team and priority
    """

    people: Annotated[Whole, Field(ge=1)]
    priorities: Annotated[list[Name], Field(min_length=1)] | Decided
    callout: SpreadBlock
    cost: MoneyRate | Literal["none"] = "none"


class Effort(SpreadBlock):
    """Hands-on work of one visit; rows by priority state what differs."""

    by_priority: dict[Name, SpreadBlock] = {}


class Team(Block):
    """A support group.

    headcount      people on the roster per shift and day, or ``unlimited``: the team is a delay
    minimum_cover  shrinkage never leaves a rostered shift with fewer
    at_shift_end   suspend (work stops, the ticket keeps its place) or finish
    """

    tier: Name = "L1"
    site: Name | None = None
    skill_set: Name | None = None
    cost: MoneyRate | Literal["none"] = "none"
    headcount: dict[Name, RosterRow] | Literal["unlimited"]
    minimum_cover: People = 0
    at_shift_end: Literal["suspend", "finish"] = "suspend"
    on_call: Name | None = None
    effort: Effort | None = None


SkillSet = dict[Name, Factor]
"""Effort per category compared with a specialist; a category that is not named cannot be taken."""
