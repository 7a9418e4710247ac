"""The roster as a programme: whoever costs least of those who fill what is known to be needed.

What is needed is learned by simulation. Where so many people in each cell do not keep the promises, one cell at least
must have more: a cut, which every staff that keeps them satisfies as long as more people do no harm. So what the
programme finds is no dearer than the cheapest staff, and if it keeps the promises, it is that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from slm_sim.model.quantities import YEAR_SECONDS
from slm_sim.plan.highs import Ended, asked
from slm_sim.plan.staffing.cells import Cell, Headcount, cost_of
from slm_sim.plan.staffing.lines import Crew, Line, filled

GAP = 1e-6
"""How far the best found may stay behind the bound before the search goes on, as a share of it."""
ANY = 1e6
"""The same where any roster will do."""


@dataclass(frozen=True)
class Rosters:
    """All that a roster may be made of.

    cells  what is to be filled
    crews  who works by patterns; a cell of a team without any is filled by people of its own
    """

    cells: tuple[Cell, ...]
    crews: tuple[Crew, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all crews, crew by crew."""
        return tuple(line for crew in self.crews for line in crew.lines)

    @cached_property
    def free(self) -> tuple[int, ...]:
        """The cells, by number, of teams that work by no pattern."""
        teams = {crew.team for crew in self.crews}
        return tuple(number for number, cell in enumerate(self.cells) if cell.team not in teams)


@dataclass(frozen=True)
class Roster:
    """People in each cell, how many work on each line, and what they cost over the measured span, exactly."""

    people: Headcount
    lines: tuple[int, ...]
    cost: Fraction


def roster_of(rosters: Rosters, lines: tuple[int, ...], own: Mapping[int, int]) -> Roster:
    """The roster of so many people on each line, and of people of their own in each of the cells that are free."""
    covered = filled(rosters.lines, lines, len(rosters.cells))
    people = tuple(own.get(number, there) for number, there in enumerate(covered))
    worked = ((line, number) for line, number in zip(rosters.lines, lines, strict=True) if number)
    cost = sum((line.cost * number for line, number in worked), Fraction(0))
    return Roster(people, lines, cost + cost_of([rosters.cells[number] for number in own], list(own.values())))


@dataclass(frozen=True)
class Solved:
    """What a programme came to.

    roster  None where nothing was found
    bound   no roster that satisfies the programme costs less
    """

    status: Ended
    roster: Roster | None
    bound: float


def solve(rosters: Rosters, least: Headcount, cuts: Collection[Headcount], seconds: float) -> Solved:
    """The cheapest roster with `least` people in each cell that satisfies the cuts; the best so far if time runs out.

    cuts  staffs that do not keep the promises: one cell at least must have more people than each of them

    Raises KeyboardInterrupt if somebody interrupts, StudyError if the solver fails.
    """
    return _answered(rosters, _stated(rosters, least, cuts), seconds)


def is_possible(rosters: Rosters, least: Headcount, cuts: Collection[Headcount], seconds: float) -> bool:
    """Whether there is any roster with `least` people in each cell that satisfies the cuts, as far as time tells."""
    model = _stated(rosters, least, cuts)
    return asked(model, [*model.cell.values()], seconds, ANY)[0] != "impossible"


def closest(rosters: Rosters, least: Headcount, wanted: Headcount, seconds: float) -> Roster | None:
    """The cheapest roster of those with the fewest people missing of the wanted ones, where none fills them all."""
    import pyomo.environ as pyo

    model = _stated(rosters, least, ())
    model.missing = pyo.Var(range(len(wanted)), domain=pyo.NonNegativeReals)
    for number, people in enumerate(wanted):
        model.wish.add(model.cell[number] + model.missing[number] >= people)
    dearest = max([float(line.cost) for line in rosters.lines], default=1.0)
    model.cost.expr += dearest * sum(model.missing.values())
    return _answered(rosters, model, seconds).roster


def _answered(rosters: Rosters, model: Any, seconds: float) -> Solved:
    status, values, known = asked(model, [*model.cell.values(), *model.line.values()], seconds, GAP)
    bound = float("inf") if status == "impossible" else float("-inf") if known is None else known
    if not values:
        return Solved(status, None, bound)
    lines = tuple(map(round, values[len(rosters.cells) :]))
    roster = roster_of(rosters, lines, {number: round(values[number]) for number in rosters.free})
    return Solved(status, roster, min(bound, float(roster.cost)))


