"""The lines of a clock: what it did over one incident, moment after moment, with the reason of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Literal

import numpy as np

from slm_sim.calendars import after, elapsed
from slm_sim.calendars.lookup import frozen
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.clause import Clause
from slm_sim.model.events import Events
from slm_sim.model.inwords import duration
from slm_sim.model.opentime import OpenTime
from slm_sim.model.quantities import Percent
from slm_sim.model.workload import Names
from slm_sim.sla import runs as did
from slm_sim.sla.clockrules import Rules
from slm_sim.sla.clocks import LATE, Terms, read_told, unpaused_dues
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.eventwords import event_words
from slm_sim.sla.plans import plans
from slm_sim.sla.runclocks import run_terms, told_runs
from slm_sim.sla.runs import Runs, runs_of

What = Literal[
    "started",
    "paused",
    "resumed",
    "reset",
    "warning",
    "target reached",
    "stopped",
    "cancelled",
    "unknown",
    "still running",
    "still paused",
]

_WHAT: dict[int, What] = {
    did.STARTED: "started",
    did.PAUSED: "paused",
    did.RESUMED: "resumed",
    did.RESET: "reset",
    did.REBASED: "reset",
    did.RECOUNTED: "reset",
    did.STOPPED: "stopped",
    did.CANCELLED: "cancelled",
}
_STATE: dict[int, What] = {
    did.STARTED: "still running",
    did.RESUMED: "still running",
    did.RESET: "still running",
    did.REBASED: "still running",
    did.RECOUNTED: "still running",
    did.PAUSED: "still paused",
}
_BESIDES = {did.REBASED: ", counted from the change", did.RECOUNTED: ", earlier pauses count"}


@dataclass(frozen=True)
class ClockLine:
    """One thing that a clock did.

    moment   the tick, NEVER where nobody knows it
    what     what it did; `unknown`: nobody can tell what it does from here on
    why      the reason in words, such as ``pending customer``; of a clock that still runs, how much time is left
    elapsed  open ticks that its run had counted by then
    """

    moment: int
    what: What
    why: str
    elapsed: int


@dataclass(frozen=True, eq=False)
class _Seen:
    """One incident as a clock sees it, and what the clock is told of it."""

    events: Events
    names: Names
    rules: Rules
    calendar: OpenTime
    axis: TimeAxis
    horizon: int
    warns_at: Sequence[Percent]

    def at(self, row: int) -> int:
        """The moment of an event."""
        return int(self.events.moment[row])

    def open_between(self, start: int, end: int) -> int:
        """The open ticks between two moments."""
        lowest = self.calendar.lowest
        return int(elapsed(self.calendar, max(start, lowest), max(end, lowest)))

    def long(self, ticks: int) -> str:
        """A number of ticks in words."""
        return duration(self.axis.seconds_in(ticks))


@dataclass(frozen=True)
class _Target:
    """The target of one run: the open ticks that it allows, when it is used up, and whether it was.

    allowed  NEVER where that is not known: of a cancelled run whose target is a moment
    due      of a run that was late, NEVER of others
    """

    allowed: int
    due: int


def clock_lines(
    compiled: CompiledAgreement, clause: Clause, events: Events, names: Names, incident: int, horizon: int
) -> tuple[ClockLine, ...]:
    """What the clock of a clause did over one incident, in the order of time; nothing where it never started.

    The last line of a clock that has not stopped tells at the horizon how much of its target is left.

    names  of the workload or the log that the events are about

    Raises `ValueError` for a clause that is not about a clock.
    """
    turns = plans(compiled, names)[compiled.clauses.index(clause)].turns
    if not turns:
        raise ValueError(f"{clause.key} is not about a clock")
    alone = events.of(incident)
    turn = next((one for one in turns if int(alone.priority[0]) in one.ranks), turns[0])
    stated = compiled.agreement.clocks[clause.clock or ""]
    seen = _Seen(alone, names, turn.rules, turn.calendar, compiled.span.axis, horizon, stated.warns_at)
    runs = runs_of(seen.rules, alone, moves=True)
    terms = run_terms(turn.terms, seen.rules)
    return tuple(_lines(seen, runs, terms))


def _lines(seen: _Seen, runs: Runs, terms: Terms) -> Iterator[ClockLine]:
    moves = [(int(row), int(move)) for row, move in runs.move]
    starts = [place for place, (_, move) in enumerate(moves) if move in (did.STARTED, did.RESET)]
    bounds = [*starts, len(moves)]
    for row, _ in moves[: bounds[0]]:
        yield _lost(seen, row, 0)
    targets = iter(_targets(seen, runs, terms))
    cancelled = _Target(terms.allowed if terms.days == NEVER else NEVER, NEVER)
    for begin, end in pairwise(bounds):
        taken_back = any(move == did.CANCELLED for _, move in moves[begin:end])
        target = cancelled if taken_back else next(targets, cancelled)
        is_last = end == len(moves)
        yield from _lines_of_run(seen, moves[begin:end], target, is_last)


def _targets(seen: _Seen, runs: Runs, terms: Terms) -> Iterator[_Target]:
    """The target of each run that was not cancelled."""
    count = np.arange(len(runs.start) + 1)
    known = told_runs(runs, runs.start)._replace(
        abandoned=frozen(np.where(runs.stop == NEVER, runs.abandoned[0], NEVER)),
        first_cycle=frozen(count),
        first_gap=frozen(np.searchsorted(runs.gap_run, count)),
    )
    each = frozen(count[:-1])
    read = read_told(terms, seen.calendar, known, each, seen.horizon)
    bases = unpaused_dues(terms, seen.calendar, known, each)
    for run, start in enumerate(runs.start.tolist()):
        allowed = terms.allowed if terms.days == NEVER else seen.open_between(start, int(bases[run]))
        yield _Target(allowed, int(read.due[run]) if read.state[run] == LATE else NEVER)


def _lines_of_run(seen: _Seen, moves: Sequence[tuple[int, int]], target: _Target, is_last: bool) -> Iterator[ClockLine]:
    """The lines of one run; `is_last` if it may still go on at the horizon."""
    ahead: list[_Mark] = []
    begun, since, spent = NEVER, NEVER, 0
    state: What | None = None
    for row, move in moves:
        if move == did.LOST:
            yield _lost(seen, row, spent)
            return
        at, why = seen.at(row), event_words(seen.events, row, seen.names)
        if state == "still running":
            yield from _passed(seen, ahead, since, at, spent)
            spent += seen.open_between(since, at)
        if move == did.STARTED and seen.rules.from_opened and seen.at(0) < at:
            begun, spent, why = seen.at(0), _spent_before(seen, row), f"{why}, counted from the opening"
            ahead = _marks(seen, target)
        elif move in (did.STARTED, did.RESET, did.REBASED):
            begun, spent, ahead = at, 0, _marks(seen, target)
        elif move == did.RECOUNTED:
            spent = seen.open_between(begun, at)
        state = _STATE.get(move)
        if move == did.GIVEN_UP:
            yield ClockLine(at, "still running", f"{why}: it never stops", spent)
        else:
            yield ClockLine(at, _WHAT[move], why + _BESIDES.get(move, ""), spent)
        since = at
    if is_last and state:
        if state == "still running":
            yield from _passed(seen, ahead, since, seen.horizon, spent)
            spent += seen.open_between(since, seen.horizon)
        yield ClockLine(seen.horizon, state, _left(seen, target, spent), spent)


def _lost(seen: _Seen, row: int, spent: int) -> ClockLine:
    return ClockLine(NEVER, "unknown", f"nobody knows when: {event_words(seen.events, row, seen.names)}", spent)


def _spent_before(seen: _Seen, row: int) -> int:
    """What a run that counts from the opening has counted when it starts, at an event."""
    until = row + 1
    seen_so_far = (seen.events.moment[:until], seen.events.kind[:until], seen.events.value[:until])
    runs = runs_of(seen.rules, Events(np.array([0, until]), *seen_so_far))
    paused = (
        seen.open_between(begin, seen.at(row) if end == NEVER else end)
        for begin, end in zip(runs.gap_from.tolist(), runs.gap_to.tolist(), strict=True)
    )
    return seen.open_between(seen.at(0), seen.at(row)) - sum(paused)


@dataclass(frozen=True)
class _Mark:
    """So much of a target used up: the open ticks that it takes, and the moment where it is not simply they."""

    what: What
    why: str
    amount: int
    due: int = NEVER


def _marks(seen: _Seen, target: _Target) -> list[_Mark]:
    """The marks that lie ahead of a run when it begins, the nearest first."""
    if target.allowed == NEVER:
        return []
    shares = sorted(seen.warns_at, key=lambda share: share.fraction)
    used = [
        _Mark("warning", f"{share} of {seen.long(target.allowed)} used up", ceil(share.fraction * target.allowed))
        for share in shares
    ]
    if target.due != NEVER:
        used.append(_Mark("target reached", f"{seen.long(target.allowed)} used up", target.allowed, target.due))
    return used


def _passed(seen: _Seen, ahead: list[_Mark], since: int, until: int, spent: int) -> Iterator[ClockLine]:
    """The marks that a clock passes while it runs on from a moment to another; they are ahead no more."""
    most = spent + seen.open_between(since, until)
    while ahead and ahead[0].amount <= most and ahead[0].due <= until:
        mark = ahead.pop(0)
        at = max(mark.due, since) if mark.due != NEVER else _reached(seen, since, mark.amount - spent)
        yield ClockLine(at, mark.what, mark.why, spent + seen.open_between(since, at))


def _reached(seen: _Seen, since: int, ticks: int) -> int:
    return int(after(seen.calendar, max(since, seen.calendar.lowest), max(ticks, 0)))


def _left(seen: _Seen, target: _Target, spent: int) -> str:
    if target.allowed == NEVER:
        return ""
    left = target.allowed - spent
    return f"{seen.long(left)} left" if left >= 0 else f"{seen.long(-left)} over the target"
