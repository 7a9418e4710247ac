"""The histories that clocks read: when each incident was opened, touched, resolved, waiting and opened again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.engine.derive import incident_of_step
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED, Workload


@dataclass(frozen=True, eq=False)
class Histories:
    """The contract's view of what happened to every incident; ticks, `NEVER` where it had not happened.

    Per incident, int64[n]:
    opened, first_touch
    cycles         how many times it was open: one more than the times it came back
    first_resolved end of its first cycle
    reassigned     moves between teams within its first cycle

    Per cycle, in the order of (incident, time), int64[c]; a cycle runs from opening or reopening until it is resolved:
    cycle_incident, cycle_start, cycle_end

    Per gap, in the order of (incident, time), int64[g]; a gap is a time in which a clock may stand still:
    gap_incident, gap_cycle (row of the cycle in which it begins), gap_reason, gap_from, gap_to
    The reason is an index into the workload's pending reasons, or BETWEEN for the time between two cycles.
    """

    opened: Ints
    first_touch: Ints
    cycles: Ints
    first_resolved: Ints
    reassigned: Ints
    cycle_incident: Ints
    cycle_start: Ints
    cycle_end: Ints
    gap_incident: Ints
    gap_cycle: Ints
    gap_reason: Ints
    gap_from: Ints
    gap_to: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


BETWEEN = -1
"""The reason of a gap between a resolution and the reopening."""


def histories(workload: Workload, outcomes: Outcomes) -> Histories:
    """What clocks need to know of a replication, derived from the steps of its incidents."""
    n = workload.incidents
    owner = incident_of_step(workload)
    then, ends = workload.step_then, outcomes.end
    began_cycle = cycle_starts(workload)
    begun = began_cycle & ((outcomes.ready != NEVER) | _first_of_incident(workload))
    cycle_of_step = np.cumsum(begun) - 1
    first_steps = np.flatnonzero(begun)
    is_first_cycle = _first_of_incident(workload)[first_steps]

    closes = (then == RESOLVED) | (then == REOPENED)
    cycle_end = np.full(len(first_steps), NEVER)
    closed = closes & (ends != NEVER)
    cycle_end[cycle_of_step[closed]] = ends[closed]
    cycle_incident = owner[first_steps]
    first_cycle = np.flatnonzero(is_first_cycle)

    paused = ((then >= PENDING) | (then == REOPENED)) & (ends != NEVER)
    gap = np.flatnonzero(paused & ~_never_returns(workload, outcomes, then))
    in_first_cycle = cycle_of_step == first_cycle[owner]
    moved = (then == REASSIGNED) & in_first_cycle & (ends != NEVER)
    return Histories(
        opened=workload.opened,
        first_touch=_first_touch(workload, outcomes, owner),
        cycles=np.bincount(cycle_incident, minlength=n),
        first_resolved=cycle_end[first_cycle],
        reassigned=np.bincount(owner[moved], minlength=n),
        cycle_incident=cycle_incident,
        cycle_start=np.where(is_first_cycle, workload.opened[cycle_incident], outcomes.ready[first_steps]),
        cycle_end=cycle_end,
        gap_incident=owner[gap],
        gap_cycle=cycle_of_step[gap],
        gap_reason=np.where(then[gap] == REOPENED, BETWEEN, then[gap] - PENDING),
        gap_from=ends[gap],
        gap_to=outcomes.ready[np.minimum(gap + 1, len(then) - 1)],
    )


def last_resolved(history: Histories) -> Ints:
    """When each incident was last resolved, int64[n]; NEVER while it is open."""
    return history.cycle_end[np.cumsum(history.cycles) - 1]


def cycle_starts(workload: Workload) -> Bools:
    """bool[m]: the steps with which a cycle begins: the first of each incident, and each that follows a reopening."""
    after_reopening = np.concatenate(([False], workload.step_then[:-1] == REOPENED))
    return np.asarray(_first_of_incident(workload) | after_reopening)


def _first_of_incident(workload: Workload) -> Bools:
    first = np.zeros(workload.steps, dtype=np.bool_)
    first[workload.first_step[:-1]] = True
    return first


def _never_returns(workload: Workload, outcomes: Outcomes, then: Ints) -> Bools:
    """Steps that end in a reopening which had not come by the horizon: until then the incident is simply resolved."""
    next_ready = np.append(outcomes.ready[1:], NEVER)
    return np.asarray((then == REOPENED) & (next_ready == NEVER))


def _first_touch(workload: Workload, outcomes: Outcomes, owner: Ints) -> Ints:
    touched = outcomes.start != NEVER
    if workload.step_touches.size:
        touched &= workload.step_touches
    steps = np.flatnonzero(touched)
    first = np.full(workload.incidents, NEVER)
    first[owner[steps][::-1]] = outcomes.start[steps][::-1]
    return first
