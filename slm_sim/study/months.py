"""The calendar months of a measured span, for volumes and for figures per month."""

from __future__ import annotations

from fractions import Fraction

from slm_sim.model.attainment import Period
from slm_sim.model.quantities import Length
from slm_sim.model.span import Span
from slm_sim.span import date_after, local_midnight

ONE_MONTH = Length(Fraction(1), "month")


def calendar_months(span: Span) -> tuple[Period, ...]:
    """The months that lie wholly inside the measured span, in its own zone; without any, the whole span as one."""
    day = span.axis.moment_at(span.start).date().replace(day=1)
    found: list[Period] = []
    while True:
        following = date_after(day, ONE_MONTH)
        start, end = (span.axis.tick_at(local_midnight(edge, span.zone)) for edge in (day, following))
        if end > span.end:
            return tuple(found) or (Period("whole span", span.start, span.end),)
        if start >= span.start:
            found.append(Period(f"{day:%Y-%m}", start, end))
        day = following
