"""Incidents told apart by what a decision table reads of them, all in one look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import is_open
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.decisions import DecisionTable
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Names
from slm_sim.workload.incidents import CATEGORY, CUSTOMER, OPENED, PRIORITY, SERVICE
from slm_sim.workload.rulings import OPENED_IN, by_case, names_read
from slm_sim.workload.sites import calendar_sites, open_time

COLUMN = {"category": CATEGORY, "customer": CUSTOMER, "service": SERVICE, "priority": PRIORITY}
"""Where incidents have it; index -1 stands for "not known"."""


@dataclass(frozen=True, eq=False)
class Hours:
    """Whose hours tell incidents apart: calendars, and which of them each customer has, int64[customers + 1]."""

    calendars: tuple[OpenTime, ...]
    of_customer: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Cases:
    """What tells incidents apart.

    sides  of each input that is read: how many names it has, and one more for "not known"
    hours  of each word of ``opened_in`` but the last
    """

    sides: Mapping[str, int]
    hours: tuple[Hours, ...]


@dataclass(frozen=True, eq=False)
class Ruling:
    """What a table decides: what tells incidents apart for it, and the decision of each case, int64[cases]."""

    cases: Cases
    decided: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def ruling_of(table: DecisionTable | None, scenario: Scenario, names: Names, span: Span) -> Ruling | None:
    """The decisions of a table that reads nothing of what is drawn later, None where no table decides."""
    if table is None:
        return None
    return Ruling(cases_of(table, scenario, names, span), by_case(table, scenario, names))


def cases_of(table: DecisionTable, scenario: Scenario, names: Names, span: Span) -> Cases:
    """What a table reads of incidents, apart from their impact and their urgency."""
    hours = (table.reads.opened_in or ())[:-1]
    sides = {name: len(known) + 1 for name, known in names_read(table, scenario, names).items()}
    return Cases(sides, tuple(_hours(scenario, span, calendar) for calendar in hours))


def numbers_of(cases: Cases, crowd: Ints) -> Ints:
    """The number of the case that each incident is, int64[n]; `crowd` as `slm_sim.workload.incidents` has it."""
    number = np.zeros(crowd.shape[1], dtype=np.int64)
    for name, side in cases.sides.items():
        place = _opened_in(cases.hours, crowd) if name == OPENED_IN else crowd[COLUMN[name]]
        number = number * side + place % side
    return number


def _hours(scenario: Scenario, span: Span, calendar: str) -> Hours:
    keys = calendar_sites(scenario, calendar)
    kinds = list(dict.fromkeys(keys))
    calendars = tuple(open_time(scenario, span, name, site) for name, site in kinds)
    return Hours(calendars, np.array([kinds.index(key) for key in keys]))


def _opened_in(hours: Sequence[Hours], crowd: Ints) -> Ints:
    """The first of some calendars that was open when each incident was opened; their number where none was."""
    place = np.full(crowd.shape[1], len(hours))
    for number in reversed(range(len(hours))):
        place[_are_open(hours[number], crowd)] = number
    return place


def _are_open(hours: Hours, crowd: Ints) -> Bools:
    which, found = hours.of_customer[crowd[CUSTOMER]], np.zeros(crowd.shape[1], dtype=np.bool_)
    for number, calendar in enumerate(hours.calendars):
        here = which == number
        found[here] = is_open(calendar, crowd[OPENED, here])
    return found
