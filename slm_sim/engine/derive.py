"""What follows from outcomes alone, without any agreement: moments, lengths and loads, all exact in ticks.

The common currency is the *spell*: a time in which a step of an incident was waiting, in work, or in some other state.
Spells that had not ended by the horizon are cut there, so that they can be added up; nothing is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.organisation import Capacity
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REOPENED, RESOLVED, Workload


@dataclass(frozen=True, eq=False)
class Spells:
    """Times ``[start, end)``, int64[k] each, and the step of the workload to which each belongs."""

    step: Ints
    start: Ints
    end: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


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
    started = np.flatnonzero(outcomes.start != NEVER)
    resumed = outcomes.suspended_to != NEVER
    in_hand = np.ones(workload.steps, dtype=np.bool_)
    in_hand[outcomes.suspended_step[~resumed]] = False
    stopped = started[in_hand[started]]
    begins = _by_step(
        np.concatenate((started, outcomes.suspended_step[resumed])),
        np.concatenate((outcomes.start[started], outcomes.suspended_to[resumed])),
        np.concatenate((outcomes.by[started], outcomes.resumed_by[resumed])),
        np.concatenate((outcomes.on_call[started], outcomes.resumed_on_call[resumed])),
    )
    ends = _by_step(
        np.concatenate((outcomes.suspended_step, stopped)),
        np.concatenate((outcomes.suspended_from, _or_horizon(workload, outcomes.end[stopped]))),
    )
    return Work(Spells(step=begins[0], start=begins[1], end=ends[1]), team=begins[2], on_call=begins[3] != 0)


def waiting(workload: Workload, outcomes: Outcomes) -> Spells:
    """When steps waited for their team: from the queue to the start, a call-out included, and while suspended."""
    ready = np.flatnonzero(outcomes.ready != NEVER)
    return Spells(
        step=np.concatenate((ready, outcomes.suspended_step)),
        start=np.concatenate((outcomes.ready[ready], outcomes.suspended_from)),
        end=_or_horizon(workload, np.concatenate((outcomes.start[ready], outcomes.suspended_to))),
    )


def pending(workload: Workload, outcomes: Outcomes) -> Spells:
    """When incidents were pending after a step; its reason is ``workload.step_then[step] - PENDING``."""
    step = np.flatnonzero((workload.step_then >= PENDING) & (outcomes.end != NEVER))
    next_ready = np.append(outcomes.ready[1:], NEVER)[step]
    return Spells(step=step, start=outcomes.end[step], end=_or_horizon(workload, next_ready))


def being_open(workload: Workload, outcomes: Outcomes) -> Spells:
    """When incidents were open: from entering until they were resolved, and again from each return.

    The step is the one with which the spell begins. The number of open incidents is the backlog.
    """
    begins = np.zeros(workload.steps, dtype=np.bool_)
    begins[workload.first_step[:-1]] = True
    begins[1:] |= workload.step_then[:-1] == REOPENED
    first = np.flatnonzero(begins)
    last = np.flatnonzero(_resolves(workload))
    entered = outcomes.ready[first] != NEVER
    return Spells(
        step=first[entered],
        start=outcomes.ready[first[entered]],
        end=_or_horizon(workload, outcomes.end[last[entered]]),
    )


def ticks_per_step(workload: Workload, spells: Spells) -> Ints:
    """The length of each step's spells together, int64[m]: of work the touch time, of waiting the waiting time."""
    total = np.zeros(workload.steps, dtype=np.int64)
    np.add.at(total, spells.step, spells.end - spells.start)
    return total


def ticks_per_incident(workload: Workload, spells: Spells) -> Ints:
    """The length of each incident's spells together, int64[n]."""
    total = np.zeros(workload.incidents, dtype=np.int64)
    np.add.at(total, incident_of_step(workload)[spells.step], spells.end - spells.start)
    return total


def ticks_in_bins(spells: Spells, group: Ints, groups: int, edges: Ints) -> Ints:
    """How much of the spells of each group lies in each bin, int64[groups, bins].

    Of work grouped by `team` these are busy people-ticks, of waiting grouped by ``step_team`` the queue; divided by the
    length of a bin they are the mean number of busy people and the mean length of the queue.

    group   the group of each spell, from 0 to groups - 1, int64[k]
    edges   the ticks that bound the bins, increasing, int64[bins + 1]
    """
    ticks = np.zeros((groups, len(edges) - 1), dtype=np.int64)
    for number in range(groups):
        mine = group == number
        ticks[number] = np.diff(_ticks_before(edges, spells.start[mine]) - _ticks_before(edges, spells.end[mine]))
    return ticks


def people_in_bins(capacity: Capacity, edges: Ints) -> Ints:
    """How many people-ticks a capacity offers in each bin, int64[bins]; bins begin at tick 0 or later."""
    passed = np.append(0, np.cumsum(np.diff(capacity.at) * capacity.people[:-1]))
    last = np.searchsorted(capacity.at, edges, side="right") - 1
    return np.asarray(np.diff(passed[last] + (edges - capacity.at[last]) * capacity.people[last]))


def _resolves(workload: Workload) -> Bools:
    return np.asarray((workload.step_then == RESOLVED) | (workload.step_then == REOPENED))


def _or_horizon(workload: Workload, moments: Ints) -> Ints:
    return np.where(moments == NEVER, workload.horizon, moments)


def _by_step(step: Ints, *columns: Ints | Bools) -> list[Ints]:
    """The columns in the order of the steps; what belongs to one step keeps its order."""
    order = np.argsort(step, kind="stable")
    return [np.asarray(column, dtype=np.int64)[order] for column in (step, *columns)]


def _ticks_before(edges: Ints, moments: Ints) -> Ints:
    """For each edge the ticks between it and the moments before it, summed."""
    ordered = np.sort(moments)
    passed = np.append(0, np.cumsum(ordered))
    count = np.searchsorted(ordered, edges)
    return np.asarray(count * edges - passed[count])
