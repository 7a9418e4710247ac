"""What is known of the cheapest staff, and integer search down from people who keep the promises.

It begins on the first few replications alone, which say about as much in a fraction of the time, and goes on where that
ends. People leave first on all days of a shift, then cell by cell, the dearest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from slm_sim.plan.staffing.cells import Headcount, cost_of
from slm_sim.plan.staffing.programme import Roster, Rosters
from slm_sim.plan.staffing.trial import Trial, with_number
from slm_sim.plan.timelimit import OutOfTime, expect_time

ROUGH = 12
"""Replications on which a search begins where there are more than twice as many."""
FOR_A_ROUGH_START = 0.3
"""Of the time, at most."""


@dataclass
class Search:
    """What is known so far.

    best    the cheapest roster that keeps the promises; None before there is one
    bound   no roster that keeps them costs less
    needed  the fewest people of each cell with whom they can be kept, as far as that is known
    cuts    staffs that do not keep them, as large as they can be
    kept    people in each cell who keep the promises, the fewest of them that the descent has come to
    limit   the seconds from its beginning to its end
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
    limit: float = field(init=False)

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


def keeps(found: Search, people: Headcount) -> bool:
    """Whether so many people keep the promises, if there is time to find out."""
    expect_time(found.ends)
    kept = found.trial.keeps(people)
    found.progress(found.trial.tried, 0)
    return kept


def rough_start(found: Search, start: Headcount) -> Headcount:
    """Where a search on the first few replications alone comes to; the start where there are no more than these."""
    if found.trial.replications <= 2 * ROUGH:
        return start
    with _roughly(found) as rough, suppress(OutOfTime):
        if keeps(rough, rough.most):
            rough.kept = kept_at_first(rough, start)
            downwards(rough, rough.kept)
    return rough.kept or start


def missing_one_too_many(found: Search, own: Sequence[int]) -> None:
    """Learn a staff that does not keep the promises for want of people in some cells alone, as large as it can be.

    How many may be missing in each of them is told by the first few replications, and looked for around that.
    """
    few = found.most
    if found.trial.replications > 2 * ROUGH:
        with _roughly(found) as rough, suppress(OutOfTime):
            few = fewest(rough, found.most, own)
    if keeps(found, few):
        fewest(found, few, own)
        return
    cells = found.rosters.cells
    while not keeps(found, few):
        few = tuple(min(there + (place in own), cells[place].most) for place, there in enumerate(few))


@contextmanager
def _roughly(found: Search) -> Iterator[Search]:
    """A search on the first few replications, within its share of the time."""
    ends = found.ends - (1 - FOR_A_ROUGH_START) * found.seconds_left
    rough = Search(found.trial.of_the_first(ROUGH), found.rosters, ends, progress=found.progress)
    yield rough
    found.trial.tried += rough.trial.tried
    found.trial.played += rough.trial.played


def kept_at_first(found: Search, start: Headcount) -> Headcount:
    """People who keep the promises: the cheaper of those as stated, if they do, and those on the way from the start."""
    cells = found.rosters.cells
    stated = tuple(min(max(cell.stated, cell.least), cell.most) for cell in cells)
    if cost_of(cells, start) > cost_of(cells, stated) and keeps(found, stated):
        return stated
    upwards = _up(found, start)
    return stated if cost_of(cells, upwards) > cost_of(cells, stated) and keeps(found, stated) else upwards


def _up(found: Search, start: Headcount) -> Headcount:
    """On the way from the start to all the people there may be, the first that keep the promises (bisection).

    The first steps are of one person in each cell, the later ones of more.
    """
    low, high = 0, 16
    steps = [
        tuple(one - (one - most) * step**2 // high**2 for one, most in zip(start, found.most, strict=True))
        for step in range(high + 1)
    ]
    if keeps(found, steps[0]):
        return steps[0]
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if keeps(found, steps[middle]) else (middle, high)
    return steps[high]


def downwards(found: Search, people: Headcount) -> Headcount:
    """Take people away, the dearest first, then move them to cheaper cells, until nothing helps any more.

    First they leave a shift on all its days at once, then each cell alone.
    """
    cells = found.rosters.cells
    shifts: dict[tuple[str, str], list[int]] = {}
    for number, cell in enumerate(cells):
        shifts.setdefault((cell.team, cell.shift), []).append(number)
    order = sorted(([number] for number in range(len(cells))), key=lambda one: -cells[one[0]].cost)
    whole = sorted((own for own in shifts.values() if len(own) > 1), key=lambda own: -max(cells[n].cost for n in own))
    for own in whole:
        found.kept = people = fewest(found, people, own)
    while True:
        before = people
        for own in order:
            found.kept = people = fewest(found, people, own)
        if people == before:
            moved = next((one for one in _moves(found, people) if keeps(found, one)), None)
            if moved is None:
                return people
            found.kept = people = moved


def fewest(found: Search, people: Headcount, own: Sequence[int]) -> Headcount:
    """As many people fewer in each of some cells, down to its least, as keep the promises while the others stay."""
    cells = found.rosters.cells

    def without(number: int) -> Headcount:
        return tuple(
            max(there - number, min(there, cell.least)) if place in own else there
            for place, (there, cell) in enumerate(zip(people, cells, strict=True))
        )

    good, bad, step = 0, max(people[number] - cells[number].least for number in own) + 1, 1
    while bad - good > 1:
        middle = min(good + step, (good + bad + 1) // 2)
        if keeps(found, without(middle)):
            good, step = middle, 2 * step
        else:
            bad = middle
    return without(good)


def _moves(found: Search, people: Headcount) -> Iterator[Headcount]:
    """One person fewer in one cell and one more in a cheaper one."""
    cells = found.rosters.cells
    for number in sorted(range(len(cells)), key=lambda one: -cells[one].cost):
        for other in range(len(cells)):
            cheaper = cells[other].cost < cells[number].cost
            if cheaper and people[number] > cells[number].least and people[other] < cells[other].most:
                yield with_number(with_number(people, number, people[number] - 1), other, people[other] + 1)
