"""Where the time of incidents goes: waiting, in hand, pending, until it comes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import in_place
from slm_sim.engine.spells import Waits, Work
from slm_sim.model.arrays import Bools, Floats, Ints, freeze_arrays
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REOPENED, Workload

WAITING, CALL_OUT, HANDS_ON, REOPENING = "waiting", "call-out", "hands-on", "until reopened"
UNSEEN = "with a team whose work is not seen"
"""Time with a team that is known by its times alone: waiting and working cannot be told apart."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Ticks of each incident by what it spent them on: the names, and int64[parts, incidents]."""

    names: tuple[str, ...]
    ticks: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def parts(workload: Workload, outcomes: Outcomes, waits: Waits, done: Work, unseen: Bools) -> Parts:
    """What each incident spent its time on, from entering up to the horizon; suspended work waits.

    waits, done  the spells of the outcomes
    unseen       bool[teams]: teams that are known by their times alone
    """
    pending = tuple(f"pending {name}" for name in workload.names.pending)
    names = (WAITING, CALL_OUT, HANDS_ON, UNSEEN, *pending, REOPENING)
    ticks = np.zeros((len(names), workload.incidents), dtype=np.int64)
    seen, steps = done.spells, (workload.first_step, workload.step_then, workload.step_callout)
    part = np.where(unseen, names.index(UNSEEN), names.index(HANDS_ON))[workload.step_team]
    _add_parts(
        *steps, outcomes.ready, outcomes.start, outcomes.end, outcomes.on_call, workload.horizon,
        waits.step, waits.start, waits.end, seen.step, seen.start, seen.end, part, ticks,
    )  # fmt: skip
    return Parts(names, ticks)


@in_place
def _add_parts(
    first_step: Ints,
    then: Ints,
    callout: Ints,
    ready: Ints,
    start: Ints,
    end: Ints,
    on_call: Bools,
    horizon: int,
    wait_step: Ints,
    wait_start: Ints,
    wait_end: Ints,
    work_step: Ints,
    work_start: Ints,
    work_end: Ints,
    part: Ints,
    ticks: Ints,
) -> None:
    """Add up the spells of each incident, and what lies between its steps, part by part.

    Call-outs are a part of their own and no waiting. An incident that had not come back from a resolution by the
    horizon is simply resolved.

    part  of work on each step
    """
    wait, work = 0, 0
    for incident in range(len(first_step) - 1):
        first, last = first_step[incident], first_step[incident + 1] - 1
        while wait < len(wait_step) and wait_step[wait] <= last:
            ticks[0, incident] += wait_end[wait] - wait_start[wait]
            wait += 1
        while work < len(work_step) and work_step[work] <= last:
            ticks[part[work_step[work]], incident] += work_end[work] - work_start[work]
            work += 1
        for step in range(first, last + 1):
            if start[step] == NEVER:
                break
            if on_call[step]:
                ticks[0, incident] -= callout[step]
                ticks[1, incident] += callout[step]
            if end[step] == NEVER or step == last:
                break
            back = ready[step + 1]
            if then[step] >= PENDING:
                ticks[4 + then[step] - PENDING, incident] += (horizon if back == NEVER else back) - end[step]
            elif then[step] == REOPENED and back != NEVER:
                ticks[-1, incident] += back - end[step]


def means_by_priority(spent: Parts, counted: Bools, priority: Ints, priorities: int) -> Floats:
    """The mean ticks of the counted incidents of each priority by part, float64[priorities, parts]; NaN without any."""
    total = np.zeros((priorities, len(spent.names)), dtype=np.int64)
    count = np.zeros(priorities, dtype=np.int64)
    _add_counted(spent.ticks, counted, priority, total, count)
    counts = count[:, None]
    return np.asarray(np.divide(total, counts, out=np.full(total.shape, np.nan), where=counts > 0))


@in_place
def _add_counted(ticks: Ints, counted: Bools, priority: Ints, total: Ints, count: Ints) -> None:
    for incident in range(len(counted)):
        count[priority[incident]] += counted[incident]
    for part in range(len(ticks)):
        for incident in range(len(counted)):
            if counted[incident]:
                total[priority[incident], part] += ticks[part, incident]


def quantiles(values: Ints, shares: tuple[float, ...]) -> Floats:
    """For each share the smallest value that so large a part of the sample does not exceed; NaN of an empty sample.

    A value of NEVER is later than all others: a quantile that lies among these is infinite.
    """
    if not values.size:
        return np.full(len(shares), np.nan)
    below = len(values) * np.array(shares) - 1.0
    ranks = np.maximum(np.ceil(below), 0).astype(np.int64)
    later = np.iinfo(np.int64).max
    found = np.partition(np.where(values == NEVER, later, values), ranks)[ranks]
    return np.where(found == later, np.inf, found)
