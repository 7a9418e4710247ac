"""The expected course of demand at a site: how busy each local day is, and how its incidents lie within the day.

A usual day brings the stated rate. Its day of the week, its month, a public holiday and the growth since the start
multiply that; the hours of the day shape it in local clock time, so that an hour which the clock shows twice counts
twice and one that it skips is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from slm_sim.calendars import holiday_dates
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.block import shares
from slm_sim.model.demand import Profile
from slm_sim.model.span import Span
from slm_sim.model.staffing import Site
from slm_sim.model.week import MONTHS, days_of, parse_span
from slm_sim.span import local_midnight

MINUTES = 1440
"""Of a day; the hours of a profile and the clock changes of all zones lie on whole minutes."""

DAYS_PER_YEAR = 365.2425


@dataclass(frozen=True, eq=False)
class DayShape:
    """How the incidents of a day lie within it: `share` of them come before `offset` ticks after local midnight."""

    offset: Floats
    share: Floats

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class LocalDays:
    """The local days that a run touches, per day [d].

    ordinal   of the local date, int64[d]: its address in streams of chance
    midnight  the tick at which it begins, int64[d]
    level     incidents expected against a usual day of 24 hours, float64[d]
    shape     index into shapes, int64[d]: 0 is a day of 24 hours
    shapes    the distinct ways in which a day runs
    """

    ordinal: Ints
    midnight: Ints
    level: Floats
    shape: Ints
    shapes: tuple[DayShape, ...]

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def moments(self, day: Ints, position: Floats) -> Ints:
        """The tick that lies at a position in [0, 1) of a day's incidents; `day` is an index into the days."""
        offset = np.empty(len(day))
        for number, shape in enumerate(self.shapes):
            here = self.shape[day] == number
            offset[here] = np.interp(position[here], shape.share, shape.offset)
        return np.asarray(self.midnight[day] + np.floor(offset).astype(np.int64))


def local_days(profile: Profile, growth: Fraction, site: Site, span: Span, starts: date) -> LocalDays:
    """The days at a site from the first tick to the horizon; growth compounds from the date `starts`, day by day."""
    zone = ZoneInfo(site.time_zone)
    first = span.axis.moment_at(0).astimezone(zone).date()
    last = span.axis.moment_at(span.horizon).astimezone(zone).date()
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    midnights = [local_midnight(day, site.time_zone) for day in (*dates, last + timedelta(days=1))]
    shapes, numbers, sizes = _shapes_of(profile, midnights, zone, span.axis)
    ordinal = np.array([day.toordinal() for day in dates])
    grown = float(1 + growth) ** ((ordinal - starts.toordinal()) / DAYS_PER_YEAR)
    return LocalDays(
        ordinal=ordinal,
        midnight=np.array([span.axis.tick_at(moment) for moment in midnights[:-1]]),
        level=np.array(_day_factors(profile, dates, site.holidays)) * grown * sizes,
        shape=numbers,
        shapes=shapes,
    )


def _day_factors(profile: Profile, dates: list[date], holidays: str) -> list[float]:
    week = [Fraction(1)] * 7
    for key, share in shares(profile.week).items() if profile.week else ():
        days = days_of(key)
        for day in days:
            week[day] = share / len(days) * 7
    year = [profile.year[name].fraction if name in profile.year else Fraction(1) for name in MONTHS]
    closed = holiday_dates(holidays, dates[0], dates[-1])
    return [
        float(week[day.weekday()] * year[day.month - 1] * (profile.holidays.fraction if day in closed else 1))
        for day in dates
    ]


def _shapes_of(
    profile: Profile, midnights: list[datetime], zone: ZoneInfo, axis: TimeAxis
) -> tuple[tuple[DayShape, ...], Ints, Floats]:
    """The distinct shapes, the number of each day's shape and each day's size against a day of 24 hours."""
    minutes = _share_of_minutes(profile)
    shapes, numbers, sizes = [_shape(minutes, axis)], [], []
    for start, end in pairwise(midnights):
        if end - start == timedelta(days=1):
            numbers.append(0)
            sizes.append(1.0)
            continue
        passing = ((start + timedelta(minutes=n)).astimezone(zone) for n in range((end - start) // timedelta(minutes=1)))
        shown = minutes[[moment.hour * 60 + moment.minute for moment in passing]]
        numbers.append(len(shapes))
        sizes.append(float(shown.sum()))
        shapes.append(_shape(shown, axis))
    return tuple(shapes), np.array(numbers), np.array(sizes)


def _share_of_minutes(profile: Profile) -> Floats:
    """The share of a day's incidents in each minute that a clock shows, float64[1440]."""
    found = np.full(MINUTES, 1 / MINUTES)
    for key, share in shares(profile.day).items() if profile.day else ():
        start, end = parse_span(key)
        found[start:end] = float(share / (end - start))
    return found


def _shape(minutes: Floats, axis: TimeAxis) -> DayShape:
    cumulated = np.concatenate(([0.0], np.cumsum(minutes)))
    return DayShape(np.arange(len(cumulated)) * (60_000 / axis.tick_ms), cumulated / cumulated[-1])
