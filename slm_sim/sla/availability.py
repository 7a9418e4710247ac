"""Availability: agreed service time less downtime, in whole ticks and millionths of users; nothing is rounded.

A year of milliseconds in millionths of users is 3.2e16, which leaves an int64 a factor of 290.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from slm_sim.calendars import open_before
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.clause import OutageTerms
from slm_sim.model.opentime import OpenTime
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload
from slm_sim.sla.allowances import Allowed, within_allowances

ALL_USERS = 1_000_000
"""A full outage, in millionths of the users."""


@dataclass(frozen=True, eq=False)
class Interruptions:
    """Times in which a service is down for a share of its users, or planned to be; int64[k] each, in no order.

    outage   row of the outage in `Disruptions`, behind which planned work stands
    share    millionths of the users who have lost it; 0 for planned maintenance that is left out of both terms
    planned  1 for such planned maintenance
    """

    outage: Ints
    start: Ints
    end: Ints
    share: Ints
    planned: Ints


def interruptions(
    terms: OutageTerms, allowed: Mapping[str, Allowed], service: int, workload: Workload, outcomes: Outcomes
) -> Interruptions:
    """The interruptions of one service by the terms of a clause; outages that have not ended last until the horizon.

    Planned maintenance that is excluded is planned up to the end of its window, or until what its window allows is used
    up; what goes on is an outage. Where it counts as downtime it is one outage from its start to its end.
    """
    broken = workload.disruptions
    ends = outcomes.end[broken.restored_by_step]
    outage_end = np.where(ends == NEVER, workload.horizon, ends)
    excluded = terms.planned_maintenance == "excluded"
    planned_until = broken.planned_start
    if excluded:
        planned_until = np.clip(broken.window_end, broken.planned_start, broken.planned_end)
        planned_until = within_allowances(allowed, service, workload, planned_until)
    start = np.concatenate((broken.start, planned_until))
    end = np.concatenate((outage_end, broken.planned_end))
    share = np.concatenate((broken.share[:, service], broken.planned_share[:, service]))
    shortest = workload.axis.exact_ticks_in(terms.shortest_outage.seconds)
    counts = (share > 0) & (end > start) & (end - start >= ceil(shortest))
    if terms.partial_outage == "does not count":
        counts &= share == ALL_USERS
    elif terms.partial_outage == "counts in full":
        share = np.full(len(share), ALL_USERS)
    planned = (broken.planned_share[:, service] > 0) & (planned_until > broken.planned_start)
    without = np.zeros(np.count_nonzero(planned), dtype=np.int64)
    return Interruptions(
        outage=np.concatenate((np.flatnonzero(counts), len(outage_end) + np.flatnonzero(planned))),
        start=np.concatenate((start[counts], broken.planned_start[planned])),
        end=np.concatenate((end[counts], planned_until[planned])),
        share=np.concatenate((share[counts], without)),
        planned=np.concatenate((np.zeros(np.count_nonzero(counts), dtype=np.int64), without + 1)),
    )


def stretches(found: Interruptions) -> Ints:
    """By row of the outage the number of the stretch that it lies in, int64; of rows that do not count 0.

    A stretch ends when no user is without the service any more; planned work in between does not end it.
    """
    order = np.argsort(found.start, kind="stable")
    until = np.maximum.accumulate(found.end[order])
    numbers = np.zeros(found.outage.max(initial=-1) + 1, dtype=np.int64)
    begins = found.start[order][1:] > until[:-1]
    numbers[found.outage[order][1:]] = begins.cumsum()
    return numbers


@dataclass(frozen=True, eq=False)
class Pieces:
    """A period cut wherever a service goes down or comes back; int64[k] each, in the order of time.

    ticks    agreed ticks of the piece, without planned maintenance
    share    the largest share that any outage then has, in millionths of users; 0 while the service is up
    outage   whose share that is, as in `Interruptions`; the first of several
    planned  1 during planned maintenance
    """

    start: Ints
    end: Ints
    ticks: Ints
    share: Ints
    outage: Ints
    planned: Ints

    @property
    def agreed(self) -> int:
        """The agreed ticks."""
        return int(self.ticks.sum())

    @property
    def down(self) -> int:
        """The downtime in agreed ticks times millionths of users."""
        return int((self.ticks * self.share).sum())


def pieces(service_time: OpenTime, found: Interruptions, start: int, end: int) -> Pieces:
    """The pieces of a stretch of time, exactly.

    Overlapping outages count their largest share; planned maintenance is out of both terms, whatever else happens then.
    """
    inside = (found.end > start) & (found.start < end)
    starts, ends = np.maximum(found.start[inside], start), np.minimum(found.end[inside], end)
    edges = np.unique(np.concatenate(([start, end], starts, ends)))
    now = (starts[:, None] <= edges[:-1]) & (edges[:-1] < ends[:, None])
    planned = (found.planned[inside, None] * now).any(axis=0)
    shares = found.share[inside, None] * now
    worst = shares.argmax(axis=0) if len(shares) else np.zeros(len(edges) - 1, dtype=np.int64)
    share = shares.max(axis=0, initial=0) * ~planned
    return Pieces(
        start=edges[:-1],
        end=edges[1:],
        ticks=np.diff(open_before(service_time, edges)) * ~planned,
        share=share,
        outage=np.append(found.outage[inside], NEVER)[worst],
        planned=np.asarray(planned, dtype=np.int64),
    )
