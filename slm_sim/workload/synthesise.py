"""Synthesis: a stated demand becomes the workload of one replication.

What all replications share is worked out once by `prepare_synthesis`; a replication costs its draws and no more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.errors import StudyError
from slm_sim.model.arrays import Ints
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import RESOLVED, Disruptions, Names, Workload
from slm_sim.workload.arrivals import Arrivals, arrivals_of, draw_arrivals
from slm_sim.workload.backlog import OpenAtStart, draw_backlog, open_at_start
from slm_sim.workload.channels import Channels, channels_of, draw_leaves
from slm_sim.workload.draws import Draws
from slm_sim.workload.incidents import (
    Incidents,
    brought_by_outages,
    open_from_before,
    ordinary,
    outage_incidents,
    together,
)
from slm_sim.workload.lives import Handling, draw_lives
from slm_sim.workload.maintenance import PlannedWork, draw_maintenance, planned_work
from slm_sim.workload.mix import Mix, mix_of
from slm_sim.workload.names import names_of
from slm_sim.workload.outages import OutageKind, Outages, draw_outages, outage_kinds
from slm_sim.workload.routes import routes_of
from slm_sim.workload.spreads import SpreadTable, callouts_of, efforts_of
from slm_sim.workload.steps import Steps, in_order, joined
from slm_sim.workload.waits import delay_calendars, return_of, waits_of


@dataclass(frozen=True, eq=False)
class PreparedSynthesis:
    """A synthesised workload before chance: what all its replications have in common.

    calendars  in which delays run, 24x7 first
    """

    seed: int
    span: Span
    names: Names
    calendars: tuple[OpenTime, ...]
    arrivals: Arrivals
    mix: Mix
    channels: Channels | None
    handling: Handling
    callout: SpreadTable
    outages: tuple[OutageKind, ...]
    maintenance: tuple[PlannedWork, ...]
    backlog: tuple[OpenAtStart, ...]


def prepare_synthesis(scenario: Scenario, span: Span) -> PreparedSynthesis:
    """Work out intensities, shares, routing tables, distributions and calendars of a scenario with stated demand."""
    workload = scenario.workload
    assert isinstance(workload, SynthesisedWorkload)
    names, calendars = names_of(scenario), delay_calendars(scenario, span)
    return PreparedSynthesis(
        seed=scenario.study.seed,
        span=span,
        names=names,
        calendars=calendars,
        arrivals=arrivals_of(workload, scenario, span),
        mix=mix_of(workload, scenario, names),
        channels=channels_of(scenario, names, span),
        handling=Handling(
            routes=routes_of(scenario, names),
            effort=efforts_of(scenario, names),
            waits=waits_of(scenario, names, calendars, span),
            reopening=return_of(scenario, names),
            tick_ms=span.axis.tick_ms,
        ),
        callout=callouts_of(scenario, names),
        outages=outage_kinds(scenario, names, span),
        maintenance=planned_work(scenario, names, span),
        backlog=open_at_start(scenario, names),
    )


def synthesise(prepared: PreparedSynthesis, replication: int) -> Workload:
    """The workload of one replication; a function of the scenario, its seed and the number of the replication.

    Raises StudyError if two incidents have the same identity, which one seed in many billions brings about.
    """
    draws, span, mix, routes = Draws(prepared.seed, replication), prepared.span, prepared.mix, prepared.handling.routes
    outages = draw_outages(prepared.outages, span.axis, span.horizon, draws)
    crowd = together((
        ordinary(draw_arrivals(prepared.arrivals, draws), mix, routes, draws),
        brought_by_outages(outages, mix, routes, draws),
        open_from_before(draw_backlog(prepared.backlog, mix, span, draws), mix, draws),
    ))  # fmt: skip
    parents = outage_incidents(prepared.outages, outages)
    steps = joined((draw_lives(prepared.handling, crowd, draws), _restorations(parents, outages)))
    incidents = together((crowd, parents))

    order = np.lexsort((incidents.identity, incidents.opened, incidents.arrival))
    incidents, steps = incidents.taken(order), in_order(steps, order)
    if len(np.unique(incidents.identity)) < len(incidents):
        raise StudyError(f"two incidents of replication {replication} have the same identity; choose another seed")
    place = np.argsort(order)[len(crowd) :]
    return Workload(
        axis=span.axis,
        horizon=span.horizon,
        names=prepared.names,
        identity=incidents.identity,
        arrival=incidents.arrival,
        opened=incidents.opened,
        priority=incidents.priority,
        category=incidents.category,
        customer=incidents.customer,
        service=incidents.service,
        excluded=incidents.excluded,
        outage=incidents.outage,
        first_step=steps.first,
        step_team=steps.team,
        step_effort=steps.effort,
        step_then=steps.then,
        step_delay=steps.delay,
        step_calendar=steps.calendar,
        step_callout=_callouts(prepared, incidents, steps, draws),
        disruptions=_disruptions(prepared, outages, steps.first[place], draws),
        leaves=_leaves(prepared, incidents, place, draws),
    )


def _restorations(parents: Incidents, outages: Outages) -> Steps:
    """One step for each outage: the work that restores the service."""
    none = np.zeros_like(outages.effort)
    return Steps(np.arange(len(parents) + 1), parents.team, outages.effort, none + RESOLVED, none, none, none)


def _callouts(prepared: PreparedSynthesis, incidents: Incidents, steps: Steps, draws: Draws) -> Ints:
    """The ticks before a person on call would start each step, 0 where the team has nobody on call."""
    callouts = np.zeros_like(steps.team)
    called = np.flatnonzero(prepared.callout.states[steps.team])
    incident, team = steps.incident[called], steps.team[called]
    uniform = draws.uniforms("call-out", incidents.identity[incident], steps.luck[called])
    tick_ms = prepared.span.axis.tick_ms
    callouts[called] = prepared.callout.ticks(team, incidents.priority[incident], uniform, tick_ms)
    return callouts


def _leaves(prepared: PreparedSynthesis, incidents: Incidents, restoring: Ints, draws: Draws) -> Ints:
    """When customers give up; nobody reports what ends with the restoration of a service, nor what is open already."""
    reported = incidents.arrival == incidents.opened
    reported[restoring] = False
    of = incidents
    return draw_leaves(prepared.channels, reported, of.identity, of.arrival, of.priority, of.customer, draws)


def _disruptions(prepared: PreparedSynthesis, outages: Outages, restored_by_step: Ints, draws: Draws) -> Disruptions:
    planned = draw_maintenance(prepared.maintenance, prepared.span.axis, draws)
    services = len(prepared.names.services)
    return Disruptions(
        kind=outages.kind,
        start=outages.start,
        restored_by_step=restored_by_step,
        share=_rows([kind.share for kind in prepared.outages], services)[outages.kind],
        planned_kind=planned.kind,
        planned_start=planned.start,
        planned_end=planned.end,
        window_end=planned.window_end,
        planned_share=_rows([kind.share for kind in prepared.maintenance], services)[planned.kind],
    )


def _rows(shares: list[Ints], services: int) -> Ints:
    return np.array(shares, dtype=np.int64).reshape(len(shares), services)
