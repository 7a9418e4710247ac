"""Variations: from `study.vary` to scenarios, or to all that is wrong with them, before anything is played.

A variation is made as an overlay is, by changes of values at their paths. Each becomes a scenario of its own, which is
validated and checked like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from slm_sim.chance import latin_hypercube
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.quantities import NUMBER, NotationError, number, write_number
from slm_sim.model.scenario import Scenario, Vary
from slm_sim.model.variation import Variation
from slm_sim.read.compose import Asked, Composition, composition_of, understood, with_changes
from slm_sim.read.paths import Spot, find, may_stand
from slm_sim.read.tree import Items, Node, Table, Text, in_words

STUDY = "study"
"""What no variation changes: all of them have the same seed and as many replications."""

NOT_STATED = "not stated"

_END = rf"(-?{NUMBER})( ?[^\d]*?)"
_RANGE = re.compile(rf"{_END} to {_END}")

Case = tuple[str, Mapping[str, Node]]
"""A variation's name, and what it puts at each path."""


def variations_of(scenario: Scenario) -> tuple[Variation, ...]:
    """The variations of a scenario that has been read already; `InputError` with all that is wrong with them."""
    if scenario.study.vary is None:
        return ()
    found, problems = varied(composition_of(scenario), (), scenario)
    if problems:
        raise InputError(problems)
    return found


def varied(
    base: Composition, asked: Sequence[Asked], scenario: Scenario
) -> tuple[tuple[Variation, ...], list[Problem]]:
    """The variations of a scenario, and what is wrong with them; each problem is told of the first that has it.

    base      the scenario's files as one tree
    asked     changes that hold in all variations: overlays, and those of a caller
    scenario  what the tree means with these changes
    """
    vary = scenario.study.vary
    changed, _ = with_changes(base, asked)
    study = changed.tree.nodes[STUDY]
    node = study.nodes.get("vary") if isinstance(study, Table) else None
    if vary is None or not isinstance(node, Table):
        return (), []
    problems = list(_problems_of_paths(changed.tree, node))
    if problems:
        return (), problems
    found: list[Variation] = []
    told: set[tuple[Place, str]] = set()
    for name, nodes in _cases(vary, node, changed.tree, scenario.study.seed):
        composed, made = with_changes(base, [*asked, (f"variation {name}", nodes)])
        varies, wrong = understood(composed)
        for problem in wrong:
            if (problem.place, problem.found) not in told:
                told.add((problem.place, problem.found))
                problems.append(replace(problem, found=f"in variation {name}: {problem.found}"))
        if varies is not None and not wrong:
            changes = [change for change in made if change.path in nodes]
            values = {change.path: in_words(change.best) for change in changes}
            stated = {change.path: in_words(change.before or NOT_STATED) for change in changes}
            found.append(Variation(name, values, stated, varies))
    return tuple(found), problems


def _problems_of_paths(tree: Table, vary: Table) -> Iterator[Problem]:
    """Paths that lead nowhere or into the study itself, and ranges that cannot be read, each once."""
    for path, node in _paths(vary):
        try:
            expect_played(path)
            spot = find(tree, Scenario, path)
            if "ranges" in vary.nodes and isinstance(node, Text):
                value_between(node.text, spot, Fraction(0))
        except NotationError as error:
            yield Problem(node.place, error.found, error.expected, error.nearest)


def expect_played(path: str) -> None:
    """Raise `NotationError` for a path into the study, of which nothing is varied."""
    if path.split(".")[0] == STUDY:
        raise NotationError(f"{path!r} cannot be varied", "a path to something that is played")


def _paths(vary: Table) -> Iterator[tuple[str, Node]]:
    """Every path that is varied, with what is asked for there."""
    cases = vary.nodes.get("cases")
    groups = [vary.nodes.get("values"), vary.nodes.get("ranges")]
    groups += list(cases.nodes.values()) if isinstance(cases, Table) else []
    for group in groups:
        if isinstance(group, Table):
            yield from group.nodes.items()


def _cases(vary: Vary, node: Table, tree: Table, seed: int) -> list[Case]:
    below = node.nodes[{"grid": "values", "list": "cases", "latin hypercube": "ranges"}[vary.how]]
    assert isinstance(below, Table)
    if vary.how == "list":
        return [(name, case.nodes) for name, case in below.nodes.items() if isinstance(case, Table)]
    rows = _grid(below) if vary.how == "grid" else _sample(below, tree, seed, vary.samples or 0)
    width = len(str(len(rows)))
    return [(f"{number:0{width}d}", row) for number, row in enumerate(rows, start=1)]


def _grid(values: Table) -> list[dict[str, Node]]:
    """Every combination of the values, the last path changing first."""
    lists = [items.nodes for items in values.nodes.values() if isinstance(items, Items)]
    return [dict(zip(values.nodes, row, strict=True)) for row in product(*lists)]


def _sample(ranges: Table, tree: Table, seed: int, samples: int) -> list[dict[str, Node]]:
    spots = {path: find(tree, Scenario, path) for path in ranges.nodes}
    return [
        {
            path: Text(value_between(node.text, spots[path], Fraction(float(share))), node.place)
            for (path, node), share in zip(ranges.nodes.items(), point, strict=True)
            if isinstance(node, Text)
        }
        for point in latin_hypercube(seed, list(ranges.nodes), samples)
    ]


def value_between(text: str, spot: Spot, share: Fraction) -> str:
    """The value at so large a share of the way through a range, in the notation of its ends and two decimals more.

    Where only whole numbers can stand, each of them has an equal part of the way. `NotationError` for what is no range.
    """
    ends = _RANGE.fullmatch(text)
    if ends is None or ends[2].strip() != ends[4].strip():
        raise NotationError(f"{text!r} is not a range", "two values of one unit such as 2 / year to 8 / year")
    low, high = (number(end.lstrip("-")) * (-1 if end.startswith("-") else 1) for end in (ends[1], ends[3]))
    if low >= high:
        raise NotationError(f"{text!r} is not a range", "the smaller value first")
    decimals = max(len(end.partition(".")[2]) for end in (ends[1], ends[3])) + 2
    value = round(low + share * (high - low), decimals)
    if not may_stand(write_number(low + (high - low) / 10**decimals) + ends[4], spot):
        value = min(Fraction((low + share * (high - low + 1)) // 1), high)
    return write_number(value) + ends[4]
