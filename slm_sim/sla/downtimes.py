"""Measures of downtime: how much of the agreed service time a service was down, by the tick or by whole intervals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np

from slm_sim.calendars import after, next_open, open_before
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.measurement import whole_months
from slm_sim.model.opentime import OpenTime
from slm_sim.sla.allowances import allowances
from slm_sim.sla.availability import ALL_USERS, Pieces, interruptions, pieces, stretches
from slm_sim.sla.failures import in_order
from slm_sim.sla.plans import Plan
from slm_sim.sla.replication import Counts, Replication, Tally

NO_ROWS = np.empty((5, 0), dtype=np.int64)


def downtime(plan: Plan, played: Replication) -> Counts:
    """Availability, the error rate, the longest outage or all downtime of each period.

    Each period is looked at alone: of an outage that goes on into the next one, each has its part.
    """
    clause = plan.clause
    if clause.outages is None or clause.service is None or clause.calendar is None:
        raise ValueError(f"{clause.key} is not about a service")
    service = played.workload.names.services.index(clause.service)
    found = interruptions(clause.outages, allowances(played.compiled), service, played.workload, played.outcomes)
    hours = played.compiled.calendars[clause.calendar]
    cut = [pieces(hours, found, period.start, period.end) for period in plan.periods]
    stretch = stretches(found) if plan.traced else None
    if clause.outages.interval is None or clause.outages.counts_above is None:
        rows = [_down(number, part, hours) for number, part in enumerate(cut)] if plan.traced else []
        return Counts(_tally(plan, cut, played.workload.axis), in_order(rows, stretch))
    length = int(played.workload.axis.exact_ticks_in(clause.outages.interval.seconds))
    judged = [_judged(part, hours, length, clause.outages.counts_above.fraction) for part in cut]
    traced = enumerate(zip(cut, judged, strict=True)) if plan.traced else ()
    rows = [_lost(number, part, of) for number, (part, of) in traced]
    return Counts(_tally_of_intervals(plan, cut, judged), in_order(rows, stretch))


def _fixed(plan: Plan, axis: TimeAxis) -> int | None:
    """The agreed ticks of a period of months of fixed length; None where each has its own."""
    month = plan.clause.outages.month if plan.clause.outages else None
    if month is None:
        return None
    return int(axis.exact_ticks_in(month.seconds * whole_months(plan.clause.period)))


def _tally(plan: Plan, cut: list[Pieces], axis: TimeAxis) -> Tally:
    agreed, down = (np.array([getattr(part, name) for part in cut], dtype=np.int64) for name in ("agreed", "down"))
    fixed = _fixed(plan, axis)
    if fixed is not None:
        agreed -= np.array([period.end - period.start for period in plan.periods], dtype=np.int64) - fixed
        down = np.minimum(down, agreed * ALL_USERS)
    match plan.clause.measure:
        case "availability":
            return {**_counts(agreed), "numerator": agreed * ALL_USERS - down, "denominator": agreed * ALL_USERS}
        case "error rate":
            return {**_counts(agreed), "numerator": down, "denominator": agreed * ALL_USERS}
        case "longest outage":
            down = np.array([_longest(part) for part in cut], dtype=np.int64)
    return {**_counts(agreed), "numerator": down, "denominator": (agreed > 0) * np.int64(ALL_USERS)}


def _counts(agreed: Ints) -> Tally:
    none = np.zeros_like(agreed)
    return {"counted": agreed, "misses": none, "undecided": none, "unknown": none, "excluded": none}


def _longest(part: Pieces) -> int:
    """The most downtime between two moments at which the service is up; planned work in between does not restore it."""
    is_up = (part.share == 0) & (part.planned == 0)
    down = np.zeros(np.count_nonzero(is_up) + 1, dtype=np.int64)
    np.add.at(down, is_up.cumsum(), part.ticks * part.share)
    return int(down.max())


def _down(number: int, part: Pieces, hours: OpenTime) -> Ints:
    """The columns of `Failures` for one period: its downtime by outage, from the first agreed tick to the last."""
    down = np.flatnonzero(part.ticks * part.share)
    if not len(down):
        return NO_ROWS
    outage, start, ticks = part.outage[down], next_open(hours, part.start[down]), part.ticks[down]
    goes_on = (np.diff(outage, prepend=NEVER) == 0) & (np.diff(down, prepend=NEVER) == 1)
    first = np.flatnonzero(~goes_on)
    last = np.append(first[1:], len(down)) - 1
    over = np.add.reduceat(ticks * part.share[down], first)
    end = after(hours, start[last], ticks[last])
    return np.array([np.full(len(first), number), outage[first], start[first], end, over], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Intervals:
    """A period in intervals of one length from its start on, the last one cut off at its end.

    edges   int64[k + 1]
    agreed  agreed ticks in each, int64[k]; one without any is not judged
    lost    whether it counts as down, bool[k]
    """

    edges: Ints
    agreed: Ints
    lost: Bools


def _judged(part: Pieces, hours: OpenTime, length: int, above: Fraction) -> Intervals:
    """The intervals of a period, each down if its downtime is more than a share of its agreed time."""
    edges = np.append(np.arange(part.start[0], part.end[-1], length), part.end[-1])
    piece = np.searchsorted(part.start, edges, "right") - 1
    within = open_before(hours, edges) - open_before(hours, part.start[piece])
    agreed_before = np.cumsum(part.ticks)[piece] - part.ticks[piece]
    agreed = np.diff(agreed_before + within * (part.planned[piece] == 0))
    ticks = part.ticks * part.share
    down = np.diff(np.cumsum(ticks)[piece] - ticks[piece] + within * part.share[piece])
    lengths, which = np.unique(agreed, return_inverse=True)
    allowed = np.array([floor(above * ticks * ALL_USERS) for ticks in lengths.tolist()], dtype=np.int64)
    return Intervals(edges, agreed, down > allowed[which])


def _tally_of_intervals(plan: Plan, cut: list[Pieces], judged: list[Intervals]) -> Tally:
    all_, lost = (
        np.array([np.count_nonzero(of) for of in found], dtype=np.int64)
        for found in ([one.agreed for one in judged], [one.lost for one in judged])
    )
    counts = _counts(np.array([part.agreed for part in cut], dtype=np.int64))
    return {**counts, "numerator": lost if plan.clause.measure == "error rate" else all_ - lost, "denominator": all_}


def _lost(number: int, part: Pieces, found: Intervals) -> Ints:
    """The columns of `Failures` for one period: runs of intervals that are down, and the outage that began each."""
    edges = np.diff(found.lost.astype(np.int64), prepend=0, append=0)
    first, end = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    before = np.concatenate(([0], np.cumsum(found.agreed)))
    down = np.flatnonzero(part.share)
    began = [part.outage[down[part.end[down] > start][0]] for start in found.edges[first]]
    over = (before[end] - before[first]) * ALL_USERS
    return np.array([np.full(len(first), number), began, found.edges[first], found.edges[end], over], dtype=np.int64)
