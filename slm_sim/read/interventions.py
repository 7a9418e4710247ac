"""Interventions: the overlays of a scenario with the ranges of their effects, alone, together and at points between.

A scenario is read once as a tree. What an intervention makes of it at one point of its ranges is the same tree with
other values, validated and not checked again, for both ends of each range and the best guess have been checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.doubt import Doubt
from slm_sim.model.intervention import Overlay
from slm_sim.model.scenario import Scenario
from slm_sim.read.changes import Change
from slm_sim.read.compose import (
    Asked,
    Composition,
    composition_of,
    grown,
    overlay_changes,
    understood,
    with_changes,
    with_files_found,
)
from slm_sim.read.paths import find
from slm_sim.read.ranges import value_at
from slm_sim.read.scenario import file_of_scenario, read_scenario
from slm_sim.read.tree import Node, Table, Text
from slm_sim.read.validate import validated


@dataclass(frozen=True)
class Stated:
    """A scenario that has been read, and the tree that it can be changed in.

    scenario  as stated
    base      its files as one tree
    doubts    what drafts of its agreements must settle before they are signed
    """

    scenario: Scenario
    base: Composition
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Intervention:
    """An overlay that is held against others.

    place    where it stands
    changes  what it changes, with the ranges that are believed
    """

    name: str
    overlay: Overlay
    place: Place
    changes: tuple[Change, ...]

    @property
    def uncertain(self) -> tuple[Change, ...]:
        """The changes whose effect is a range."""
        return tuple(change for change in self.changes if change.low is not None)

    @property
    def is_idle(self) -> bool:
        """Whether every value that it states is what stands there already."""
        return all(
            change.low is None and change.before in (change.best, f"{change.best} by default")
            for change in self.changes
        )


Shares = Mapping[tuple[str, str], float]
"""How far through its range the change of an intervention is, by the name of this one and the path of that one."""


def stated(scenario: Scenario | str | Path) -> Stated:
    """A scenario as a tree: a file, the name of a shipped scenario, or one that has been read already.

    Raises `InputError` with all that is wrong with a file.
    """
    if isinstance(scenario, Scenario):
        return Stated(scenario, composition_of(scenario))
    reading = read_scenario(scenario)
    return Stated(reading.scenario, grown(file_of_scenario(scenario)), reading.doubts)


def interventions_of(there: Stated, names: Sequence[str]) -> tuple[Intervention, ...]:
    """The overlays of these names; `InputError` with the nearest name for one that is none."""
    found = []
    for name in dict.fromkeys(names):
        composed, changes = with_changes(there.base, [overlay_changes(there.base.tree, name)])
        if composed.problems:
            raise InputError(composed.problems)
        overlays = there.base.tree.nodes["overlays"]
        assert isinstance(overlays, Table)
        found.append(Intervention(name, there.scenario.overlays[name], overlays.keys[name], changes))
    return tuple(found)


def collisions(there: Stated, parts: Sequence[Intervention]) -> tuple[Problem, ...]:
    """Why interventions cannot be combined; nothing if they can."""
    composed, _ = with_changes(there.base, [overlay_changes(there.base.tree, part.name) for part in parts])
    return composed.problems


def best_guess(there: Stated, parts: Sequence[Intervention]) -> Scenario:
    """The scenario with interventions in place as best guessed; `InputError` with all that is wrong with it."""
    composed, _ = with_changes(there.base, [overlay_changes(there.base.tree, part.name) for part in parts])
    scenario, problems = understood(composed)
    if scenario is None or problems:
        raise InputError(problems)
    return scenario


def at_point(there: Stated, parts: Sequence[Intervention], shares: Shares) -> Scenario:
    """The scenario with interventions in place, each uncertain effect so far through what is believed of it."""
    asked = [(part.name, _nodes_at(there.base.tree, part, shares)) for part in parts]
    composed, _ = with_changes(there.base, asked)
    scenario, problems = validated(with_files_found(composed.tree), Scenario)
    if scenario is None or problems or composed.problems:
        raise InputError([*composed.problems, *problems])
    return scenario


def _nodes_at(tree: Table, part: Intervention, shares: Shares) -> Mapping[str, Node]:
    asked: Asked = overlay_changes(tree, part.name)
    nodes = dict(asked[1])
    for change in part.uncertain:
        value = value_at(change, find(tree, Scenario, change.path), shares[part.name, change.path])
        nodes[change.path] = Text(value, change.place)
    return nodes
