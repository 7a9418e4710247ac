"""Hours of a week in local time, as a calendar or a shift states them."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]
"""Minutes from local midnight, start and end; an end beyond 1440 lies on the next day (a night shift)."""


@dataclass(frozen=True)
class WeekHours:
    """Open spans per weekday, Monday first, and on public holidays.

    week      seven tuples of disjoint, sorted spans; an empty tuple is a closed day
    holidays  the spans of a public holiday, whatever its weekday; None: as usual
    """

    week: tuple[tuple[Span, ...], ...]
    holidays: tuple[Span, ...] | None = None
