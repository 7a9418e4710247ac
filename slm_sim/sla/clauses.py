"""The clauses of an agreement, each with everything that it inherits."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause, Measure, OutageTerms
from slm_sim.model.measurement import OF_DOWNTIME, MinimumVolume, whole_months
from slm_sim.model.quantities import Length, Percent, fixed_month
from slm_sim.model.target import DIMENSIONS, PromisedRow, Target

NONE = "none"
"""The word for a decision against something; it is never the name of anything."""


def clauses(name: str, agreement: Agreement) -> tuple[Clause, ...]:
    """All clauses of an agreement in the order of its file; a target without rows is a clause of its own name."""
    return tuple(
        _clause(name, agreement, target_name, target, row)
        for target_name, target in agreement.targets.items()
        for row in target.rows
    )


def _clause(name: str, agreement: Agreement, target_name: str, target: Target, row: PromisedRow) -> Clause:
    def measured(field: str) -> Any:
        own = getattr(target.measurement, field)
        return getattr(agreement.measurement, field) if own is None else own

    measure, percentile = _measure(target.measure)
    at_least, at_most = row.stated("at_least"), row.stated("at_most")
    decimals, rounding = _rounding(measured("rounding"))
    volume, short, credit = measured("minimum_volume"), measured("short_abandons"), row.stated("credit")
    weight, points = row.stated("weight"), row.stated("points")
    return Clause(
        agreement=name,
        id=row.clause_of(target_name),
        measure=measure,
        percentile=percentile,
        clock=target.clock,
        calendar=_calendar(agreement, measure, target.clock, row.about),
        **{dimension: row.about.get(dimension) for dimension in DIMENSIONS},
        within=row.stated("within"),
        level=at_most if at_least is None else at_least,
        direction="at most" if at_least is None else "at least",
        period=measured("service_period"),
        placed_by=measured("placed_by"),
        decimals=decimals,
        rounding=rounding,
        minimum_volume=volume if isinstance(volume, MinimumVolume) else None,
        credit=None if credit in (None, NONE) else credit,
        outages=_outages(agreement, target, row.about) if measure in OF_DOWNTIME else None,
        abandoned=measured("abandoned"),
        short_abandons=short if isinstance(short, Length) else None,
        weight=weight.fraction if isinstance(weight, Percent) else Fraction(0),
        points=1 if points is None else points,
    )


def _measure(text: str) -> tuple[Measure, Fraction | None]:
    if text.endswith("th percentile"):
        return "percentile", Fraction(text.removesuffix("th percentile")) / 100
    return cast(Measure, text), None


def _rounding(text: str) -> tuple[int | None, Any]:
    if text == NONE:
        return None, None
    places, _, way = text.partition(", ")
    return int(places.split()[0]), way


def _outages(agreement: Agreement, target: Target, about: Mapping[str, str]) -> OutageTerms:
    return OutageTerms(
        target.partial_outage,
        target.planned_maintenance,
        target.shortest_outage,
        target.interval,
        target.counts_above,
        _fixed_month(agreement, target, about),
    )


def _fixed_month(agreement: Agreement, target: Target, about: Mapping[str, str]) -> Length | None:
    """The fixed length of a month, where time is agreed around the clock and judged as a whole, month by month."""
    period = target.measurement.service_period or agreement.measurement.service_period
    service = agreement.services.get(about.get("service", ""))
    around_the_clock = service is not None and service.agreed_service_time == "24x7"
    as_a_whole = target.measure in ("availability", "error rate") and target.interval is None
    has_months = whole_months(period) > 0
    return fixed_month(target.month_counts_as) if has_months and around_the_clock and as_a_whole else None


def _calendar(agreement: Agreement, measure: Measure, clock_name: str | None, about: Mapping[str, str]) -> str | None:
    if measure in OF_DOWNTIME and "service" in about:
        return agreement.services[about["service"]].agreed_service_time
    if clock_name is None:
        return None
    clock = agreement.clocks[clock_name]
    row = clock.by_priority.get(about.get("priority", ""))
    return row.calendar if row else clock.calendar
