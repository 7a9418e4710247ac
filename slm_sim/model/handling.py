"""How incidents travel: routing, waiting, reopening, overflow, the order of work, and what was open at the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from slm_sim.model.block import Block, Fits, Name, Parts, SpreadBlock
from slm_sim.model.decisions import Decided
from slm_sim.model.quantities import ClockLength, Factor, Length, Share
from slm_sim.model.staffing import People

DESK_OF_THE_CUSTOMER = "desk of the customer"
RESOLVING_TEAM = "resolving team"


class RoutingRow(Block):
    """What a team does with an incident: the share it resolves, and where the remainder goes."""

    resolves: Share | None = None
    reassigns_to: Parts | None = None


class PriorityRouting(RoutingRow):
    """A routing row for one category, with rows by priority for what differs."""

    by_priority: dict[Name, RoutingRow] = {}


class TeamRouting(RoutingRow):
    """The routing of one team, with rows by category or by priority for what differs; a category comes first."""

    by_category: dict[Name, PriorityRouting] = {}
    by_priority: dict[Name, RoutingRow] = {}


class TierRouting(TeamRouting):
    """The routing of all teams of a tier, with rows by team for what differs."""

    by_team: dict[Name, TeamRouting] = {}


Reassignments = Annotated[
    str, Fits(r"\d{1,4} reassignments?", "a number of reassignments", "one such as 8 reassignments", ("reassignments",))
]


class Routing(Block):
    """The way of an incident from team to team.

    starts_at  the first team, or ``desk of the customer``, or the decision table that decides it
    at_most    after so many reassignments the team that holds the incident resolves it
    """

    starts_at: Name | Literal["desk of the customer"] | Decided
    at_most: Reassignments = "8 reassignments"
    by_team: dict[Name, TeamRouting] = {}
    by_tier: dict[Name, TierRouting] = {}

    @property
    def most_reassignments(self) -> int:
        """The number in ``at_most``."""
        return int(self.at_most.split()[0])


class PendingShare(Block):
    """The share of visits in which the team has to wait."""

    share: Share


class PendingReason(Block):
    """Waiting for somebody outside: how often, how long, and in whose hours. Half the effort comes before the wait."""

    share: Share
    by_team: dict[Name, PendingShare] = {}
    by_category: dict[Name, PendingShare] = {}
    lasts: SpreadBlock
    calendar: Name = "24x7"


class Reopening(Block):
    """Resolved incidents that come back."""

    share: Share
    after: SpreadBlock
    goes_to: Name | Literal["resolving team", "desk of the customer"] = "resolving team"


class Helper(Block):
    """Whose queues the idle people of a team serve, in this order, and after how long a wait there."""

    helps: list[Name] = Field(min_length=1)
    after: ClockLength | None = None


class Overflow(Block):
    """Idle people help other teams, if their skill set allows; at once while the helped team is closed."""

    after: ClockLength = Length.parse("0 min")
    by_team: dict[Name, Helper]


class Dispatch(Block):
    """The order of work. Incidents of ``preemptive`` priorities interrupt others, and come first in every order.

    order       priority (then first come), age (first come, with a head start for some) or deadline (earliest first)
    preemptive  priorities that interrupt work on less urgent ones
    head_start  under age: incidents of a priority count as come so much earlier
    clocks      under deadline: the clocks whose deadlines count; not stated: all that promise a time
    """

    order: Literal["priority", "age", "deadline"] = "priority"
    preemptive: list[Name] = []
    head_start: dict[Name, ClockLength] = {}
    clocks: Annotated[list[Name], Field(min_length=1)] | None = None


Levels = Annotated[
    str, Fits(r"\d{1,2} priorit(y|ies)", "a number of priorities", "one such as 1 priority", ("priority", "priorities"))
]


class EscalationRule(Block):
    """What is done, once, with an incident that waits when so much of its time is used up, and that nobody has begun.

    after, of   so much of the time that the agreement allows, on this one of its clocks
    priorities  of which incidents, or the decision table that says which rule holds for which incidents at which team;
                not stated: of all that the clock promises a time to
    teams       in whose queues; not stated: in all
    raises_to   it is worked on like an incident of this priority from then on
    raises_by   or like one that is so many priorities more urgent
    hands_to    it goes to the queue of this team
    """

    after: Factor
    of: Name
    priorities: Annotated[list[Name], Field(min_length=1)] | Decided | None = None
    teams: Annotated[list[Name], Field(min_length=1)] | None = None
    raises_to: Name | None = None
    raises_by: Levels | None = None
    hands_to: Name | None = None

    def raised(self, priority: str, priorities: Sequence[str]) -> str:
        """The priority that an incident is worked on with from then on, by the one until then; never a less urgent one.

        priorities  all of them, the most urgent first
        """
        place = priorities.index(priority)
        if self.raises_to:
            place = min(place, priorities.index(self.raises_to))
        if self.raises_by:
            place = max(0, place - int(self.raises_by.split()[0]))
        return priorities[place]


class OpenIncidents(Block):
    """Incidents that wait for a team at the start: how many of each priority, and since when they are open."""

    by_priority: dict[Name, People]
    age: SpreadBlock
    category: Name | None = None


class Backlog(Block):
    """What is open at the start, in place of a warm-up: counts by team and priority, or what a replayed log shows."""

    taken_from: Literal["counts", "log"] = "counts"
    by_team: dict[Name, OpenIncidents] = {}


class Priorities(Block):
    """Which agreement defines the priorities; or, without an agreement, their names, the most urgent first.

    decided_by  the decision table that makes them, in place of the agreement's matrix
    """

    defined_in: Name | None = None
    names: list[Name] | None = None
    decided_by: Name | None = None
