"""Spells: times in which a step of an incident was waiting, in work, or in some other state.

They follow from outcomes alone, without any agreement. Spells that had not ended by the horizon are cut there, so that
they can be added up; nothing is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import in_place
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload


@dataclass(frozen=True, eq=False)
class Spells:
    """Times ``[start, end)``, int64[k] each, and the step of the workload to which each belongs."""

    step: Ints
    start: Ints
    end: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Waits(Spells):
    """Times in a queue, in the order of (step, time), and the team in whose queue, int64[k]."""

    team: Ints


@dataclass(frozen=True, eq=False)
class Work:
    """Times of hands-on work, in the order of (step, time), and who worked: one person each.

    spells   the times
    team     whose people, int64[k]
    on_call  whether they were on call rather than at work, bool[k]
    """

    spells: Spells
    team: Ints
    on_call: Bools

    def __post_init__(self) -> None:
        freeze_arrays(self)


def incident_of_step(workload: Workload) -> Ints:
    """The incident to which each step belongs, int64[m]."""
    return np.repeat(np.arange(workload.incidents), np.diff(workload.first_step))


def abandoned(workload: Workload, outcomes: Outcomes) -> Ints:
    """When the customer of each incident gave up before anybody had begun its first step, int64[n]; NEVER of others."""
    if not workload.leaves.size:
        return np.full(workload.incidents, NEVER)
    first_start = outcomes.start[workload.first_step[:-1]]
    gone = (workload.leaves != NEVER) & (workload.leaves < workload.horizon) & (first_start == NEVER)
    return np.where(gone, workload.leaves, NEVER)


def work(workload: Workload, outcomes: Outcomes) -> Work:
    """All hands-on work: each step from its start to its end less its suspensions, by whoever worked then."""
    most = workload.steps + len(outcomes.suspended_step)
    columns, on_call = np.empty((4, most), dtype=np.int64), np.empty(most, dtype=np.bool_)
    count = _find_work(_happened(workload, outcomes), outcomes.on_call, outcomes.resumed_on_call, columns, on_call)
    step, start, end, team = columns[:, :count]
    return Work(Spells(step, start, end), team=team, on_call=on_call[:count])


def waiting(workload: Workload, outcomes: Outcomes) -> Waits:
    """When steps waited for a team: from the queue to the start, a call-out included, and while suspended.

    What was handed over waits for the other team from then on. A customer who gives up ends the wait.
    """
    most = workload.steps + len(outcomes.suspended_step) + len(outcomes.escalated_step)
    columns = np.empty((4, most), dtype=np.int64)
    count = _find_waits(_happened(workload, outcomes), workload.leaves, columns)
    return Waits(*columns[:, :count])


class _Happened(NamedTuple):
    """What happened to each step, as in `Workload` and `Outcomes`."""

    horizon: int
    first_step: Ints
    team: Ints
    ready: Ints
    start: Ints
    end: Ints
    by: Ints
    suspended_step: Ints
    suspended_from: Ints
    suspended_to: Ints
    resumed_by: Ints
    escalated_step: Ints
    escalated_at: Ints
    escalated_team: Ints


def _happened(workload: Workload, outcomes: Outcomes) -> _Happened:
    return _Happened(
        workload.horizon,
        workload.first_step,
        workload.step_team,
        outcomes.ready,
        outcomes.start,
        outcomes.end,
        outcomes.by,
        outcomes.suspended_step,
        outcomes.suspended_from,
        outcomes.suspended_to,
        outcomes.resumed_by,
        outcomes.escalated_step,
        outcomes.escalated_at,
        outcomes.escalated_team,
    )


@in_place
def _find_work(told: _Happened, on_call: Bools, resumed_on_call: Bools, found: Ints, found_on_call: Bools) -> int:
    """Fill in step, start, end and team of each spell of work, int64[4, k], and answer how many there are."""
    count, suspension = 0, 0
    for step in range(len(told.start)):
        begun, team, called = told.start[step], told.by[step], on_call[step]
        if begun == NEVER:
            continue
        while suspension < len(told.suspended_step) and told.suspended_step[suspension] == step:
            found[0, count], found[1, count] = step, begun
            found[2, count], found[3, count] = told.suspended_from[suspension], team
            found_on_call[count] = called
            count += 1
            begun, team = told.suspended_to[suspension], told.resumed_by[suspension]
            called = resumed_on_call[suspension]
            suspension += 1
        if begun != NEVER:
            found[0, count], found[1, count] = step, begun
            found[2, count], found[3, count] = told.horizon if told.end[step] == NEVER else told.end[step], team
            found_on_call[count] = called
            count += 1
    return count


@in_place
def _find_waits(told: _Happened, leaves: Ints, found: Ints) -> int:
    """Fill in the columns of `Waits`, int64[4, k], and answer how many there are."""
    count, suspension, escalation, incident = 0, 0, 0, 0
    for step in range(len(told.ready)):
        while told.first_step[incident + 1] <= step:
            incident += 1
        begun, team = told.ready[step], told.team[step]
        if begun == NEVER:
            continue
        while escalation < len(told.escalated_step) and told.escalated_step[escalation] == step:
            if told.escalated_team[escalation] != team:
                found[0, count], found[1, count] = step, begun
                found[2, count], found[3, count] = told.escalated_at[escalation], team
                count += 1
                begun, team = told.escalated_at[escalation], told.escalated_team[escalation]
            escalation += 1
        until = told.horizon if told.start[step] == NEVER else told.start[step]
        if told.start[step] == NEVER and step == told.first_step[incident] and len(leaves) > 0:
            until = min(until, leaves[incident]) if leaves[incident] != NEVER else until
        found[0, count], found[1, count], found[2, count], found[3, count] = step, begun, until, team
        count += 1
        while suspension < len(told.suspended_step) and told.suspended_step[suspension] == step:
            until = told.suspended_to[suspension]
            found[0, count], found[1, count] = step, told.suspended_from[suspension]
            found[2, count], found[3, count] = told.horizon if until == NEVER else until, team
            count += 1
            suspension += 1
    return count
