"""Rosters as they are planned: how many people each shift of each day has, and when it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from slm_sim.calendars import holiday_dates, local_midnights, local_spans
from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.model.organisation import Capacity
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.staffing import Site, Team
from slm_sim.model.week import spread_over_days
from slm_sim.workload.sites import site_called, site_name

HOLIDAY = 7


@dataclass(frozen=True, eq=False)
class RosteredShift:
    """One shift of one team over the run, one entry per local date on which somebody is on the roster.

    team, shift  their names
    site         whose local time, holidays, shrinkage and premiums hold
    day          the date as days since 1970-01-01, int64[d]
    kind         weekday, 0 is Monday, or `HOLIDAY`, int64[d]
    people       on the roster, int64[d]
    start, end   ticks, int64[d]; a night shift ends on the next day
    minimum      people whom shrinkage leaves, if so many are on the roster
    premium      on top of the hourly cost, as a fraction
    """

    team: str
    shift: str
    site: Site
    day: Ints
    kind: Ints
    people: Ints
    start: Ints
    end: Ints
    minimum: int
    premium: Fraction

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def weekday(self) -> Ints:
        """The weekday of each date, 0 is Monday, int64[d]."""
        return (self.day + 3) % 7


def rostered_shifts(scenario: Scenario, span: Span) -> dict[str, tuple[RosteredShift, ...]]:
    """The shifts of every team that has a roster, by team, over the whole run."""
    return {
        name: tuple(
            _shift(scenario, span, name, team, shift, spread_over_days(row)) for shift, row in team.headcount.items()
        )
        for name, team in scenario.teams.items()
        if team.headcount != "unlimited"
    }


def step_function(start: Ints, end: Ints, people: Ints) -> Capacity:
    """The people of shifts that add up, as a step function from tick 0; `people[k]` from `start[k]` until `end[k]`."""
    moments = np.concatenate(([0], np.maximum(start, 0), np.maximum(end, 0)))
    changes = np.concatenate(([0], people, -people))
    at, where = np.unique(moments, return_inverse=True)
    steps = np.zeros(len(at), dtype=np.int64)
    np.add.at(steps, where, changes)
    level = np.cumsum(steps)
    kept = np.concatenate(([True], steps[1:] != 0))
    return Capacity(at[kept], level[kept])


def planned(shifts: tuple[RosteredShift, ...]) -> Capacity:
    """The people of a roster as planned, before shrinkage."""
    none = np.empty(0, dtype=np.int64)
    return step_function(
        np.concatenate([none, *(shift.start for shift in shifts)]),
        np.concatenate([none, *(shift.end for shift in shifts)]),
        np.concatenate([none, *(shift.people for shift in shifts)]),
    )


def _shift(scenario: Scenario, span: Span, name: str, team: Team, shift: str, row: dict[int, int]) -> RosteredShift:
    site, hours = site_called(scenario, span, site_name(scenario, team.site)), scenario.shifts[shift]
    midnights = local_midnights(site.time_zone, span.axis, 0, span.horizon).dates
    first: date = midnights[0].item()
    dates = np.arange(np.datetime64(first, "D") - 1, midnights[-1])
    off = holiday_dates(site.holidays, dates[0].item(), dates[-1].item())
    kind = np.array([HOLIDAY if day.item() in off else day.item().weekday() for day in dates])
    as_weekday = np.array([row.get(day.item().weekday(), 0) for day in dates])
    people = np.where(kind == HOLIDAY, row[HOLIDAY], as_weekday) if HOLIDAY in row else as_weekday
    start, end = local_spans(site.time_zone, span.axis, dates, hours.hours)
    staffed = (people > 0) & (end > start) & (end > 0)
    return RosteredShift(
        team=name,
        shift=shift,
        site=site,
        day=dates.astype(np.int64)[staffed],
        kind=kind[staffed],
        people=people[staffed],
        start=start[staffed],
        end=end[staffed],
        minimum=team.minimum_cover,
        premium=hours.premium.fraction,
    )
