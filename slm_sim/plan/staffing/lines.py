"""Lines: the weeks of work that a pattern allows, each a shift or a day off for every day from Monday on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np

from slm_sim.model.scenario import Scenario
from slm_sim.model.staff import Pattern, Staff
from slm_sim.model.week import WEEKDAYS
from slm_sim.plan.staffing.cells import Cell, planned_teams

MOST = 4000
"""Lines of one pattern in one team beyond which whoever works on it keeps one shift throughout a week."""
OFF = ""
WEEK = 7 * 1440
"""Minutes of a week."""

Days = tuple[str, ...]
"""The shift of each day of a week, `OFF` for a day off."""


@dataclass(frozen=True)
class Line:
    """A week of work of somebody of a team, and which cells it fills; or a week of leave, which fills none.

    cost   of one person over the measured span, holidays included, exactly; hours where no money is stated
    fills  the cells, by number
    """

    pattern: str
    team: str
    days: Days
    cost: Fraction
    fills: tuple[int, ...]

    @property
    def is_leave(self) -> bool:
        """Whether it is a week of leave: nothing is worked."""
        return not any(self.days)

    @property
    def at_the_weekend(self) -> bool:
        """Whether it works on a Saturday or a Sunday."""
        return any(self.days[5:])

    @property
    def name(self) -> str:
        """Pattern and days, such as ``full-time: Mon early, Tue early``."""
        if self.is_leave:
            return f"{self.pattern}: leave"
        return f"{self.pattern}: " + ", ".join(
            f"{day} {shift}" for day, shift in zip(WEEKDAYS, self.days, strict=True) if shift
        )


@dataclass(frozen=True)
class Crew:
    """Whoever works by one pattern in one team, the line of leave last; leave is paid as the cheapest week of work.

    seams  which shift on a Monday (or `OFF`) leaves enough rest after which shift on the Sunday before
    """

    name: str
    team: str
    pattern: Pattern
    lines: tuple[Line, ...]
    seams: frozenset[tuple[str, str]]


def crews_of(scenario: Scenario, wanted: Staff, cells: Sequence[Cell]) -> tuple[Crew, ...]:
    """The crews of a plan: each pattern with each of its teams."""
    planned = planned_teams(scenario, wanted)
    return tuple(
        _crew(scenario, cells, name, pattern, team)
        for name, pattern in wanted.patterns.items()
        for team in pattern.teams
        if team in planned
    )


def weeks_of_work(scenario: Scenario, pattern: Pattern, open_on: Sequence[frozenset[str]]) -> tuple[Days, ...]:
    """Every week that a pattern allows, with as many days as it says and enough rest between shifts.

    open_on  the shifts that have anybody, by weekday
    """
    choices = [(OFF, *(shift for shift in pattern.shifts if shift in there)) for there in open_on]
    found = list(_weeks(scenario, pattern, choices))
    if len(found) > MOST:
        found = [week for week in found if len(set(week) - {OFF}) == 1]
    return tuple(found)


def rests(scenario: Scenario, pattern: Pattern, before: str, after: str) -> bool:
    """Whether a shift on the day after another one leaves enough rest, by the clock on the wall."""
    if not before or not after:
        return True
    ends, starts = scenario.shifts[before].hours[1], scenario.shifts[after].hours[0] + 1440
    return (starts - ends) * 60 >= pattern.rest_between_shifts.seconds


def _weeks(scenario: Scenario, pattern: Pattern, choices: Sequence[tuple[str, ...]]) -> Iterator[Days]:
    names = sorted({shift for there in choices for shift in there})
    enough = {pair for pair in product(names, names) if rests(scenario, pattern, *pair)}

    def go_on(week: Days) -> Iterator[Days]:
        worked, left = sum(map(bool, week)), 7 - len(week)
        if not worked <= pattern.days_a_week <= worked + left:
            return
        if not left:
            yield week
            return
        for shift in choices[len(week)]:
            if not week or (week[-1], shift) in enough:
                yield from go_on((*week, shift))

    yield from go_on(())


def _crew(scenario: Scenario, cells: Sequence[Cell], name: str, pattern: Pattern, team: str) -> Crew:
    number_of = {(cell.shift, cell.key): number for number, cell in enumerate(cells) if cell.team == team}
    open_on = [frozenset(shift for shift, key in number_of if key == day) for day in WEEKDAYS]
    lines = tuple(
        Line(
            pattern=name,
            team=team,
            days=days,
            cost=sum((cells[number].price for number in fills), Fraction(0)),
            fills=fills,
        )
        for days in weeks_of_work(scenario, pattern, open_on)
        for fills in [tuple(number_of[shift, day] for day, shift in zip(WEEKDAYS, days, strict=True) if shift)]
    )
    if lines and pattern.leave_a_year is not None:
        lines += (Line(name, team, (OFF,) * 7, min(line.cost for line in lines), ()),)
    ends = {line.days[-1] for line in lines} | {OFF}
    starts = {line.days[0] for line in lines} | {OFF}
    seams = frozenset(pair for pair in product(ends, starts) if rests(scenario, pattern, *pair))
    return Crew(name, team, pattern, lines, seams)


def filled(lines: Sequence[Line], people: Sequence[int], cells: int) -> tuple[int, ...]:
    """How many people lines with so many people put into each cell."""
    total = np.zeros(cells, dtype=np.int64)
    for line, number in zip(lines, people, strict=True):
        total[list(line.fills)] += number
    return tuple(total.tolist())
