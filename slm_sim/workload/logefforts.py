"""Work that no log knows: the effort of teams that the scenario describes.

Effort is drawn per visit, addressed by the incident's identity and the number of the visit, and shared out evenly among
the steps into which the log's waiting divides the visit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.workload.draws import Draws
from slm_sim.workload.logsteps import LogSteps
from slm_sim.workload.spreads import SpreadTable


@dataclass(frozen=True, eq=False)
class ReplayedSteps:
    """The steps of one replication, int64[m] each.

    identity, priority   of the incident
    source    the row of the log's steps that it is a copy of
    number    its number within the incident
    """

    identity: Ints
    priority: Ints
    source: Ints
    number: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def step_efforts(
    steps: LogSteps, replayed: ReplayedSteps, described: Bools, effort: SpreadTable, draws: Draws, tick_ms: int
) -> Ints:
    """The effort of each step in ticks: drawn where the scenario describes the team, else as the log has it.

    described  bool[teams]: whether the scenario states the team's effort
    """
    source = replayed.source
    team, place = steps.team[source], source - steps.visit[source]
    begun = np.cumsum(place == 0)
    visit = begun - begun[np.arange(len(source)) - replayed.number]
    parts = np.bincount(steps.visit, minlength=len(steps.visit))[steps.visit[source]]
    whole = effort.ticks(team, replayed.priority, draws.uniforms("effort", replayed.identity, visit), tick_ms)
    share = whole // parts + (place < whole % parts)
    return np.where(described[team], np.maximum(share, 1), steps.effort[source])
