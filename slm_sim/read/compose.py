"""One tree out of many files: a scenario with its parents, its agreements and the changes that are asked for.

Parents, agreements, changes and overlays all end in one tree whose values know where they come from. Two changes of one
value are an error instead of a precedence, so the order in which overlays are named cannot matter.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.quantities import NotationError
from slm_sim.model.scenario import Extension, Scenario
from slm_sim.read.agreements import agreement_trees
from slm_sim.read.changes import Change, read_change
from slm_sim.read.checks import problems_of
from slm_sim.read.decisiontables import decision_table_trees
from slm_sim.read.namedfiles import beside
from slm_sim.read.paths import changed
from slm_sim.read.shape import fields_of
from slm_sim.read.tree import Node, Table, Text, planted, read_tree
from slm_sim.read.validate import expect_schema, validated

CHANGES_ARGUMENT = "changes"
"""The name of what a caller changes, in problems and origins."""

UNCHANGEABLE = ("schema", "overlays")


@dataclass(frozen=True)
class Composition:
    """A scenario as one tree, before it is validated.

    tree      all values, each with its place and with what put it there
    files     every file that was read, in the order of reading
    problems  what is wrong with it already, apart from what its values say
    """

    tree: Table
    files: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def grown(path: Path, named_at: Place | None = None, children: tuple[str, ...] = ()) -> Composition:
    """The tree of a scenario file with its parents' and its agreements in it, and without any overlay.

    children  the files that extend this one, the nearest last
    """
    tree = read_tree(path, named_at)
    expect_schema(tree, Scenario)
    file = str(path)
    if "extends" not in tree.nodes:
        if "changes" in tree.nodes:
            raise InputError(
                Problem(tree.keys["changes"], "changes stand without a parent to change", "extends: and its file")
            )
        return _with_files(Composition(tree, (file,)))
    named = tree.nodes["extends"]
    if not isinstance(named, Text):
        raise InputError(Problem(named.place, "a scenario extends one parent", "the path of one file"))
    chain = (*children, file)
    parent = beside(file, named.text)
    if os.path.realpath(parent) in {os.path.realpath(child) for child in chain}:
        circle = " -> ".join((*chain, str(parent)))
        raise InputError(
            Problem(named.place, f"the scenarios extend each other in a circle: {circle}", "a parent that ends it")
        )
    base = grown(parent, named.place, chain)
    return _extended(base, tree, file)


def composition_of(scenario: Scenario) -> Composition:
    """The tree of a scenario that has been read already; it names no lines of files."""
    document = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    tree = planted(document, Place("scenario"))
    assert isinstance(tree, Table)
    agreements = tree.nodes.get("agreements")
    if isinstance(agreements, Table):
        own = {name: planted(document["agreements"][name], Place(name)) for name in agreements.nodes}
        tree = replace(tree, nodes={**tree.nodes, "agreements": replace(agreements, nodes=own)})
    return Composition(tree, ())


def _extended(base: Composition, child: Table, file: str) -> Composition:
    """The parent with the child's title, overlays and changes."""
    problems = [
        Problem(place, f"{key!r} stands beside extends", f"'changes:' with paths such as {key}.<name>: <value>")
        for key, place in child.keys.items()
        if key not in fields_of(Extension)
    ]
    tree = replace(base.tree, place=child.place)
    for key in ("title", "story"):
        if key in child.nodes:
            tree = changed(tree, (key,), child.nodes[key])
    overlays, added = tree.nodes.get("overlays"), child.nodes.get("overlays")
    if isinstance(overlays, Table) and isinstance(added, Table):
        problems += [
            Problem(
                added.keys[name], f"the parent has an overlay {name!r}", f"another name; the parent's stands at {place}"
            )
            for name, place in overlays.keys.items()
            if name in added.nodes
        ]
        nodes, keys = {**overlays.nodes, **added.nodes}, {**overlays.keys, **added.keys}
        tree = changed(tree, ("overlays",), replace(added, nodes=nodes, keys=keys))
    elif added is not None:
        tree = changed(tree, ("overlays",), added)
    asked = child.nodes.get("changes", Table({}, {}, child.place))
    if not isinstance(asked, Table):
        problems.append(
            Problem(asked.place, "no table stands here", "changes of the parent's values, each by its path")
        )
        asked = Table({}, {}, child.place)
    whole = Composition(tree, (*base.files, file), (*base.problems, *problems))
    return with_changes(whole, [(f"changes of {file}", asked.nodes)])[0]


