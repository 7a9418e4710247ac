"""Where the time of incidents goes: waiting, in hand, pending, until it comes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.engine.derive import Spells, incident_of_step, pending, ticks_per_incident, waiting, work
from slm_sim.model.arrays import Bools, Floats, Ints, freeze_arrays
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REOPENED, Workload

WAITING, CALL_OUT, HANDS_ON, REOPENING = "waiting", "call-out", "hands-on", "until reopened"
UNSEEN = "with a team whose work is not seen"
"""Time with a team that is known by its times alone: waiting and working cannot be told apart."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Ticks of each incident by what it spent them on: the names, and int64[incidents, parts]."""

    names: tuple[str, ...]
    ticks: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def parts(workload: Workload, outcomes: Outcomes, unseen: Bools) -> Parts:
    """What each incident spent its time on, from entering up to the horizon; suspended work waits.

    unseen  bool[teams]: teams that are known by their times alone
    """
    called = np.where(outcomes.on_call & (outcomes.start != NEVER), workload.step_callout, 0)
    call_out = np.bincount(incident_of_step(workload), called, minlength=workload.incidents).astype(np.int64)
    done = work(workload, outcomes).spells
    hidden = unseen[workload.step_team[done.step]]
    outside = pending(workload, outcomes)
    reason = workload.step_then[outside.step] - PENDING
    found = {
        WAITING: ticks_per_incident(workload, waiting(workload, outcomes)) - call_out,
        CALL_OUT: call_out,
        HANDS_ON: ticks_per_incident(workload, _chosen(done, ~hidden)),
        UNSEEN: ticks_per_incident(workload, _chosen(done, hidden)),
        **{
            f"pending {name}": ticks_per_incident(workload, _chosen(outside, reason == number))
            for number, name in enumerate(workload.names.pending)
        },
        REOPENING: ticks_per_incident(workload, _until_reopened(workload, outcomes)),
    }
    return Parts(tuple(found), np.column_stack(list(found.values())))


def _chosen(spells: Spells, chosen: Bools) -> Spells:
    return Spells(spells.step[chosen], spells.start[chosen], spells.end[chosen])


def _until_reopened(workload: Workload, outcomes: Outcomes) -> Spells:
    """From resolved to reopened; an incident that had not come back by the horizon is simply resolved."""
    next_ready = np.append(outcomes.ready[1:], NEVER)
    step = np.flatnonzero((workload.step_then == REOPENED) & (next_ready != NEVER))
    return Spells(step, outcomes.end[step], next_ready[step])


def quantiles(values: Ints, shares: tuple[float, ...]) -> Floats:
    """For each share the smallest value that so large a part of the sample does not exceed; NaN of an empty sample.

    A value of NEVER is later than all others: a quantile that lies among these is infinite.
    """
    if not values.size:
        return np.full(len(shares), np.nan)
    return np.quantile(np.where(values == NEVER, np.inf, values), shares, method="inverted_cdf")
