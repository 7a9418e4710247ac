"""How incidents travel: routing, waiting, reopening, overflow, the order of work, and what was open at the start."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from slm_sim.model.block import Block, Fits, Name, Parts, SpreadBlock
from slm_sim.model.quantities import ClockLength, Length, Share
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

    starts_at  the first team, or ``desk of the customer``
    at_most    after so many reassignments the team that holds the incident resolves it
    """

    starts_at: Name | Literal["desk of the customer"]
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
    """The order of work: by priority, then first come. Incidents of ``preemptive`` priorities interrupt lower ones."""

    order: Literal["priority"] = "priority"
    preemptive: list[Name] = []


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
    """Which agreement defines the priorities; or, without an agreement, their names, the most urgent first."""

    defined_in: Name | None = None
    names: list[Name] | None = None
