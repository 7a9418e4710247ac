"""An agreement compiled for one time axis: clauses, open time and service periods, once for all replications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from slm_sim.calendars import always_open, business_days_after, compile_hours, holiday_dates
from slm_sim.calendars.lookup import frozen
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.hours import WeekHours
from slm_sim.model.opentime import OpenTime
from slm_sim.model.span import Span
from slm_sim.sla.clauses import clauses
from slm_sim.sla.periods import contract_years, service_periods


@dataclass(frozen=True, eq=False)
class CompiledAgreement:
    """An agreement and what follows from it on a time axis.

    periods    the service periods of each clause, in the order of `clauses`
    months     the calendar months of the measured span, for which charges and credits are stated
    years      the contract years of the term, simulated or not
    calendars  open time by name; maintenance windows are not among them
    traced     what counts against a promise is kept one by one (`Failures`) also where no credit follows from it
    edges      of each clause the moments at which one of its periods begins or ends, increasing
    """

    name: str
    agreement: Agreement
    span: Span
    clauses: tuple[Clause, ...]
    periods: tuple[tuple[Period, ...], ...]
    months: tuple[Period, ...]
    years: tuple[Period, ...]
    calendars: Mapping[str, OpenTime]
    traced: bool = False
    edges: tuple[Ints, ...] = field(init=False)

    def __post_init__(self) -> None:
        bounds = {periods: _edges(periods) for periods in self.periods}
        object.__setattr__(self, "edges", tuple(bounds[periods] for periods in self.periods))


def compile_agreement(name: str, agreement: Agreement, span: Span) -> CompiledAgreement:
    """Resolve an agreement's clauses and compile its calendars and service periods over a span.

    name  what the scenario calls the agreement

    Raises `InputError` for a target in business days whose calendar cannot count them, and for an interval that is no
    whole number of ticks. All else that can be wrong with an agreement is found where it is read.
    """
    found = clauses(name, agreement)
    zone = agreement.time_zone
    compiled = CompiledAgreement(
        name=name,
        agreement=agreement,
        span=span,
        clauses=found,
        periods=tuple(service_periods(clause.period, agreement.term, zone, span) for clause in found),
        months=service_periods("calendar month", agreement.term, zone, span),
        years=contract_years(agreement.term, zone, span),
        calendars=agreement_calendars(agreement, span),
    )
    uncountable = (_uncountable_days, _broken_intervals)
    problems = [problem for clause in found for check in uncountable for problem in check(compiled, clause)]
    if problems:
        raise InputError(problems)
    return compiled


def _edges(periods: tuple[Period, ...]) -> Ints:
    bounds = {bound for period in periods for bound in (period.start, period.end)}
    return frozen(np.array(sorted(bounds), dtype=np.int64))


def clock_calendars(compiled: CompiledAgreement, clause: Clause) -> dict[str, OpenTime]:
    """The calendar in which a clause's clock runs, for each priority that the clause covers."""
    if clause.clock is None or clause.calendar is None:
        raise ValueError(f"{clause.key} is not about a clock")
    rows = compiled.agreement.clocks[clause.clock].by_priority if clause.priority is None else {}
    covered = (clause.priority,) if clause.priority is not None else compiled.agreement.priorities.names
    return {
        priority: compiled.calendars[rows[priority].calendar if priority in rows else clause.calendar]
        for priority in covered
    }


def _uncountable_days(compiled: CompiledAgreement, clause: Clause) -> Iterator[Problem]:
    target = clause.clock_target
    days = None if target is None else target.business_days
    if days is None:
        return
    place = Place(f"agreements.{compiled.name}.targets.{clause.id}")
    if days.denominator != 1:
        yield Problem(place, f"'{target}' is no whole number of business days", "such as 2 business days")
        return
    for name, calendar in {found.name: found for found in clock_calendars(compiled, clause).values()}.items():
        if np.count_nonzero(calendar.day_starts > compiled.span.horizon) > days + 1:
            continue  # so many days lie whole within the span, which is told without the compiler
        try:
            business_days_after(calendar, compiled.span.horizon, int(days))
        except ValueError:
            said = f"'{target}' cannot be counted in the calendar {name!r}"
            yield Problem(place, said, "fewer days, or a calendar with opening hours")


def _broken_intervals(compiled: CompiledAgreement, clause: Clause) -> Iterator[Problem]:
    interval = clause.outages.interval if clause.outages else None
    if interval is None or compiled.span.axis.exact_ticks_in(interval.seconds).denominator == 1:
        return
    place = Place(f"agreements.{compiled.name}.targets.{clause.id}")
    said = f"an interval of '{interval}' is no whole number of ticks"
    yield Problem(place, said, "a multiple of the tick, or 'time.tick:' of the scenario so fine that it is one")


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
