"""Measures of time: what a clock shows of many incidents, as a share, a mean or a percentile."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np

from slm_sim.calendars.lookup import frozen
from slm_sim.model.arrays import Ints
from slm_sim.sla.clocks import unpaused_dues
from slm_sim.sla.failures import in_periods, late_ones
from slm_sim.sla.plans import Plan, covered
from slm_sim.sla.reasons import reasons
from slm_sim.sla.replication import Counts, Replication, Tally
from slm_sim.sla.tallies import (
    COUNTED,
    EXCLUDED,
    MISSES,
    OPEN,
    ROWS,
    TICKS,
    UNREADABLE,
    Incidents,
    by_cell,
    count_certain,
    count_times,
)
from slm_sim.sla.turns import leave_out, read_turn

COUNTED_ONLY = ("share in time", "number of misses")
"""Measures for which it does not matter how long before its deadline a clock stops."""


def times(plan: Plan, played: Replication) -> Counts:
    """A share in time, a mean, a percentile or a number of misses, by what a clock shows."""
    workload, history, measure = played.workload, played.history, plan.clause.measure
    counting = plan.counting._replace(left_out=plan.counting.left_out and played.anybody_left)
    of = Incidents(history.opened, reasons(plan, played), history.abandoned, history.last_resolved)
    tally = np.zeros((ROWS, max(len(plan.counting.edges) - 1, 0)), dtype=np.int64)
    kept, late = [np.empty((2, 0), dtype=np.int64)], []
    for turn in plan.turns:
        read = read_turn(turn, played, covered(plan, turn.ranks, workload, history))
        leave_out(read, plan.counting, of, tally)
        terms, told, chosen = read.terms, read.told, read.incidents
        if measure in COUNTED_ONLY:
            rest = np.empty(len(chosen), dtype=np.int64)
            left = count_certain(counting, of, turn.certain, terms, told, chosen, tally, rest)
            chosen = frozen(rest[:left])
        kept.append(np.empty((2, len(chosen) if measure == "percentile" else 0), dtype=np.int64))
        failed = np.empty((5, len(chosen) if plan.traced else 0), dtype=np.int64)
        failures = count_times(
            counting, of, terms, turn.table, told, chosen, workload.horizon,
            unpaused_dues(terms, turn.calendar, told, chosen), tally, kept[-1], failed,
        )  # fmt: skip
        late.append(late_ones(terms, turn.calendar, told, workload.horizon, failed[:, :failures]))
    return Counts(_reached(plan, tally, np.concatenate(kept, axis=1)), in_periods(plan, late))


def _reached(plan: Plan, cells: Ints, kept: Ints) -> Tally:
    tally = plan.by_period(cells)
    tally.flags.writeable = False
    counted, misses = tally[COUNTED], tally[MISSES]
    counts = {
        "counted": counted,
        "misses": misses,
        "undecided": tally[OPEN],
        "unknown": tally[UNREADABLE],
        "excluded": tally[EXCLUDED],
    }
    match plan.clause.measure:
        case "mean time":
            none = np.zeros_like(counted)
            return {**counts, "misses": none, "numerator": tally[TICKS], "denominator": counted}
        case "percentile":
            found = _percentiles(plan, kept, cells[COUNTED])
            return {**counts, "numerator": found, "denominator": (counted > 0).astype(np.int64)}
        case "number of misses":
            return {**counts, "numerator": misses, "denominator": (counted > 0).astype(np.int64)}
        case _:
            return {**counts, "numerator": counted - misses, "denominator": counted}


def _percentiles(plan: Plan, kept: Ints, counted: Ints) -> Ints:
    """The smallest time that at least the clause's share of the incidents of each period does not exceed.

    An open incident that is already late enters with what has elapsed: its time is at least that.

    kept     the cell of each incident and what has elapsed, see `count_times`
    counted  incidents that count in each cell
    """
    share = plan.clause.percentile or Fraction(1)
    bounds = np.concatenate(([0], np.cumsum(counted)))
    ordered = np.empty(counted.sum(), dtype=np.int64)
    by_cell(kept, bounds[:-1].copy(), ordered)
    found = np.zeros(len(plan.periods), dtype=np.int64)
    for period, (first, end) in enumerate(bounds[plan.cells].T.tolist()):
        if end > first:
            rank = max(ceil(share * (end - first)), 1) - 1
            found[period] = np.partition(ordered[first:end], rank)[rank]
    return found
