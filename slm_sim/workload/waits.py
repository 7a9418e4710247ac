"""Waiting for somebody outside: how likely, how long, in whose hours; and coming back after having been resolved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import open_between
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.handling import DESK_OF_THE_CUSTOMER, RESOLVING_TEAM
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.spread import Spread
from slm_sim.model.workload import Names
from slm_sim.workload.routes import desks
from slm_sim.workload.sites import AROUND_THE_CLOCK, NO_SITE, calendar_sites, open_time
from slm_sim.workload.spreads import spread_of

SAME_TEAM = -1


@dataclass(frozen=True, eq=False)
class Waits:
    """The pending reasons; index -1 of a category or a customer stands for "not known".

    share     running sums of the chances that a visit waits for each reason, float64[teams, categories + 1, reasons]
    lasts     how long, in open time, per reason
    calendar  whose open time: index into the delay calendars, int64[reasons, customers + 1]
    longest   ticks per delay calendar, int64[calendars]: no delay is longer, so that it ends within what was compiled
    """

    share: Floats
    lasts: tuple[Spread, ...]
    calendar: Ints
    longest: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Return:
    """Reopening: the chance that a resolved incident comes back, after how long (24x7), and to whom.

    team  per customer, the last for an unknown one, int64[customers + 1]; SAME_TEAM is the team that resolved it
    """

    share: float
    after: Spread
    team: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def delay_calendars(scenario: Scenario, span: Span) -> tuple[OpenTime, ...]:
    """The calendars in which delays run: 24x7 first, then one per calendar and site that a pending reason needs."""
    return tuple(open_time(scenario, span, name, site) for name, site in _needed(scenario))


def waits_of(scenario: Scenario, names: Names, calendars: tuple[OpenTime, ...], span: Span) -> Waits:
    """The pending reasons in the order of the file. A visit waits for one reason at most.

    A row by category comes before a row by team, and that before the share of the reason itself.
    """
    share = np.zeros((len(names.teams), len(names.categories) + 1, len(names.pending)))
    for number, reason in enumerate(scenario.pending.values()):
        share[:, :, number] = float(reason.share)
        for team, row in reason.by_team.items():
            share[names.teams.index(team), :, number] = float(row.share)
        for category, row in reason.by_category.items():
            share[:, names.categories.index(category), number] = float(row.share)
    place = {key: number for number, key in enumerate(_needed(scenario))}
    used = [[place[key] for key in calendar_sites(scenario, row.calendar)] for row in scenario.pending.values()]
    return Waits(
        share=np.cumsum(share, axis=2),
        lasts=tuple(spread_of(reason.lasts) for reason in scenario.pending.values()),
        calendar=np.array(used, dtype=np.int64).reshape(len(used), len(names.customers) + 1),
        longest=np.array([open_between(calendar, span.horizon, span.highest) for calendar in calendars]),
    )


def return_of(scenario: Scenario, names: Names) -> Return | None:
    """How incidents come back, None where they do not."""
    reopening = scenario.reopening
    if reopening is None:
        return None
    if reopening.goes_to == DESK_OF_THE_CUSTOMER:
        team = [*desks(scenario, names), SAME_TEAM]
    else:
        back = SAME_TEAM if reopening.goes_to == RESOLVING_TEAM else names.teams.index(reopening.goes_to)
        team = [back] * (len(names.customers) + 1)
    return Return(float(reopening.share), spread_of(reopening.after), np.array(team))


def _needed(scenario: Scenario) -> list[tuple[str, str]]:
    """Calendar and site of each delay calendar."""
    keys = [key for reason in scenario.pending.values() for key in calendar_sites(scenario, reason.calendar)]
    return list(dict.fromkeys([(AROUND_THE_CLOCK, NO_SITE), *keys]))
