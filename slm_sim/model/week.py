"""Days and hours of a week as people write them: ``Mon-Fri: 08:00-18:00``, ``holidays: closed``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from slm_sim.errors import nearest_word
from slm_sim.model.hours import Span, WeekHours
from slm_sim.model.quantities import NotationError

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOLIDAYS = "holidays"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CLOSED, AS_USUAL = "closed", "as usual"

_SPAN = re.compile(r"(\d\d):(\d\d) ?- ?(\d\d):(\d\d)")


def days_of(key: str) -> tuple[int, ...]:
    """The days that a key such as ``Mon``, ``Tue-Fri`` or ``holidays`` names: 0 is Monday, 7 a public holiday."""
    if key == HOLIDAYS:
        return (7,)
    first, _, last = key.partition("-")
    for day in filter(None, (first, last)):
        if day not in WEEKDAYS:
            raise NotationError(
                f"{key!r} names no day", "a day (Mon), a range of days (Mon-Fri) or holidays",
                nearest_word(day, (*WEEKDAYS, HOLIDAYS)),
            )  # fmt: skip
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    if end < start:
        raise NotationError(f"{key!r} runs backwards", "the days in the order of the week, Monday first")
    return tuple(range(start, end + 1))


def write_days(days: Sequence[str]) -> str:
    """Days such as ``Mon`` in their order: from the first to the last where three or more follow each other."""
    follows = len(days) > 2 and "-".join(days) in "-".join(WEEKDAYS)
    return f"{days[0]}-{days[-1]}" if follows else ", ".join(days)


def parse_span(text: str) -> Span:
    """Minutes from midnight of ``08:00-18:00``; an end at or before the start lies on the next day."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise NotationError(f"{text!r} is not a span of hours", "two clock times such as 08:00-18:00")
    hours = [int(part) for part in match.groups()]
    start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if start >= 1440 or end > 1440 or hours[1] > 59 or hours[3] > 59:
        raise NotationError(f"{text!r} holds a time that no clock shows", "times from 00:00 to 24:00")
    if start == end:
        raise NotationError(f"{text!r} is empty", "an end after the start")
    return (start, end if end > start else end + 1440)


def parse_day_hours(text: str) -> tuple[Span, ...]:
    """The spans of a day: ``closed``, ``08:00-18:00`` or several, set apart by commas."""
    if text.strip() == CLOSED:
        return ()
    spans = sorted(parse_span(part) for part in text.split(","))
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise NotationError(f"{text!r} holds spans that overlap", "spans that follow each other")
    return tuple(spans)


def spread_over_days(rows: Mapping[str, Any]) -> dict[int, Any]:
    """The value of each named day (0 Monday .. 7 holiday); a day that two keys name is an error."""
    found: dict[int, Any] = {}
    owner: dict[int, str] = {}
    for key, value in rows.items():
        for day in days_of(key):
            if day in found:
                said = f"{key!r} names a day that {owner[day]!r} has named"
                raise NotationError(said, "days that do not overlap", key=key)
            found[day], owner[day] = value, key
    return found


def week_hours(value: object) -> WeekHours:
    """Opening hours of a week from ``{Mon-Fri: 08:00-18:00, holidays: closed}``; a day not named is closed.

    Holidays that are not named, or are ``as usual``, keep the hours of their weekday.
    """
    if isinstance(value, WeekHours):
        return value
    if not isinstance(value, Mapping):
        raise NotationError(f"{value!r} is not a table of hours", "days and hours such as {Mon-Fri: 08:00-18:00}")
    rows = spread_over_days({str(key): _hours_of_row(str(key), str(text)) for key, text in value.items()})
    return WeekHours(week=tuple(rows.get(day) or () for day in range(7)), holidays=rows.get(7))


def _hours_of_row(key: str, text: str) -> tuple[Span, ...] | None:
    """The spans of one row, None for ``holidays: as usual``; an error names the row."""
    try:
        return None if (key, text) == (HOLIDAYS, AS_USUAL) else parse_day_hours(text)
    except NotationError as error:
        raise NotationError(error.found, error.expected, error.nearest, key) from None


def day_span(value: object) -> Span:
    """The span of one shift, from text or as it is."""
    if isinstance(value, dict | list):
        raise NotationError("no span of hours stands here", "two clock times such as 08:00-18:00")
    return value if isinstance(value, tuple) else parse_span(str(value))


def write_span(span: Span) -> str:
    """A span as `parse_span` reads it."""
    start, end = (f"{minute // 60:02d}:{minute % 60:02d}" for minute in (span[0], (span[1] - 1) % 1440 + 1))
    return f"{start}-{end}"


def write_day_hours(spans: tuple[Span, ...]) -> str:
    """The spans of a day as `parse_day_hours` reads them."""
    return ", ".join(map(write_span, spans)) or CLOSED


def write_week_hours(hours: WeekHours) -> dict[str, str]:
    """Opening hours as `week_hours` reads them, day by day."""
    days = {day: write_day_hours(spans) for day, spans in zip(WEEKDAYS, hours.week, strict=True)}
    return days if hours.holidays is None else {**days, HOLIDAYS: write_day_hours(hours.holidays)}


def _day_key(key: str) -> str:
    days_of(key)
    return key


def _span_key(key: str) -> str:
    parse_span(key)
    return key


def _month_key(key: str) -> str:
    if key not in MONTHS:
        raise NotationError(f"{key!r} is not a month", "a month such as Jan", nearest_word(key, MONTHS))
    return key


_HOURS_SCHEMA = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "examples": [{"Mon-Fri": "08:00-18:00", "holidays": "closed"}],
}

HoursOfWeek = Annotated[
    WeekHours,
    BeforeValidator(week_hours),
    PlainSerializer(write_week_hours, when_used="json"),
    WithJsonSchema(_HOURS_SCHEMA),
]
HoursOfDay = Annotated[
    tuple[int, int],
    BeforeValidator(day_span),
    PlainSerializer(write_span, when_used="json"),
    WithJsonSchema({"type": "string", "examples": ["08:30-17:00"]}),
]
DayKey = Annotated[str, BeforeValidator(_day_key)]
SpanKey = Annotated[str, BeforeValidator(_span_key)]
MonthKey = Annotated[str, BeforeValidator(_month_key)]
