"""Open incidents: whose clocks run or pause within their targets when the log ends, with the time that is left."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np

from slm_sim.measuring.held import Held
from slm_sim.model.clause import Clause
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.measured import OpenIncident
from slm_sim.model.measurement import OF_THE_BACKLOG
from slm_sim.sla import clock_lines, readings_of, time_left
from slm_sim.sla.clocks import UNDECIDED
from slm_sim.sla.compiled import clock_calendars
from slm_sim.study.moments import Moments


def still_open(held: Held, log: IncidentLog) -> tuple[OpenIncident, ...]:
    """Every open incident on each clause that promises it a time of its own, the least time left first.

    Left out is what no measured period can hold: an incident that was opened after the measured days, or before them
    where the clause places incidents by their opening.
    """
    found = (one for clause in held.compiled.clauses if _promises(clause) for one in _of_clause(held, log, clause))
    return tuple(sorted(found, key=lambda one: one.left))


def _promises(clause: Clause) -> bool:
    """Whether a clause promises each incident a time: not a mean over all of them, nor the age of a backlog."""
    of_all = clause.measure == "mean time" or clause.measure in OF_THE_BACKLOG
    return clause.clock_target is not None and not of_all


def _of_clause(held: Held, log: IncidentLog, clause: Clause) -> Iterator[OpenIncident]:
    names, horizon, at = held.workload.names, held.span.horizon, Moments(held.span)
    readings = readings_of(held.compiled, clause, held.workload, held.history, held.events)
    calendars = clock_calendars(held.compiled, clause)
    lefts = {name: time_left(readings, calendar, horizon).tolist() for name, calendar in calendars.items()}
    begins = held.span.start if clause.placed_by == "opened" else held.span.lowest
    for row in np.flatnonzero(readings.state == UNDECIDED).tolist():
        incident, due = int(readings.incident[row]), int(readings.due[row])
        opened, priority = int(held.workload.opened[incident]), names.priorities[held.workload.priority[incident]]
        if not begins <= opened < held.span.end:
            continue
        left = lefts[priority][row]
        last = clock_lines(held.compiled, clause, held.events, names, incident, horizon)[-1]
        yield OpenIncident(
            clause=clause.id,
            incident=log.number[incident],
            priority=priority,
            opened=at.text(opened),
            target=str(clause.clock_target),
            clock="paused" if last.what == "still paused" else "running",
            elapsed=at.seconds(last.elapsed),
            used=last.elapsed / (last.elapsed + left) if left else 1.0,
            warned=_warned(held, clause, last.elapsed, left),
            left=at.seconds(left),
            due=at.text(due) if due < held.span.highest else None,
        )


def _warned(held: Held, clause: Clause, spent: int, left: int) -> str | None:
    """The largest share at which the clock warns that is used up, as `slm_sim.sla.clock_lines` tells it."""
    shares = held.compiled.agreement.clocks[clause.clock or ""].warns_at
    passed = [share for share in shares if ceil(share.fraction * (spent + left)) <= spent]
    return str(max(passed, key=lambda share: share.fraction)) if passed else None
