"""Clocks: how much time an agreement counts against each incident, and whether that was in time.

Every clock is read on the scale of its calendar's open time, on which a target is a length and closed hours are none.
A clock runs from its start until it stops, less the gaps in which it stands still. Elapsed ticks are compared with the
target, never a moment with a deadline, so a stop in closed hours at exactly the target is in time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import after, business_days_after, open_before
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.agreement import Clock
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.opentime import OpenTime
from slm_sim.model.quantities import Length
from slm_sim.sla.histories import BETWEEN, Histories

LATE, IN_TIME, UNDECIDED = 0, 1, -1
"""What a clock says of an incident: out of time, in time, or still running within the target at the horizon."""


@dataclass(frozen=True, eq=False)
class Readings:
    """What one clock shows for some incidents, int64[k] each.

    incident  index of the incident
    start     the tick from which it counts
    stop      the tick at which it stopped, NEVER while it runs
    elapsed   open ticks counted until it stopped, or until the horizon
    budget    open ticks that the target allows; of n business days, those until that moment
    due       the tick at which the budget is used up, gaps taken into account
    state     IN_TIME, LATE or UNDECIDED
    """

    incident: Ints
    start: Ints
    stop: Ints
    elapsed: Ints
    budget: Ints
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
    """What a clock with a target shows for some incidents (sorted indices), by the rules of its agreement.

    calendar  in whose open time it runs; pending  the names behind the gap reasons of the history
    """
    start, stop, gaps = _course(clock, history, pending, incidents)
    begun = open_before(calendar, start)
    seen = np.where(stop == NEVER, horizon, stop)
    budget = allowed(target, calendar, start, axis)
    still = np.zeros(len(incidents), dtype=np.int64)
    reached = begun + budget
    for gap, holder in gaps.in_turn():
        gap_from = open_before(calendar, history.gap_from[gap])
        gap_to = open_before(calendar, np.where(history.gap_to[gap] == NEVER, horizon, history.gap_to[gap]))
        still[holder] += gap_to - gap_from
        reached[holder] += np.where(gap_from < reached[holder], gap_to - gap_from, 0)
    elapsed = open_before(calendar, seen) - begun - still
    late = elapsed > budget
    return Readings(
        incident=incidents,
        start=start,
        stop=stop,
        elapsed=elapsed,
        budget=budget,
        due=after(calendar, start, np.minimum(reached, open_before(calendar, calendar.highest)) - begun),
        state=np.where(late, LATE, np.where(stop == NEVER, UNDECIDED, IN_TIME)),
    )


def allowed(target: Length, calendar: OpenTime, start: Ints, axis: TimeAxis) -> Ints:
    """The open ticks that a target allows from each start; of business days, those until the same local time then."""
    if target.unit == "business day":
        days = int(target.amount)
        return open_before(calendar, business_days_after(calendar, start, days)) - open_before(calendar, start)
    return np.full(len(start), axis.ticks_in(target.seconds), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class _Gaps:
    """The gaps of a history in which a clock stands still: rows of the history, and the holder's place of each."""

    row: Ints
    holder: Ints

    def in_turn(self) -> list[tuple[Ints, Ints]]:
        """The first gap of every holder, then the second of those that have one, and so on."""
        if not self.row.size:
            return []
        new = np.concatenate(([True], np.diff(self.holder) != 0))
        begins = np.flatnonzero(new)
        turn = np.arange(len(self.row)) - np.repeat(begins, np.diff(np.append(begins, len(self.row))))
        return [(self.row[turn == k], self.holder[turn == k]) for k in range(int(turn.max()) + 1)]


def _course(
    clock: Clock, history: Histories, pending: tuple[str, ...], incidents: Ints
) -> tuple[Ints, Ints, _Gaps]:
    """Where a clock starts and stops for each incident, and the gaps in between."""
    if clock.stops == "first touch":
        none = np.empty(0, dtype=np.int64)
        return history.opened[incidents], history.first_touch[incidents], _Gaps(none, none)
    last_cycle = np.cumsum(history.cycles) - 1
    first_cycle = last_cycle - history.cycles + 1
    from_cycle = last_cycle if clock.after_reopening == "restart from zero" else first_cycle
    to_cycle = first_cycle if clock.after_reopening == "first cycle only" else last_cycle
    start = history.cycle_start[from_cycle[incidents]]
    stop = history.cycle_end[to_cycle[incidents]]
    return start, stop, _gaps(clock, history, pending, incidents, from_cycle, to_cycle)


def _gaps(
    clock: Clock, history: Histories, pending: tuple[str, ...], incidents: Ints, from_cycle: Ints, to_cycle: Ints
) -> _Gaps:
    pausing = np.array([reason in clock.pauses_while_pending for reason in pending] + [True])
    place = np.full(len(history.opened), -1)
    place[incidents] = np.arange(len(incidents))
    owner = history.gap_incident
    counts: Bools = (place[owner] >= 0) & pausing[history.gap_reason]
    counts &= (history.gap_cycle >= from_cycle[owner]) & (history.gap_cycle <= to_cycle[owner])
    counts &= (history.gap_reason != BETWEEN) | (history.gap_cycle < to_cycle[owner])
    rows = np.flatnonzero(counts)
    return _Gaps(rows, place[owner[rows]])
