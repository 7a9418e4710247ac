"""Measures of the backlog: what a clock shows, at the end of each period, of the incidents that are open then."""

from __future__ import annotations

import numpy as np

from slm_sim.calendars.lookup import frozen
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints, rows_of
from slm_sim.sla.clocks import FIRST_CYCLE, FIRST_TOUCH, LATE, RESUME, Readings, Told, read_told
from slm_sim.sla.failures import in_order, late_ones
from slm_sim.sla.plans import Plan, Turn, covered
from slm_sim.sla.replication import Counts, Replication
from slm_sim.sla.turns import TurnRead, read_turn


def backlog(plan: Plan, played: Replication) -> Counts:
    """The share of the backlog that is in time, its mean age or its oldest age.

    In the backlog is that over which the clock had begun to run before the end of the period and had not stopped; its
    age is what the clock shows then. What happens later does not matter. Where a moment is missing it is unknown at the
    end of every period from its opening on.
    """
    reads = [
        (turn, read_turn(turn, played, covered(plan, turn.ranks, played.workload, played.history)))
        for turn in plan.turns
    ]
    columns = [_of_period(plan, played, reads, number) for number in range(len(plan.periods))]
    told = np.array([found for found, _ in columns], dtype=np.int64).reshape(-1, 6).T
    unknown, excluded, counted, misses, ages, oldest = told
    none = np.zeros_like(counted)
    counts = {"counted": counted, "misses": misses, "undecided": none, "unknown": unknown, "excluded": excluded}
    failures = in_order([late for _, late in columns] if plan.traced else [])
    match plan.clause.measure:
        case "mean backlog age":
            return Counts({**counts, "misses": none, "numerator": ages, "denominator": counted}, failures)
        case "oldest backlog age":
            one = np.minimum(counted, 1)
            return Counts({**counts, "misses": none, "numerator": oldest, "denominator": one}, failures)
    return Counts({**counts, "numerator": counted - misses, "denominator": counted}, failures)


def _of_period(
    plan: Plan, played: Replication, reads: list[tuple[Turn, TurnRead]], number: int
) -> tuple[tuple[int, ...], Ints]:
    """Unknown, excluded, counted, beyond the target, sum of ages and oldest age of one period; and what is beyond."""
    end, unknown, excluded = plan.periods[number].end, 0, 0
    rows, ages = [np.empty((5, 0), dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for turn, read in reads:
        incident, alone, shown = _open(turn, read, end)
        out = _is_out(plan, played, incident)
        late = (shown.state == LATE) & ~out
        excluded += int(np.count_nonzero(out))
        unread = read.unknown[played.history.opened[read.unknown] < end]
        unknown += int(np.count_nonzero(~_is_out(plan, played, unread)))
        ages.append(shown.elapsed[~out])
        rows.append(_beyond(number, incident[late], shown.due[late], end, _over(turn, read, alone, shown, late, end)))
    age, beyond = np.concatenate(ages), np.concatenate(rows, axis=1)
    return (unknown, excluded, len(age), beyond.shape[1], int(age.sum()), int(age.max(initial=0))), beyond


def _is_out(plan: Plan, played: Replication, incident: Ints) -> Bools:
    return plan.counting.agreed[played.workload.excluded[incident]]


def _beyond(number: int, incident: Ints, due: Ints, end: int, over: Ints) -> Ints:
    return np.array([np.full(len(incident), number), incident, due, np.full(len(incident), end), over], dtype=np.int64)


def _over(turn: Turn, read: TurnRead, alone: Told, shown: Readings, late: Bools, end: int) -> Ints:
    """The open ticks by which those that are late were beyond their target at the end of a period."""
    row = np.flatnonzero(late)
    nothing = np.full(len(row), NEVER)
    failed = np.array([nothing, row, shown.due[late], nothing, shown.elapsed[late]], dtype=np.int64)
    over: Ints = late_ones(read.terms._replace(times=FIRST_CYCLE), turn.calendar, alone, end, failed)[4]
    return over


def _open(turn: Turn, read: TurnRead, end: int) -> tuple[Ints, Told, Readings]:
    """Those incidents whose clock had not stopped by a moment, their history until then, and what it showed."""
    told, times, chosen = read.told, read.terms.times, read.incidents
    left = told.abandoned[chosen]
    chosen = chosen[(left == NEVER) | (left >= end)]
    if times in (FIRST_TOUCH, FIRST_CYCLE):
        stop = told.first_touch[chosen] if times == FIRST_TOUCH else told.cycle_end[told.first_cycle[chosen]]
        incident = chosen[_lasts(told.opened[chosen], stop, end)]
        start = told.opened[incident]
    else:
        owner, cycle = rows_of(told.first_cycle, chosen)
        lasts = _lasts(told.cycle_start[cycle], told.cycle_end[cycle], end)
        incident, cycle = chosen[owner[lasts]], cycle[lasts]
        start = told.opened[incident] if times == RESUME else told.cycle_start[cycle]
    alone = _as_at(told, incident, start, end, gaps=times != FIRST_TOUCH)
    terms = read.terms._replace(times=FIRST_CYCLE)
    return incident, alone, read_told(terms, turn.calendar, alone, np.arange(len(incident)), end)


def _lasts(start: Ints, stop: Ints, end: int) -> Bools:
    found: Bools = (start < end) & ((stop == NEVER) | (stop >= end))
    return found


def _as_at(told: Told, incident: Ints, start: Ints, end: int, gaps: bool) -> Told:
    """The history of some incidents from a start of each, as it could be seen at a moment: each in one open cycle."""
    never, each = np.full(len(incident), NEVER), np.arange(len(incident) + 1)
    row, gap = rows_of(told.first_gap, incident if gaps else incident[:0])
    seen = (told.gap_from[gap] < end) & (told.gap_from[gap] >= start[row])
    row, gap = row[seen], gap[seen]
    until = told.gap_to[gap]
    found = Told(
        opened=start,
        first_touch=never,
        abandoned=never,
        first_cycle=each,
        cycle_start=start,
        cycle_end=never,
        first_gap=np.searchsorted(row, each),
        gap_cycle=row,
        gap_reason=told.gap_reason[gap],
        gap_from=told.gap_from[gap],
        gap_to=np.where(until < end, until, NEVER),
    )
    return Told(*map(frozen, found))
