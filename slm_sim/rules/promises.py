"""The facts of clauses: what is promised, over how many incidents, and how it stands beside other promises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.hours import WeekHours
from slm_sim.model.quantities import CLOCK_UNITS, RATE_SECONDS, Length, Percent
from slm_sim.rules.demand import Stream
from slm_sim.rules.vocabulary import ClauseFacts
from slm_sim.theory import allowed_misses

AROUND_THE_CLOCK = "24x7"
WEEK_HOURS = Fraction(168)

PERIOD_MONTHS = {
    "week": RATE_SECONDS["week"] / RATE_SECONDS["month"],
    "calendar month": Fraction(1),
    "calendar quarter": Fraction(3),
    "contract year": Fraction(12),
}
_ROLLING = re.compile(r"rolling (\d+) months")

SUCCESSES = ("share in time", "first contact resolution")
"""Measures that are a share of incidents, of which more is better."""

OF_INCIDENTS = (*SUCCESSES, "mean time", "percentile", "number of misses", "reopen rate")
"""Measures that are counted over the incidents of a period."""


def clause_facts(
    agreement: Agreement, clauses: Sequence[Clause], streams: tuple[Stream, ...] | None
) -> tuple[ClauseFacts, ...]:
    """The facts of all clauses of an agreement, in their order.

    streams  what arrives; None where no scenario says
    """
    return tuple(_facts_of(agreement, clause, clauses, streams) for clause in clauses)


def open_hours(agreement: Agreement, calendar: str | None) -> Fraction | None:
    """The open hours of a usual week in a calendar of an agreement; None for one that is not known."""
    if calendar == AROUND_THE_CLOCK:
        return WEEK_HOURS
    if calendar not in agreement.calendars:
        return None
    hours: WeekHours = agreement.calendars[calendar].hours
    return Fraction(sum(end - start for day in hours.week for start, end in day), 60)


def _facts_of(
    agreement: Agreement, clause: Clause, clauses: Sequence[Clause], streams: tuple[Stream, ...] | None
) -> ClauseFacts:
    expected = _expected(clause, streams)
    urgent, promised_to_urgent = _more_urgent(agreement, clause, clauses)
    clock = agreement.clocks.get(clause.clock or "")
    volume = clause.minimum_volume
    level = clause.level.fraction if isinstance(clause.level, Percent) else None
    reached = clause.direction == "at least" and clause.measure in SUCCESSES
    return ClauseFacts(
        id=clause.id,
        measure=clause.measure,
        percentage=level is not None and clause.direction == "at least",
        level=level,
        within_hours=_within_hours(agreement, clause),
        elapsed_hours=_elapsed_hours(agreement, clause),
        priority=clause.priority,
        service=clause.service,
        clock=clause.clock,
        stops=str(clock.stops) if clock else None,
        open_hours_per_week=open_hours(agreement, clause.calendar),
        period=clause.period,
        period_months=_months(clause),
        credited=clause.credit is not None,
        has_minimum_volume=volume is not None,
        minimum_volume_below=volume.below if volume else None,
        minimum_volume_allows=volume.allows if volume else None,
        expected_incidents=expected,
        allowed_misses=allowed_misses(int(expected), level, volume)
        if reached and expected is not None and level is not None
        else None,
        more_urgent_priority=urgent,
        more_urgent_elapsed_hours=promised_to_urgent,
        resolution_elapsed_hours=_resolution(agreement, clause, clauses),
    )


def _months(clause: Clause) -> Fraction | None:
    rolling = _ROLLING.fullmatch(clause.period)
    return Fraction(rolling[1]) if rolling else PERIOD_MONTHS.get(clause.period)


def _expected(clause: Clause, streams: tuple[Stream, ...] | None) -> Fraction | None:
    """Incidents that count; None for a promise about a team or a channel, whose incidents no formula here tells."""
    months = _months(clause)
    if streams is None or months is None or clause.measure not in OF_INCIDENTS or clause.team or clause.channel:
        return None
    return months * sum((stream.counted for stream in streams if _counts(clause, stream)), Fraction(0))


def _counts(clause: Clause, stream: Stream) -> bool:
    return all(
        wanted is None or wanted == found
        for wanted, found in (
            (clause.priority, stream.priority),
            (clause.service, stream.service),
            (clause.category, stream.category),
            (clause.customer, stream.customer),
        )
    )


def _target_time(clause: Clause) -> Length | None:
    target = clause.within or clause.level
    return target if isinstance(target, Length) else None


def _within_hours(agreement: Agreement, clause: Clause) -> Fraction | None:
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


def _elapsed_hours(agreement: Agreement, clause: Clause) -> Fraction | None:
    hours, weekly = _within_hours(agreement, clause), open_hours(agreement, clause.calendar)
    return hours * WEEK_HOURS / weekly if hours is not None and weekly else None


def _siblings(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses of the same target that differ in their priority alone."""
    return [
        other
        for other in clauses
        if other.id.partition(".")[0] == clause.id.partition(".")[0] and _about(other) == _about(clause)
    ]


def _about(clause: Clause) -> tuple[str | None, ...]:
    """What a clause is about, but for its priority."""
    return clause.service, clause.category, clause.customer, clause.team, clause.channel


def _more_urgent(agreement: Agreement, clause: Clause, clauses: Sequence[Clause]) -> tuple[str | None, Fraction | None]:
    order = agreement.priorities.names
    if clause.priority not in order:
        return None, None
    ahead = order[: order.index(clause.priority)]
    by_priority = {other.priority: other for other in _siblings(clause, clauses)}
    for priority in reversed(ahead):
        if priority in by_priority and (hours := _elapsed_hours(agreement, by_priority[priority])) is not None:
            return priority, hours
    return None, None


def _resolution(agreement: Agreement, clause: Clause, clauses: Sequence[Clause]) -> Fraction | None:
    """For a response time: the time promised for the resolution of the same incidents."""
    if not _stops(agreement, clause, "first touch"):
        return None
    same = [
        _elapsed_hours(agreement, other)
        for other in clauses
        if _stops(agreement, other, "resolved")
        and other.measure == clause.measure
        and (other.priority, *_about(other)) == (clause.priority, *_about(clause))
    ]
    return next((hours for hours in same if hours is not None), None)


def _stops(agreement: Agreement, clause: Clause, at: str) -> bool:
    clock = agreement.clocks.get(clause.clock or "")
    return clock is not None and str(clock.stops) == at
