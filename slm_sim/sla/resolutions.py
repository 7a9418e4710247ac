"""Measures of how incidents went: resolved at first contact, resolved for good, or given up by their customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.sla.failures import in_periods
from slm_sim.sla.plans import Plan, everybody, of_those
from slm_sim.sla.reasons import reasons
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
    resolved = of_those(history.first_resolved, chosen)
    seen = Seen(chosen, resolved, of_those(history.reassigned, chosen) > 0, of_those(history.opened, chosen), resolved)
    found = _counted(plan, played, seen)
    return Counts({**found.tally, "numerator": found.tally["counted"] - found.tally["misses"]}, found.failures)


def reopened(plan: Plan, played: Replication) -> Counts:
    """Of the incidents that were resolved, those that came back, each once."""
    history, chosen = played.history, everybody(plan, played.workload, played.history)
    second = of_those(history.first_cycle[:-1], chosen) + 1
    against = second < of_those(history.first_cycle[1:], chosen)
    second = np.where(against, second, 0)
    start, end = history.cycle_start[second], history.cycle_end[second]
    return _counted(plan, played, Seen(chosen, of_those(history.first_resolved, chosen), against, start, end))


def abandonment(plan: Plan, played: Replication) -> Counts:
    """Of the customers who were answered or gave up, those who gave up.

    Where it is known by which channel customers make contact, what nobody reported is no contact.
    """
    history, channel = played.history, played.workload.channel
    chosen = everybody(plan, played.workload, history)
    if len(channel):
        chosen = chosen[channel[chosen] != -1]
    left, opened = of_those(history.abandoned, chosen), of_those(history.opened, chosen)
    gave_up = left != NEVER
    moment = np.where(gave_up, left, of_those(history.first_touch, chosen))
    return _counted(plan, played, Seen(chosen, moment, gave_up, opened, left))


_UNDECIDED, _HAPPENED, _AGAINST, _BOTH, _EXCLUDED, _GONE = range(6)
"""What an incident is to a measure: undecided; what is asked for happened, or counts against the promise, or both;
excluded; or nothing at all, as its customer had left before anything happened."""


def _counted(plan: Plan, played: Replication, seen: Seen) -> Counts:
    """Count incidents by how they went.

    One whose customer gave up before anything happened to it neither counts nor is undecided, unless that is what
    counts against the promise.
    """
    counting, edges = plan.counting, plan.counting.edges
    gave_up = of_those(played.history.abandoned, seen.incident)
    left = gave_up != NEVER
    happened = seen.moment != NEVER
    kind = happened.view(np.int8) + _AGAINST * seen.against.view(np.int8)
    has_left = left.any()
    if has_left:
        kind[left & (kind == _UNDECIDED)] = _GONE
    if counting.agreed.any():
        kind[counting.agreed[of_those(reasons(plan, played), seen.incident)]] = _EXCLUDED
    if has_left and counting.left_out:
        kind[left] = _EXCLUDED
    moment = of_those(played.history.opened, seen.incident)
    if counting.placed_by != OPENED:
        last_seen = np.where(left, gave_up, played.workload.horizon) if has_left else played.workload.horizon
        moment = np.where(happened, seen.moment, last_seen)
    passed = np.searchsorted(edges, moment, "right")  # 0 before the first cell, as many as there are edges after all
    kinds = _GONE + 1
    found = np.bincount(passed * kinds + kind, minlength=kinds * (len(edges) + 1)).reshape(-1, kinds)[1:-1].T
    undecided, kept, against, both, excluded, _ = plan.by_period(found.astype(np.int64))
    misses = against + both
    tally = {
        "counted": kept + misses,
        "misses": misses,
        "undecided": undecided,
        "unknown": np.zeros_like(misses),
        "excluded": excluded,
        "numerator": misses,
        "denominator": kept + misses,
    }
    if not plan.traced:
        return Counts(tally)
    missed = np.flatnonzero(((kind == _AGAINST) | (kind == _BOTH)) & (passed > 0) & (passed < len(edges)))
    columns = (passed - 1, seen.incident, seen.start, seen.end, np.zeros_like(passed))
    return Counts(tally, in_periods(plan, [np.array([column[missed] for column in columns], dtype=np.int64)]))
