"""The order of waiting work: what makes up the key of a ticket, packed into one integer."""

from __future__ import annotations

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload


class Order:
    """The keys of a policy: (level, place, incident), compared from left to right.

    Behind these stands how often the incident was enqueued or escalated. So no key is used twice, and what a heap still
    holds of an earlier step or rank is not taken for a later one.

    level  of each rank: under the orders by age and by deadline, all ranks below those that may pre-empt share one
    """

    def __init__(self, policy: Policy, workload: Workload) -> None:
        ranks = len(workload.names.priorities)
        pre_empting = [rank for rank in range(ranks) if policy.preempts[rank]]
        shared = ranks if policy.order == "priority" else max(pre_empting, default=-1) + 1
        self.level = [min(rank, shared) for rank in range(ranks)]
        head_start: list[int] = policy.head_start.tolist() if policy.order == "age" else [0] * ranks
        lowest = min(0, -max(head_start), *(calendar.lowest for calendar in policy.calendars))
        self._by_deadline = policy.order == "deadline"
        self._behind = max((calendar.highest for calendar in policy.calendars), default=0) + 1
        places = self._behind + workload.horizon - lowest
        self._begins = [self.level[rank] * places - lowest - head_start[rank] for rank in range(ranks)]
        self._incidents = workload.incidents
        self._times = int(np.diff(workload.first_step).max(initial=0)) + len(policy.escalations) + 1

    def key(self, rank: int, ready: int, due: int, incident: int, times: int) -> int:
        """The key of an incident of some rank, enqueued at `ready`.

        due    its deadline, NEVER without one
        times  how often it was enqueued or escalated before
        """
        place = ready
        if self._by_deadline:
            place = self._behind + ready if due == NEVER else due
        return ((self._begins[rank] + place) * self._incidents + incident) * self._times + times
