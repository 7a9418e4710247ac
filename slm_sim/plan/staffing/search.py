"""The search for the cheapest staff: down from what keeps the promises, up from what every staff needs.

Integer search takes people away as long as the promises are kept; the programme of `slm_sim.plan.staffing.programme`
says what cannot be cheaper. Each staff that does not keep them is made as large as it can be without keeping them,
one cell after the other, and becomes a cut. Both ends meet at the cheapest staff, or time runs out in between.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations
from typing import Literal

from slm_sim.plan.staffing.cells import Headcount, cost_of
from slm_sim.plan.staffing.descent import (
    Search,
    downwards,
    keeps,
    kept_at_first,
    missing_one_too_many,
    rough_start,
)
from slm_sim.plan.staffing.moves import move
from slm_sim.plan.staffing.programme import GAP, Roster, closest, solve
from slm_sim.plan.staffing.trial import with_number, within
from slm_sim.plan.timelimit import OutOfTime

SECONDS = 5.0
"""For filling anew what one person fewer leaves."""
FEW_SHIFTS = 3
"""Of a team, whose shifts are looked at in every combination; of more, alone and all together."""
FOR_CELLS = 0.6
"""Of the time, after which it is no longer learned, before people leave, what each cell needs."""
FOR_MOVES = 0.3
"""Of the time, after which nobody is moved from one week of work to another any more."""
FOR_SHIFTS = 0.7
"""Of the time, after which it is no longer learned what whole shifts need."""
FOR_THE_BOUND = 0.4
"""Of the time, which is kept for the bound."""
Status = Literal["best", "out of time", "interrupted", "impossible"]


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
        found.kept = kept_at_first(found, rough_start(found, start))
        _consider(found, found.kept)
        move(found, (1 - FOR_MOVES) * found.limit)
        if found.best is not None:
            found.kept = found.best.people
        _learn_needed(found, FOR_CELLS)
        _learn_together(found)
        _consider(found, downwards(found, found.kept))
        _thin(found)
        _learn_needed(found, 1.0)
        return _close(found)
    except (OutOfTime, KeyboardInterrupt) as ended:
        with suppress(KeyboardInterrupt):
            _consider(found, found.kept)
        if isinstance(ended, KeyboardInterrupt):
            return "interrupted"
        return "best" if _is_proven(found) else "out of time"


def _consider(found: Search, people: Headcount) -> None:
    """The cheapest roster that fills so many people becomes the best, if it is one and cheaper."""
    if not people:
        return
    if found.rosters.crews:
        seconds = max(min(found.seconds_left, SECONDS), 1.0)
        roster = solve(found.rosters, people, (), seconds).roster
        if roster is None and found.best is None:
            near = closest(found.rosters, found.needed, people, seconds)
            roster = near if near is not None and found.trial.keeps(near.people) else None
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


def _learn_together(found: Search) -> None:
    """What shifts of a pattern need on all their days at once, alone and together, whoever else is there.

    Below that, one day of them at least must have more people, which the lines of a pattern carry to the other days.
    """
    shifts: dict[str, dict[str, list[int]]] = {}
    free = set(found.rosters.free)
    for number, cell in enumerate(found.rosters.cells):
        if number not in free:
            shifts.setdefault(cell.team, {}).setdefault(cell.shift, []).append(number)
    for own in shifts.values():
        sizes = range(1, len(own) + 1) if len(own) <= FEW_SHIFTS else (1, len(own))
        for some in (part for size in sizes for part in combinations(own.values(), size)):
            together = [number for shift in some for number in shift]
            if found.seconds_left < (1 - FOR_SHIFTS) * found.limit:
                break
            if len(together) > 1:
                missing_one_too_many(found, together)
    _bind(found)


def _learn_needed(found: Search, share: float) -> None:
    """What each cell needs even where all others have all they may have, as far as a share of the time allows.

    It is looked for from below, in steps that grow: that few people fail is soon known.
    """
    for number, cell in enumerate(found.rosters.cells):
        fails, enough, step = found.needed[number] - 1, cell.most, 1
        while enough - fails > 1 and found.seconds_left >= (1 - share) * found.limit:
            people = min(fails + step, (fails + enough) // 2)
            if keeps(found, with_number(found.most, number, people)):
                enough = people
            else:
                fails, step = people, 2 * step
        found.needed = with_number(found.needed, number, fails + 1)
    _bind(found)


def _bind(found: Search) -> None:
    """What the cheapest roster costs that has all that is known to be needed is a bound."""
    found.cuts = [one for one in found.trial.infeasible if within(found.needed, one)]
    solved = solve(found.rosters, found.needed, found.cuts, max(min(found.seconds_left, 2 * SECONDS), 1.0))
    found.bound = max(found.bound, solved.bound)


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
        if _is_proven(found):
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


def _is_proven(found: Search) -> bool:
    """Whether the best costs no more than the bound."""
    return found.best is not None and float(found.best.cost) <= found.bound * (1 + 2 * GAP)


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
