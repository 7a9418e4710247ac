"""Waiting for somebody outside: how likely, how long, in whose hours; and reopening, which is a wait as well."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import compile_hours
from slm_sim.chance import Distribution, distribution
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.handling import DESK_OF_THE_CUSTOMER, RESOLVING_TEAM, PendingReason
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Names
from slm_sim.workload.routes import desks
from slm_sim.workload.sites import SITE_OF_THE_CUSTOMER, calendar_at, customer_sites, site_called, site_name

AROUND_THE_CLOCK = "24x7"
SAME_TEAM = -1
MOST_REOPENINGS = 8
"""An incident that has come back so often is resolved for good."""


@dataclass(frozen=True, eq=False)
class Wait:
    """One pending reason; index -1 of a category or customer stands for "not known".

    share     chance that a visit waits, float64[teams, categories + 1]
    lasts     seconds of open time
    calendar  index into the delay calendars, int64[customers + 1]
    """

    name: str
    share: Floats
    lasts: Distribution
    calendar: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Return:
    """Reopening: the chance that a resolved incident comes back, after how long, and to which team.

    team  int64[customers + 1], SAME_TEAM for the team that resolved it
    """

    share: float
    after: Distribution
    team: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def delay_calendars(scenario: Scenario, span: Span) -> tuple[OpenTime, ...]:
    """The calendars in which pending delays run: 24x7 first, then one per calendar and site that a reason needs."""
    return tuple(
        compile_hours(name, scenario.calendars.get(name), ...)
        for name, site in _calendar_keys(scenario)
    )


def waits_of(scenario: Scenario, names: Names) -> tuple[Wait, ...]:
    """The pending reasons in the order of the file.

    Rows by team come before the reason's own share, rows by category before both.
    """
    keys = _calendar_keys(scenario)
    return tuple(
        Wait(
            name=name,
            share=_shares(reason, names),
            lasts=distribution(reason.lasts),
            calendar=np.array([keys.index(key) for key in _keys_of(scenario, reason.calendar)]),
        )
        for name, reason in scenario.pending.items()
    )


def return_of(scenario: Scenario, names: Names) -> Return | None:
    """How incidents come back, None where they do not."""
    reopening = scenario.reopening
    if reopening is None:
        return None
    customers = len(names.customers)
    if reopening.goes_to == DESK_OF_THE_CUSTOMER:
        team = np.array([*desks(scenario, names), SAME_TEAM])
    elif reopening.goes_to == RESOLVING_TEAM:
        team = np.full(customers + 1, SAME_TEAM)
    else:
        team = np.full(customers + 1, names.teams.index(reopening.goes_to))
    return Return(float(reopening.share), distribution(reopening.after), team)


def _shares(reason: PendingReason, names: Names) -> Floats:
    found = np.full((len(names.teams), len(names.categories) + 1), float(reason.share))
    for team, row in reason.by_team.items():
        found[names.teams.index(team)] = float(row.share)
    for category, row in reason.by_category.items():
        found[:, names.categories.index(category)] = float(row.share)
    return found


def _calendar_keys(scenario: Scenario) -> list[tuple[str, str]]:
    """Calendar and site of each delay calendar."""
    keys = [(AROUND_THE_CLOCK, "")]
    for reason in scenario.pending.values():
        keys += _keys_of(scenario, reason.calendar)
    return list(dict.fromkeys(keys))


def _keys_of(scenario: Scenario, name: str) -> list[tuple[str, str]]:
    """Calendar and site in which a reason runs, for each customer and for an unknown one."""
    sites = customer_sites(scenario)
    if name == AROUND_THE_CLOCK:
        return [(AROUND_THE_CLOCK, "")] * len(sites)
    stated = scenario.calendars[name].site
    if stated == SITE_OF_THE_CUSTOMER:
        return [(name, site) for site in sites]
    return [(name, site_name(scenario, stated))] * len(sites)
