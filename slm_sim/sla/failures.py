"""Failures: what counted against a promise, one by one, for the credits that are traced to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.calendars import elapsed, open_before
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Failures, no_failures
from slm_sim.sla.clocks import Told
from slm_sim.sla.histories import BETWEEN
from slm_sim.sla.plans import Plan, Turn


def in_order(rows: Sequence[Ints]) -> Failures:
    """Failures from their columns, int64[5, k] each, in the order of (period, start, subject)."""
    found = np.concatenate(rows, axis=1) if rows else np.empty((5, 0), dtype=np.int64)
    if found.shape[1] == 0:
        return no_failures()
    period, subject, start, _, _ = found
    return Failures(*found[:, np.lexsort((subject, start, period))])


def in_periods(plan: Plan, rows: Sequence[Ints]) -> Failures:
    """As `in_order`, of columns that name the cell in which each counts."""
    if plan.overlap and rows:
        found = np.concatenate(rows, axis=1)
        rows = [_of_period(number, cells, found) for number, cells in enumerate(plan.cells.T)]
    return in_order(rows)


def _of_period(number: int, cells: Ints, found: Ints) -> Ints:
    """The failures in the cells of one period, which takes the place of the cell."""
    inside = found[:, (cells[0] <= found[0]) & (found[0] < cells[1])]
    inside[0] = number
    return inside


def late_ones(turn: Turn, told: Told, horizon: int, failed: Ints) -> Ints:
    """The columns of `Failures` for what `count_times` found late, int64[5, k].

    A target in business days is used up at a moment: beyond it is the open time from then on, without that in which
    the clock stood still or the incident was resolved.
    """
    cell, incident, due, stop, taken = failed
    over = taken - turn.terms.allowed
    if turn.terms.days != NEVER and len(incident):
        until = np.where(stop == NEVER, horizon, stop)
        over = elapsed(turn.calendar, np.minimum(due, until), until) - _still(turn, told, horizon, incident, due)
    return np.array([cell, incident, due, stop, over], dtype=np.int64)


def _still(turn: Turn, told: Told, horizon: int, incident: Ints, due: Ints) -> Ints:
    """The open ticks after a deadline in which the clock stood still, of each incident."""
    first, gaps = told.first_gap[incident], np.diff(told.first_gap)[incident]
    row = np.repeat(np.arange(len(incident)), gaps)
    gap = np.arange(len(row)) - np.repeat(np.cumsum(gaps) - gaps - first, gaps)
    reason, begins = told.gap_reason[gap], told.gap_from[gap]
    counts = (turn.terms.stands_still[reason] | (reason == BETWEEN)) & (begins > due[row])
    ends = np.where(told.gap_to[gap] == NEVER, horizon, told.gap_to[gap])[counts]
    found = np.zeros(len(incident), dtype=np.int64)
    np.add.at(found, row[counts], open_before(turn.calendar, ends) - open_before(turn.calendar, begins[counts]))
    return found
