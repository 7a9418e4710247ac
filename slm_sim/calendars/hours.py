"""Opening hours of a week, in local time, become an OpenTime: absolute intervals of ticks."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

import numpy as np

from slm_sim.calendars.localtime import local_midnights, local_spans, local_time_of_span
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints
from slm_sim.model.hours import Span, WeekHours
from slm_sim.model.opentime import OpenTime

ALWAYS = "24x7"


def always_open(lowest: int, highest: int) -> OpenTime:
    """The calendar ``24x7``: open at every tick of ``[lowest, highest)``, in no zone, and so without business days."""
    none = np.empty(0, dtype=np.int64)
    return OpenTime(
        name=ALWAYS,
        opens=np.array([lowest], dtype=np.int64),
        closes=np.array([highest], dtype=np.int64),
        lowest=lowest,
        highest=highest,
        days=none,
        day_starts=none,
        day_ends=none,
    )


def compile_hours(
    name: str, hours: WeekHours, zone: str, holidays: Set[date], axis: TimeAxis, lowest: int, highest: int
) -> OpenTime:
    """The open time of a calendar over the ticks ``[lowest, highest)``; ticks before the epoch are negative.

    A span belongs to the day on which it starts: a night that begins before a holiday runs on into it. Its two ends are
    local times as `slm_sim.calendars.localtime` defines them, rounded to the nearest tick. Spans that touch or overlap
    are one interval; a span that rounding or a change of the clocks leaves without length is none.

    holidays   the dates on which `hours.holidays` hold instead of the hours of the weekday, unless they are None

    Raises ValueError for a span of ticks that is empty, UnknownZone for a zone that is not in the IANA database.
    """
    if lowest >= highest:
        raise ValueError(f"calendar {name!r} cannot be compiled from tick {lowest} to {highest}: no time lies between")
    midnights = local_midnights(zone, axis, lowest, highest)
    first, last = midnights.dates[0].item(), midnights.dates[-1].item()
    dates, spans = _dated_spans(hours, holidays, first - timedelta(days=1), last)
    opens, closes = _merged(*local_spans(zone, axis, dates, spans))

    day_starts = np.maximum(midnights.ticks[:-1], _first_open_from(opens, closes, midnights.ticks[:-1]))
    day_ends = np.minimum(midnights.ticks[1:], _last_open_until(opens, closes, midnights.ticks[1:]))
    open_at_all = day_starts < day_ends
    within = (closes > lowest) & (opens < highest)
    return OpenTime(
        name=name,
        opens=np.maximum(opens[within], lowest),
        closes=np.minimum(closes[within], highest),
        lowest=lowest,
        highest=highest,
        days=midnights.dates[:-1].astype(np.int64)[open_at_all],
        day_starts=day_starts[open_at_all],
        day_ends=day_ends[open_at_all],
        local=local_time_of_span(zone, axis, lowest, highest),
    )


def _dated_spans(hours: WeekHours, holidays: Set[date], first: date, last: date) -> tuple[list[date], list[Span]]:
    """The spans of all days from `first` to `last`, and beside each the date on which it starts."""
    dates: list[date] = []
    spans: list[Span] = []
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        usual = hours.week[day.weekday()]
        today = usual if hours.holidays is None or day not in holidays else hours.holidays
        dates += [day] * len(today)
        spans += today
    return dates, spans


def _merged(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The union of half-open intervals, as disjoint intervals that do not touch, in order."""
    order = np.argsort(starts, kind="stable")
    order = order[starts[order] < ends[order]]
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    apart = starts[1:] > ends[:-1]
    return starts[np.append(True, apart)[: len(starts)]], ends[np.append(apart, True)[: len(ends)]]


def _first_open_from(opens: Ints, closes: Ints, ticks: Ints) -> Ints:
    """The opening of the first interval that is not over at each tick; the end of time if there is none."""
    return np.append(opens, np.iinfo(np.int64).max)[np.searchsorted(closes, ticks, "right")]


def _last_open_until(opens: Ints, closes: Ints, ticks: Ints) -> Ints:
    """The closing of the last interval that has begun before each tick; the beginning of time if there is none."""
    return np.append(closes, np.iinfo(np.int64).min)[np.searchsorted(opens, ticks, "left") - 1]
