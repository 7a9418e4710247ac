"""What a plan of the staff decides: how many people each shift of each team has, on each of its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.engine.cost import StaffCost, staff_cost
from slm_sim.engine.roster import rostered_shifts
from slm_sim.model.money import MoneyRate
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.staff import Staff, limit_of
from slm_sim.model.week import HOLIDAYS, WEEKDAYS, days_of

MORE = 3
"""Without a limit, a shift may have so many times the people that it has, and as many more."""

Headcount = tuple[int, ...]
"""People in each of the cells of a plan, in their order."""


@dataclass(frozen=True)
class Cell:
    """A row of a team's headcount of which the number of people is decided.

    key      its days, as the file names them; one weekday each where a team works by patterns
    stated   how many people the scenario has there
    least    one at least: the hours in which somebody is there remain as they are, and so do those on call
    most     as wished, or `MORE` than now
    cost     of one person over the measured span, exactly; hours where no money is stated
    hours    that one person is paid for over the measured span
    price    of one person as a plan prices them: the cost, and where the team works by patterns that of holidays too
    """

    team: str
    shift: str
    key: str
    stated: int
    least: int
    most: int
    cost: Fraction
    hours: Fraction
    price: Fraction


def planned_teams(scenario: Scenario, wanted: Staff) -> tuple[str, ...]:
    """The teams whose people are decided: those with somebody on their roster, unless they are named."""
    rostered = (name for name, team in scenario.teams.items() if team.headcount != "unlimited")
    return tuple(name for name in rostered if wanted.teams is None or name in wanted.teams)


def cells_of(scenario: Scenario, span: Span, wanted: Staff) -> tuple[Cell, ...]:
    """The cells of a plan, team by team in the order of the file; rows without people are none.

    Nor are rows for holidays of teams that work by patterns: no week of work falls on them, so they stay.
    """
    by_day = {team for pattern in wanted.patterns.values() for team in pattern.teams}
    found = []
    for name in planned_teams(scenario, wanted):
        headcount = scenario.teams[name].headcount
        rows = headcount.items() if isinstance(headcount, dict) else ()
        for shift, row in rows:
            for key, people in _split(row) if name in by_day else row.items():
                if people and not (name in by_day and key == HOLIDAYS):
                    found.append(_cell(scenario, span, wanted, name, shift, key, people))
    return tuple(found)


def with_people(scenario: Scenario, cells: Sequence[Cell], people: Headcount) -> Scenario:
    """The scenario with so many people in each cell; the other rows of its rosters stay."""
    teams = dict(scenario.teams)
    for cell in cells:
        headcount = teams[cell.team].headcount
        row = headcount[cell.shift] if isinstance(headcount, dict) else {}
        if isinstance(headcount, dict) and cell.key not in row:
            headcount = {**headcount, cell.shift: dict(_split(row))}
            teams[cell.team] = teams[cell.team].model_copy(update={"headcount": headcount})
    for cell, number in zip(cells, people, strict=True):
        headcount = teams[cell.team].headcount
        if isinstance(headcount, dict):
            changed = {**headcount, cell.shift: {**headcount[cell.shift], cell.key: number}}
            teams[cell.team] = teams[cell.team].model_copy(update={"headcount": changed})
    return scenario.model_copy(update={"teams": teams})


def cost_of(cells: Sequence[Cell], people: Iterable[int]) -> Fraction:
    """What so many people cost over the measured span, exactly."""
    return sum((cell.cost * number for cell, number in zip(cells, people, strict=True)), Fraction(0))


def price_of(cells: Sequence[Cell], people: Iterable[int]) -> Fraction:
    """What so many people cost over the measured span as a plan prices them: every week on a line is paid."""
    return sum((cell.price * number for cell, number in zip(cells, people, strict=True)), Fraction(0))


def paid_for(scenario: Scenario, span: Span, team: str, headcount: Mapping[str, dict[str, int]]) -> StaffCost:
    """What a team is paid over the measured span with these people alone on its roster, and nobody on call."""
    alone = scenario.teams[team].model_copy(update={"headcount": headcount})
    there = rostered_shifts(scenario.model_copy(update={"teams": {team: alone}}), span)[team]
    return staff_cost(alone, there, None, None, span)


def has_costs(scenario: Scenario, teams: Iterable[str]) -> bool:
    """Whether every one of these teams states what a person costs; hours are counted otherwise."""
    return all(isinstance(scenario.teams[name].cost, MoneyRate) for name in teams)


def currency_of(scenario: Scenario, teams: Iterable[str]) -> str:
    """The currency of the teams' costs; empty where hours are counted."""
    names = tuple(teams)
    rates = [rate for name in names if isinstance(rate := scenario.teams[name].cost, MoneyRate)]
    return rates[0].currency if rates and has_costs(scenario, names) else ""


def _split(row: dict[str, int]) -> Iterable[tuple[str, int]]:
    for key, people in row.items():
        for day in days_of(key):
            yield (HOLIDAYS if key == HOLIDAYS else WEEKDAYS[day]), people


def _cell(scenario: Scenario, span: Span, wanted: Staff, team: str, shift: str, key: str, people: int) -> Cell:
    least = max(1, limit_of(wanted.headcount_at_least, team, shift) or 0)
    most = limit_of(wanted.headcount_at_most, team, shift)
    paid = paid_for(scenario, span, team, {shift: _one(scenario, team, shift, key)})
    by_patterns = any(team in pattern.teams for pattern in wanted.patterns.values())
    every_week = paid_for(scenario, span, team, {shift: {key: 1}}) if by_patterns else paid
    priced = has_costs(scenario, planned_teams(scenario, wanted))
    return Cell(
        team=team,
        shift=shift,
        key=key,
        stated=people,
        least=least,
        most=max(least, MORE * people + MORE if most is None else most),
        cost=(paid.amount or Fraction(0)) if priced else paid.hours,
        hours=paid.hours,
        price=(every_week.amount or Fraction(0)) if priced else every_week.hours,
    )


def _one(scenario: Scenario, team: str, shift: str, key: str) -> dict[str, int]:
    """One person on the days of a key, and nobody on holidays that have a row of their own."""
    headcount = scenario.teams[team].headcount
    own_holidays = isinstance(headcount, dict) and HOLIDAYS in headcount[shift] and key != HOLIDAYS
    return {key: 1, HOLIDAYS: 0} if own_holidays else {key: 1}
