"""When incidents arrive: one Poisson stream for each customer and category, all as busy as the day is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.chance import (
    Intensities,
    Slots,
    daily_factor,
    name_keys,
    name_points,
    slots_of,
    stream_keys,
    stream_points,
)
from slm_sim.chance.streams import Words
from slm_sim.model.arrays import Floats, Ints, read_only
from slm_sim.model.block import Part, shares
from slm_sim.model.demand import DailyVariation, SynthesisedWorkload
from slm_sim.model.quantities import Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.workload.draws import Draws
from slm_sim.workload.profile import Course, demand_course
from slm_sim.workload.sites import customer_sites, site_called

SLOT_HOURS = 4
"""Of the cells of an arrival stream; part of the address of every incident, so another figure draws others."""


@dataclass(frozen=True)
class ArrivalStream:
    """The incidents of one customer and category.

    customer, category  their indices, -1 where the scenario names none
    course              index into `Arrivals.courses`
    per_hour            arrivals in a usual hour
    """

    name: str
    customer: int
    category: int
    course: int
    per_hour: float


@dataclass(frozen=True, eq=False)
class Arrivals:
    """All that decides when incidents arrive; `courses` has one entry per site of a customer.

    intensities, slots   the same as compiled code reads it
    names                the keys under which the arrivals of each stream get their identities, uint64[streams, 2]
    """

    streams: tuple[ArrivalStream, ...]
    courses: tuple[Course, ...]
    variation: DailyVariation | None
    intensities: Intensities
    names: Words
    slots: Slots


@dataclass(frozen=True, eq=False)
class Arrived:
    """Incidents that have arrived, stream by stream, int64[n] each."""

    tick: Ints
    identity: Ints
    stream: Ints


def arrivals_of(workload: SynthesisedWorkload, scenario: Scenario, span: Span) -> Arrivals:
    """The arrival streams of a scenario.

    A stream is named by its customer and category, and never by their places in the file. Its volume is the stated one
    times their shares and volumes.
    """
    sites = customer_sites(scenario)
    used = list(dict.fromkeys(sites[:-1] or sites))
    growth, starts = workload.growth.fraction, scenario.time.starts
    streams = tuple(_streams(workload, [used.index(site) for site in sites[:-1]] or [0]))
    courses = tuple(
        demand_course(workload.profile, growth, site_called(scenario, span, name), span, starts) for name in used
    )
    return Arrivals(
        streams=streams,
        courses=courses,
        variation=workload.daily_variation,
        intensities=Intensities(
            key=stream_keys(scenario.study.seed, [stream.name for stream in streams]),
            course=read_only(np.array([stream.course for stream in streams])),
            per_hour=read_only(np.array([stream.per_hour for stream in streams])),
            first=read_only(np.cumsum([0, *(len(course.start) for course in courses)])),
            start=read_only(np.concatenate([course.start for course in courses])),
        ),
        names=name_keys([stream.name for stream in streams]),
        slots=slots_of(span.axis, 0, span.horizon, SLOT_HOURS),
    )


def draw_arrivals(arrivals: Arrivals, draws: Draws) -> Arrived:
    """The arrivals of one replication, stream by stream."""
    level = np.concatenate([course.level * _busyness(arrivals.variation, course, draws) for course in arrivals.courses])
    points, past = stream_points(arrivals.intensities, arrivals.slots, level, np.uint64(draws.replication))
    tick, local = points
    identity, stream = np.empty_like(local), np.empty_like(local)
    name_points(arrivals.names, past, local, np.zeros_like(local), identity, stream)
    return Arrived(tick, identity, stream)


def _busyness(variation: DailyVariation | None, course: Course, draws: Draws) -> Floats:
    if variation is None:
        return np.ones(len(course.day))
    spread, memory = float(variation.coefficient_of_variation), float(variation.autocorrelation)
    return daily_factor(draws.seed, draws.replication, course.day, spread, memory)


def _streams(workload: SynthesisedWorkload, course: list[int]) -> Iterator[ArrivalStream]:
    usual = workload.incidents.per_second * 3600
    customers = _volumes({name: (row.share, row.volume) for name, row in workload.customers.items()})
    categories = _volumes({name: (row.share, row.volume) for name, row in workload.categories.items()})
    for customer, (customer_name, customers_volume) in customers:
        for category, (category_name, categorys_volume) in categories:
            yield ArrivalStream(
                name=f"arrivals:{customer_name}/{category_name}",
                customer=customer,
                category=category,
                course=course[max(customer, 0)],
                per_hour=float(usual * customers_volume * categorys_volume),
            )


def _volumes(rows: dict[str, tuple[Part, Percent]]) -> list[tuple[int, tuple[str, Fraction]]]:
    """Index, name and volume of each row; one nameless row with index -1 where there is none."""
    if not rows:
        return [(-1, ("", Fraction(1)))]
    part = shares({name: share for name, (share, _) in rows.items()})
    return list(enumerate((name, part[name] * volume.fraction) for name, (_, volume) in rows.items()))
