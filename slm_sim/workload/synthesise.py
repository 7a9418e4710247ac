"""Synthesis: a stated demand becomes the workload of one replication.

What all replications share is worked out once by `prepare_synthesis`; a replication costs its draws and no more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.chance import stream_keys
from slm_sim.errors import StudyError
from slm_sim.model.arrays import Ints, read_only
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Disruptions, Names, Workload
from slm_sim.tables.uses import deciding_first_teams, deciding_priorities
from slm_sim.workload.arrivals import Arrivals, arrivals_of, draw_arrivals
from slm_sim.workload.backlog import OpenAtStart, draw_backlog, open_at_start
from slm_sim.workload.cases import Cases, Ruling, cases_of, numbers_of, ruling_of
from slm_sim.workload.channels import Channels, Contacts, channels_of, draw_contacts
from slm_sim.workload.crowd import MARKS, MarkTables, all_different, draw_marks, gathered_crowd
from slm_sim.workload.draws import Draws
from slm_sim.workload.incidents import (
    ARRIVAL,
    CATEGORY,
    CUSTOMER,
    EXCLUDED,
    IDENTITY,
    OPENED,
    OUTAGE,
    PRIORITY,
    SERVICE,
    TEAM,
    brought_by_outages,
    open_from_before,
    ordinary,
    outage_incidents,
)
from slm_sim.workload.lives import draw_lives, life_tables
from slm_sim.workload.maintenance import PlannedWork, draw_maintenance, planned_work
from slm_sim.workload.mix import Mix, mix_of
from slm_sim.workload.names import names_of
from slm_sim.workload.outages import OutageKind, Outages, draw_outages, outage_kinds
from slm_sim.workload.rounds import LifeTables
from slm_sim.workload.routes import DECIDED_LATER, Routes, routes_of
from slm_sim.workload.spreads import callouts_of, efforts_of
from slm_sim.workload.waits import delay_calendars, return_of, waits_of


@dataclass(frozen=True, eq=False)
class PreparedSynthesis:
    """A synthesised workload before chance: what all its replications have in common.

    calendars     in which delays run, 24x7 first
    marks, lives  what decides what incidents are about, and what becomes of them
    cases         what tells incidents apart for the decision table that makes their priorities, if one does
    first_teams   what a decision table says of them, if one does
    """

    seed: int
    span: Span
    names: Names
    calendars: tuple[OpenTime, ...]
    arrivals: Arrivals
    mix: Mix
    channels: Channels | None
    routes: Routes
    marks: MarkTables
    lives: LifeTables
    cases: Cases | None
    first_teams: Ruling | None
    outages: tuple[OutageKind, ...]
    maintenance: tuple[PlannedWork, ...]
    backlog: tuple[OpenAtStart, ...]


def prepare_synthesis(scenario: Scenario, span: Span) -> PreparedSynthesis:
    """Work out intensities, shares, routing tables, distributions and calendars of a scenario with stated demand."""
    workload = scenario.workload
    assert isinstance(workload, SynthesisedWorkload)
    names, calendars, table = names_of(scenario), delay_calendars(scenario, span), deciding_priorities(scenario)
    arrivals, mix, routes = (
        arrivals_of(workload, scenario, span),
        mix_of(workload, scenario, names),
        routes_of(scenario, names),
    )
    return PreparedSynthesis(
        seed=scenario.study.seed,
        span=span,
        names=names,
        calendars=calendars,
        arrivals=arrivals,
        mix=mix,
        channels=channels_of(scenario, names, span),
        routes=routes,
        marks=_mark_tables(scenario.study.seed, arrivals, mix, routes),
        lives=life_tables(
            routes,
            efforts_of(scenario, names),
            callouts_of(scenario, names),
            waits_of(scenario, names, calendars, span),
            return_of(scenario, names),
            span.axis.tick_ms,
            scenario.study.seed,
        ),
        cases=cases_of(table, scenario, names, span) if table else None,
        first_teams=ruling_of(deciding_first_teams(scenario), scenario, names, span),
        outages=outage_kinds(scenario, names, span),
        maintenance=planned_work(scenario, names, span),
        backlog=open_at_start(scenario, names),
    )


def synthesise(prepared: PreparedSynthesis, replication: int) -> Workload:
    """The workload of one replication; a function of the scenario, its seed and the number of the replication.

    Raises StudyError if two incidents have the same identity, which one seed in many billions brings about.
    """
    draws, span, mix = Draws(prepared.seed, replication), prepared.span, prepared.mix
    outages = draw_outages(prepared.outages, span.axis, span.horizon, draws)
    others = np.concatenate((
        open_from_before(draw_backlog(prepared.backlog, mix, span, draws), mix),
        brought_by_outages(outages, mix, prepared.routes, draws),
        outage_incidents(prepared.outages, outages),
    ), axis=1)  # fmt: skip
    arrived = draw_arrivals(prepared.arrivals, draws)
    crowd, place = gathered_crowd(
        prepared.marks.ordinary, arrived.tick, arrived.identity, arrived.stream, others, span.horizon
    )
    case = numbers_of(prepared.cases, crowd) if prepared.cases else np.zeros(crowd.shape[1], dtype=np.int64)
    draw_marks(prepared.marks, crowd, case, np.uint64(replication))
    if prepared.first_teams:
        _send(prepared.first_teams, crowd)
    if not all_different(crowd[IDENTITY]):
        raise StudyError(f"two incidents of replication {replication} have the same identity; choose another seed")
    steps = draw_lives(prepared.lives, crowd, draws)
    restored = place[len(place) - len(outages.kind) :]
    contacts = _contacts(prepared, crowd, restored, draws)
    return Workload(
        axis=span.axis,
        horizon=span.horizon,
        names=prepared.names,
        identity=crowd[IDENTITY],
        arrival=crowd[ARRIVAL],
        opened=crowd[OPENED],
        priority=crowd[PRIORITY],
        category=crowd[CATEGORY],
        customer=crowd[CUSTOMER],
        service=crowd[SERVICE],
        excluded=crowd[EXCLUDED],
        outage=crowd[OUTAGE],
        first_step=steps.first,
        step_team=steps.team,
        step_effort=steps.effort,
        step_then=steps.then,
        step_delay=steps.delay,
        step_calendar=steps.calendar,
        step_callout=steps.callout,
        disruptions=_disruptions(prepared, outages, steps.first[restored], draws),
        leaves=contacts.leaves,
        channel=contacts.channel,
    )


def _mark_tables(seed: int, arrivals: Arrivals, mix: Mix, routes: Routes) -> MarkTables:
    _, categories, priorities = routes.resolves.shape
    return MarkTables(
        key=stream_keys(seed, MARKS),
        ordinary=read_only(ordinary(arrivals.streams, mix, routes).T.copy()),
        impact=mix.impact,
        urgency=mix.urgency,
        priority=mix.priority,
        exclusion=mix.exclusion,
        categories=categories - 1,
        priorities=priorities,
    )


def _send(first_teams: Ruling, crowd: Ints) -> None:
    """Say where those incidents go first of which nothing else says it."""
    decided = first_teams.decided[numbers_of(first_teams.cases, crowd)]
    crowd[TEAM] = np.where(crowd[TEAM] == DECIDED_LATER, decided, crowd[TEAM])


def _contacts(prepared: PreparedSynthesis, crowd: Ints, restoring: Ints, draws: Draws) -> Contacts:
    """How customers make contact; nobody reports what ends with a restored service, nor what is open already."""
    reported = crowd[ARRIVAL] == crowd[OPENED]
    reported[restoring] = False
    identity, arrival, priority, customer = crowd[IDENTITY], crowd[ARRIVAL], crowd[PRIORITY], crowd[CUSTOMER]
    return draw_contacts(prepared.channels, reported, identity, arrival, priority, customer, draws)


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
