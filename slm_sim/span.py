"""From a scenario's ``time`` section to ticks: where the run begins, what is measured, and where it ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

from slm_sim.clock import TimeAxis
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.quantities import CALENDAR_UNITS, CLOCK_UNITS, Length
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span


def span(scenario: Scenario) -> Span:
    """The time axis of a scenario and what lies on it.

    The measured span begins at local midnight of ``time.starts`` in the zone of the governing agreement (else of the
    only site, else UTC) and ends at a local midnight as well. The warm-up is rounded up to whole ticks, so that the
    start is a tick; with a starting backlog there is none. Raises `InputError` for a span that is no whole number of
    days.
    """
    times, zone = scenario.time, local_zone(scenario)
    tick_ms = round(times.tick.seconds * 1000)
    warm_up = Fraction(0) if scenario.backlog else times.warm_up.seconds
    start = ceil(warm_up * 1000 / tick_ms)
    opening = local_midnight(times.starts, zone)
    axis = TimeAxis(opening - timedelta(milliseconds=start * tick_ms), tick_ms)
    end = axis.tick_at(local_midnight(date_after(times.starts, times.lasts), zone))
    return Span(axis, zone, start, end, end + axis.ticks_in(times.run_out.seconds))


def local_zone(scenario: Scenario) -> str:
    """The zone in which a scenario's days begin: of the governing agreement, else of the only site, else UTC."""
    agreement = scenario.governing_agreement
    if agreement is not None:
        return agreement.time_zone
    sites = list(scenario.sites.values())
    return sites[0].time_zone if len(sites) == 1 else "UTC"


def local_midnight(day: date, zone: str) -> datetime:
    """The moment in UTC at which a local date begins; where a clock change skips midnight, the first moment after."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def date_after(day: date, length: Length) -> date:
    """The date that lies a calendar length after another; a day that the month does not have is its last one.

    Raises `InputError` where the length is no whole number of months or days.
    """
    if length.unit in CALENDAR_UNITS:
        if length.months.denominator == 1:
            years, month = divmod(day.month - 1 + int(length.months), 12)
            last = monthrange(day.year + years, month + 1)[1]
            return date(day.year + years, month + 1, min(day.day, last))
    else:
        days = length.amount * CLOCK_UNITS[length.unit] / 86_400
        if days.denominator == 1:
            return day + timedelta(days=int(days))
    found = f"'{length}' is no whole number of months or days"
    raise InputError(Problem(Place("time.lasts"), found, "such as 12 months"))
