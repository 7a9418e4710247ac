"""Runs: the stretches in which a clock ran over each incident, found by walking the events of its history.

Of one event, what ends a run comes first, then what starts one, then whether the clock stands still: so an incident
that goes from one team to another ends a visit and begins the next. While an incident is resolved no clock starts but
by the reopening.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import in_place, inlined
from slm_sim.model import events as kinds
from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.model.events import KINDS, UNKNOWN_MOMENT, Events
from slm_sim.sla.clockrules import (
    CANCELS,
    CLOSED,
    ENDS,
    HOLDS,
    IN_PROGRESS,
    NEW,
    PENDING,
    REASSIGNED,
    REBASES,
    RECOUNTS,
    RELEASES,
    RENEWS,
    RESETS,
    RESOLVED,
    STARTS,
    STOPS,
    WAKES,
    Rules,
)

RAN, NOT_STARTED, WAS_CANCELLED, NOT_KNOWN = range(4)
"""What became of a clock over an incident (`Runs.found`): there is a run at least; it never started; its only runs
were cancelled; a moment that it needs is missing."""

STARTED, PAUSED, RESUMED, RESET, REBASED, RECOUNTED, STOPPED, CANCELLED, GIVEN_UP, LOST = range(10)
"""What a clock does at an event (`Runs.move`): a reset begins another run; a run that is rebased counts from there, one
that is recounted counts its pauses; given up, it runs for ever; lost, nobody can tell what it does."""


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of a clock over each incident, and the pauses in them; ticks, NEVER for what had not ended.

    first_run  int64[n + 1]; the runs of incident i are first_run[i] .. first_run[i + 1] - 1, which may be none
    start, stop   of each run, int64[r]
    team       with which each run began, -1 before the first one, int64[r]
    first_gap  int64[n + 1]; as first_run
    gap_run, gap_from, gap_to   of each pause, the row of its run and its ends, int64[g]
    abandoned  the moment at which the customer gave up while the clock ran, NEVER of others, int64[n]
    found      what became of the clock, int64[n]
    move       row of the event and what the clock did at it, in their order, int64[m, 2]; empty unless asked for
    """

    first_run: Ints
    start: Ints
    stop: Ints
    team: Ints
    first_gap: Ints
    gap_run: Ints
    gap_from: Ints
    gap_to: Ints
    abandoned: Ints
    found: Ints
    move: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def runs_of(rules: Rules, events: Events, moves: bool = False) -> Runs:
    """The runs of a clock over every incident.

    moves  tell what the clock did at each event
    """
    n, most = len(events), len(events.kind)
    first, of = np.empty((2, n + 1), dtype=np.int64), np.empty((2, n), dtype=np.int64)
    run, gap = np.empty((3, most), dtype=np.int64), np.empty((4, 2 * most), dtype=np.int64)
    move = np.empty((4 * most if moves else 0, 2), dtype=np.int64)
    rows = _Rows(events.first, events.moment, events.kind, events.value)
    runs, gaps, moved = _walk(rules, rows, first, of, run, gap, move)
    start, stop, team = run[:, :runs].copy()  # what was kept free for more is not kept
    gap_run, gap_from, gap_to = gap[:3, :gaps].copy()
    return Runs(
        first_run=first[0],
        start=start,
        stop=stop,
        team=team,
        first_gap=first[1],
        gap_run=gap_run,
        gap_from=gap_from,
        gap_to=gap_to,
        abandoned=of[0],
        found=of[1],
        move=move[:moved],
    )


