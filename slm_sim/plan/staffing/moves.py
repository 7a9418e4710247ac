"""Integer search over weeks of work: people leave, or change to another week, as long as the promises are kept.

The programme fills what is known to be needed with the cheapest lines; that what is needed would be less on other days
it cannot know. So people leave, the dearest first, and where nobody can, somebody is moved at random to another line
that costs no more, and it begins again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import ceil

import numpy as np

from slm_sim.chance import Stream
from slm_sim.model.quantities import YEAR_SECONDS
from slm_sim.model.staff import Pattern
from slm_sim.plan.staffing.descent import Search, keeps
from slm_sim.plan.staffing.lines import Crew
from slm_sim.plan.staffing.programme import Roster, Rosters, roster_of

MOVES = 150
"""Moves in a row that spare nobody, after which it ends."""

Lines = tuple[int, ...]
"""How many people work on each line, in the order of the rosters."""


def move(found: Search, spare: float) -> None:
    """Make the best roster cheaper by moves, until so many seconds are left or nothing has helped for long."""
    if found.best is None or not found.rosters.crews:
        return
    stream, idle, draws = Stream(found.trial.prepared.scenario.study.seed, 0, "moves"), 0, 0
    roster = found.best
    while idle < MOVES and found.seconds_left > spare:
        left = next((one for one in _without_one(found.rosters, roster) if keeps(found, one.people)), None)
        if left is not None:
            roster, idle = left, 0
        else:
            moved = _moved(found.rosters, roster, stream.uniforms(np.array([draws, draws + 1]), 0).tolist())
            draws, idle = draws + 2, idle + 1
            if moved is not None and keeps(found, moved.people):
                roster = moved
        if roster.cost < found.best.cost:
            found.best = roster


def broken(crew: Crew, lines: Lines) -> int:
    """By how many people on the lines of a crew its rules are broken; 0 where they can take turns.

    Too many work at the weekend, too few are on leave, or after a Sunday nobody's Monday leaves enough rest (by Hall's
    marriage theorem).
    """
    worked = [(line, people) for line, people in zip(crew.lines, lines, strict=True) if people]
    found = 0
    if crew.pattern.weekends is not None:
        may, of = map(int, crew.pattern.weekends.split(" in "))
        at_work = ((line.at_the_weekend, people) for line, people in worked if not line.is_leave)
        found += max(0, sum((of * weekend - may) * people for weekend, people in at_work))
    if crew.pattern.leave_a_year is not None:
        share, employed = crew.pattern.leave_a_year.seconds / YEAR_SECONDS, sum(people for _, people in worked)
        found += max(0, ceil(share * employed) - sum(people for line, people in worked if line.is_leave))
    ends = sorted({line.days[-1] for line, _ in worked})
    for some in (set(part) for size in range(1, len(ends) + 1) for part in combinations(ends, size)):
        after = {monday for sunday, monday in crew.seams if sunday in some}
        come = sum(people for line, people in worked if line.days[-1] in some)
        found += max(0, come - sum(people for line, people in worked if line.days[0] in after))
    return found


def _without_one(rosters: Rosters, roster: Roster) -> Iterator[Roster]:
    used = [one for one, people in enumerate(roster.lines) if people]
    for one in sorted(used, key=lambda one: -rosters.lines[one].cost):
        if (fewer := _with(rosters, roster, {one: -1})) is not None:
            yield fewer


def _moved(rosters: Rosters, roster: Roster, draws: list[float]) -> Roster | None:
    """One person on another line of the team that costs no more, both at random; None where a rule is broken."""
    used = [one for one, people in enumerate(roster.lines) if people]
    leaves = used[int(draws[0] * len(used))]
    old = rosters.lines[leaves]
    others = [
        one
        for one, line in enumerate(rosters.lines)
        if line.team == old.team and line.cost <= old.cost and one != leaves
    ]
    return _with(rosters, roster, {leaves: -1, others[int(draws[1] * len(others))]: 1}) if others else None


def _with(rosters: Rosters, roster: Roster, more: dict[int, int]) -> Roster | None:
    """The roster with some people more or fewer on lines; None where a wish forbids it."""
    lines = tuple(people + more.get(one, 0) for one, people in enumerate(roster.lines))
    made = roster_of(rosters, lines, {number: roster.people[number] for number in rosters.free})
    fits = all(cell.least <= there <= cell.most for cell, there in zip(rosters.cells, made.people, strict=True))
    return made if fits and allowed(rosters, lines) else None


def allowed(rosters: Rosters, lines: Lines) -> bool:
    """Whether as many are employed on each pattern as may be, and all can take turns."""
    employed: dict[str, int] = {}
    first = 0
    for crew in rosters.crews:
        own = lines[first : first + len(crew.lines)]
        first += len(crew.lines)
        if broken(crew, own):
            return False
        employed[crew.name] = employed.get(crew.name, 0) + sum(own)
    patterns = {crew.name: crew.pattern for crew in rosters.crews}
    return all(_may_employ(patterns[name], people) for name, people in employed.items())


def _may_employ(pattern: Pattern, people: int) -> bool:
    least, most = pattern.people_at_least, pattern.people_at_most
    is_hired = people >= least and (people - least) % pattern.hired_in_steps_of == 0
    return is_hired and (most is None or people <= most)
