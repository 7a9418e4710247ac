"""Measures of downtime: how much of the agreed service time a service was down."""

from __future__ import annotations

import numpy as np

from slm_sim.calendars import after, next_open
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.opentime import OpenTime
from slm_sim.sla.availability import ALL_USERS, Pieces, interruptions, pieces
from slm_sim.sla.failures import in_order
from slm_sim.sla.plans import Plan
from slm_sim.sla.replication import Counts, Replication


def availability(plan: Plan, played: Replication) -> Counts:
    """Agreed service time less downtime, of the agreed service time."""
    hours, cut = _cut(plan, played)
    agreed, down = (np.array([getattr(part, name) for part in cut], dtype=np.int64) for name in ("agreed", "down"))
    none = np.zeros(len(cut), dtype=np.int64)
    counts = {"counted": agreed, "misses": none, "undecided": none, "unknown": none, "excluded": none}
    tally = {**counts, "numerator": agreed * ALL_USERS - down, "denominator": agreed * ALL_USERS}
    numbered = enumerate(cut) if plan.traced else ()
    return Counts(tally, in_order([_down(number, part, hours) for number, part in numbered]))


def _cut(plan: Plan, played: Replication) -> tuple[OpenTime, list[Pieces]]:
    """The agreed service time, and each period of a clause, cut where its service goes down or comes back."""
    clause = plan.clause
    if clause.outages is None or clause.service is None or clause.calendar is None:
        raise ValueError(f"{clause.key} is not about a service")
    service = played.workload.names.services.index(clause.service)
    found = interruptions(clause.outages, service, played.workload, played.outcomes)
    hours = played.compiled.calendars[clause.calendar]
    return hours, [pieces(hours, found, period.start, period.end) for period in plan.periods]


def _down(number: int, part: Pieces, hours: OpenTime) -> Ints:
    """The columns of `Failures` for one period: its downtime by outage, from the first agreed tick to the last."""
    down = np.flatnonzero(part.ticks * part.share)
    outage, start, ticks = part.outage[down], next_open(hours, part.start[down]), part.ticks[down]
    goes_on = (np.diff(outage, prepend=NEVER) == 0) & (np.diff(down, prepend=NEVER) == 1)
    first = np.flatnonzero(~goes_on)
    last = np.append(first[1:], len(down)) - 1
    if not len(down):
        return np.empty((5, 0), dtype=np.int64)
    over = np.add.reduceat(ticks * part.share[down], first)
    end = after(hours, start[last], ticks[last])
    return np.array([np.full(len(first), number), outage[first], start[first], end, over], dtype=np.int64)
