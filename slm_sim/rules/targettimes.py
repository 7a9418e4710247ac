"""Target times in hours, on the clock of their calendar and on the wall."""

from __future__ import annotations

from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.hours import WeekHours
from slm_sim.model.quantities import CLOCK_UNITS, Length
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK

WEEK_HOURS = Fraction(168)


def open_hours(agreement: Agreement, calendar: str | None) -> Fraction | None:
    """The open hours of a usual week in a calendar of an agreement; None for one that is not known."""
    if calendar == AROUND_THE_CLOCK:
        return WEEK_HOURS
    if calendar not in agreement.calendars:
        return None
    hours: WeekHours = agreement.calendars[calendar].hours
    return Fraction(sum(end - start for day in hours.week for start, end in day), 60)


def _target_time(clause: Clause) -> Length | None:
    target = clause.within or clause.level
    return target if isinstance(target, Length) else None


def within_hours(agreement: Agreement, clause: Clause) -> Fraction | None:
    """The target time in hours of its clock; a business day has the hours of a usual open day."""
    length = _target_time(clause)
    if length is None:
        return None
    if length.unit in CLOCK_UNITS or length.unit == "business hour":
        return length.seconds / 3600
    if length.unit == "business day" and clause.calendar in agreement.calendars:
        week = agreement.calendars[clause.calendar].hours.week
        total = open_hours(agreement, clause.calendar)
        days = sum(1 for day in week if day)
        return length.amount * total / days if total and days else None
    return None


def elapsed_hours(agreement: Agreement, clause: Clause) -> Fraction | None:
    """The target time on a clock on the wall: open time stretched by the share of a usual week that is open."""
    hours, weekly = within_hours(agreement, clause), open_hours(agreement, clause.calendar)
    return hours * WEEK_HOURS / weekly if hours is not None and weekly else None


def stops_at(agreement: Agreement, clause: Clause, at: str) -> bool:
    """Whether the clock of a clause stops at this moment and at no other."""
    clock = agreement.clocks.get(clause.clock or "")
    return clock is not None and str(clock.stops) == at