def _stated(rosters: Rosters, least: Headcount, cuts: Collection[Headcount]) -> Any:
    import pyomo.environ as pyo  # loaded where a programme is solved

    cells, lines = rosters.cells, rosters.lines
    model = pyo.ConcreteModel()
    model.cell = pyo.Var(
        range(len(cells)), domain=pyo.Integers, bounds=lambda _, number: (least[number], cells[number].most)
    )
    model.line = pyo.Var(range(len(lines)), domain=pyo.NonNegativeIntegers)
    model.wish = pyo.ConstraintList()
    filling: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        for cell in line.fills:
            filling.setdefault(cell, []).append(number)
    for number in set(range(len(cells))) - set(rosters.free):
        there = sum(model.line[line] for line in filling.get(number, ()))
        model.wish.add(model.cell[number] == there if filling.get(number) else model.cell[number] <= 0)
    _patterns(model, rosters.crews)
    _cuts(model, cells, least, cuts)
    model.cost = pyo.Objective(
        expr=sum(float(line.cost) * model.line[number] for number, line in enumerate(lines))
        + sum(float(cells[number].cost) * model.cell[number] for number in rosters.free)
    )
    return model


def _patterns(model: Any, crews: Sequence[Crew]) -> None:
    """How many people each pattern may have, and that they can take turns: enough rest, and enough weekends off."""
    import pyomo.environ as pyo

    first = 0
    model.hired = pyo.Var(sorted({crew.name for crew in crews}), domain=pyo.NonNegativeIntegers)
    model.turn = pyo.Var(
        [(number, *pair) for number, crew in enumerate(crews) for pair in sorted(crew.seams)],
        domain=pyo.NonNegativeIntegers,
    )
    by_pattern: dict[str, list[Any]] = {}
    for number, crew in enumerate(crews):
        own = {line: model.line[first + place] for place, line in enumerate(crew.lines)}
        first += len(crew.lines)
        people = sum(own.values())
        leave = sum(taken for line, taken in own.items() if line.is_leave)
        by_pattern.setdefault(crew.name, []).append(people)
        for place, names in ((0, {pair[0] for pair in crew.seams}), (1, {pair[1] for pair in crew.seams})):
            for name in sorted(names):
                turns = sum(model.turn[number, *pair] for pair in sorted(crew.seams) if pair[place] == name)
                day = 0 if place else 6
                model.wish.add(turns == sum(taken for line, taken in own.items() if line.days[day] == name))
        if crew.pattern.weekends is not None:
            worked, of = map(int, crew.pattern.weekends.split(" in "))
            weekend = sum(taken for line, taken in own.items() if line.at_the_weekend)
            model.wish.add(of * weekend <= worked * (people - leave))
        if crew.pattern.leave_a_year is not None and own:
            model.wish.add(leave >= float(crew.pattern.leave_a_year.seconds / YEAR_SECONDS) * people)
    for name, parts in by_pattern.items():
        pattern = next(crew.pattern for crew in crews if crew.name == name)
        model.wish.add(sum(parts) == pattern.people_at_least + pattern.hired_in_steps_of * model.hired[name])
        if pattern.people_at_most is not None:
            model.wish.add(sum(parts) <= pattern.people_at_most)


def _cuts(model: Any, cells: Sequence[Cell], least: Headcount, cuts: Collection[Headcount]) -> None:
    """`above[cell, people]` is one only where a cell has more people than that; each cut wants one of them."""
    import pyomo.environ as pyo

    wanted = {
        (number, people)
        for cut in cuts
        for number, people in enumerate(cut)
        if least[number] <= people < cells[number].most
    }
    model.above = pyo.Var(sorted(wanted), domain=pyo.Binary)
    for number, people in sorted(wanted):
        more = people + 1 - least[number]
        model.wish.add(model.cell[number] >= least[number] + more * model.above[number, people])
    for cut in cuts:
        if any(people < low for people, low in zip(cut, least, strict=True)):
            continue
        cells_above = [model.above[pair] for pair in enumerate(cut) if pair in wanted]
        if not cells_above:
            model.wish.add(model.cell[0] <= -1)
            return
        model.wish.add(sum(cells_above) >= 1)
