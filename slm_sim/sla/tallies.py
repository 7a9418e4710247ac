"""Tallies: what a clock shows, counted per service period in one compiled pass."""

from __future__ import annotations

from typing import NamedTuple

from slm_sim.calendars.lookup import OpenTable, passed
from slm_sim.clock import NEVER
from slm_sim.compiler import in_place, inlined
from slm_sim.model.arrays import Bools, Ints
from slm_sim.sla.certain import Certain
from slm_sim.sla.clocks import (
    FIRST_CYCLE,
    FIRST_TOUCH,
    IN_TIME,
    LATE,
    RESTART,
    RESUME,
    RUNS_APART,
    UNDECIDED,
    Terms,
    Told,
    reading,
)

NOWHERE = -1
"""The cell of an incident that falls into no measured period."""

COUNTED, MISSES, OPEN, UNREADABLE, EXCLUDED, TICKS = range(6)
"""Rows of a tally: incidents that decide the measure, misses among them; those that are undecided, unknown and
excluded; elapsed ticks."""

ROWS = 6

OPENED, DUE, RESOLVED = 0, 1, 2
"""What places an incident in a period."""


class Counting(NamedTuple):
    """What decides where an incident counts, and whether.

    edges      the moments that bound the cells of which periods are made, int64[c + 1]; none without periods
    placed_by  OPENED, DUE or RESOLVED
    agreed     the reasons for which an incident is excluded, bool[exclusions + 1]; the last, index -1, stands for none
    left_out   an abandoned incident is excluded
    is_mean    the measure is a mean
    """

    edges: Ints
    placed_by: int
    agreed: Bools
    left_out: bool
    is_mean: bool


class Incidents(NamedTuple):
    """What is counted of each incident, int64[n] each, as in `Workload` and `Histories`."""

    opened: Ints
    excluded: Ints
    abandoned: Ints
    resolved: Ints


@inlined
def cell_at(edges: Ints, moment: int, near: int) -> int:
    """The index of the cell that holds a moment, NOWHERE outside all of them; quick if it is `near`."""
    cell = passed(edges, moment, near + 1) - 1
    return cell if cell < len(edges) - 1 else NOWHERE


@inlined
def is_excluded(counting: Counting, incidents: Incidents, incident: int) -> bool:
    """Whether an incident does not count, for a reason that the agreement names or because it was abandoned."""
    if counting.agreed[incidents.excluded[incident]]:
        return True
    return counting.left_out and incidents.abandoned[incident] != NEVER


@in_place
def count_certain(
    counting: Counting, of: Incidents, certain: Certain, terms: Terms, told: Told, chosen: Ints, tally: Ints, rest: Ints
) -> int:
    """Add the chosen incidents that are in time for certain to a tally, as `count_times` would; how many are not.

    rest  to be filled with those that are not, in their order
    """
    last = near = NOWHERE
    left = 0
    excludes = _excludes(counting)
    apart = terms.times == FIRST_TOUCH or terms.times == RUNS_APART
    for row in range(len(chosen)):
        this = chosen[row]
        rest[left] = this
        left += 1
        if terms.times == FIRST_TOUCH or terms.times == RESUME:
            start, stop = told.opened[this], told.first_touch[this] if terms.times == FIRST_TOUCH else of.resolved[this]
            in_time = stop != NEVER and stop - start <= certain.within
        else:
            cycle = told.first_cycle[this]
            end = cycle + 1 if terms.times == FIRST_CYCLE else told.first_cycle[this + 1]
            start, stop, in_time = NEVER, NEVER, True
            while in_time and cycle < end:
                start = told.cycle_start[cycle] if terms.times >= RESTART else told.opened[this]
                stop = told.cycle_end[cycle]
                in_time = stop != NEVER and stop - start <= certain.within
                cycle += 1
        if not in_time:
            continue
        last = passed(certain.since, start, last + 1) - 1
        if last == NOWHERE or start >= certain.until[last]:
            continue
        if start >= certain.until_paused[last] and told.first_gap[this] != told.first_gap[this + 1]:
            continue
        cell = last - 1
        if counting.placed_by != DUE:
            moment = told.opened[this] if counting.placed_by == OPENED else of.resolved[this] if apart else stop
            if moment == NEVER:
                continue
            cell = near = cell_at(counting.edges, moment, near)
        left -= 1
        if NOWHERE < cell < len(counting.edges) - 1:
            tally[EXCLUDED if excludes and is_excluded(counting, of, this) else COUNTED, cell] += 1
    return left


@inlined
def _excludes(counting: Counting) -> bool:
    """Whether any incident may not count."""
    excludes = counting.left_out
    for agreed in counting.agreed:
        excludes = excludes or agreed
    return excludes


@in_place
def count_times(
    counting: Counting,
    of: Incidents,
    terms: Terms,
    table: OpenTable,
    told: Told,
    chosen: Ints,
    horizon: int,
    dues: Ints,
    tally: Ints,
    kept: Ints,
    failed: Ints,
) -> int:
    """Add what a clock shows for the chosen incidents to a tally, int64[6, cells].

    Unless the opening places it, a late incident counts in the period in which it was due, whenever it is resolved. One
    that is in time and placed by its resolution is undecided until that has come. A clock that still runs beyond the
    level enters a mean with what has elapsed, which is the least that it will be.

    dues    see `slm_sim.sla.clocks.unpaused_dues`
    kept    to be filled with the cell in which each incident is counted, and with what has elapsed, int64[2, k]; for
            k = 0 nothing is kept
    failed  to be filled with the cell, incident, due, stop and elapsed of each that is late, int64[5, k], k as many
            as are chosen or 0; how many there are is answered
    """
    last = turn = failures = 0
    excludes = _excludes(counting)
    timed = counting.is_mean or kept.shape[1] > 0
    for row in range(len(chosen)):
        this = chosen[row]
        stop, elapsed, due, state, turn = reading(terms, table, told, this, horizon, dues, turn, timed)
        decided = state != UNDECIDED or (counting.is_mean and stop != NEVER)
        moment = told.opened[this] if counting.placed_by == OPENED else due
        if counting.placed_by == RESOLVED and (stop != NEVER if counting.is_mean else state == IN_TIME):
            apart = terms.times == FIRST_TOUCH or terms.times == RUNS_APART
            resolved = of.resolved[this] if apart else stop
            decided = decided and resolved != NEVER
            moment = resolved if decided else due
        cell = cell_at(counting.edges, moment, last)
        counts = False
        if cell != NOWHERE:
            last = cell
            excluded = excludes and is_excluded(counting, of, this)
            counts = decided and not excluded
            tally[EXCLUDED if excluded else COUNTED if decided else OPEN, cell] += 1
            if counts:
                if counting.is_mean:
                    tally[TICKS, cell] += elapsed
                tally[MISSES, cell] += state == LATE
                if state == LATE and failed.shape[1] > 0:
                    failed[0, failures], failed[1, failures], failed[2, failures] = cell, this, due
                    failed[3, failures], failed[4, failures] = stop, elapsed
                    failures += 1
        if kept.shape[1] > 0:
            kept[0, row], kept[1, row] = cell if counts else NOWHERE, elapsed
    return failures


@in_place
def by_cell(kept: Ints, place: Ints, ordered: Ints) -> None:
    """Put what has elapsed into the order of the cells; `place` is where each cell begins, and then where it ends.

    kept  see `count_times`
    """
    for row in range(kept.shape[1]):
        cell = kept[0, row]
        if cell != NOWHERE:
            ordered[place[cell]] = kept[1, row]
            place[cell] += 1
