"""What a plan of the staff is asked: ``study.staff`` of a scenario."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from slm_sim.model.block import Block, Fits, Name, Whole
from slm_sim.model.quantities import CalendarLength, ClockLength, Length, Percent, Share, WeeksLength
from slm_sim.model.staffing import People

Teams = Annotated[list[Name], Field(min_length=1)]
Limits = dict[str, People]
"""People at once by team, such as ``desk``, or by team and shift, such as ``desk.night``, which goes before."""

Weekends = Annotated[
    str, Fits(r"[0-9] in [1-9]", "a share of weekends", "so many in so many, such as 1 in 2 or 0 in 1")
]


class Pattern(Block):
    """How people work a week: who is hired on it works the same number of days each week.

    teams                whose people may work so
    shifts               one of them a day
    days_a_week          that each of them works
    rest_between_shifts  at least, from the end of one to the start of the next
    weekends             at most so many of so many are worked, in part or as a whole; people then take turns
    leave_a_year         of each of them, on top of shrinkage; enough people are employed for the shifts of every week
    people_at_least      so many are employed on it as it is
    people_at_most       a named person is a pattern of one
    hired_in_steps_of    people that are hired together
    """

    teams: Teams
    shifts: Teams
    days_a_week: Annotated[Whole, Field(ge=1, le=7)] = 5
    rest_between_shifts: ClockLength = Length.parse("11 h")
    weekends: Weekends | None = None
    leave_a_year: WeeksLength | None = None
    people_at_least: People = 0
    people_at_most: People | None = None
    hired_in_steps_of: Annotated[Whole, Field(ge=1)] = 1


class Staff(Block):
    """For which promises, and within which wishes, the cheapest staff is looked for.

    agreements         whose promises are to be kept; not stated: those with customers
    confidence         the chance that a month keeps every one of them
    teams              whose people are decided; not stated: every team with a roster
    headcount_at_least, headcount_at_most   people at once in one shift
    patterns           of work; a team with none is given people by the row of its headcount
    hiring_lead_time   after which people come where a shift is to have more than now; at once unless stated
    replications       simulated terms on which the staff is chosen
    fresh              simulated terms, none of them among those, on which it is tried once
    time_limit         for choosing it
    """

    agreements: Teams | None = None
    confidence: Share = Percent.parse("90 %")
    teams: Teams | None = None
    headcount_at_least: Limits = {}
    headcount_at_most: Limits = {}
    patterns: dict[Name, Pattern] = {}
    hiring_lead_time: CalendarLength | None = None
    replications: Annotated[Whole, Field(ge=2)] = 100
    fresh: Annotated[Whole, Field(ge=2)] = 100
    time_limit: ClockLength = Length.parse("2 min")


def limit_of(limits: Limits, team: str, shift: str) -> int | None:
    """What limits say of a shift: its own row, else that of its team, else None."""
    return limits.get(f"{team}.{shift}", limits.get(team))
