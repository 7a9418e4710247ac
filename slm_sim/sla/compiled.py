"""An agreement compiled for one time axis: clauses, open time and service periods, once for all replications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from slm_sim.calendars import always_open, compile_hours, holiday_dates
from slm_sim.model.agreement import Agreement
from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.hours import WeekHours
from slm_sim.model.opentime import OpenTime
from slm_sim.model.span import Span
from slm_sim.sla.clauses import clauses
from slm_sim.sla.periods import service_periods


@dataclass(frozen=True, eq=False)
class CompiledAgreement:
    """An agreement and what follows from it on a time axis.

    periods    the service periods of each clause, in the order of `clauses`
    months     the calendar months of the measured span, for which charges and credits are stated
    calendars  open time by name; maintenance windows are not among them
    """

    name: str
    agreement: Agreement
    span: Span
    clauses: tuple[Clause, ...]
    periods: tuple[tuple[Period, ...], ...]
    months: tuple[Period, ...]
    calendars: Mapping[str, OpenTime]


def compile_agreement(name: str, agreement: Agreement, span: Span) -> CompiledAgreement:
    """Resolve an agreement's clauses and compile its calendars and service periods over a span."""
    found = clauses(name, agreement)
    zone = agreement.time_zone
    return CompiledAgreement(
        name=name,
        agreement=agreement,
        span=span,
        clauses=found,
        periods=tuple(service_periods(clause.period, agreement.term, zone, span) for clause in found),
        months=service_periods("calendar month", agreement.term, zone, span),
        calendars=agreement_calendars(agreement, span),
    )


def agreement_calendars(agreement: Agreement, span: Span) -> dict[str, OpenTime]:
    """The open time of each calendar of an agreement, ``24x7`` among them."""
    stated = {
        name: compiled_hours(name, calendar.hours, calendar.time_zone, calendar.holidays, agreement, span)
        for name, calendar in agreement.calendars.items()
    }
    return {"24x7": always_open(span.lowest, span.highest), **stated}


def compiled_hours(
    name: str, hours: WeekHours, zone: str | None, holidays: str | None, agreement: Agreement, span: Span
) -> OpenTime:
    """Hours of a week as open time, in the agreement's zone and with its holidays unless they state their own."""
    margin = timedelta(days=2)
    first = span.axis.moment_at(span.lowest).date() - margin
    last = span.axis.moment_at(span.highest).date() + margin
    dates = holiday_dates(holidays or agreement.holidays, first, last)
    return compile_hours(name, hours, zone or agreement.time_zone, dates, span.axis, span.lowest, span.highest)
