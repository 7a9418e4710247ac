"""The events of a log: those that its spells show, and what spells do not: priorities, closing, moments left unsaid."""

from __future__ import annotations

import numpy as np

from slm_sim.model.arrays import Bools, Ints, firsts_of
from slm_sim.model.events import CLOSED, PRIORITY, REOPENED, RESOLVED, TOUCHED, UNKNOWN_MOMENT, Events
from slm_sim.model.incidentlog import NO_MOMENT, IncidentLog
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.span import Span
from slm_sim.model.workload import Workload
from slm_sim.sla import events_of
from slm_sim.workload import places, ticks_of

Column = tuple[Ints, Ints, Ints, Ints, Ints, Ints]
"""Of some events: incident, the tick in whose order they stand, rank within it, moment, kind and value."""

AS_SHOWN, AFTER, OVER, SHUT = range(4)
"""Ranks within a tick: what spells show, changes of priority, resolutions that nobody dates, closings."""

NONE, LAST = -1, int(np.iinfo(np.int64).max)


def events_of_log(log: IncidentLog, workload: Workload, outcomes: Outcomes, span: Span) -> Events:
    """The events of every incident of a log, in the order of its incidents.

    A change of priority stands after whatever else happened in its tick. Of a closing the log knows the last. Unknown
    are the moment of a resolution that the log does not date, of a reopening that it only counts, and of the first
    touch of a resolved incident of which it shows none.

    workload, outcomes  the same log, as `slm_sim.workload.recorded` answers it
    """
    parts = (_shown(log, workload, outcomes), _changes(log, workload, span), _unsaid(log, span), _closings(log, span))
    incident, place, rank, moment, kind, value = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.lexsort((rank, place, incident))
    first = firsts_of(incident, log.incidents)
    return Events(first, moment[order], kind[order], value[order])


def _shown(log: IncidentLog, workload: Workload, outcomes: Outcomes) -> Column:
    """What spells show, without the moments that they only stand in for."""
    shown = events_of(workload, outcomes)
    owner = np.repeat(np.arange(log.incidents), np.diff(shown.first))
    touch = (shown.kind == TOUCHED) & (log.first_touch == NO_MOMENT)[owner]
    back = np.flatnonzero((shown.kind == REOPENED) & log.hidden[owner])
    last_back = np.full(log.incidents, NONE)
    last_back[owner[back]] = back
    last_back = last_back[last_back != NONE]
    unknown: Bools = touch | np.append(False, touch[:-1])
    unknown[last_back] = unknown[last_back - 1] = True
    value = shown.value.copy()
    value[shown.first[:-1]] = _ranks(log, workload, log.first_held[:-1])
    return (
        owner,
        shown.moment,
        np.full(len(owner), AS_SHOWN),
        np.where(unknown, UNKNOWN_MOMENT, shown.moment),
        shown.kind,
        value,
    )


def _changes(log: IncidentLog, workload: Workload, span: Span) -> Column:
    changed = np.setdiff1d(np.arange(len(log.held_from)), log.first_held[:-1])
    incident = np.repeat(np.arange(log.incidents), np.diff(log.first_held))[changed]
    at = ticks_of(log.held_from[changed], span)
    return _column(incident, at, AFTER, at, PRIORITY, _ranks(log, workload, changed))


def _ranks(log: IncidentLog, workload: Workload, rows: Ints) -> Ints:
    return places(log.names.priorities, workload.names.priorities)[log.held_priority[rows]]


def _unsaid(log: IncidentLog, span: Span) -> Column:
    incident = np.flatnonzero(log.unsaid)
    place = ticks_of(log.closed[incident], span, LAST)
    return _column(incident, place, OVER, np.full(len(incident), UNKNOWN_MOMENT), RESOLVED)


def _closings(log: IncidentLog, span: Span) -> Column:
    incident = np.flatnonzero((log.closed != NO_MOMENT) & ((log.resolved != NO_MOMENT) | log.unsaid))
    at = ticks_of(log.closed[incident], span)
    return _column(incident, at, SHUT, at, CLOSED)


def _column(incident: Ints, place: Ints, rank: int, moment: Ints, kind: int, value: Ints | None = None) -> Column:
    same = np.ones_like(incident)
    return incident, place, same * rank, moment, same * kind, -same if value is None else value
