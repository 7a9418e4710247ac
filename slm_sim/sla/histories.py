"""The histories that clocks read: when each incident was opened, touched, resolved, waiting and opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import in_place
from slm_sim.engine.spells import abandoned
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED, Workload


@dataclass(frozen=True, eq=False)
class Histories:
    """The contract's view of what happened to every incident; ticks, `NEVER` where it had not happened.

    Per incident, int64[n]:
    opened, first_touch
    first_resolved, last_resolved   ends of its first and of its last cycle
    reassigned     moves between teams within its first cycle, also by escalation or after a wait
    abandoned      when its customer gave up
    team           the team that it was last given to, index into the workload's names

    Per cycle; a cycle runs from opening or reopening until it is resolved:
    first_cycle    int64[n + 1]; the cycles of incident i are first_cycle[i] .. first_cycle[i + 1] - 1, at least one
    cycle_start, cycle_end

    Per gap; a gap is a time in which a clock may stand still:
    first_gap      int64[n + 1]; as first_cycle
    gap_cycle (row of the cycle in which it begins), gap_reason, gap_from, gap_to
    The reason is an index into the workload's pending reasons, or BETWEEN for the time between two cycles.

    by_priority    the incidents in the order of (priority, incident), int64[n]
    first_of       int64[priorities + 1]; those of priority p are by_priority[first_of[p]:first_of[p + 1]]
    """

    opened: Ints
    first_touch: Ints
    first_resolved: Ints
    last_resolved: Ints
    reassigned: Ints
    abandoned: Ints
    team: Ints
    first_cycle: Ints
    cycle_start: Ints
    cycle_end: Ints
    first_gap: Ints
    gap_cycle: Ints
    gap_reason: Ints
    gap_from: Ints
    gap_to: Ints
    by_priority: Ints
    first_of: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def cycles(self) -> Ints:
        """How many times each incident was open, int64[n]: one more than the times it came back."""
        return np.diff(self.first_cycle)


BETWEEN = -1
"""The reason of a gap between a resolution and the reopening."""


def histories(workload: Workload, outcomes: Outcomes) -> Histories:
    """What clocks need to know of a replication, derived from the steps of its incidents."""
    n, most = workload.incidents, workload.steps
    per_incident, first = np.empty((5, n), dtype=np.int64), np.empty((2, n + 1), dtype=np.int64)
    per_cycle, per_gap = np.empty((2, most), dtype=np.int64), np.empty((4, most), dtype=np.int64)
    cycles, gaps = _tell(_told(workload, outcomes), per_incident, first, per_cycle, per_gap)
    order, first_of = workload.by_priority
    return Histories(
        opened=workload.opened,
        first_touch=per_incident[0],
        first_resolved=per_incident[1],
        last_resolved=per_incident[2],
        reassigned=per_incident[3],
        abandoned=abandoned(workload, outcomes),
        team=per_incident[4],
        first_cycle=first[0],
        cycle_start=per_cycle[0, :cycles],
        cycle_end=per_cycle[1, :cycles],
        first_gap=first[1],
        gap_cycle=per_gap[0, :gaps],
        gap_reason=per_gap[1, :gaps],
        gap_from=per_gap[2, :gaps],
        gap_to=per_gap[3, :gaps],
        by_priority=order,
        first_of=first_of,
    )


class _Told(NamedTuple):
    """What the steps of a replication tell, as in `Workload` and `Outcomes`."""

    opened: Ints
    first_step: Ints
    team: Ints
    then: Ints
    touches: Bools
    ready: Ints
    start: Ints
    end: Ints
    escalated_step: Ints
    escalated_team: Ints


def _told(workload: Workload, outcomes: Outcomes) -> _Told:
    return _Told(
        workload.opened,
        workload.first_step,
        workload.step_team,
        workload.step_then,
        workload.step_touches,
        outcomes.ready,
        outcomes.start,
        outcomes.end,
        outcomes.escalated_step,
        outcomes.escalated_team,
    )


@in_place
def _tell(told: _Told, per_incident: Ints, first: Ints, per_cycle: Ints, per_gap: Ints) -> tuple[int, int]:
    """Fill in the columns of `Histories`: per incident from first touch to the team, and all per cycle and gap.

    Answers how many cycles and gaps there are.

    A reopening that had not come by the horizon is none yet: until then the incident is simply resolved.
    """
    cycle, gap, escalation = 0, 0, 0
    for incident in range(len(told.first_step) - 1):
        first[0, incident], first[1, incident] = cycle, gap
        per_cycle[0, cycle], per_cycle[1, cycle] = told.opened[incident], NEVER
        touched, moved, team = NEVER, 0, told.team[told.first_step[incident]]
        last = told.first_step[incident + 1] - 1
        for step in range(told.first_step[incident], last + 1):
            team = told.team[step]
            while escalation < len(told.escalated_step) and told.escalated_step[escalation] == step:
                if told.escalated_team[escalation] != team:
                    team = told.escalated_team[escalation]
                    moved += cycle == first[0, incident]
                escalation += 1
            if touched == NEVER and (len(told.touches) == 0 or told.touches[step]):
                touched = told.start[step]
            end, then = told.end[step], told.then[step]
            if end == NEVER:
                break
            if then in (RESOLVED, REOPENED):
                per_cycle[1, cycle] = end
            elif step < last and (then == REASSIGNED or told.ready[step + 1] != NEVER):
                moved += cycle == first[0, incident] and told.team[step + 1] != told.team[step]
            if step == last or then in (RESOLVED, REASSIGNED):
                continue
            if then == REOPENED and told.ready[step + 1] == NEVER:
                break
            per_gap[0, gap], per_gap[1, gap] = cycle, BETWEEN if then == REOPENED else then - PENDING
            per_gap[2, gap], per_gap[3, gap] = end, told.ready[step + 1]
            gap += 1
            if then == REOPENED:
                cycle += 1
                per_cycle[0, cycle], per_cycle[1, cycle] = told.ready[step + 1], NEVER
        per_incident[0, incident] = touched
        per_incident[1, incident], per_incident[2, incident] = per_cycle[1, first[0, incident]], per_cycle[1, cycle]
        per_incident[3, incident], per_incident[4, incident] = moved, team
        cycle += 1
    first[0, -1], first[1, -1] = cycle, gap
    return cycle, gap
