"""Breaches: every incident that counted against a promise, with what its clock showed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.measuring.held import Held
from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.measured import Breach, Line
from slm_sim.sla import clock_lines, readings_of
from slm_sim.study.moments import Moments


def breaches(held: Held, log: IncidentLog) -> Iterator[Breach]:
    """Every breach, in the order of (clause, period, moment of the breach)."""
    for clause, reached in zip(held.compiled.clauses, held.reached, strict=True):
        yield from _of_clause(held, log, clause, reached)


def _of_clause(held: Held, log: IncidentLog, clause: Clause, reached: Attainment) -> Iterator[Breach]:
    failures, at = reached.failures, Moments(held.span)
    if not len(failures):
        return
    elapsed = np.full(log.incidents, NEVER)
    timed = clause.clock_target is not None
    if timed:
        readings = readings_of(held.compiled, clause, held.workload, held.history, held.events)
        elapsed[readings.incident] = readings.elapsed
    rows = zip(failures.period, failures.subject, failures.start, failures.end, failures.over, strict=True)
    for period, incident, start, end, over in ((int(value) for value in row) for row in rows):
        dated = held.dated(clause.id, incident, log)
        yield Breach(
            clause=clause.id,
            period=reached.periods[period].label,
            incident=log.number[incident],
            priority=held.workload.names.priorities[held.workload.priority[incident]],
            opened=at.text(int(held.workload.opened[incident])),
            target=str(clause.within or clause.level),
            elapsed=at.seconds(int(elapsed[incident])) if timed else None,
            over=at.seconds(over) if timed else None,
            breached=at.text(start) if dated else None,
            ended=at.text(end) if dated and end != NEVER else None,
            lines=tuple(_lines(held, clause, incident, at)) if timed else (),
        )


def _lines(held: Held, clause: Clause, incident: int, at: Moments) -> Iterator[Line]:
    names, horizon = held.workload.names, held.span.horizon
    for line in clock_lines(held.compiled, clause, held.events, names, incident, horizon):
        moment = None if line.moment == NEVER else at.text(line.moment)
        yield Line(moment=moment, what=line.what, why=line.why, elapsed=at.seconds(line.elapsed))
