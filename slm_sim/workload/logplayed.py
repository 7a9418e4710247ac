"""Which incidents of a log a run plays, and how they lie on its time axis; what is left out is counted."""

from __future__ import annotations

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.arrays import Bools, Ints, rows_of
from slm_sim.model.incidentlog import NO_MOMENT, WAITING, IncidentLog, LogProblem
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Names
from slm_sim.workload.logsteps import OPEN, TickSpells

SHOWN = 3
"""Examples in a note."""


def ticks_of(moments: Ints, span: Span, otherwise: int = NEVER) -> Ints:
    """The tick nearest to each moment of a log, `otherwise` where there is none."""
    epoch = round(span.axis.epoch.timestamp() * 1000)
    known = moments != NO_MOMENT
    passed = np.where(known, moments, epoch) - epoch
    return np.where(known, (2 * passed + span.axis.tick_ms) // (2 * span.axis.tick_ms), otherwise)


def played_incidents(
    scenario: Scenario, span: Span, log: IncidentLog, opened: Ints, resolved: Ints
) -> tuple[Bools, tuple[LogProblem, ...]]:
    """Which incidents are played, and notes on those that are not; `opened` and `resolved` in ticks.

    Raises `InputError` if there are none.
    """
    before, after = opened < 0, opened >= span.horizon
    from_log = scenario.backlog is not None and scenario.backlog.taken_from == "log"
    waiting = before & (resolved > 0) & from_log
    played = ~after & (~before | waiting)
    if not played.any():
        first, last = (str(log.opened[row].astype("datetime64[ms]").astype("datetime64[D]")) for row in (0, -1))
        found = f"no incident of the log was opened in the run; the first was opened on {first}, the last on {last}"
        raise InputError(Problem(Place(log.file), found, "a scenario whose time.starts and time.lasts meet that span"))
    notes = [
        note("open_at_the_start", "incidents that were open when the run begins", "they are its backlog", log, waiting),
        note("opened_before_the_run", "incidents opened before the run begins", "left out", log, before & ~waiting),
        note("opened_after_the_run", "incidents opened after the run ends", "left out", log, after),
    ]
    return played, tuple(found for found in notes if found.count)


def note(kind: str, found: str, done: str, log: IncidentLog, which: Bools) -> LogProblem:
    """A note on some incidents of a log."""
    rows = np.flatnonzero(which)
    return LogProblem(kind, len(rows), found, tuple(log.number[row] for row in rows[:SHOWN]), done)


def priorities_of(log: IncidentLog, names: Names, chosen: Ints) -> Ints:
    """The priority of chosen incidents, an index into `names`; `InputError` for one that the scenario does not know."""
    used = [log.names.priorities[rank] for rank in np.unique(log.priority[chosen])]
    problems = [
        Problem(
            Place(log.file),
            f"the mapping translates priorities to {name!r}, which the scenario does not know",
            "one of " + ", ".join(names.priorities),
            nearest_word(name, names.priorities),
        )
        for name in used
        if name not in names.priorities
    ]
    if problems:
        raise InputError(problems)
    return places(log.names.priorities, names.priorities)[log.priority[chosen]]


def places(inner: tuple[str, ...], outer: tuple[str, ...]) -> Ints:
    """The index among `outer` of each name of `inner`; the last entry, which index -1 finds, is -1."""
    return np.array([*(outer.index(name) if name in outer else -1 for name in inner), -1], dtype=np.int64)


def spells_of(log: IncidentLog, names: Names, span: Span, chosen: Ints, resolved: Ints) -> TickSpells:
    """The spells of chosen incidents on the time axis, from tick 0 on; indices are those of `names`."""
    incident, row = rows_of(log.first_spell, chosen)
    start, to = ticks_of(log.spell_from[row], span), ticks_of(log.spell_to[row], span, OPEN)
    ahead = (to > 0) | (start >= 0)
    state = log.spell_state[row]
    reason = places(log.names.pending, names.pending)[np.maximum(state - WAITING, -1)]
    return TickSpells(
        incident=incident[ahead],
        team=places(log.names.teams, names.teams)[log.spell_team[row]][ahead],
        state=np.where(state >= WAITING, reason + WAITING, state)[ahead],
        start=np.maximum(start, 0)[ahead],
        end=resolved[chosen],
    )
