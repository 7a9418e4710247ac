"""An agreement made ready for counting: everything that is the same in all replications is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Literal

from slm_sim.calendars import (
    UnknownHolidays,
    UnknownZone,
    always_open,
    business_days_after,
    compile_hours,
    holiday_dates,
)
from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.agreement import Agreement, Clock, ServicePeriod
from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.opentime import OpenTime
from slm_sim.model.quantities import Length
from slm_sim.model.span import Span
from slm_sim.sla.clauses import clauses
from slm_sim.sla.periods import contract_years, service_periods

ALWAYS = "24x7"


@dataclass(frozen=True, eq=False)
class CompiledClock:
    """A clock whose calendars are open time.

    pauses       the pending reasons during which it stands still
    calendar     in whose open time it runs, unless `by_priority` says otherwise
    by_priority  calendars of single priorities
    """

    name: str
    stops: Literal["first touch", "resolved"]
    pauses: tuple[str, ...]
    after_reopening: Literal["resume", "first cycle only", "restart from zero"]
    calendar: OpenTime
    by_priority: Mapping[str, OpenTime]

    def calendar_of(self, priority: str | None) -> OpenTime:
        """The calendar in which the clock runs for incidents of a priority."""
        return self.calendar if priority is None else self.by_priority.get(priority, self.calendar)


@dataclass(frozen=True, eq=False)
class CompiledAgreement:
    """An agreement on one time axis.

    name       as the scenario calls it
    clauses    in the order of the file; attainments come in the same order
    periods    the whole service periods of each kind, in the order of time
    years      ticks at which the contract years of the term begin
    clocks     by name
    service_hours  the agreed service time of each service
    """

    name: str
    agreement: Agreement
    span: Span
    clauses: tuple[Clause, ...]
    periods: Mapping[ServicePeriod, tuple[Period, ...]]
    years: tuple[int, ...]
    clocks: Mapping[str, CompiledClock]
    service_hours: Mapping[str, OpenTime]


def compile_agreement(name: str, agreement: Agreement, span: Span) -> CompiledAgreement:
    """Clauses, calendars and service periods of an agreement, for every replication of a scenario.

    name  what the scenario calls the agreement

    Raises `InputError` for a clause that cannot be counted (see `clauses`), an unknown calendar, zone or set of
    holidays, business days in a calendar that has none, and a credit scheme without a charge to take a share of.
    """
    listed = clauses(name, agreement)
    calendars = _calendars(name, agreement, span)
    compiled = CompiledAgreement(
        name=name,
        agreement=agreement,
        span=span,
        clauses=listed,
        periods={
            "calendar month": service_periods(name, agreement, "calendar month", span),
            "calendar quarter": service_periods(name, agreement, "calendar quarter", span),
            "contract year": service_periods(name, agreement, "contract year", span),
        },
        years=contract_years(name, agreement, span),
        clocks={clock: _clock(clock, agreement.clocks[clock], calendars) for clock in agreement.clocks},
        service_hours={
            service: calendars[terms.agreed_service_time] for service, terms in agreement.services.items()
        },
    )
    _expect_countable_days(compiled)
    return compiled


def _clock(name: str, clock: Clock, calendars: Mapping[str, OpenTime]) -> CompiledClock:
    return CompiledClock(
        name=name,
        stops=clock.stops,
        pauses=tuple(clock.pauses_while_pending),
        after_reopening=clock.after_reopening,
        calendar=calendars[clock.calendar],
        by_priority={priority: calendars[row.calendar] for priority, row in clock.by_priority.items()},
    )


def _calendars(name: str, agreement: Agreement, span: Span) -> dict[str, OpenTime]:
    """Every calendar that a clock or a service names, compiled."""
    problems: list[Problem] = []
    found = {ALWAYS: always_open(span.lowest, span.highest)}
    known = (ALWAYS, *agreement.calendars)
    for path, calendar in _calendar_names(agreement):
        if calendar in found:
            continue
        if calendar not in agreement.calendars:
            place = Place(f"agreements.{name}.{path}")
            said = f"{calendar!r} is not a calendar of the agreement"
            problems.append(Problem(place, said, f"one of {', '.join(known)}", nearest_word(calendar, known)))
            continue
        try:
            found[calendar] = _open_time(calendar, agreement, span)
        except (UnknownZone, UnknownHolidays) as error:
            problems.append(
                Problem(Place(f"agreements.{name}.calendars.{calendar}"), str(error), nearest=error.nearest)
            )
    if problems:
        raise InputError(problems)
    return found


def _calendar_names(agreement: Agreement) -> Iterable[tuple[str, str]]:
    for name, clock in agreement.clocks.items():
        yield f"clocks.{name}.calendar", clock.calendar
        for priority, row in clock.by_priority.items():
            yield f"clocks.{name}.by_priority.{priority}.calendar", row.calendar
    for name, service in agreement.services.items():
        yield f"services.{name}.agreed_service_time", service.agreed_service_time


def _open_time(name: str, agreement: Agreement, span: Span) -> OpenTime:
    calendar = agreement.calendars[name]
    days = timedelta(days=2)
    first, last = (span.axis.moment_at(tick).date() for tick in (span.lowest, span.highest))
    holidays = holiday_dates(calendar.holidays or agreement.holidays, first - days, last + days)
    zone = calendar.time_zone or agreement.time_zone
    return compile_hours(name, calendar.hours, zone, holidays, span.axis, span.lowest, span.highest)


def _expect_countable_days(compiled: CompiledAgreement) -> None:
    """Business days can be counted in every calendar that a clause's clock may run in, or it is an error."""
    problems = [
        Problem(Place(f"agreements.{clause.key.replace('/', '.')}"), found, "a time that this calendar can count")
        for clause in compiled.clauses
        for found in _uncountable(clause, compiled)
    ]
    if problems:
        raise InputError(problems)


def _uncountable(clause: Clause, compiled: CompiledAgreement) -> Iterable[str]:
    target = clause.within or clause.level
    if clause.clock is None or not isinstance(target, Length) or target.unit != "business day":
        return
    if target.amount.denominator != 1:
        yield f"'{target}' is no whole number of business days"
        return
    clock = compiled.clocks[clause.clock]
    priorities = (clause.priority,) if clause.priority else (None, *clock.by_priority)
    for calendar in {id(found): found for found in map(clock.calendar_of, priorities)}.values():
        last = partial(business_days_after, calendar, compiled.span.horizon)
        try:
            last(int(target.amount))
        except ValueError:
            yield f"'{target}' cannot be counted in the calendar {calendar.name!r}"
