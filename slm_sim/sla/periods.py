"""Service periods: the whole weeks, months, quarters, contract years and rolling spans that are measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from slm_sim.calendars import local_midnights, local_spans
from slm_sim.model.agreement import Term
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Period
from slm_sim.model.measurement import MONTHS, ServicePeriod, charged_months, rolling_steps
from slm_sim.model.quantities import Length
from slm_sim.model.span import Span
from slm_sim.span import date_after

DAYS = {"day": timedelta(days=1), "week": timedelta(days=7)}


def service_periods(kind: ServicePeriod, term: Term, zone: str, span: Span) -> tuple[Period, ...]:
    """The periods of one kind in the order of time, each beginning where the one before it ends.

    They are cut at midnights of `zone`. Only whole ones count: those whose days lie in the measured span and in the
    term. Weeks begin on Mondays and are numbered by ISO 8601. Contract years are counted from the start of the term.
    Rolling periods overlap: one ends with each month, week or day that has enough of them before it. A period that
    begins in the bedding-in earns no credits.
    """
    count, step = rolling_steps(kind)
    if count:
        each = service_periods(step, term, zone, span)
        return tuple(
            Period(f"{first.label} to {last.label}", first.start, last.end, first.credits)
            for first, last in zip(each, each[count - 1 :], strict=False)
        )
    measured_from, measured_to = _measured_days(span)
    first, last = max(measured_from, term.starts), min(measured_to, date_after(term.starts, term.lasts))
    cuts = [(day, label) for day, label in _beginnings(kind, term.starts, last) if day >= first]
    return _between(cuts, term, zone, span)


def period_starts(kind: ServicePeriod, term: Term, zone: str, span: Span) -> Ints:
    """The ticks up to the end of a span at which periods of one kind begin, from the year of the term's start on."""
    last = span.axis.moment_at(span.highest).date()
    starts, _ = local_spans(zone, span.axis, [day for day, _ in _beginnings(kind, term.starts, last)], (0, 1440))
    return starts


def charged(kind: ServicePeriod, period: Period, steps: Sequence[Period]) -> tuple[Period, Fraction]:
    """The stretch of time whose charges a credit for a period is a percentage of, and how many months it holds.

    steps  of a rolling period the calendar months, weeks or days of the measured span
    """
    rolls, _ = rolling_steps(kind)
    return next(step for step in steps if step.end == period.end) if rolls else period, charged_months(kind)


def contract_years(term: Term, zone: str, span: Span) -> tuple[Period, ...]:
    """All contract years of the term, whether they are simulated or not; the windows of yearly caps.

    The last one ends with the term, however short that leaves it.
    """
    end = date_after(term.starts, term.lasts)
    begun = [(day, label) for day, label in _beginnings("contract year", term.starts, end) if day < end]
    return _between([*begun, (end, "")], term, zone, span)


def months_of_year(term: Term, number: int) -> Fraction:
    """Months of charges in the contract year of this number, from 0: twelve, or what is left of the term."""
    return min(term.lasts.months - 12 * number, Fraction(12))


def place_in(periods: Sequence[Period], tick: int) -> int:
    """The number of the period that holds a tick; the nearest one where none does."""
    return max((number for number, period in enumerate(periods) if period.start <= tick), default=0)


def _between(cuts: Sequence[tuple[date, str]], term: Term, zone: str, span: Span) -> tuple[Period, ...]:
    """The periods from each day to the next, in ticks."""
    starts, _ = local_spans(zone, span.axis, [day for day, _ in cuts], (0, 1440))
    ticks: list[int] = starts.tolist()
    bedded_in = date_after(term.starts, term.bedding_in) if isinstance(term.bedding_in, Length) else term.starts
    return tuple(
        Period(label, ticks[number], ticks[number + 1], credits=day >= bedded_in)
        for number, (day, label) in enumerate(cuts[:-1])
    )


def _measured_days(span: Span) -> tuple[date, date]:
    """The first day of the measured span, and the day after its last."""
    dates = local_midnights(span.zone, span.axis, span.start, span.end).dates
    return dates[0].item(), dates[-1].item()


def _beginnings(kind: ServicePeriod, starts: date, last: date) -> Iterator[tuple[date, str]]:
    """The days up to `last` on which a period begins, from the year of the term's start on, each with its label."""
    if kind in DAYS:
        begins = starts - timedelta(days=starts.weekday() if kind == "week" else 0)
        while begins <= last:
            yield begins, "{}-W{:02d}".format(*begins.isocalendar()[:2]) if kind == "week" else f"{begins}"
            begins += DAYS[kind]
        return
    months = MONTHS[kind]
    for year in range(starts.year, last.year + 1):
        for month in range(1, 13, months):
            day = date(year, month, 1)
            label = f"{year}-{month:02d}" if months == 1 else f"{year}-Q{month // 3 + 1}"
            if kind == "contract year":
                day, label = (
                    date_after(starts, Length(Fraction(year - starts.year), "year")),
                    f"year {year - starts.year + 1}",
                )
            if day <= last:
                yield day, label
