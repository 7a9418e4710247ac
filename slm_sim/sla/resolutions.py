"""Measures of how incidents were resolved: at first contact, and for good."""

from __future__ import annotations

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.sla.failures import in_order
from slm_sim.sla.plans import Plan, covered
from slm_sim.sla.replication import Counts, Replication
from slm_sim.sla.tallies import OPENED


def first_contact(plan: Plan, played: Replication) -> Counts:
    """Of the incidents that were resolved or passed on, those that were resolved without being passed on.

    One that was passed on is decided although it may not be resolved yet.
    """
    history, chosen = played.history, _chosen(plan, played)
    resolved = history.first_resolved[chosen]
    found = _shares(plan, played, chosen, history.reassigned[chosen] > 0, resolved, history.opened[chosen], resolved)
    return Counts({**found.tally, "numerator": found.tally["counted"] - found.tally["misses"]}, found.failures)


def reopened(plan: Plan, played: Replication) -> Counts:
    """Of the incidents that were resolved, those that came back, each once."""
    history, chosen = played.history, _chosen(plan, played)
    second = history.first_cycle[chosen] + 1
    against = second < history.first_cycle[chosen + 1]
    second = np.where(against, second, 0)
    from_, until = history.cycle_start[second], history.cycle_end[second]
    return _shares(plan, played, chosen, against, history.first_resolved[chosen], from_, until)


def _chosen(plan: Plan, played: Replication) -> Ints:
    return covered(plan, tuple(range(len(played.workload.names.priorities))), played.workload, played.history)


def _shares(
    plan: Plan, played: Replication, chosen: Ints, against: Bools, resolved: Ints, from_: Ints, until: Ints
) -> Counts:
    """Count incidents by how they were first resolved, placed by their opening or else by that moment.

    One that was abandoned before anything happened to it neither counts nor is undecided.

    against       it is a miss, and so decided
    from_, until  of a miss, when it counted
    """
    counting, periods = plan.counting, len(plan.periods)
    abandoned = played.history.abandoned[chosen]
    gave_up = abandoned != NEVER
    moment = np.where(gave_up, abandoned, np.where(resolved == NEVER, played.workload.horizon, resolved))
    if counting.placed_by == OPENED:
        moment = played.history.opened[chosen]
    period = np.searchsorted(counting.edges, moment, "right") - 1
    reason = played.workload.excluded[chosen]
    excluded = np.append(counting.agreed, False)[reason]
    if counting.left_out:
        excluded |= gave_up
    decided = (resolved != NEVER) | against
    measured = (period >= 0) & (period < periods)
    missed = measured & decided & against & ~excluded

    def number(of: Bools) -> Ints:
        return np.bincount(period[measured & of], minlength=periods).astype(np.int64)

    counted, misses = number(decided & ~excluded), np.bincount(period[missed], minlength=periods).astype(np.int64)
    tally = {
        "counted": counted,
        "misses": misses,
        "undecided": number(~decided & ~excluded & ~gave_up),
        "unknown": np.zeros_like(counted),
        "excluded": number(excluded),
        "numerator": misses,
        "denominator": counted,
    }
    if not plan.traced:
        return Counts(tally)
    columns = (period, chosen, from_, until, np.zeros_like(chosen))
    return Counts(tally, in_order([np.array([column[missed] for column in columns], dtype=np.int64)]))
