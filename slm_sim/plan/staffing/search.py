"""The search for the cheapest staff: down from what keeps the promises, up from what every staff needs.

Integer search takes people away as long as the promises are kept; the programme of `slm_sim.plan.staffing.programme`
says what cannot be cheaper. Each staff that does not keep them is made as large as it can be without keeping them,
one cell after the other, and becomes a cut. Both ends meet at the cheapest staff, or time runs out in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

from slm_sim.plan.staffing.cells import Headcount, cost_of
from slm_sim.plan.staffing.programme import GAP, Roster, Rosters, solve
from slm_sim.plan.staffing.trial import Trial, with_number, within
from slm_sim.plan.timelimit import OutOfTime

SECONDS = 5.0
"""For filling anew what one person fewer leaves."""
FOR_THE_BOUND = 0.4
"""Of the time, which is kept for the bound."""
Status = Literal["best", "out of time", "interrupted", "impossible"]


@dataclass
class Search:
    """What is known so far.

    best    the cheapest roster that keeps the promises; None before there is one
    bound   no roster that keeps them costs less
    needed  the fewest people of each cell with whom they can be kept, as far as that is known
    cuts    staffs that do not keep them, as large as they can be
    kept    people in each cell who keep the promises, the fewest of them that the descent has come to
    """

    trial: Trial
    rosters: Rosters
    ends: float
    best: Roster | None = None
    bound: float = 0.0
    needed: Headcount = ()
    cuts: list[Headcount] = field(default_factory=list)
    kept: Headcount = ()
    progress: Callable[[int, int], None] = lambda done, most: None

    def __post_init__(self) -> None:
        self.needed = tuple(cell.least for cell in self.rosters.cells)
        self.limit = self.seconds_left

    @property
    def most(self) -> Headcount:
        """The most people in each cell that wishes allow."""
        return tuple(cell.most for cell in self.rosters.cells)

    @property
    def seconds_left(self) -> float:
        """Until time runs out."""
        return self.ends - monotonic()


def search(found: Search, start: Headcount) -> Status:
    """Find the cheapest roster; `found` holds the best and the bound whenever this ends.

    ``impossible``  no roster within the wishes fills even what every staff needs
    """
    try:
        if not keeps(found, found.most):
            return "impossible"
        within_wishes = solve(found.rosters, found.needed, (), max(found.seconds_left, 1.0))
        if within_wishes.status == "impossible":
            return "impossible"
        found.bound = max(found.bound, within_wishes.bound)
        found.kept = _up(found, start)
        _consider(found, found.kept)
        _consider(found, _down(found, found.kept))
        _thin(found)
        _learn_needed(found)
        return _close(found)
    except (OutOfTime, KeyboardInterrupt) as ended:
        with suppress(KeyboardInterrupt):
            _consider(found, found.kept)
        return "out of time" if isinstance(ended, OutOfTime) else "interrupted"


def keeps(found: Search, people: Headcount) -> bool:
    """Whether so many people keep the promises, if there is time to find out."""
    if found.seconds_left <= 0:
        raise OutOfTime
    kept = found.trial.keeps(people)
    found.progress(found.trial.tried, 0)
    return kept


def _up(found: Search, start: Headcount) -> Headcount:
    """On the way from the start to all the people there may be, the first that keep the promises (bisection)."""
    low, high = 0, 16
    steps = [
        tuple(one + (most - one) * step // high for one, most in zip(start, found.most, strict=True))
        for step in range(high + 1)
    ]
    if keeps(found, steps[0]):
        return steps[0]
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if keeps(found, steps[middle]) else (middle, high)
    return steps[high]


def _down(found: Search, people: Headcount) -> Headcount:
    """Take people away, the dearest first, then move them to cheaper cells, until nothing helps any more."""
    cells = found.rosters.cells
    order = sorted(range(len(cells)), key=lambda number: -cells[number].cost)
    while True:
        before = people
        for number in order:
            found.kept = people = with_number(people, number, _fewest(found, people, number))
        if people == before:
            moved = next((one for one in _moves(found, people) if keeps(found, one)), None)
            if moved is None:
                return people
            found.kept = people = moved


def _fewest(found: Search, people: Headcount, number: int) -> int:
    """The fewest people in one cell that keep the promises while the others stay."""
    low, high, step = found.rosters.cells[number].least - 1, people[number], 1
    while high - low > 1:
        middle = max(high - step, (low + high) // 2)
        if keeps(found, with_number(people, number, middle)):
            high, step = middle, 2 * step
        else:
            low = middle
    return high


def _moves(found: Search, people: Headcount) -> Iterator[Headcount]:
    """One person fewer in one cell and one more in a cheaper one."""
    cells = found.rosters.cells
    for number in sorted(range(len(cells)), key=lambda one: -cells[one].cost):
        for other in range(len(cells)):
            cheaper = cells[other].cost < cells[number].cost
            if cheaper and people[number] > cells[number].least and people[other] < cells[other].most:
                yield with_number(with_number(people, number, people[number] - 1), other, people[other] + 1)


def _consider(found: Search, people: Headcount) -> None:
    """The cheapest roster that fills so many people becomes the best, if it is one and cheaper."""
    if not people:
        return
    if found.rosters.crews:
        roster = solve(found.rosters, people, (), max(found.seconds_left, 1.0)).roster
    else:
        roster = Roster(people, (), cost_of(found.rosters.cells, people))
    if roster is not None and _is_cheaper(found, roster):
        found.best = roster


def _is_cheaper(found: Search, roster: Roster) -> bool:
    return found.best is None or roster.cost < found.best.cost


def _thin(found: Search) -> None:
    """Leave out one person of a line, the dearest first, and fill what is then left anew, while that is cheaper."""
    lines, cells, thinner = found.rosters.lines, found.rosters.cells, True
    while thinner and found.best is not None:
        thinner = False
        used = [number for number, people in enumerate(found.best.lines) if people]
        for number in sorted(used, key=lambda one: -lines[one].cost):
            if found.seconds_left < FOR_THE_BOUND * found.limit:
                return
            left = list(found.best.people)
            for cell in lines[number].fills:
                left[cell] = max(left[cell] - 1, cells[cell].least)
            roster = solve(found.rosters, tuple(left), (), min(SECONDS, found.seconds_left)).roster
            if roster is not None and _is_cheaper(found, roster) and keeps(found, roster.people):
                found.best, thinner = roster, True


def _learn_needed(found: Search) -> None:
    """What each cell needs even where all others have all they may have."""
    for number in range(len(found.needed)):
        found.needed = with_number(found.needed, number, _fewest(found, found.most, number))


def _close(found: Search) -> Status:
    """Solve the programme, try what it finds, cut it off if it does not keep the promises, and again."""
    found.cuts = [one for one in found.trial.infeasible if within(found.needed, one)]
    while True:
        if found.seconds_left <= 0:
            return "out of time"
        solved = solve(found.rosters, found.needed, found.cuts, found.seconds_left)
        if solved.status == "impossible":
            return "impossible" if found.best is None else _proven(found)
        found.bound = max(found.bound, solved.bound)
        if found.best is not None and float(found.best.cost) <= found.bound * (1 + 2 * GAP):
            return _proven(found)
        roster = solved.roster
        if roster is None:
            return "out of time"
        if keeps(found, roster.people):
            if _is_cheaper(found, roster):
                found.best = roster
            return _proven(found) if solved.status == "best" else "out of time"
        grown = _grown(found, roster.people)
        found.cuts = [*(cut for cut in found.cuts if not within(cut, grown)), grown]


def _proven(found: Search) -> Status:
    """The best is the cheapest there is."""
    if found.best is not None:
        found.bound = float(found.best.cost)
    return "best"


def _grown(found: Search, people: Headcount) -> Headcount:
    """As many people more as there may be without keeping the promises: first whole teams, then cell by cell."""
    cells = found.rosters.cells
    for team in dict.fromkeys(cell.team for cell in cells):
        full = tuple(
            most if cell.team == team else there for cell, there, most in zip(cells, people, found.most, strict=True)
        )
        if full != people and not keeps(found, full):
            people = full
    for number, cell in enumerate(cells):
        if people[number] >= cell.most:
            continue
        low, high = people[number], cell.most + 1
        while high - low > 1:
            middle = cell.most if high > cell.most else (low + high) // 2
            low, high = (low, middle) if keeps(found, with_number(people, number, middle)) else (middle, high)
        people = with_number(people, number, low)
    return people
