"""Which stretch of time of a log is measured against an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Ints
from slm_sim.model.incidentlog import NO_MOMENT, IncidentLog
from slm_sim.model.inwords import count, in_number
from slm_sim.model.quantities import Length
from slm_sim.model.results import Warned
from slm_sim.model.span import Span
from slm_sim.span import date_after, local_midnight

Days = tuple[date | None, date | None]
"""The first and the last day that somebody asks for; None: as the log has it."""


def measured_span(agreement: Agreement, log: IncidentLog, asked: Days, term_at: Place) -> Span:
    """The time axis of a log, with what is measured on it, in the agreement's zone.

    Measured are the whole calendar months in which incidents of the log were opened, or the days that are asked for,
    as far as the term reaches. The axis begins no later than the first opening, and the run ends with the last moment
    of which the log speaks. A tick lasts a second, or a millisecond where the log is as fine.

    term_at  where the agreement states its term

    Raises `InputError` if nothing is left to measure.
    """
    zone = agreement.time_zone
    opened_first, opened_last = (local_day(moment, zone) for moment in (int(log.opened[0]), int(log.opened[-1])))
    first = asked[0] or opened_first.replace(day=1)
    last = asked[1] or date_after(opened_last.replace(day=1), _MONTH) - _DAY
    if first > last:
        of_first = "" if asked[0] else ", with which the log's first month begins"
        of_last = "" if asked[1] else ", with which the log's last month ends"
        found = f"the first day, {first}{of_first}, comes after the last, {last}{of_last}"
        raise InputError(Problem(Place("--from" if asked[0] else "--to"), found, "a first day no later than the last"))
    term_end = date_after(agreement.term.starts, agreement.term.lasts)
    starts, ends = max(first, agreement.term.starts), min(last + _DAY, term_end)
    if starts >= ends:
        held = f"the agreement holds from {agreement.term.starts} to {term_end - _DAY}"
        if any(asked):
            found, expected = f"{held}, and {first} to {last} is asked for", "--from and --to inside the term"
        else:
            found = f"{held}, and the incidents of {log.file} were opened from {opened_first} to {opened_last}"
            expected = "a term that meets the log"
        raise InputError(Problem(term_at, found, expected))
    tick_ms = 1000 if _in_whole_seconds(log) else 1
    axis = TimeAxis(local_midnight(min(starts, opened_first), zone), tick_ms)
    start, end = (axis.tick_at(local_midnight(day, zone)) for day in (starts, ends))
    until = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=log.until)
    return Span(axis, zone, start, end, axis.tick_at(until))


_DAY = timedelta(days=1)
_MONTH = Length(Fraction(1), "month")


def local_day(moment: int, zone: str) -> date:
    """The local date of a moment of a log."""
    return datetime.fromtimestamp(moment // 1000, ZoneInfo(zone)).date()


def _in_whole_seconds(log: IncidentLog) -> bool:
    moments: tuple[Ints, ...] = (log.opened, log.first_touch, log.resolved, log.closed, log.spell_from, log.held_from)
    return not any((values[values != NO_MOMENT] % 1000).any() for values in moments) and log.until % 1000 == 0


def coverage(log: IncidentLog, span: Span) -> Iterator[Warned]:
    """What of the measured span the log does not cover, and what of the log lies outside it."""
    first, last = (local_day(int(log.opened[row]), span.zone) for row in (0, -1))
    starts, ends = (span.axis.moment_at(tick).astimezone(ZoneInfo(span.zone)).date() for tick in (span.start, span.end))
    for opened, lacking, which in ((first, (first - starts).days, "first"), (last, (ends - last).days - 1, "last")):
        if lacking > 0:
            months, without = _incomplete(opened, starts, ends, which == "first")
            text = (
                f"The {which} incident of the log was opened on {opened}, so {months} may be incomplete: the log shows "
                f"nothing of the {'day' if lacking == 1 else f'{lacking} days'} "
                f"{'before' if which == 'first' else 'after'} it. {without}"
            )
            yield Warned(weight="caution" if lacking > QUIET_DAYS else "note", about="coverage", text=text)
    ticks = np.array([span.start, span.end]) * span.axis.tick_ms + round(span.axis.epoch.timestamp() * 1000)
    before, _, after = np.bincount(np.searchsorted(ticks, log.opened, side="right"), minlength=3).tolist()
    if before or after:
        text = (
            f"Of {count(log.incidents)} {in_number(log.incidents, 'incidents')} {_were(before)} opened before the "
            f"measured span and {count(after)} after it; those count as far as the agreement places them inside."
        )
        yield Warned(weight="note", about="coverage", text=text)
    text = (
        f"Incidents opened before {first} are not in the log. Where the agreement places incidents by their resolution "
        "or their deadline, those are missing from the first period."
    )
    yield Warned(weight="note", about="coverage", text=text)


def _incomplete(opened: date, starts: date, ends: date, at_the_start: bool) -> tuple[str, str]:
    """The calendar months of a span that a log does not cover whole, and how they are left out."""
    if at_the_start:
        lacking = starts, opened - _DAY
        option, rest = "--from", date_after(lacking[1].replace(day=1), _MONTH)
    else:
        lacking = opened + _DAY, ends - _DAY
        option, rest = "--to", lacking[0].replace(day=1) - _DAY
    named = " to ".join(dict.fromkeys(f"{day:%Y-%m}" for day in lacking))
    if not starts <= rest < ends:
        return named, "It is priced all the same."
    return named, f"It is priced all the same, unless '{option} {rest}' leaves it out."


def _were(number: int) -> str:
    return f"{count(number)} {'was' if number == 1 else 'were'}"


QUIET_DAYS = 3
"""Days without an opening that are nothing unusual."""
