"""Measures of how incidents went: resolved at first contact, resolved for good, or given up by their customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.sla.failures import in_periods
from slm_sim.sla.plans import Plan, everybody
from slm_sim.sla.replication import Counts, Replication
from slm_sim.sla.tallies import OPENED


@dataclass(frozen=True, eq=False)
class Seen:
    """How some incidents went, as one measure sees it.

    incident  their indices
    moment    when that was decided, which places them unless their opening does; NEVER until then
    against   bool[k]: it counts against the promise, and so is decided
    start, end  where it does: from when until when
    """

    incident: Ints
    moment: Ints
    against: Bools
    start: Ints
    end: Ints


def first_contact(plan: Plan, played: Replication) -> Counts:
    """Of the incidents that were resolved or passed on, those that were resolved without being passed on.

    One that was passed on is decided although it may not be resolved yet.
    """
    history, chosen = played.history, everybody(plan, played.workload, played.history)
    resolved = history.first_resolved[chosen]
    seen = Seen(chosen, resolved, history.reassigned[chosen] > 0, history.opened[chosen], resolved)
    found = _counted(plan, played, seen)
    return Counts({**found.tally, "numerator": found.tally["counted"] - found.tally["misses"]}, found.failures)


def reopened(plan: Plan, played: Replication) -> Counts:
    """Of the incidents that were resolved, those that came back, each once."""
    history, chosen = played.history, everybody(plan, played.workload, played.history)
    second = history.first_cycle[chosen] + 1
    against = second < history.first_cycle[chosen + 1]
    second = np.where(against, second, 0)
    start, end = history.cycle_start[second], history.cycle_end[second]
    return _counted(plan, played, Seen(chosen, history.first_resolved[chosen], against, start, end))


def abandonment(plan: Plan, played: Replication) -> Counts:
    """Of the customers who were answered or gave up, those who gave up.

    Where it is known by which channel customers make contact, what nobody reported is no contact.
    """
    history, channel = played.history, played.workload.channel
    chosen = everybody(plan, played.workload, history)
    if len(channel):
        chosen = chosen[channel[chosen] != -1]
    left, opened = history.abandoned[chosen], history.opened[chosen]
    gave_up = left != NEVER
    moment = np.where(gave_up, left, history.first_touch[chosen])
    return _counted(plan, played, Seen(chosen, moment, gave_up, opened, left))


def _counted(plan: Plan, played: Replication, seen: Seen) -> Counts:
    """Count incidents by how they went.

    One whose customer gave up before anything happened to it neither counts nor is undecided, unless that is what
    counts against the promise.
    """
    counting, cells = plan.counting, max(len(plan.counting.edges) - 1, 0)
    abandoned = played.history.abandoned[seen.incident]
    last_seen = np.where(abandoned == NEVER, played.workload.horizon, abandoned)
    moment = np.where(seen.moment == NEVER, last_seen, seen.moment)
    if counting.placed_by == OPENED:
        moment = played.history.opened[seen.incident]
    cell = np.searchsorted(counting.edges, moment, "right") - 1
    excluded = np.append(counting.agreed, False)[played.workload.excluded[seen.incident]]
    if counting.left_out:
        excluded |= abandoned != NEVER
    decided = (seen.moment != NEVER) | seen.against
    measured = (cell >= 0) & (cell < cells)
    missed = measured & seen.against & ~excluded

    def number(of: Bools) -> Ints:
        return plan.by_period(np.bincount(cell[measured & of], minlength=cells).astype(np.int64))

    counted, misses = number(decided & ~excluded), number(missed)
    tally = {
        "counted": counted,
        "misses": misses,
        "undecided": number(~decided & ~excluded & (abandoned == NEVER)),
        "unknown": np.zeros_like(counted),
        "excluded": number(excluded),
        "numerator": misses,
        "denominator": counted,
    }
    if not plan.traced:
        return Counts(tally)
    columns = (cell, seen.incident, seen.start, seen.end, np.zeros_like(cell))
    return Counts(tally, in_periods(plan, [np.array([column[missed] for column in columns], dtype=np.int64)]))
