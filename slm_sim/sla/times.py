"""Measures of time: what a clock shows of many incidents, as a share, a mean or a percentile."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil

import numpy as np

from slm_sim.model.arrays import Ints
from slm_sim.sla.clocks import days_due
from slm_sim.sla.failures import in_order, late_ones
from slm_sim.sla.plans import Plan, covered
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
    by_period,
    count_times,
)
from slm_sim.sla.turns import leave_out, read_turn


def times(plan: Plan, played: Replication) -> Counts:
    """A share in time, a mean or a percentile of what a clock shows."""
    workload, history, measure = played.workload, played.history, plan.clause.measure
    of = Incidents(history.opened, workload.excluded, history.abandoned, history.last_resolved)
    tally = np.zeros((ROWS, len(plan.periods)), dtype=np.int64)
    kept, late = [np.empty((2, 0), dtype=np.int64)], []
    for turn in plan.turns:
        read = read_turn(turn, played, covered(plan, turn.ranks, workload, history))
        leave_out(read, plan.counting, of, tally)
        terms, told, chosen = read.terms, read.told, read.incidents
        kept.append(np.empty((2, len(chosen) if measure == "percentile" else 0), dtype=np.int64))
        failed = np.empty((5, len(chosen) if plan.traced else 0), dtype=np.int64)
        failures = count_times(
            plan.counting, of, terms, turn.table, told, chosen, workload.horizon,
            days_due(terms, turn.calendar, told, chosen), tally, kept[-1], failed,
        )  # fmt: skip
        late.append(late_ones(replace(turn, terms=terms), told, workload.horizon, failed[:, :failures]))
    return Counts(_reached(plan, tally, np.concatenate(kept, axis=1)), in_order(late))


def _reached(plan: Plan, tally: Ints, kept: Ints) -> Tally:
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
            found = _percentiles(plan.clause.percentile or Fraction(1), kept, counted)
            return {**counts, "numerator": found, "denominator": (counted > 0).astype(np.int64)}
        case _:
            return {**counts, "numerator": counted - misses, "denominator": counted}


def _percentiles(share: Fraction, kept: Ints, counted: Ints) -> Ints:
    """The smallest time that at least this share of the incidents of each period does not exceed.

    An open incident that is already late enters with what has elapsed: its time is at least that.

    kept  the period of each incident and what has elapsed, see `count_times`
    """
    ends = np.cumsum(counted)
    ordered = np.empty(counted.sum(), dtype=np.int64)
    by_period(kept, ends - counted, ordered)
    found = np.zeros(len(counted), dtype=np.int64)
    for period, (count, end) in enumerate(zip(counted.tolist(), ends.tolist(), strict=True)):
        if count:
            rank = max(ceil(share * count), 1) - 1
            found[period] = np.partition(ordered[end - count : end], rank)[rank]
    return found
