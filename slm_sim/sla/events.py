"""The events of simulated incidents, told from the steps of each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import in_place, part
from slm_sim.engine.spells import abandoned
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.events import ABANDONED, IN_PROGRESS, OPENED, TEAM, TOUCHED, Events
from slm_sim.model.events import PENDING as IS_PENDING
from slm_sim.model.events import REOPENED as IS_REOPENED
from slm_sim.model.events import RESOLVED as IS_RESOLVED
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED, Workload

PER_INCIDENT, PER_STEP = 5, 4
"""At most so many events of an incident, and so many more for each of its steps."""


def events_of(workload: Workload, outcomes: Outcomes) -> Events:
    """What happened to every incident of a replication.

    An incident goes to a team when the one before passes it on, whatever time it then takes to arrive there. It is in
    progress from the first touch on, and again as soon as it need not wait any more. Nobody closes simulated
    incidents, and a raise in the order of work is no change of the contract's priority.
    """
    most = PER_INCIDENT * workload.incidents + PER_STEP * workload.steps + len(outcomes.escalated_step)
    first, columns = np.empty(workload.incidents + 1, dtype=np.int64), np.empty((3, most), dtype=np.int64)
    happened = _Happened(
        workload.opened,
        workload.priority,
        abandoned(workload, outcomes),
        workload.first_step,
        workload.step_team,
        workload.step_then,
        workload.step_touches,
        outcomes.ready,
        outcomes.start,
        outcomes.end,
        outcomes.escalated_step,
        outcomes.escalated_at,
        outcomes.escalated_team,
    )
    count = _tell(happened, first, columns)
    moment, kind, value = columns[:, :count]
    return Events(first, moment, kind, value)


class _Happened(NamedTuple):
    """What happened to incidents and their steps, as in `Workload` and `Outcomes`."""

    opened: Ints
    priority: Ints
    abandoned: Ints
    first_step: Ints
    team: Ints
    then: Ints
    touches: Bools
    ready: Ints
    start: Ints
    end: Ints
    escalated_step: Ints
    escalated_at: Ints
    escalated_team: Ints


@in_place
def _tell(told: _Happened, first: Ints, columns: Ints) -> int:
    """Fill in the columns of `Events`, int64[3, most], and answer how many there are."""
    count, escalation = 0, 0
    for incident in range(len(told.opened)):
        first[incident] = count
        columns[0, count], columns[1, count], columns[2, count] = told.opened[incident], OPENED, told.priority[incident]
        count += 1
        begins, last = told.first_step[incident], told.first_step[incident + 1] - 1
        team, comes, touched = -1, told.ready[begins], False
        for step in range(begins, last + 1):
            passed_on = step > begins and told.then[step - 1] == REASSIGNED and told.team[step - 1] != told.team[step]
            if told.team[step] != team or passed_on:
                team = told.team[step]
                if comes != NEVER:
                    columns[0, count], columns[1, count], columns[2, count] = comes, TEAM, team
                    count += 1
            begun = told.start[step]
            touches = begun != NEVER and not touched and (len(told.touches) == 0 or told.touches[step])
            while escalation < len(told.escalated_step) and told.escalated_step[escalation] <= step:
                at = told.escalated_at[escalation]
                if touches and begun < at:
                    count, touches, touched = _touch(columns, count, begun), False, True
                if told.escalated_step[escalation] == step and told.escalated_team[escalation] != team:
                    team = told.escalated_team[escalation]
                    columns[0, count], columns[1, count], columns[2, count] = at, TEAM, team
                    count += 1
                escalation += 1
            if touches:
                count, touched = _touch(columns, count, begun), True
            end, then = told.end[step], told.then[step]
            if end == NEVER:
                break
            if then == REASSIGNED:
                comes = end
                continue
            comes = told.ready[step + 1] if step < last else NEVER
            what = IS_RESOLVED if then in (RESOLVED, REOPENED) else IS_PENDING
            columns[0, count], columns[1, count] = end, what
            columns[2, count] = then - PENDING if what == IS_PENDING else -1
            count += 1
            if comes == NEVER:
                break
            columns[0, count], columns[2, count] = comes, -1
            columns[1, count] = IS_REOPENED if then == REOPENED else IN_PROGRESS
            count += 1
        if told.abandoned[incident] != NEVER:
            columns[0, count], columns[1, count], columns[2, count] = told.abandoned[incident], ABANDONED, -1
            count += 1
    first[len(told.opened)] = count
    return count


@part
def _touch(columns: Ints, count: int, moment: int) -> int:
    """The first touch, with which the incident is in progress; the count of events after it."""
    columns[0, count], columns[1, count], columns[2, count] = moment, TOUCHED, -1
    columns[0, count + 1], columns[1, count + 1], columns[2, count + 1] = moment, IN_PROGRESS, -1
    return count + 2
