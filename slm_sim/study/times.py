"""Where the time of incidents goes: waiting, in hand, pending, until it comes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Floats, Ints, freeze_arrays
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import PENDING, REOPENED, Workload

WAITING, CALL_OUT, HANDS_ON, SUSPENDED, REOPENING = "waiting", "call-out", "hands-on", "suspended", "until reopened"
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
    """What each incident spent its time on, up to the horizon.

    unseen  bool[teams]: teams that are known by their times alone
    """
    n, pending = workload.incidents, workload.names.pending
    owner = np.repeat(np.arange(n), np.diff(workload.first_step))
    horizon = workload.horizon
    ready = np.where(outcomes.ready == NEVER, horizon, outcomes.ready)
    start = np.where(outcomes.start == NEVER, horizon, outcomes.start)
    end = np.where(outcomes.end == NEVER, horizon, outcomes.end)
    callout = np.where(outcomes.on_call & (outcomes.start != NEVER), workload.step_callout, 0)
    suspended_to = np.where(outcomes.suspended_to == NEVER, horizon, outcomes.suspended_to)
    suspended = np.zeros(workload.steps, dtype=np.int64)
    np.add.at(suspended, outcomes.suspended_step, suspended_to - outcomes.suspended_from)
    gap = np.append(ready[1:], horizon) - end
    then, hidden = workload.step_then, unseen[workload.step_team]
    in_hand = end - start - suspended
    per_step = {
        WAITING: start - ready - callout,
        CALL_OUT: callout,
        HANDS_ON: np.where(hidden, 0, in_hand),
        UNSEEN: np.where(hidden, in_hand, 0),
        SUSPENDED: suspended,
        **{f"pending {name}": np.where(then == PENDING + reason, gap, 0) for reason, name in enumerate(pending)},
        REOPENING: np.where((then == REOPENED) & (np.append(outcomes.ready[1:], NEVER) != NEVER), gap, 0),
    }
    ticks = np.zeros((n, len(per_step)), dtype=np.int64)
    for column, spent in enumerate(per_step.values()):
        np.add.at(ticks[:, column], owner, spent)
    return Parts(tuple(per_step), ticks)


def quantiles(values: Ints, shares: tuple[float, ...]) -> Floats:
    """The smallest values that the stated shares do not exceed; NaN of an empty sample."""
    if not values.size:
        return np.full(len(shares), np.nan)
    return np.quantile(values, shares, method="inverted_cdf").astype(np.float64)
