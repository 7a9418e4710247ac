"""Availability: agreed service time less downtime, in whole ticks and millionths of users, so that nothing is rounded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import open_before
from slm_sim.clock import NEVER
from slm_sim.model.agreement import Target
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Period
from slm_sim.model.opentime import OpenTime
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload

ALL_USERS = 1_000_000
"""A full outage, in millionths of the users."""


@dataclass(frozen=True, eq=False)
class Interruptions:
    """Times in which a service is down for a share of its users, or planned to be; int64[k] each, in no order.

    share    millionths of the users who have lost it; 0 for planned maintenance that is left out of both terms
    planned  1 for such planned maintenance
    """

    start: Ints
    end: Ints
    share: Ints
    planned: Ints


def interruptions(target: Target, service: int, workload: Workload, outcomes: Outcomes) -> Interruptions:
    """The interruptions of one service as a target counts them; outages that have not ended last until the horizon."""
    broken = workload.disruptions
    ends = outcomes.end[broken.restored_by_step]
    outage_end = np.where(ends == NEVER, workload.horizon, ends)
    within = np.minimum(broken.planned_end, broken.window_end)
    start = np.concatenate((broken.start, within, broken.planned_start))
    end = np.concatenate((outage_end, broken.planned_end, within))
    share = np.concatenate(
        (broken.share[:, service], broken.planned_share[:, service], broken.planned_share[:, service])
    )
    planned = np.concatenate((np.zeros(len(broken.start) + len(within), np.int64), np.ones(len(within), np.int64)))
    if target.planned_maintenance == "counts as downtime":
        planned[:] = 0
    shortest = workload.axis.ticks_in(target.shortest_outage.seconds)
    counts = (share > 0) & (end > start) & ((planned == 1) | (end - start >= shortest))
    if target.partial_outage == "does not count":
        counts &= (share == ALL_USERS) | (planned == 1)
    elif target.partial_outage == "counts in full":
        share = np.full(len(share), ALL_USERS)
    return Interruptions(start[counts], end[counts], np.where(planned == 1, 0, share)[counts], planned[counts])


def available(service_time: OpenTime, found: Interruptions, period: Period) -> tuple[int, int, int]:
    """(available, agreed, agreed ticks) of a period, the first two in ticks times millionths of users, exactly.

    Overlapping outages count their largest share; planned maintenance is out of both terms, whatever else happens then.
    """
    inside = (found.end > period.start) & (found.start < period.end)
    start, end = np.maximum(found.start[inside], period.start), np.minimum(found.end[inside], period.end)
    edges = np.unique(np.concatenate(([period.start, period.end], start, end)))
    open_ticks = np.diff(open_before(service_time, edges))
    agreed = down = 0
    for left, ticks in zip(edges[:-1].tolist(), open_ticks.tolist(), strict=True):
        now = (start <= left) & (left < end)
        if not (found.planned[inside] * now).any():
            agreed += ticks
            down += ticks * int((found.share[inside] * now).max(initial=0))
    return agreed * ALL_USERS - down, agreed * ALL_USERS, agreed

