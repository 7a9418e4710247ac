"""The clauses of an agreement, each with everything that it inherits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause, Measure, OutageTerms
from slm_sim.model.measurement import MinimumVolume
from slm_sim.model.target import Target, TargetRow

NONE = "none"
"""The word for a decision against something; it is never the name of anything."""


def clauses(name: str, agreement: Agreement) -> tuple[Clause, ...]:
    """All clauses of an agreement in the order of its file; a target without rows is a clause of its own name."""
    return tuple(
        clause
        for target_name, target in agreement.targets.items()
        for clause in _clauses_of_target(name, agreement, target_name, target)
    )


def _clauses_of_target(name: str, agreement: Agreement, target_name: str, target: Target) -> Iterator[Clause]:
    if target.by_priority:
        for priority, row in target.by_priority.items():
            yield _clause(name, agreement, f"{target_name}.{priority}", target, row, priority, target.service)
    elif target.by_service:
        for service, row in target.by_service.items():
            yield _clause(name, agreement, f"{target_name}.{service}", target, row, target.priority, service)
    else:
        yield _clause(name, agreement, target_name, target, TargetRow(), target.priority, target.service)


def _clause(
    name: str,
    agreement: Agreement,
    clause_id: str,
    target: Target,
    row: TargetRow,
    priority: str | None,
    service: str | None,
) -> Clause:
    def stated(field: str) -> Any:
        own = getattr(row, field)
        return getattr(target, field) if own is None else own

    def measured(field: str) -> Any:
        own = getattr(target.measurement, field)
        return getattr(agreement.measurement, field) if own is None else own

    measure, percentile = _measure(target.measure)
    at_least, at_most = stated("at_least"), stated("at_most")
    decimals, rounding = _rounding(measured("rounding"))
    volume, credit = measured("minimum_volume"), stated("credit")
    return Clause(
        agreement=name,
        id=clause_id,
        measure=measure,
        percentile=percentile,
        clock=target.clock,
        calendar=_calendar(agreement, measure, target.clock, priority, service),
        priority=priority,
        service=service,
        category=target.category,
        customer=target.customer,
        within=stated("within"),
        level=at_most if at_least is None else at_least,
        direction="at most" if at_least is None else "at least",
        period=measured("service_period"),
        placed_by=measured("placed_by"),
        decimals=decimals,
        rounding=rounding,
        minimum_volume=volume if isinstance(volume, MinimumVolume) else None,
        credit=None if credit in (None, NONE) else credit,
        outages=OutageTerms(target.partial_outage, target.planned_maintenance, target.shortest_outage)
        if measure == "availability"
        else None,
        abandoned=measured("abandoned"),
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


def _calendar(
    agreement: Agreement, measure: Measure, clock_name: str | None, priority: str | None, service: str | None
) -> str | None:
    if measure == "availability" and service is not None:
        return agreement.services[service].agreed_service_time
    if clock_name is None:
        return None
    clock = agreement.clocks[clock_name]
    row = clock.by_priority.get(priority) if priority else None
    return row.calendar if row else clock.calendar
