"""Availability: agreed service time less downtime, in whole ticks and millionths of users; nothing is rounded.

A year of milliseconds in millionths of users is 3.2e16, which leaves an int64 a factor of 290.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from slm_sim.calendars import open_before
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Period
from slm_sim.model.clause import OutageTerms
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


def interruptions(terms: OutageTerms, service: int, workload: Workload, outcomes: Outcomes) -> Interruptions:
    """The interruptions of one service by the terms of a clause; outages that have not ended last until the horizon.

    Planned maintenance that is excluded is planned up to the end of its window; what overruns that is an outage. Where
    it counts as downtime it is one outage from its start to its end.
    """
    broken = workload.disruptions
    ends = outcomes.end[broken.restored_by_step]
    outage_end = np.where(ends == NEVER, workload.horizon, ends)
    excluded = terms.planned_maintenance == "excluded"
    planned_until = broken.planned_start
    if excluded:
        planned_until = np.clip(broken.window_end, broken.planned_start, broken.planned_end)
    start = np.concatenate((broken.start, planned_until))
    end = np.concatenate((outage_end, broken.planned_end))
    share = np.concatenate((broken.share[:, service], broken.planned_share[:, service]))
    shortest = terms.shortest_outage.seconds * 1000 / workload.axis.tick_ms
    counts = (share > 0) & (end > start) & (end - start >= ceil(shortest))
    if terms.partial_outage == "does not count":
        counts &= share == ALL_USERS
    elif terms.partial_outage == "counts in full":
        share = np.full(len(share), ALL_USERS)
    planned = (broken.planned_share[:, service] > 0) & (planned_until > broken.planned_start)
    without = np.zeros(np.count_nonzero(planned), dtype=np.int64)
    return Interruptions(
        start=np.concatenate((start[counts], broken.planned_start[planned])),
        end=np.concatenate((end[counts], planned_until[planned])),
        share=np.concatenate((share[counts], without)),
        planned=np.concatenate((np.zeros(np.count_nonzero(counts), dtype=np.int64), without + 1)),
    )


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