Asked = tuple[str, Mapping[str, Node]]
"""Who asks for changes, and the changes by path."""


def with_changes(base: Composition, asked: Sequence[Asked]) -> tuple[Composition, tuple[Change, ...]]:
    """A composition with changes made, and what they are.

    It has problems where a path leads nowhere, a phrase does not fit, or two changes touch the same value.
    """
    problems = list(base.problems)
    made: list[tuple[Change, tuple[str, ...], Node]] = []
    for cause, changes in asked:
        for path, wanted in changes.items():
            try:
                if path.split(".")[0] in UNCHANGEABLE:
                    raise NotationError(f"{path!r} cannot be changed", "a path to a value of the scenario")
                change, node, spot = read_change(base.tree, Scenario, path, wanted, cause)
                made.append((change, spot.parts, node))
            except NotationError as error:
                problems.append(Problem(wanted.place, error.found, error.expected, error.nearest))
    problems += _collisions(made)
    tree = base.tree
    for _, parts, node in made:
        tree = changed(tree, parts, node)
    composed = _with_files(replace(base, tree=tree, problems=tuple(problems)))
    return composed, tuple(change for change, _, _ in made)


def _collisions(made: Iterable[tuple[Change, tuple[str, ...], Node]]) -> Iterator[Problem]:
    for (one, parts, _), (other, other_parts, _) in combinations(made, 2):
        shorter = min(len(parts), len(other_parts))
        if parts[:shorter] != other_parts[:shorter]:
            continue
        if parts == other_parts:
            found = f"{one.cause} and {other.cause} both change {one.path!r}"
        elif one.cause == other.cause:
            found = f"{one.cause} change {one.path!r} and {other.path!r}, one inside the other"
        else:
            found = f"{one.cause} changes {one.path!r} and {other.cause} {other.path!r}, one inside the other"
        yield Problem(other.place, found, "changes of different values: leave one out")


def overlay_changes(tree: Table, name: str) -> Asked:
    """What an overlay of a tree asks for; `InputError` with the nearest name if there is none of this name."""
    overlays = tree.nodes.get("overlays")
    known = overlays.nodes if isinstance(overlays, Table) else {}
    if name not in known:
        expected = f"one of {', '.join(known)}" if known else "a scenario with overlays"
        raise InputError(
            Problem(Place(tree.place.file), f"there is no overlay {name!r}", expected, nearest_word(name, known))
        )
    overlay = known[name]
    changes = overlay.nodes.get("changes") if isinstance(overlay, Table) else None
    return f"overlay {name}", changes.nodes if isinstance(changes, Table) else {}


def argument_changes(changes: Mapping[str, object]) -> Asked:
    """What a caller asks for; paths of files among it are relative to the working folder."""
    place = Place(CHANGES_ARGUMENT)
    return CHANGES_ARGUMENT, {path: planted(value, place) for path, value in changes.items()}


def _with_files(base: Composition) -> Composition:
    """The agreements and decision tables in the tree, and what is wrong with those that are left out of it."""
    for section, trees_of in (("agreements", agreement_trees), ("decision_tables", decision_table_trees)):
        named = base.tree.nodes.get(section)
        if isinstance(named, Table):
            trees, files, problems = trees_of(named)
            tree = changed(base.tree, (section,), replace(named, nodes=trees))
            read = (file for file in files if file not in base.files)
            base = Composition(tree, (*base.files, *read), (*base.problems, *problems))
    return base


def with_files_found(tree: Table) -> Table:
    """The tree with the paths of a replay's log and mapping as seen from the working folder."""
    for parts in (("workload", "replay", "log"), ("workload", "replay", "mapping")):
        node: Node | None = tree
        for part in parts:
            node = node.nodes.get(part) if isinstance(node, Table) else None
        if isinstance(node, Text) and node.place.line:
            tree = changed(tree, parts, replace(node, text=str(beside(node.place.file, node.text))))
    return tree


def understood(composition: Composition) -> tuple[Scenario | None, list[Problem]]:
    """The scenario of a composition and all that is wrong with it; the checks need one that is right so far."""
    tree = with_files_found(composition.tree)
    scenario, problems = validated(tree, Scenario)
    problems = [*composition.problems, *problems]
    return scenario, problems if scenario is None or problems else problems_of(scenario, tree)
