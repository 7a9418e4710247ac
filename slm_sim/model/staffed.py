"""What a plan of the staff found: the content of ``staff.json``, documented and versioned.

Shares and chances are fractions of one. Costs are per month, in `currency`, or in paid hours where that is empty. Every
estimate carries its interval and says how that was made.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact
from slm_sim.model.results import Warned


class StaffedRow(Fact):
    """A row of a team's headcount.

    days     as the file names them; one weekday each where a team works by patterns
    before   people in the scenario as stated
    people   in the plan
    needed   fewest with which the promises can be kept, whoever else is there; 1 where that was not found out
    cost     of one person there as the plan prices them, holidays included where a team works by patterns
    """

    team: str
    shift: str
    days: str
    hours: str
    before: int
    people: int
    needed: int
    cost: float


class StaffedLine(Fact):
    """People who work the same week, in turn with those of the other lines of their pattern.

    days  the shift of each day from Monday on, empty for a day off
    """

    team: str
    pattern: str
    days: tuple[str, ...]
    people: int
    cost: float


class CircleWeek(Fact):
    """A week of a circle: the shift of each day from Monday on, empty for a day off, and whether it is one on call.

    A week without any shift is for leave; whoever has had theirs is spare in it.
    """

    days: tuple[str, ...]
    on_call: bool

    @property
    def is_leave(self) -> bool:
        """Whether it is a week for leave."""
        return not any(self.days)


class Circle(Fact):
    """People of a team who take turns on as many weeks of work: each week everybody moves on, the last to the first.

    people  the n-th of them begins with the n-th week; a pattern of one person at most gives that person its name
    """

    team: str
    pattern: str
    people: tuple[str, ...]
    weeks: tuple[CircleWeek, ...]


class TeamStaffed(Fact):
    """A team of the plan; `occupancy` is the time of those at work that they have an incident in hand."""

    team: str
    cost: float
    cost_before: float
    occupancy: Estimate | None


class OneMore(Fact):
    """What one person more, or fewer, in a shift of a team changes, on all its days; pair by pair on fresh terms.

    change   1 or -1
    cost     by which the plan costs more; below zero less
    kept     difference of the chance that a month keeps every promise
    credits  difference of the credits of a month, paid less received
    """

    team: str
    shift: str
    change: int
    cost: float
    kept: Estimate
    credits: Estimate


class Hiring(Fact):
    """What happens until the people are there whom a plan has more than now.

    lead_time   as the file states it
    holds_from  the first day of the roster of the plan; until then the staff as stated works on
    before      chance that a month that begins earlier keeps every promise, on fresh terms; None without any such month
    after       of a month that begins then or later, in the same terms, what the first months left undone included
    """

    lead_time: str
    holds_from: str
    before: Estimate | None
    after: Estimate | None


class Staffed(Fact):
    """All that a plan of the staff found.

    starts, ends     the span that was simulated, ISO 8601 with zone; ends is exclusive
    agreements       whose promises are to be kept
    asked            the chance that was asked for, that a month keeps every promise
    status           ``best``: no cheaper staff keeps them on the terms on which it was chosen; ``out of time`` or
                     ``interrupted``: the best so far; ``impossible``: none within the wishes does
    cost             of a month; None without a plan
    cost_before      of the scenario as stated, priced as the plan is: who works by patterns is paid for every week
    bound            what any staff costs that keeps the promises on the same terms
    chosen           share of months kept on the terms on which the staff was chosen; too good to be believed
    confidence       the same on fresh terms, with its interval: the figure to be believed
    confidence_before  of the scenario as stated, on the same fresh terms
    credits, credits_before  of a month, paid less received, on fresh terms
    tried            staffs that were simulated, in so many `played` replications
    hiring           None where no lead time is stated, or no shift has more people than now
    collisions       wishes that cannot all be had, each in words; empty unless impossible
    """

    schema_: Literal["slm-sim/staff-v1"] = Field(alias="schema", default="slm-sim/staff-v1")
    title: str
    story: str
    starts: str
    ends: str
    currency: str
    seed: int
    agreements: tuple[str, ...]
    asked: float
    status: Literal["best", "out of time", "interrupted", "impossible"]
    cost: float | None
    cost_before: float
    bound: float
    chosen: float | None
    replications: int
    fresh: int
    confidence: Estimate | None
    confidence_before: Estimate | None
    credits: Estimate | None
    credits_before: Estimate | None
    tried: int
    played: int
    warnings: tuple[Warned, ...]
    rows: tuple[StaffedRow, ...]
    lines: tuple[StaffedLine, ...]
    circles: tuple[Circle, ...]
    teams: tuple[TeamStaffed, ...]
    one_more: tuple[OneMore, ...]
    hiring: Hiring | None = None
    collisions: tuple[str, ...]
