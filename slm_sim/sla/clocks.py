"""Clocks: how much time an agreement counts against each incident, and whether that was in time.

A clock runs from its start until it stops, less the gaps in which it stands still; only its calendar's open time
counts. A target in hours is compared with the elapsed ticks, never as a moment with a deadline, so a stop in closed
hours at exactly the target is in time. A target in business days is a moment: the n-th business day after the start,
put off by the open time of each gap that begins no later than that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np

from slm_sim.calendars import after, business_days_after, open_before
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.agreement import Clock
from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.model.opentime import OpenTime
from slm_sim.model.quantities import Length
from slm_sim.sla.histories import BETWEEN, Histories

LATE, IN_TIME, UNDECIDED = 0, 1, -1
"""What a clock says of an incident: out of time, in time, or still running within the target at the horizon."""


@dataclass(frozen=True, eq=False)
class Readings:
    """What one clock shows for some incidents, int64[k] each, in the order of their indices.

    incident  index of the incident
    start     the tick from which it counts
    stop      the tick at which it stopped, NEVER while it runs or pauses
    elapsed   open ticks counted until it stopped, or until the horizon
    due       the tick at which the target is used up, gaps until then taken into account
    state     IN_TIME, LATE or UNDECIDED
    """

    incident: Ints
    start: Ints
    stop: Ints
    elapsed: Ints
    due: Ints
    state: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def read_clock(
    clock: Clock,
    calendar: OpenTime,
    target: Length,
    axis: TimeAxis,
    history: Histories,
    pending: tuple[str, ...],
    incidents: Ints,
    horizon: int,
) -> Readings:
    """What a clock with a target shows for some incidents (increasing indices), by the rules of its agreement.

    Where the clock restarts from zero after a reopening, each cycle is timed on its own: the incident is in time if
    every cycle was, its elapsed time is the longest, and a miss is due when the first late cycle was.

    calendar  in whose open time it runs; pending  the names behind the gap reasons of the history
    """
    turns = _turns(clock, history, pending, incidents)
    gaps = [
        (turn, history.gap_from[row], np.where(history.gap_to[row] == NEVER, horizon, history.gap_to[row]), row)
        for row, turn in _one_after_the_other(turns)
    ]
    start = np.maximum(turns.start, calendar.lowest)  # what is older than every calendar is late either way
    seen = np.where(turns.stop == NEVER, horizon, turns.stop)
    still = np.zeros(len(start), dtype=np.int64)
    ran_until = seen.copy()
    for turn, gap_from, gap_to, row in gaps:
        still[turn] += open_before(calendar, gap_to) - open_before(calendar, gap_from)
        ran_until[turn] = np.where(history.gap_to[row] == NEVER, gap_from, ran_until[turn])
    elapsed = open_before(calendar, seen) - open_before(calendar, start) - still
    pauses = [(turn, gap_from, gap_to) for turn, gap_from, gap_to, _ in gaps]
    if target.unit == "business day":
        due = _due_after_days(calendar, start, int(target.amount), pauses)
        late = ran_until > due
    else:
        allowed = floor(target.seconds * 1000 / axis.tick_ms)
        due = _due_after_ticks(calendar, start, allowed, pauses)
        late = elapsed > allowed
    state = np.where(late, LATE, np.where(turns.stop == NEVER, UNDECIDED, IN_TIME))
    return _worst_of_each(Readings(turns.incident, turns.start, turns.stop, elapsed, due, state))


Pause = tuple[Ints, Ints, Ints]
"""The k-th gap of every turn that has so many: which turns, from, to."""


def _due_after_ticks(calendar: OpenTime, start: Ints, allowed: int, pauses: list[Pause]) -> Ints:
    """The moment at which so many ticks are used up; a gap puts it off if something was left when it began."""
    begun = open_before(calendar, start)
    reached = begun + allowed
    for turn, gap_from, gap_to in pauses:
        paused, resumed = open_before(calendar, gap_from), open_before(calendar, gap_to)
        reached[turn] += np.where(paused < reached[turn], resumed - paused, 0)
    return after(calendar, start, np.minimum(reached, open_before(calendar, calendar.highest)) - begun)


def _due_after_days(calendar: OpenTime, start: Ints, days: int, pauses: list[Pause]) -> Ints:
    first_due = business_days_after(calendar, start, days)
    due, put_off = first_due.copy(), np.zeros(len(start), dtype=np.int64)
    for turn, gap_from, gap_to in pauses:
        moved = gap_from <= due[turn]
        put_off[turn] += np.where(moved, open_before(calendar, gap_to) - open_before(calendar, gap_from), 0)
        due[turn] = np.where(moved, after(calendar, first_due[turn], put_off[turn]), due[turn])
    return due


@dataclass(frozen=True, eq=False)
class _Turns:
    """The stretches that are timed, one per incident or one per cycle, in the order of (incident, time).

    gap, gap_turn  rows of the history's gaps in which the clock stands still, and the number of the turn of each
    """

    incident: Ints
    start: Ints
    stop: Ints
    gap: Ints
    gap_turn: Ints


def _turns(clock: Clock, history: Histories, pending: tuple[str, ...], incidents: Ints) -> _Turns:
    if clock.stops == "first touch":
        none = np.empty(0, dtype=np.int64)
        return _Turns(incidents, history.opened[incidents], history.first_touch[incidents], none, none)
    last_cycle = np.cumsum(history.cycles) - 1
    first_cycle = last_cycle - history.cycles + 1
    turn_of_cycle = np.full(len(history.cycle_incident), -1)
    if clock.after_reopening == "restart from zero":
        chosen = np.zeros(len(history.opened), dtype=np.bool_)
        chosen[incidents] = True
        begins = ends = np.flatnonzero(chosen[history.cycle_incident])
        turn_of_cycle[begins] = np.arange(len(begins))
    elif clock.after_reopening == "first cycle only":
        begins = ends = first_cycle[incidents]
        turn_of_cycle[begins] = np.arange(len(begins))
    else:
        begins, ends = first_cycle[incidents], last_cycle[incidents]
        turn_of_incident = np.full(len(history.opened), -1)
        turn_of_incident[incidents] = np.arange(len(incidents))
        turn_of_cycle = turn_of_incident[history.cycle_incident]
    stands_still = [reason in clock.pauses_while_pending for reason in pending]
    by_reason = np.array([*stands_still, clock.after_reopening == "resume"])  # the last one answers for BETWEEN, -1
    assert BETWEEN == -1
    gap_turn = turn_of_cycle[history.gap_cycle]
    gap = np.flatnonzero((gap_turn >= 0) & by_reason[history.gap_reason])
    return _Turns(
        history.cycle_incident[begins], history.cycle_start[begins], history.cycle_end[ends], gap, gap_turn[gap]
    )


def _one_after_the_other(turns: _Turns) -> list[tuple[Ints, Ints]]:
    """The first gap of every turn that has one, then the second, and so on: rows of gaps, and the turn of each."""
    if not turns.gap.size:
        return []
    begins = np.flatnonzero(np.diff(turns.gap_turn, prepend=-1))
    number = np.arange(len(turns.gap)) - np.repeat(begins, np.diff(begins, append=len(turns.gap)))
    return [(turns.gap[number == k], turns.gap_turn[number == k]) for k in range(int(number.max()) + 1)]


def _worst_of_each(turns: Readings) -> Readings:
    """One reading per incident from those of its turns."""
    count = len(turns.incident)
    first = np.flatnonzero(np.diff(turns.incident, prepend=-1))
    if len(first) == count:
        return turns
    last = np.append(first[1:], count) - 1
    late = np.minimum.reduceat(np.where(turns.state == LATE, np.arange(count), count), first)
    any_late = late < count
    return Readings(
        incident=turns.incident[first],
        start=turns.start[first],
        stop=turns.stop[last],
        elapsed=np.maximum.reduceat(turns.elapsed, first),
        due=turns.due[np.where(any_late, late, last)],
        state=np.where(any_late, LATE, turns.state[last]),
    )
