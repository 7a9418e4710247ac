"""The facts of a ticket log as if an engine had answered them: what happened to each incident, and when, unchanged.

Where `replay` makes steps that an engine can play, each at least a tick long, a recorded step lasts from the moment at
which a team got the incident until it let go of it, be it the same moment. Nothing is simulated, and nothing drawn.
"""

from __future__ import annotations

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, firsts_of
from slm_sim.model.incidentlog import BACK_SOON, IN_HAND, IncidentLog
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.span import Span
from slm_sim.model.workload import REASSIGNED, RESOLVED, Names, Workload
from slm_sim.workload.logplayed import places, spells_of, ticks_of
from slm_sim.workload.logsteps import OPEN, TickSpells, completed, is_work, what_follows
from slm_sim.workload.replay import identities, no_disruptions


def recorded(log: IncidentLog, names: Names, span: Span) -> tuple[Workload, Outcomes]:
    """Every incident of a log, in its order, as a workload and the outcomes that the log shows.

    names  behind the indices; every priority of the log must be among them
    span   its axis begins no later than the first opening

    The horizon is that of the span; what the log shows is not cut there. Moments that the log leaves unsaid are not
    told apart here: an incident of which nobody knows when it was resolved is open, and one of which nobody knows when
    it came back did so when it was resolved.
    """
    everything = np.arange(log.incidents)
    resolved = ticks_of(log.resolved, span, OPEN)
    shown = spells_of(log, names, span, everything, resolved)
    spells = completed(_coming_back(shown, log.hidden & (resolved != OPEN)), resolved != OPEN)
    step = np.flatnonzero(is_work(spells.state))
    owner = spells.incident[step]
    last = np.diff(spells.incident, append=-1) != 0
    ends = np.where(last, resolved[spells.incident], np.append(spells.start[1:], OPEN))
    then = what_follows(spells, step)
    back = np.append(ends, OPEN)[step + 1]
    waits = (then != RESOLVED) & (then != REASSIGNED) & (back != OPEN)
    start, end = (np.where(values == OPEN, NEVER, values) for values in (spells.start[step], ends[step]))
    steps, nothing = len(step), np.empty(0, dtype=np.int64)
    opened, unknown = ticks_of(log.opened, span), np.full(log.incidents, -1)
    workload = Workload(
        axis=span.axis,
        horizon=span.horizon,
        names=names,
        identity=identities(log.number),
        arrival=opened,
        opened=opened,
        priority=places(log.names.priorities, names.priorities)[log.priority],
        category=places(log.names.categories, names.categories)[log.category],
        customer=places(log.names.customers, names.customers)[log.customer],
        service=places(log.names.services, names.services)[log.service],
        excluded=unknown,
        outage=unknown,
        first_step=firsts_of(owner, log.incidents),
        step_team=spells.team[step],
        step_effort=np.where(end == NEVER, 0, end - start),
        step_then=then,
        step_delay=np.where(waits, back - ends[step], 0),
        step_calendar=np.zeros(steps, dtype=np.int64),
        step_callout=np.zeros(steps, dtype=np.int64),
        disruptions=no_disruptions(names),
        step_touches=spells.state[step] == IN_HAND,
        channel=places(log.names.channels, names.channels)[log.channel],
    )
    outcomes = Outcomes(
        ready=start,
        start=start,
        end=end,
        by=np.where(start == NEVER, -1, workload.step_team),
        on_call=np.zeros(steps, dtype=np.bool_),
        suspended_step=nothing,
        suspended_from=nothing,
        suspended_to=nothing,
    )
    return workload, outcomes


def _coming_back(spells: TickSpells, which: Bools) -> TickSpells:
    """With an empty spell of being resolved at the end of some incidents, after which they are resolved for good."""
    last = np.flatnonzero((np.diff(spells.incident, append=-1) != 0) & which[spells.incident])
    incident = spells.incident[last]
    return TickSpells(
        np.insert(spells.incident, last + 1, incident),
        np.insert(spells.team, last + 1, spells.team[last]),
        np.insert(spells.state, last + 1, BACK_SOON),
        np.insert(spells.start, last + 1, spells.end[incident]),
        spells.end,
    )