def with_team(runs: Runs, team: int) -> Runs:
    """The runs that began with one team: what `runs_of` finds for a clock of visits to it, from those to all teams."""
    kept, last = runs.team == team, runs.first_run[1:] - 1
    inside = kept[runs.gap_run]
    runs_before, gaps_before = (np.append(0, np.cumsum(these)) for these in (kept, inside))
    first_run, row, gap = runs_before[runs.first_run], np.flatnonzero(kept), np.flatnonzero(inside)
    ran = first_run[1:] > first_run[:-1]
    abandoned = runs.abandoned
    if (abandoned != NEVER).any():
        abandoned = np.where(ran & np.append(kept, False)[np.where(ran, last, -1)], abandoned, NEVER)
    return Runs(
        first_run=first_run,
        start=runs.start[row],
        stop=runs.stop[row],
        team=runs.team[row],
        first_gap=gaps_before[runs.first_gap],
        gap_run=runs_before[runs.gap_run[gap]],
        gap_from=runs.gap_from[gap],
        gap_to=runs.gap_to[gap],
        abandoned=abandoned,
        found=np.where(ran, RAN, NOT_STARTED),
        move=runs.move[:0],
    )


class _Rows(NamedTuple):
    """Events, as compiled functions take them."""

    first: Ints
    moment: Ints
    kind: Ints
    value: Ints


_IDLE, _RUNS, _ASLEEP = range(3)
"""A clock runs, paused or not; had stopped with the resolution; or does neither."""

_STOOD_STILL, _SLEPT = range(2)
"""Why there is a gap in a run: the clock was paused, or had stopped with a resolution that did not last."""

_MOVES = CANCELS | STOPS | RESETS | REBASES | RECOUNTS

_STATE = np.full(KINDS, -1)
_STATE[kinds.OPENED] = NEW
_STATE[[kinds.IN_PROGRESS, kinds.REOPENED]] = IN_PROGRESS
_STATE[[kinds.RESOLVED, kinds.CLOSED]] = RESOLVED, CLOSED
_STATE[kinds.PENDING] = PENDING


@inlined
def _note(moves: Ints, move: int, row: int, did: int) -> int:
    """Note what the clock did at an event, if anybody asked; the number of notes so far."""
    if len(moves) == 0:
        return 0
    moves[move, 0], moves[move, 1] = row, did
    return move + 1


@inlined
def _recounted(gaps: Ints, own_gap: int, gap: int) -> int:
    """Drop the pauses of a run and keep the time in which it had stopped; the number of gaps that are left."""
    left = own_gap
    for this in range(own_gap, gap):
        if gaps[3, this] == _SLEPT:
            for column in range(4):
                gaps[column, left] = gaps[column, this]
            left += 1
    return left


