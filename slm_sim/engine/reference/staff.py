"""The people of each team while time moves: how many there are, what they work on, and what waits for them.

A ticket is named by its key, a single integer (see `Order`). Waiting keys lie in heaps, called *views*: one for each
group of people who may take them. A view is cleaned lazily: a key in it counts only while it is in the queue to which
the view belongs, which is where a ticket leaves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush
from itertools import product

from slm_sim.clock import NEVER
from slm_sim.engine.reference.ticket import Ticket
from slm_sim.model.organisation import Organisation, Team
from slm_sim.model.policy import Policy

View = list[int]
"""A heap of keys."""

NOBODY = -1
"""No key at all."""

UNLIMITED = 1 << 62
"""More people than there can be tickets."""

USUAL_PERCENT = 100


def head(view: View, queue: Mapping[int, Ticket]) -> int:
    """The smallest key of a view of a queue that still waits there, or NOBODY; forgets what does not."""
    while view:
        if view[0] in queue:
            return view[0]
        heappop(view)
    return NOBODY


class Staff:
    """One team at work.

    team        its index
    capacity    people at work now
    in_work     the tickets on which they work, by key; one person each
    on_call     people on call now
    called      on-call people who are occupied
    percent     effort per category in percent, 0 where it cannot be taken; the last entry, which index -1 finds, is
                for an unknown category
    queue       the tickets that wait for the team, by key
    own         the view of the team's own people: tickets of its queue that they can take
    urgent      those of them whose priority pre-empts
    on_call_view  those of them for which somebody on call is called
    views       by rank and category, the views to which a ticket belongs from the moment it waits
    helps       the queues its idle people serve, in order
    later       the helpers of this team's queue who take a ticket only after a while
    alert       a waiting ticket may find somebody though no own person is idle
    touched     something happened to it in this moment
    """

    __slots__ = (
        "alert", "called", "capacity", "helps", "in_work", "later", "on_call", "on_call_view", "own", "percent",
        "queue", "suspends", "team", "touched", "urgent", "views",
    )  # fmt: skip

    def __init__(self, index: int, team: Team, categories: int) -> None:
        self.team = index
        self.capacity = UNLIMITED if team.capacity is None else int(team.capacity.people[0])
        self.on_call = 0 if team.on_call is None else int(team.on_call.people[0])
        self.suspends = team.suspends
        self.in_work: dict[int, Ticket] = {}
        self.called = 0
        stated = team.skill.tolist() if len(team.skill) else [USUAL_PERCENT] * categories
        self.percent: list[int] = [*stated, USUAL_PERCENT]
        self.queue: dict[int, Ticket] = {}
        self.own: View = []
        self.urgent: View = []
        self.on_call_view: View = []
        self.views: list[list[tuple[View, ...]]] = []
        self.helps: list[Help] = []
        self.later: list[Help] = []
        self.alert = True
        self.touched = False

    def idle(self) -> bool:
        """Whether somebody at work has nothing in work."""
        return len(self.in_work) < self.capacity

    def next_own(self) -> int:
        """The ticket of its own queue that it takes up next: with an idle person, or else by pre-emption."""
        if len(self.in_work) < self.capacity:
            return head(self.own, self.queue)
        if self.urgent and self.capacity:
            key = head(self.urgent, self.queue)
            if key != NOBODY and self.in_work[max(self.in_work)].level > self.queue[key].level:
                return key
        return NOBODY


class Help:
    """The idle people of one team looking at the queue of another.

    after        the ticks that a ticket has to wait there first
    anything     the view of all they can take there
    ripe         the view of those that have waited long enough; the same view where `after` is 0
    unripe       a heap of (the tick at which it will have waited long enough, key) of the others
    looks_at     the tick at which somebody idle is going to look again, NEVER if nobody is
    """

    __slots__ = ("after", "anything", "helped", "helper", "looks_at", "ripe", "unripe")

    def __init__(self, helper: Staff, helped: Staff, after: int) -> None:
        self.helper = helper
        self.helped = helped
        self.after = after
        self.anything: View = []
        self.ripe: View = [] if after else self.anything
        self.unripe: list[tuple[int, int]] = []
        self.looks_at = NEVER

    def note(self, ticket: Ticket, now: int) -> None:
        """A ticket begins to wait, or waits again, where tickets have to wait before they are helped."""
        if self.helper.percent[ticket.category]:
            if now >= ticket.ready + self.after:
                heappush(self.ripe, ticket.key)
            else:
                heappush(self.unripe, (ticket.ready + self.after, ticket.key))

    def ripen(self, now: int) -> None:
        """Tell what has become ripe by now; what is not waiting just now is noted again if it is suspended."""
        while self.unripe and self.unripe[0][0] <= now:
            _, key = heappop(self.unripe)
            if key in self.helped.queue:
                heappush(self.ripe, key)

    def next_ripe(self) -> int:
        """What they may take up next, or NOBODY: whoever waits at a team with nobody at work is helped at once."""
        return head(self.ripe if self.helped.capacity else self.anything, self.helped.queue)


def muster(organisation: Organisation, policy: Policy, priorities: int, categories: int) -> list[Staff]:
    """The staff of every team as it stands at tick 0, with the views that its queue feeds."""
    crew = [Staff(index, team, categories) for index, team in enumerate(organisation.teams)]
    for helper, team in zip(crew, organisation.teams, strict=True):
        helper.helps = [Help(helper, crew[helped], team.helps_after) for helped in team.helps]
    helps = [help_ for helper in crew for help_ in helper.helps]
    for staff, team in zip(crew, organisation.teams, strict=True):
        helped_by = [help_ for help_ in helps if help_.helped is staff]
        staff.later = [help_ for help_ in helped_by if help_.after]
        staff.views = [[() for _ in staff.percent] for _ in range(priorities)]
        for rank, category in product(range(priorities), range(len(staff.percent))):
            views = [help_.anything for help_ in helped_by if help_.helper.percent[category]]
            if staff.percent[category]:
                views.append(staff.own)
                if policy.preempts[rank]:
                    views.append(staff.urgent)
                if team.on_call is not None and team.on_call_priorities[rank]:
                    views.append(staff.on_call_view)
            staff.views[rank][category] = tuple(views)
        staff.alert = any(views not in ((), (staff.own,)) for row in staff.views for views in row)
    return crew
