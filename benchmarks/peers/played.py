"""What a peer says of a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload

NEVER = -1


@dataclass(frozen=True, eq=False)
class Played:
    """When each step became ready, began and ended; ticks, int64[m], -1 where it had not happened by the horizon."""

    ready: Ints
    start: Ints
    end: Ints


def played_by(outcomes: Outcomes) -> Played:
    """The like of one of our own engines."""
    return Played(outcomes.ready, outcomes.start, outcomes.end)


def served(workload: Workload, played: Played) -> int:
    """How many incidents were done with all their steps by the horizon."""
    return int(np.count_nonzero(played.end[workload.first_step[1:] - 1] != NEVER))


def mean_waits(workload: Workload, played: Played, teams: int) -> Floats:
    """The mean ticks from ready to start of the steps that began, by team."""
    began = played.start != NEVER
    team, wait = workload.step_team[began], (played.start - played.ready)[began]
    ticks, steps = np.bincount(team, wait, teams), np.bincount(team, minlength=teams)
    return np.asarray(ticks / np.maximum(steps, 1))
