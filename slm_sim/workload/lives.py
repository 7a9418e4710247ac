"""The lives of incidents: visit by visit, who works on them how long, whether they wait, and where they go next.

Every draw is addressed by the incident's identity and by the cycle and the visit within it, never by the team, so that
a change of routing or of effort keeps the luck of all that it does not concern.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED
from slm_sim.workload.lengths import Lengths, drawn_ticks
from slm_sim.workload.mix import chosen_by_row
from slm_sim.workload.routes import Routes
from slm_sim.workload.steps import StepBook, Steps
from slm_sim.workload.waits import MOST_REOPENINGS, SAME_TEAM, Return, Wait

VISITS_PER_CYCLE = 1 << 14
PARTS_PER_VISIT = 1 << 6


@dataclass(frozen=True, eq=False)
class Crowd:
    """Incidents at the beginning of their lives, int64[n] each; -1 where category or customer are not known."""

    identity: Ints
    team: Ints
    priority: Ints
    category: Ints
    customer: Ints


@dataclass(frozen=True, eq=False)
class Handling:
    """All that decides the lives of incidents.

    effort         by team and priority
    callout        by team; a team without people on call has none
    longest_delay  ticks per delay calendar: no drawn delay is longer, so that it ends within the compiled calendars
    """

    axis: TimeAxis
    routes: Routes
    effort: Lengths
    callout: Lengths
    waits: tuple[Wait, ...]
    reopening: Return | None
    longest_delay: Ints


def lives(handling: Handling, crowd: Crowd, dice: Dice) -> Steps:
    """The steps of all incidents, in the order of the crowd.

    One round is one visit of every incident that is still alive: it draws the effort, the waits in it, whether the
    visit resolves the incident, and else the next team; a resolved incident may come back and begin a new cycle.
    """
    book = StepBook(len(crowd.identity))
    alive = np.arange(len(crowd.identity))
    team, visit, cycle = crowd.team, np.zeros_like(alive), np.zeros_like(alive)
    while alive.size:
        round_ = Visit(crowd, dice, alive, team, visit, cycle)
        waiting = _waits(handling, round_)
        efforts = _effort(handling, round_, len(waiting))
    return book.steps()
