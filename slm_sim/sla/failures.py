"""Failures: what counted against a promise, one by one, for the credits that are traced to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.calendars import elapsed
from slm_sim.calendars.lookup import frozen
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints, rows_of
from slm_sim.model.attainment import Failures, no_failures
from slm_sim.model.opentime import OpenTime
from slm_sim.sla.clocks import FIRST_TOUCH, LATE, RESTART, Terms, Told, read_told
from slm_sim.sla.plans import Plan


def in_order(rows: Sequence[Ints], stretches: Ints | None = None) -> Failures:
    """Failures from their columns, int64[5, k] each, in the order of (period, start, subject).

    stretches  the stretch of each subject of downtime, int64[subjects]
    """
    rows = [row for row in rows if row.shape[1]]
    if not rows:
        return no_failures()
    found = np.concatenate(rows, axis=1)
    period, subject, start, _, _ = found
    period, subject, start, end, over = found[:, np.lexsort((subject, start, period))]
    return Failures(period, subject, start, end, over, None if stretches is None else stretches[subject])


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


def late_ones(terms: Terms, calendar: OpenTime, told: Told, horizon: int, failed: Ints) -> Ints:
    """The columns of `Failures` for what `count_times` found late, int64[5, k].

    A target in business days is used up at a moment: beyond it is the open time from then on, without that in which
    the clock stood still. Of several cycles or runs that are timed each on its own, the longest time beyond counts.
    """
    cell, incident, due, stop, taken = failed
    over = taken - terms.allowed
    if terms.days != NEVER and len(incident):
        measure = _longest_of_cycles if terms.times >= RESTART else _beyond
        over = measure(terms, calendar, told, horizon, incident, due, stop)
    return np.array([cell, incident, due, stop, over], dtype=np.int64)


def _longest_of_cycles(
    terms: Terms, calendar: OpenTime, told: Told, horizon: int, incident: Ints, due: Ints, stop: Ints
) -> Ints:
    """As `_beyond`, of incidents whose cycles have a target each: the most of any."""
    owner, cycle = rows_of(told.first_cycle, incident)
    if len(cycle) == len(incident):
        return _beyond(terms, calendar, told, horizon, incident, due, stop)
    count, abandoned = np.arange(len(told.cycle_start) + 1), np.full(len(told.cycle_start), NEVER)
    abandoned[cycle] = np.where(told.cycle_end[cycle] == NEVER, told.abandoned[incident][owner], NEVER)
    alone = told._replace(
        opened=told.cycle_start,
        abandoned=frozen(abandoned),
        first_cycle=frozen(count),
        first_gap=frozen(np.searchsorted(told.gap_cycle, count)),
    )
    read = read_told(terms, calendar, alone, frozen(cycle), horizon)
    over = _beyond(terms, calendar, alone, horizon, cycle, read.due, read.stop)
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    return np.maximum.reduceat(np.where(read.state == LATE, over, 0), begins)


def _beyond(terms: Terms, calendar: OpenTime, told: Told, horizon: int, incident: Ints, due: Ints, stop: Ints) -> Ints:
    """The open ticks from each deadline until the clock stopped, without those in which it stood still."""
    until = np.where(stop == NEVER, horizon, stop)
    over = elapsed(calendar, np.minimum(due, until), until)
    if terms.times == FIRST_TOUCH:
        return over
    row, gap = rows_of(told.first_gap, incident)
    begins = told.gap_from[gap]
    counts = terms.stands_still[told.gap_reason[gap]] & (begins > due[row]) & (begins < until[row])
    row, begins, ends = row[counts], begins[counts], told.gap_to[gap][counts]
    ends = np.where(ends == NEVER, until[row], np.minimum(ends, until[row]))
    np.subtract.at(over, row, elapsed(calendar, begins, ends))
    return over
