"""Integer search alone: people on the weeks of work that patterns allow, one changed after the other, and no programme.

It begins like ours, with the people of the closed formulas; weeks are added until these are there and the rules of the
patterns hold. Then people leave, the dearest first, as long as the promises are kept on the simulated terms; where
nobody can leave, somebody is moved at random to another week that costs no more, and it begins again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.chance import Stream
from slm_sim.plan.staffing.cells import Headcount
from slm_sim.plan.staffing.lines import Crew, filled
from slm_sim.plan.staffing.moves import broken
from slm_sim.plan.staffing.programme import Rosters
from slm_sim.plan.staffing.trial import Trial

MOST_MOVES = 20_000
"""Moves that are looked at, however few of them have to be played."""
MOST_PEOPLE = 200

Weeks = tuple[int, ...]
"""How many people work each week of the crew, in the order of its lines."""


@dataclass
class Searched:
    """The cheapest weeks so far; `cost` is None before any keep the promises."""

    weeks: Weeks = ()
    cost: Fraction | None = None


def searched(trial: Trial, rosters: Rosters, start: Headcount, terms: int, seed: int) -> Searched:
    """The cheapest weeks that integer search finds before it has played so many terms.

    The rosters have one crew, which fills every cell.
    """
    (crew,), found = rosters.crews, Searched()
    stream = Stream(seed, 0, "moves")
    weeks = _first(trial, rosters, crew, start, terms)
    for move in range(MOST_MOVES):
        while (fewer := _one_leaves(trial, rosters, crew, weeks, terms)) is not None:
            weeks = fewer
        cost = cost_of_weeks(crew, weeks)
        if trial.played < terms and (found.cost is None or cost < found.cost):
            found = Searched(weeks, cost)
        if trial.played >= terms:
            break
        moved = _moved(crew, weeks, stream.uniforms(np.array([2 * move, 2 * move + 1]), 0).tolist())
        if not broken(crew, moved) and trial.keeps(_there(rosters, crew, moved)):
            weeks = moved
    return found


def cost_of_weeks(crew: Crew, weeks: Weeks) -> Fraction:
    """What people on these weeks cost over the measured span."""
    return sum((line.cost * people for line, people in zip(crew.lines, weeks, strict=True)), Fraction(0))


def _there(rosters: Rosters, crew: Crew, weeks: Weeks) -> Headcount:
    return filled(crew.lines, weeks, len(rosters.cells))


def _first(trial: Trial, rosters: Rosters, crew: Crew, start: Headcount, terms: int) -> Weeks:
    """Weeks that fill the start, or one person more in each cell, and so on until the promises are kept."""
    for more in range(MOST_PEOPLE):
        weeks = _covering(rosters, crew, tuple(people + more for people in start))
        if trial.played >= terms or trial.keeps(_there(rosters, crew, weeks)):
            return weeks
    raise ArithmeticError("no weeks keep the promises")


def _covering(rosters: Rosters, crew: Crew, wanted: Headcount) -> Weeks:
    """The week that fills most of what is missing for its cost, one after the other; then what mends a broken rule."""
    weeks = (0,) * len(crew.lines)
    while missing := [want > there for want, there in zip(wanted, _there(rosters, crew, weeks), strict=True)]:
        if not any(missing):
            break
        best = max(
            range(len(crew.lines)),
            key=lambda one: sum(missing[cell] for cell in crew.lines[one].fills) / _cost(crew, one),
        )
        weeks = _with(weeks, best, 1)
    while (short := broken(crew, weeks)) > 0:
        best = max(
            range(len(crew.lines)), key=lambda one: (short - broken(crew, _with(weeks, one, 1))) / _cost(crew, one)
        )
        weeks = _with(weeks, best, 1)
    return weeks


def _one_leaves(trial: Trial, rosters: Rosters, crew: Crew, weeks: Weeks, terms: int) -> Weeks | None:
    """Without one person, the dearest that can be spared; None where nobody can, or the terms are played."""
    for fewer in _without_one(crew, weeks):
        if trial.played >= terms:
            return None
        if not broken(crew, fewer) and trial.keeps(_there(rosters, crew, fewer)):
            return fewer
    return None


def _without_one(crew: Crew, weeks: Weeks) -> Iterator[Weeks]:
    used = [one for one, people in enumerate(weeks) if people]
    for one in sorted(used, key=lambda one: -crew.lines[one].cost):
        yield _with(weeks, one, -1)


def _moved(crew: Crew, weeks: Weeks, draws: list[float]) -> Weeks:
    """One person on another week that costs no more, both at random."""
    used = [one for one, people in enumerate(weeks) if people]
    leaves = used[int(draws[0] * len(used))]
    others = [one for one, line in enumerate(crew.lines) if line.cost <= crew.lines[leaves].cost]
    return _with(_with(weeks, leaves, -1), others[int(draws[1] * len(others))], 1)


def _with(weeks: Weeks, one: int, more: int) -> Weeks:
    return (*weeks[:one], weeks[one] + more, *weeks[one + 1 :])


def _cost(crew: Crew, one: int) -> float:
    return float(crew.lines[one].cost)