@in_place
def _walk(
    rules: Rules, events: _Rows, first: Ints, of: Ints, runs: Ints, gaps: Ints, moves: Ints
) -> tuple[int, int, int]:
    """Fill in the columns of `Runs`; the numbers of runs, gaps and moves."""
    run = gap = move = 0
    for incident in range(len(events.first) - 1):
        first[0, incident], first[1, incident] = run, gap
        phase, own_gap, fresh, paused = _IDLE, gap, True, False
        state, team, held, still = NEW, -1, False, False
        cancelled, unknown, abandoned = False, False, NEVER
        changed, change = -1, 0  # by which event the priority changed while the clock was asleep, and to what effect
        for row in range(events.first[incident], events.first[incident + 1]):
            kind, value, at = events.kind[row], events.value[row], events.moment[row]
            does = rules.does[kind, value + 1]
            if kind == kinds.TEAM:
                does |= rules.does[REASSIGNED, value + 1] if team != -1 else 0
                team = value
            elif _STATE[kind] != -1:
                state = PENDING + 1 + value if kind == kinds.PENDING else _STATE[kind]
            held = (held or does & HOLDS != 0) and does & RELEASES == 0
            before, still = still, held or rules.still_in[state] or rules.still_with[team + 1]
            if does == 0 and still == before and kind != kinds.ABANDONED:
                continue
            starts = does & STARTS != 0 and (state < RESOLVED or state > CLOSED or _STATE[kind] == state)
            if at == UNKNOWN_MOMENT:
                if phase == _RUNS:
                    unknown = does & _MOVES != 0 or still != before or kind == kinds.ABANDONED
                elif phase == _IDLE:
                    unknown = starts or (fresh and rules.earlier and still != before)
                else:
                    unknown = does & (WAKES | RENEWS) != 0
                    if does & REBASES:
                        changed, change = row, REBASES
                if unknown:
                    move = _note(moves, move, row, LOST)
                    break
                continue
            begins, did = False, -1
            if phase == _RUNS:
                if does & CANCELS:
                    gap, phase, paused, cancelled, did = own_gap, _IDLE, False, True, CANCELLED
                elif does & (STOPS | RESETS):
                    runs[1, run] = at
                    if paused:
                        gaps[2, gap - 1] = at
                    run, paused, begins = run + 1, False, does & STOPS == 0
                    did = RESET if begins else STOPPED
                    over = kind == kinds.RESOLVED or kind == kinds.CLOSED
                    phase = _ASLEEP if over and not begins else _IDLE
                elif does & (REBASES | RECOUNTS):
                    paused, did = False, RECOUNTED
                    if does & REBASES:
                        gap, runs[0, run], did = own_gap, at, REBASED
                    else:
                        gap = _recounted(gaps, own_gap, gap)
                elif kind == kinds.ABANDONED:
                    abandoned, did = at, GIVEN_UP
            elif phase == _ASLEEP:
                if does & WAKES:
                    run, phase, did = run - 1, _RUNS, RESUMED
                    asleep = runs[1, run]
                    if change == REBASES:
                        asleep = runs[0, run] = events.moment[changed]
                        if asleep == UNKNOWN_MOMENT:
                            unknown, move = True, _note(moves, move, changed, LOST)
                            break
                        gap, move = own_gap, _note(moves, move, changed, REBASED)
                    elif change == RECOUNTS:
                        gap, move = _recounted(gaps, own_gap, gap), _note(moves, move, changed, RECOUNTED)
                    gaps[0, gap], gaps[1, gap], gaps[2, gap], gaps[3, gap] = run, asleep, at, _SLEPT
                    gap, runs[1, run], change = gap + 1, NEVER, 0
                elif does & ENDS:
                    break
                elif does & (REBASES | RECOUNTS):
                    changed, change = row, does & (REBASES | RECOUNTS)
                begins = does & RENEWS != 0
                change = 0 if begins else change
            if did != -1:
                move = _note(moves, move, row, did)
            if begins or (phase == _IDLE and starts):
                runs[0, run], runs[1, run], runs[2, run] = at, NEVER, team
                if fresh and rules.from_opened:
                    runs[0, run] = events.moment[events.first[incident]]
                    if runs[0, run] == UNKNOWN_MOMENT:
                        unknown, move = True, _note(moves, move, row, LOST)
                        break
                if not (fresh and rules.earlier):
                    own_gap, paused = gap, False
                phase, fresh = _RUNS, False
                if did != RESET:
                    move = _note(moves, move, row, STARTED)
            if still != paused and (phase == _RUNS or (fresh and rules.earlier)):
                if still:
                    gaps[0, gap], gaps[1, gap], gaps[2, gap], gaps[3, gap] = run, at, NEVER, _STOOD_STILL
                    gap += 1
                else:
                    gaps[2, gap - 1] = at
                paused = still
                if phase == _RUNS:
                    move = _note(moves, move, row, PAUSED if still else RESUMED)
        if phase == _RUNS:
            run += 1
        elif fresh:
            gap = own_gap
        if unknown:
            run, gap = first[0, incident], first[1, incident]
        of[0, incident], of[1, incident] = abandoned, RAN
        if unknown:
            of[1, incident] = NOT_KNOWN
        elif run == first[0, incident]:
            of[1, incident] = WAS_CANCELLED if cancelled else NOT_STARTED
    first[0, -1], first[1, -1] = run, gap
    return run, gap, move
