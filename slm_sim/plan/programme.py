"""The choice of one option per clause as a mixed-integer programme over simulated terms, stated in Pyomo.

Sample average approximation (Luedtke and Ahmed, "A sample approximation approach for optimization with probabilistic
constraints", 2008): a month fails if any clause does, and only so many months may. The conditional value at risk of the
credits enters in the linear form of Rockafellar and Uryasev, "Optimization of conditional value-at-risk", 2000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from slm_sim.model.arrays import Bools, Floats, Ints, freeze_arrays


@dataclass(frozen=True, eq=False)
class Programme:
    """What is asked, clause by clause.

    worth     of each option, float64[options]
    fails     bool[options, months]
    credits   int64[options, terms]
    group     of each clause; clauses of one group choose the same rule
    rule      number of the rule of each option, -1 where any will do, int64[options]
    failing   how many months may fail
    expected  how much the credits of a term may come to on average; None: no limit
    worst     how much they may come to on average over the `tail` worst terms; None: no limit
    """

    worth: tuple[Floats, ...]
    fails: tuple[Bools, ...]
    credits: tuple[Ints, ...]
    group: tuple[str, ...]
    rule: tuple[Ints, ...]
    failing: int
    expected: float | None = None
    worst: float | None = None
    tail: float = 0.05

    def __post_init__(self) -> None:
        freeze_arrays(self)


Picks = tuple[int, ...]
"""The number of the option that each clause takes."""


@dataclass(frozen=True)
class Solution:
    """What was found.

    picks   None: nothing that keeps the limits was found
    worth   of the picks
    bound   no choice is worth more than this
    status  best (proved), within the gap, out of time, interrupted, or impossible (proved)
    """

    picks: Picks | None
    worth: float
    bound: float
    status: str


def worth_of(programme: Programme, picks: Sequence[int]) -> float:
    """What a choice is worth."""
    return float(sum(worth[pick] for worth, pick in zip(programme.worth, picks, strict=True)))


def failing(programme: Programme, picks: Sequence[int]) -> int:
    """In how many months a choice fails."""
    rows = [fails[pick] for fails, pick in zip(programme.fails, picks, strict=True)]
    return int(np.logical_or.reduce(rows).sum())


def keeps_the_limits(programme: Programme, picks: Sequence[int]) -> bool:
    """Whether a choice keeps every limit of the programme."""
    credits = np.sum([owed[pick] for owed, pick in zip(programme.credits, picks, strict=True)], axis=0)
    return (
        failing(programme, picks) <= programme.failing
        and _agrees(programme, picks)
        and (programme.expected is None or float(credits.mean()) <= programme.expected)
        and (programme.worst is None or worst_mean(credits.astype(np.float64), programme.tail) <= programme.worst)
    )


def worst_mean(values: Floats, tail: float) -> float:
    """The mean of the largest values, so large a share of all; of a value that is cut, the part that belongs to it."""
    ordered = np.sort(values)[::-1]
    wanted = tail * len(ordered)
    whole = min(ceil(wanted - 1e-9), len(ordered))
    parts = np.clip(wanted - np.arange(whole), 0, 1)
    return float((ordered[:whole] * parts).sum() / parts.sum())


def _agrees(programme: Programme, picks: Sequence[int]) -> bool:
    chosen: dict[str, set[int]] = {}
    for group, rule, pick in zip(programme.group, programme.rule, picks, strict=True):
        chosen.setdefault(group, set()).add(int(rule[pick]))
    return all(len(rules - {-1}) <= 1 for rules in chosen.values())


def undominated(programme: Programme) -> list[Ints]:
    """Of each clause the options worth looking at: no other with the same rule is worth as much, fails nowhere else and
    never costs more.
    """
    found = []
    for worth, fails, credits, rule in zip(
        programme.worth, programme.fails, programme.credits, programme.rule, strict=True
    ):
        order = sorted(range(len(worth)), key=lambda option: (-worth[option], int(fails[option].sum()), option))
        kept: list[int] = []
        for option in order:
            if not any(
                rule[other] == rule[option]
                and not (fails[other] & ~fails[option]).any()
                and (credits[other] <= credits[option]).all()
                for other in kept
            ):
                kept.append(option)
        found.append(np.array(sorted(kept), dtype=np.int64))
    return found


def greedy(programme: Programme, options: Sequence[Ints]) -> Picks | None:
    """A choice within the limits: the safest one, tightened step by step, each time where most is gained for each month
    that fails more; None if the safest one breaks the limits.
    """
    picks = [
        min(own.tolist(), key=lambda option: (int(fails[option].sum()), int(credits[option].sum()), rule[option]))
        for own, fails, credits, rule in zip(options, programme.fails, programme.credits, programme.rule, strict=True)
    ]
    if not keeps_the_limits(programme, picks):
        return None
    while True:
        failed = failing(programme, picks)
        steps = []
        for place, own in enumerate(options):
            for option in own.tolist():
                gain = float(programme.worth[place][option] - programme.worth[place][picks[place]])
                tried = [*picks[:place], option, *picks[place + 1 :]]
                if gain > 1e-12 and keeps_the_limits(programme, tried):
                    dearness = max(failing(programme, tried) - failed, 0) + 1
                    steps.append((gain / dearness, -place, -option))
        if not steps:
            return tuple(picks)
        _, place, option = max(steps)
        picks[-place] = -option
