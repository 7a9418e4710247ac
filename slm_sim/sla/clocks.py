"""Clocks: how much time an agreement counts against each incident, and whether that was in time.

A clock runs from its start until it stops, less the gaps in which it stands still; only its calendar's open time
counts. A target in hours is compared with the elapsed ticks, never as a moment with a deadline, so a stop in closed
hours at exactly the target is in time. A target in business days is a moment, as is a time on one of them: on the n-th
business day after the start, put off by the open time of each gap that begins no later than that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import NamedTuple

import numpy as np

from slm_sim.calendars.deadlines import on_business_day
from slm_sim.calendars.lookup import (
    CLOSED,
    TOTAL,
    OpenTable,
    day_table,
    frozen,
    later_by,
    open_table,
    opened_before,
    reached_at,
)
from slm_sim.calendars.pieces import ends_by_days, ends_by_ticks
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.compiler import in_place, inlined
from slm_sim.model.arrays import Bools, Ints, freeze_arrays, rows_of
from slm_sim.model.clockterms import Clock
from slm_sim.model.deadline import Deadline, Within
from slm_sim.model.opentime import OpenTime
from slm_sim.sla.histories import BETWEEN, Histories

LATE, IN_TIME, UNDECIDED, CANCELLED, UNKNOWN, NOT_STARTED = 0, 1, -1, 2, 3, 4
"""What a clock says of an incident: out of time, in time, or still running within the target at the horizon; cancelled,
so that the incident is left out; unknown, because a moment is missing; or nothing, because it never started."""


@dataclass(frozen=True, eq=False)
class Readings:
    """What one clock shows for some incidents, int64[k] each, in the order of their indices.

    incident  index of the incident
    start     the tick from which it counts
    stop      the tick at which it stopped, NEVER while it runs or pauses
    elapsed   open ticks counted until it stopped, or until the horizon
    due       the tick at which the target is used up, gaps until then taken into account
    state     IN_TIME, LATE, UNDECIDED, CANCELLED, UNKNOWN or NOT_STARTED. In the last three nothing has elapsed, the
              clock did not stop, and `start` and `due` are the opening of the incident
    """

    incident: Ints
    start: Ints
    stop: Ints
    elapsed: Ints
    due: Ints
    state: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def read_clock(terms: Terms, calendar: OpenTime, history: Histories, incidents: Ints, horizon: int) -> Readings:
    """What a clock with a target shows for some incidents (increasing indices), by the rules of its agreement.

    Where the clock restarts from zero after a reopening, each cycle is timed on its own: the incident is in time if
    every cycle was, its elapsed time is the longest, and a miss is due when the first late cycle was.

    The clock of an abandoned incident never stops: it is late, even if the run ends before its target is used up, and
    what has elapsed is then told as one tick more than the target.

    calendar  in whose open time it runs
    """
    return read_told(terms, calendar, told(history), incidents, horizon)


def read_told(terms: Terms, calendar: OpenTime, told: Told, incidents: Ints, horizon: int) -> Readings:
    """As `read_clock`, for a history or for runs as compiled functions take them."""
    chosen = frozen(incidents)
    shown = np.empty((5, len(chosen)), dtype=np.int64)
    dues = unpaused_dues(terms, calendar, told, chosen)
    _read(terms, open_table(calendar), told, chosen, horizon, dues, shown)
    return Readings(chosen, *shown)


FIRST_TOUCH, RESUME, FIRST_CYCLE, RESTART, RUNS, RUNS_APART = range(6)
"""What a clock times: until the first touch; or until resolved, by what it does after a reopening; or each of its runs
(`slm_sim.sla.runs`) in the place of cycles, of a clock that stops when resolved or closed, or apart from that."""

TIMED = {"resume": RESUME, "first cycle only": FIRST_CYCLE, "restart from zero": RESTART}


class Terms(NamedTuple):
    """A clock and its target.

    times         what it times
    stands_still  in which gaps, by their reason; the last one answers for BETWEEN, bool[reasons + 1]
    days          the target in business days, NEVER for one in ticks
    minute        the local time at which the last of them ends, in minutes; NEVER for that of the start
    allowed       the target in ticks, 0 for one in days
    """

    times: int
    stands_still: Bools
    days: int
    minute: int
    allowed: int


def clock_terms(clock: Clock, target: Within, axis: TimeAxis, pending: tuple[str, ...]) -> Terms:
    """What decides how a clock times an incident; `pending` names the gap reasons of the history."""
    assert BETWEEN == -1
    pauses = (reason in clock.pauses_while_pending for reason in pending)
    days, minute, allowed = NEVER, NEVER, 0
    if isinstance(target, Deadline):
        days, minute = target.days, target.minute
    elif target.business_days is not None:
        days = int(target.business_days)
    else:
        allowed = floor(axis.exact_ticks_in(target.seconds))
    return Terms(
        times=FIRST_TOUCH if clock.is_response else TIMED[clock.after_reopening],
        stands_still=np.array([*pauses, clock.after_reopening == "resume"]),
        days=days,
        minute=minute,
        allowed=allowed,
    )


class Told(NamedTuple):
    """What clocks read of `Histories`."""

    opened: Ints
    first_touch: Ints
    abandoned: Ints
    first_cycle: Ints
    cycle_start: Ints
    cycle_end: Ints
    first_gap: Ints
    gap_cycle: Ints
    gap_reason: Ints
    gap_from: Ints
    gap_to: Ints


def told(history: Histories) -> Told:
    """A history as compiled functions take it."""
    return Told(*(getattr(history, name) for name in Told._fields))


def unpaused_dues(terms: Terms, calendar: OpenTime, told: Told, incidents: Ints) -> Ints:
    """When the target of each incident is used up if the clock never pauses; where it times cycles, that of each cycle.

    What is used up beyond the calendar is so at its end.
    """
    if terms.times < RESTART:
        return unpaused(terms, calendar, told.opened, incidents)
    return unpaused(terms, calendar, told.cycle_start, rows_of(told.first_cycle, incidents)[1])


def unpaused(terms: Terms, calendar: OpenTime, starts: Ints, rows: Ints) -> Ints:
    """As `unpaused_dues`, of clocks that start at ``starts[rows]``."""
    rows = frozen(rows)
    found, table = np.empty(len(rows), dtype=np.int64), open_table(calendar)
    if terms.days == NEVER or calendar.local is None:
        ends_by_ticks(table, terms.allowed, starts, rows, found)
    elif terms.minute != NEVER:
        return np.minimum(on_business_day(calendar, starts[rows], terms.days, terms.minute), calendar.highest)
    else:
        local, near = day_table(calendar, calendar.local), np.zeros(3, dtype=np.int64)
        ends_by_days(table, local, terms.days, 1, 1, starts, rows, near, found)
    return found


@inlined
def reading(
    terms: Terms, table: OpenTable, told: Told, incident: int, horizon: int, dues: Ints, turn: int, timed: bool
) -> tuple[int, int, int, int, int]:
    """Stop, elapsed, due and state of one incident, as in `Readings`; and the row in `dues` of the next one.

    dues   see `unpaused_dues`
    turn   the row of this one
    timed  tell the elapsed time; else it may be anything unless it is beyond a target in ticks
    """
    first = last = gap = end = 0
    if terms.times != FIRST_TOUCH:
        first = told.first_cycle[incident]
        last = first if terms.times == FIRST_CYCLE else told.first_cycle[incident + 1] - 1
        gap, end = told.first_gap[incident], told.first_gap[incident + 1]
    shut = table.intervals[len(table.intervals) - 1, CLOSED]
    if first == last and gap == end:
        stop = told.first_touch[incident] if terms.times == FIRST_TOUCH else told.cycle_end[first]
        if stop != NEVER and dues[turn] < shut:
            elapsed, late = 0, stop > dues[turn]
            if timed or (late and terms.days == NEVER):
                start = told.opened[incident] if terms.times < RESTART else told.cycle_start[first]
                elapsed = opened_before(table, stop) - opened_before(table, max(start, table.lowest))
                late = late if terms.days != NEVER else elapsed > terms.allowed
            return stop, elapsed, dues[turn], LATE if late else IN_TIME, turn + 1
    stop, longest, decisive, state = NEVER, 0, 0, UNDECIDED
    for cycle in range(last if terms.times == RESUME else first, last + 1):
        stop = told.first_touch[incident] if terms.times == FIRST_TOUCH else told.cycle_end[cycle]
        due, elapsed, late = dues[turn], 0, False
        pauses = gap < end and told.gap_cycle[gap] <= cycle
        if timed or pauses or stop == NEVER or stop > due or due >= shut:
            start = told.opened[incident] if terms.times < RESTART else told.cycle_start[cycle]
            start = max(start, table.lowest)  # what is older than every calendar is late either way
            begun, put_off, ran_until = 0, 0, horizon if stop == NEVER else stop
            if timed or terms.days == NEVER:
                begun = opened_before(table, start)
                elapsed = opened_before(table, ran_until) - begun
            while gap < end and told.gap_cycle[gap] <= cycle:
                if terms.stands_still[told.gap_reason[gap]]:
                    gap_from = told.gap_from[gap]
                    gap_to = horizon if told.gap_to[gap] == NEVER else told.gap_to[gap]
                    paused = opened_before(table, gap_from)
                    still = opened_before(table, gap_to) - paused
                    elapsed -= still
                    if told.gap_to[gap] == NEVER:
                        ran_until = gap_from
                    if terms.days == NEVER:
                        put_off += still if paused < begun + terms.allowed + put_off else 0
                    elif gap_from <= due or gap_from <= later_by(table, due, put_off):
                        put_off += still
                gap += 1
            if terms.days != NEVER:
                due = later_by(table, due, put_off)
                late = ran_until > due
            else:
                if put_off > 0 or due >= shut:
                    reached = min(begun + terms.allowed + put_off, table.intervals[len(table.intervals) - 1, TOTAL])
                    due = reached_at(table, start, reached) if reached > begun else start
                late = elapsed > terms.allowed
            if stop == NEVER and told.abandoned[incident] != NEVER:
                late, elapsed = True, max(elapsed, terms.allowed + 1)
        longest = max(longest, elapsed)
        if state != LATE:
            decisive, state = due, LATE if late else UNDECIDED if stop == NEVER else IN_TIME
        turn += 1
    return stop, longest, decisive, state, turn


@in_place
def _read(terms: Terms, table: OpenTable, told: Told, incidents: Ints, horizon: int, dues: Ints, shown: Ints) -> None:
    """Fill in the columns of `Readings` from `start` on, int64[5, incidents]."""
    turn = 0
    for row in range(len(incidents)):
        this = incidents[row]
        stop, elapsed, due, state, turn = reading(terms, table, told, this, horizon, dues, turn, True)
        shown[0, row] = told.opened[this] if terms.times < RESTART else told.cycle_start[told.first_cycle[this]]
        shown[1, row], shown[2, row], shown[3, row], shown[4, row] = stop, elapsed, due, state
