"""Hours of a usual week in which a clock runs and nobody answers, minute by minute."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Bools
from slm_sim.model.clause import Clause
from slm_sim.model.hours import Span, WeekHours
from slm_sim.model.scenario import Scenario
from slm_sim.model.staffing import Team
from slm_sim.model.week import spread_over_days
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK
from slm_sim.rules.worstopening import OpenWeek
from slm_sim.workload.sites import site_name

MINUTES_OF_DAY = 1440
MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY


def uncovered_hours(agreement: Agreement, clause: Clause) -> Fraction | None:
    """Hours in which the clock of a clause runs outside the support hours; None where either is not stated."""
    support = agreement.support
    row = support.by_priority.get(clause.priority or "")
    if row is None and "hours" not in support.model_fields_set:
        return None
    runs, answers = _minutes(agreement, clause.calendar), _minutes(agreement, row.hours if row else support.hours)
    return None if clause.clock is None or runs is None or answers is None else _hours(runs & ~answers)


def unstaffed_hours(agreement: Agreement, clause: Clause, scenario: Scenario) -> Fraction | None:
    """Hours in which the clock of a clause runs and nobody is on a roster or on call for its priority.

    None where teams and agreement keep several time zones, or a table says who is called.
    """
    runs = _minutes(agreement, clause.calendar)
    zones = {scenario.sites[name].time_zone for name in _sites(scenario)} | {agreement.time_zone}
    if clause.clock is None or runs is None or len(zones) > 1 or not scenario.teams:
        return None
    there = np.zeros(MINUTES_OF_WEEK, dtype=np.bool_)
    for team in scenario.teams.values():
        called = _is_called(scenario, team, clause.priority)
        if called is None:
            return None
        there |= called or _rostered(scenario, team)
    return _hours(runs & ~there)


def _sites(scenario: Scenario) -> set[str]:
    return {site_name(scenario, team.site) for team in scenario.teams.values()} & set(scenario.sites)


def _is_called(scenario: Scenario, team: Team, priority: str | None) -> bool | None:
    """Whether somebody of a team is on call for a priority, or always there; None where a table says it."""
    if team.headcount == "unlimited":
        return True
    if team.on_call is None:
        return False
    priorities = scenario.on_call_terms[team.on_call].priorities
    return priority in priorities if isinstance(priorities, list) else None


def _rostered(scenario: Scenario, team: Team) -> Bools:
    minutes = np.zeros(MINUTES_OF_WEEK, dtype=np.bool_)
    assert not isinstance(team.headcount, str)
    for shift, row in team.headcount.items():
        for day, people in spread_over_days(row).items():
            if people and day < 7:
                _open(minutes, day, scenario.shifts[shift].hours)
    return minutes


def _minutes(agreement: Agreement, calendar: str | None) -> Bools | None:
    """The open minutes of a usual week; None for a calendar that is not known."""
    minutes = np.zeros(MINUTES_OF_WEEK, dtype=np.bool_)
    if calendar == AROUND_THE_CLOCK:
        return ~minutes
    if calendar not in agreement.calendars:
        return None
    hours: WeekHours = agreement.calendars[calendar].hours
    for day, spans in enumerate(hours.week):
        for span in spans:
            _open(minutes, day, span)
    return minutes


def open_week(agreement: Agreement, calendar: str | None) -> OpenWeek | None:
    """The same as stretches of open time; None also for a calendar that is never open."""
    minutes = _minutes(agreement, calendar)
    return OpenWeek.of(minutes) if minutes is not None and minutes.any() else None


def _open(minutes: Bools, day: int, span: Span) -> None:
    start, end = (day * MINUTES_OF_DAY + minute for minute in span)
    minutes[np.arange(start, end) % MINUTES_OF_WEEK] = True


def _hours(minutes: Bools) -> Fraction:
    return Fraction(int(minutes.sum()), 60)
