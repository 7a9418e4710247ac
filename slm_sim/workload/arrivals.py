"""When incidents arrive: one Poisson stream for each customer and category, all as busy as the day is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.chance import daily_factor, global_identity, intensity_points
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
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
    """All that decides when incidents arrive; `courses` has one entry per site of a customer."""

    axis: TimeAxis
    horizon: int
    streams: tuple[ArrivalStream, ...]
    courses: tuple[Course, ...]
    variation: DailyVariation | None


@dataclass(frozen=True, eq=False)
class Arrived:
    """Incidents that have arrived, int64[n] each; customer and category are -1 where not known."""

    identity: Ints
    arrival: Ints
    customer: Ints
    category: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def arrivals_of(workload: SynthesisedWorkload, scenario: Scenario, span: Span) -> Arrivals:
    """The arrival streams of a scenario.

    A stream is named by its customer and category, and never by their places in the file. Its volume is the stated one
    times their shares and volumes.
    """
    sites = customer_sites(scenario)
    used = list(dict.fromkeys(sites[:-1] or sites))
    growth, starts = workload.growth.fraction, scenario.time.starts
    return Arrivals(
        axis=span.axis,
        horizon=span.horizon,
        streams=tuple(_streams(workload, [used.index(site) for site in sites[:-1]] or [0])),
        courses=tuple(
            demand_course(workload.profile, growth, site_called(scenario, span, name), span, starts) for name in used
        ),
        variation=workload.daily_variation,
    )


def draw_arrivals(arrivals: Arrivals, draws: Draws) -> Arrived:
    """The arrivals of one replication, stream by stream."""
    levels = [course.level * _busyness(arrivals.variation, course, draws) for course in arrivals.courses]
    parts = []
    for stream in arrivals.streams:
        points = intensity_points(
            draws.stream(stream.name),
            arrivals.axis,
            arrivals.courses[stream.course].start,
            levels[stream.course] * stream.per_hour,
            arrivals.horizon,
            SLOT_HOURS,
        )
        like = np.ones_like(points.tick)
        identity = global_identity(stream.name, points.identity)
        parts.append((identity, points.tick, like * stream.customer, like * stream.category))
    return Arrived(*(np.concatenate(column) for column in zip(*parts, strict=True)))


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
