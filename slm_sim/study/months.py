"""The calendar months of a measured span, for volumes and for figures per month."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from zoneinfo import ZoneInfo

from slm_sim.model.attainment import Period
from slm_sim.model.quantities import Length
from slm_sim.model.span import Span
from slm_sim.span import date_after, local_midnight

ONE_MONTH = Length(Fraction(1), "month")


def calendar_months(span: Span) -> tuple[Period, ...]:
    """The months that lie wholly inside the measured span, in its own zone; without any, the whole span as one."""
    whole = tuple(month for month in _months(span) if month.start >= span.start and month.end <= span.end)
    return whole or (Period("whole span", span.start, span.end),)


def length_in_months(span: Span) -> float:
    """The length of the measured span; a month that lies in it in part counts by that part of its own length."""
    return float(
        sum(
            Fraction(min(month.end, span.end) - max(month.start, span.start), month.end - month.start)
            for month in _months(span)
        )
    )


def _months(span: Span) -> Iterator[Period]:
    """The months that the measured span touches."""
    day = span.axis.moment_at(span.start).astimezone(ZoneInfo(span.zone)).date().replace(day=1)
    start = span.axis.tick_at(local_midnight(day, span.zone))
    while start < span.end:
        following = date_after(day, ONE_MONTH)
        end = span.axis.tick_at(local_midnight(following, span.zone))
        yield Period(f"{day:%Y-%m}", start, end)
        day, start = following, end
