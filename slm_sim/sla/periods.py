"""Service periods: which months, quarters and contract years lie wholly inside the measured span."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil

from slm_sim.model.agreement import ServicePeriod, Term
from slm_sim.model.attainment import Period
from slm_sim.model.quantities import Length
from slm_sim.model.span import Span
from slm_sim.span import date_after, local_midnight

MONTHS_PER: dict[ServicePeriod, int] = {"calendar month": 1, "calendar quarter": 3, "contract year": 12}


def service_periods(kind: ServicePeriod, term: Term, zone: str, span: Span) -> tuple[Period, ...]:
    """The service periods of a kind that lie wholly inside the measured span, in time, from local midnight to midnight.

    Contract years are counted from the start of the term. A period that begins in the bedding-in earns no credits.
    """
    months = MONTHS_PER[kind]
    first = term.starts if kind == "contract year" else date(1970, 1, 1)
    bedded_in = term.starts if term.bedding_in == "none" else date_after(term.starts, term.bedding_in)
    start_day = span.axis.moment_at(span.start).date()
    number = (start_day.year - first.year) * 12 // months - 2
    found: list[Period] = []
    while True:
        begins, ends = (date_after(first, Length(Fraction(n * months), "month")) for n in (number, number + 1))
        start, end = (span.axis.tick_at(local_midnight(day, zone)) for day in (begins, ends))
        if end > span.end:
            return tuple(found)
        if start >= span.start:
            found.append(Period(_label(kind, begins, number), start, end, credits=begins >= bedded_in))
        number += 1


def months_in(kind: ServicePeriod) -> int:
    """How many months of charges a service period holds."""
    return MONTHS_PER[kind]


def _label(kind: ServicePeriod, begins: date, number: int) -> str:
    if kind == "contract year":
        return f"year {number + 1}"
    if kind == "calendar quarter":
        return f"{begins.year}-Q{ceil(begins.month / 3)}"
    return f"{begins.year}-{begins.month:02d}"
