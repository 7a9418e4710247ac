"""The expected course of demand at a site.

The stated rate is that of a usual hour. Its day of the week, its month, a public holiday and the growth since the start
of the measured span multiply it, and so do the hours of the day, in local clock time: on the day on which the clock
shows an hour twice, that hour brings its incidents twice, and an hour that it skips brings none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from slm_sim.calendars import holiday_dates, local_midnights, local_spans
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.block import shares
from slm_sim.model.demand import Profile
from slm_sim.model.span import Span
from slm_sim.model.staffing import Site
from slm_sim.model.week import MONTHS, days_of, parse_span

DAYS_PER_YEAR = 365.2425
MINUTES_PER_DAY = 1440


@dataclass(frozen=True, eq=False)
class Course:
    """Demand against the stated rate, piecewise constant, without daily variation; per piece [k].

    start  the tick from which it holds until the next start, from 0 to the horizon, int64[k]
    level  1 at the stated rate, float64[k]
    day    the local date, as days since 1970-01-01, int64[k]
    """

    start: Ints
    level: Floats
    day: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def demand_course(profile: Profile, growth: Fraction, site: Site, span: Span, starts: date) -> Course:
    """The course of demand at a site over the run; growth compounds day by day, from the date `starts` on."""
    dates = local_midnights(site.time_zone, span.axis, 0, span.horizon).dates[:-1]
    day = dates.astype(np.int64)
    grown = float(1 + growth) ** ((day - np.datetime64(starts, "D").astype(np.int64)) / DAYS_PER_YEAR)
    level = np.array(_day_factors(profile, [moment.item() for moment in dates], site.holidays)) * grown
    hours = _hour_factors(profile)
    begins = [local_spans(site.time_zone, span.axis, dates, (minute, minute + 1))[0] for minute in hours]
    return Course(
        start=np.maximum(np.column_stack(begins).ravel(), 0),
        level=np.multiply.outer(level, np.array([float(factor) for factor in hours.values()])).ravel(),
        day=np.repeat(day, len(hours)),
    )


def _day_factors(profile: Profile, dates: list[date], holidays: str) -> list[float]:
    week = dict.fromkeys(range(7), Fraction(1))
    for key, share in shares(profile.week).items() if profile.week else ():
        days = days_of(key)
        week |= dict.fromkeys(days, share / len(days) * 7)
    year = [profile.year[name].fraction if name in profile.year else Fraction(1) for name in MONTHS]
    off = holiday_dates(holidays, dates[0], dates[-1])
    return [
        float(week[day.weekday()] * year[day.month - 1] * (profile.holidays.fraction if day in off else 1))
        for day in dates
    ]


def _hour_factors(profile: Profile) -> dict[int, Fraction]:
    """How busy it is from each of some minutes of the day until the next, against the day as a whole."""
    if profile.day is None:
        return {0: Fraction(1)}
    spans = sorted((parse_span(key), share) for key, share in shares(profile.day).items())
    return {start: share * MINUTES_PER_DAY / (end - start) for (start, end), share in spans}
