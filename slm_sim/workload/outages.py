"""Outages: when a service goes down, the incident that ends with its restoration, and the tickets that it brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.chance import global_identity, intensity_points, length_ticks, quantile
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.demand import ChildIncidents, Outage
from slm_sim.model.opentime import OpenTime
from slm_sim.model.quantities import Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.spread import Spread
from slm_sim.model.workload import Names
from slm_sim.workload.draws import Draws
from slm_sim.workload.sites import AROUND_THE_CLOCK, open_time, site_name
from slm_sim.workload.spreads import spread_of

SLOT_HOURS = 24
MILLION = 1_000_000


@dataclass(frozen=True, eq=False)
class Children:
    """The tickets that an outage brings: how many, over how many ticks from its start, and what they say."""

    count: Spread
    spread_over: int
    category: int
    priority: int


@dataclass(frozen=True, eq=False)
class OutageKind:
    """A kind of outage.

    start, rate   occurrences per hour from each tick until the next, int64[k] and float64[k]
    share         millionths of the users of each service who lose it, int64[services]
    service       the service that it affects most
    """

    name: str
    start: Ints
    rate: Floats
    share: Ints
    service: int
    detected_after: Spread | None
    restored_by: int
    effort: Spread
    children: Children | None

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Outages:
    """The outages of one replication in the order of their starts, and the tickets that they bring.

    Per outage: kind, start; and of its incident: identity, arrival, effort. Per ticket: the row of its outage,
    identity, arrival, category, priority. All int64.
    """

    kind: Ints
    start: Ints
    identity: Ints
    arrival: Ints
    effort: Ints
    child_outage: Ints
    child_identity: Ints
    child_arrival: Ints
    child_category: Ints
    child_priority: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def outage_kinds(scenario: Scenario, names: Names, span: Span) -> tuple[OutageKind, ...]:
    """The kinds of outage of a scenario, in the order of the file.

    A kind that occurs only during a calendar's open time occurs so much more often then that its yearly number is the
    stated one.
    """
    return tuple(_kind(scenario, names, span, name, outage) for name, outage in scenario.outages.items())


def draw_outages(kinds: tuple[OutageKind, ...], axis: TimeAxis, horizon: int, draws: Draws) -> Outages:
    """The outages of one replication that are detected before the horizon.

    Tickets come evenly spread from the start of their outage on; those beyond the horizon are left out.
    """
    parts = [_occurrences(number, kind, axis, horizon, draws) for number, kind in enumerate(kinds)]
    parts = parts or [(np.empty(0, dtype=np.int64),) * 5]
    kind, start, identity, arrival, effort = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((identity, start))
    kind, start, identity, arrival, effort = (column[order] for column in (kind, start, identity, arrival, effort))
    tickets = [_children(number, kinds, kind, start, identity, axis, horizon, draws) for number in range(len(kinds))]
    tickets = tickets or [(np.empty(0, dtype=np.int64),) * 5]
    return Outages(kind, start, identity, arrival, effort, *(np.concatenate(c) for c in zip(*tickets, strict=True)))


def shares_of(affects: dict[str, Percent], services: tuple[str, ...]) -> Ints:
    """The users of each service who lose it, in millionths, int64[services]."""
    shares = {name: round(share.fraction * MILLION) for name, share in affects.items()}
    return np.array([shares.get(name, 0) for name in services], dtype=np.int64)


def _kind(scenario: Scenario, names: Names, span: Span, name: str, outage: Outage) -> OutageKind:
    hours = outage.occurs_during or AROUND_THE_CLOCK
    stated = scenario.calendars[hours].site if hours in scenario.calendars else None
    start, level = _open_pieces(open_time(scenario, span, hours, site_name(scenario, stated)), span)
    share = shares_of(outage.affects, names.services)
    return OutageKind(
        name=name,
        start=start,
        rate=level * float(outage.rate.per_second * 3600),
        share=share,
        service=int(share.argmax()),
        detected_after=spread_of(outage.detected_after) if outage.detected_after else None,
        restored_by=names.teams.index(outage.restored_by),
        effort=spread_of(outage.effort),
        children=_tickets(outage.child_incidents, names, span) if outage.child_incidents else None,
    )


def _tickets(stated: ChildIncidents, names: Names, span: Span) -> Children:
    return Children(
        count=Spread("lognormal", median=stated.count.median, p90=stated.count.p90),
        spread_over=span.axis.ticks_in(stated.spread_over.seconds),
        category=names.categories.index(stated.category),
        priority=names.priorities.index(stated.priority),
    )


def _open_pieces(calendar: OpenTime, span: Span) -> tuple[Ints, Floats]:
    """Pieces of the run, open and closed in turn, and their level: 0 while closed, and 1 on average over all time."""
    total = int((calendar.closes - calendar.opens).sum())
    open_level = (calendar.highest - calendar.lowest) / total if total else 0.0
    edges = np.clip(np.column_stack((calendar.opens, calendar.closes)).ravel(), 0, span.horizon)
    level = np.tile([open_level, 0.0], len(calendar.opens))
    return np.concatenate(([0], edges)), np.concatenate(([0.0], level))


def _occurrences(number: int, kind: OutageKind, axis: TimeAxis, horizon: int, draws: Draws) -> tuple[Ints, ...]:
    """Kind, start, and the identity, arrival and effort of the incident, of each outage of a kind."""
    points = intensity_points(draws.stream(f"outages:{kind.name}"), axis, kind.start, kind.rate, horizon, SLOT_HOURS)
    identity, arrival = global_identity(f"outages:{kind.name}", points.identity), points.tick
    if kind.detected_after is not None:
        uniform = draws.uniforms("detected after", identity)
        arrival = arrival + length_ticks(kind.detected_after, uniform, axis.tick_ms)
    effort = length_ticks(kind.effort, draws.uniforms("effort", identity), axis.tick_ms)
    seen = arrival < horizon
    return np.full(int(seen.sum()), number), points.tick[seen], identity[seen], arrival[seen], effort[seen]


def _children(
    number: int, kinds: tuple[OutageKind, ...], kind: Ints, start: Ints, identity: Ints,
    axis: TimeAxis, horizon: int, draws: Draws,
) -> tuple[Ints, ...]:  # fmt: skip
    """Outage, identity, arrival, category and priority of each ticket of the outages of one kind."""
    children, parent = kinds[number].children, np.flatnonzero(kind == number)
    if children is None:
        return (np.empty(0, dtype=np.int64),) * 5
    count = np.rint(quantile(children.count, draws.uniforms("child incidents", identity[parent]))).astype(np.int64)
    outage = np.repeat(parent, count)
    place = np.arange(len(outage)) - np.repeat(np.cumsum(count) - count, count)
    passed = draws.uniforms("child incident after", identity[outage], place) * children.spread_over
    arrival = start[outage] + np.floor(passed).astype(np.int64)
    seen = arrival < horizon
    outage, place, arrival = outage[seen], place[seen], arrival[seen]
    return (
        outage,
        global_identity(f"child incidents:{kinds[number].name}", identity[outage], place),
        arrival,
        np.full_like(outage, children.category),
        np.full_like(outage, children.priority),
    )
