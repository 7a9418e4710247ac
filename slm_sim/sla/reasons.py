"""Reasons: why an incident does not count in a clause."""

from __future__ import annotations

from math import floor

import numpy as np

from slm_sim.calendars.lookup import frozen
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.sla.plans import Plan
from slm_sim.sla.replication import Replication


def reasons(plan: Plan, played: Replication) -> Ints:
    """The reason for which each incident is excluded, int64[n], -1 for none; `Counting.agreed` says which count.

    That a customer gave up no later than the clause's `short_abandons` after the opening is one more, behind those of
    the workload.
    """
    workload, history, short = played.workload, played.history, plan.clause.short_abandons
    if short is None or not played.anybody_left:
        return workload.excluded
    at_most = floor(workload.axis.exact_ticks_in(short.seconds))
    soon = (history.abandoned != NEVER) & (history.abandoned - history.opened <= at_most)
    return frozen(np.where(soon, len(workload.names.exclusions), workload.excluded))
