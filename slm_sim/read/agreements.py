"""The agreements of a scenario: read from their files, and completed by what they take over from each other."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.agreement import Agreement
from slm_sim.model.doubt import Doubt
from slm_sim.read.checks import doubts_of_agreement, problems_of_agreement
from slm_sim.read.namedfiles import beside, path_named, trees_named
from slm_sim.read.tree import Node, Table, Text, read_tree
from slm_sim.read.underpinned import completed
from slm_sim.read.validate import expect_schema, validated


@dataclass(frozen=True)
class AgreementReading:
    """An agreement that was read without a scenario, with what reading it has shown.

    tree   every stated value with its place and with what put it there
    files  every file that was read: the agreement, and those that it underpins
    doubts what a draft must settle before it is signed
    """

    agreement: Agreement
    tree: Table
    files: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def read_agreement(path: str | Path) -> AgreementReading:
    """The agreement that a file describes; `InputError` with every problem of it."""
    tree, files = agreement_tree(Path(path))
    agreement, problems = validated(tree, Agreement)
    if agreement is not None:
        problems = problems_of_agreement(agreement, tree)
    if agreement is None or problems:
        raise InputError(problems)
    return AgreementReading(agreement, tree, files, doubts_of_agreement(agreement, tree))


def agreement_tree(path: Path, named_at: Place | None = None) -> tuple[Table, tuple[str, ...]]:
    """The tree of an agreement, with the definitions that it takes over, and the files that were read for it.

    Raises `InputError` for a file that is no agreement, or agreements that underpin each other in a circle.
    """
    return _grown(path, named_at, ())


def _grown(path: Path, named_at: Place | None, before: tuple[str, ...]) -> tuple[Table, tuple[str, ...]]:
    tree = read_tree(path, named_at)
    expect_schema(tree, Agreement)
    file = str(path)
    named = tree.nodes.get("underpins")
    if not isinstance(named, Text):
        return tree, (file,)
    chain = (*before, file)
    other = beside(file, named.text)
    if os.path.realpath(other) in {os.path.realpath(one) for one in chain}:
        circle = " -> ".join((*chain, str(other)))
        found = f"the agreements underpin each other in a circle: {circle}"
        raise InputError(Problem(named.place, found, "the agreement that this one helps to keep"))
    underpinned, files = _grown(other, named.place, chain)
    return completed(tree, underpinned), (*files, file)


def agreement_trees(named: Table) -> tuple[dict[str, Node], tuple[str, ...], list[Problem]]:
    """The agreements that are still paths, read from their files, which lie beside the file that names them.

    Answers with the trees by name, the files that were read, and what is wrong: one that cannot be read is left out.
    """
    trees, files, problems = trees_named(named, "agreement", lambda node: agreement_tree(path_named(node), node.place))
    return taken_over_anew(trees), files, problems


def taken_over_anew(trees: Mapping[str, Node]) -> dict[str, Node]:
    """The agreements, each with what it takes over from another of them as that one stands now, changes included."""
    by_file = {os.path.realpath(tree.place.file): name for name, tree in trees.items()}
    found = dict(trees)
    for name in _underpinned_first(trees, by_file):
        tree, other = found[name], _underpinned(found[name], by_file)
        if isinstance(tree, Table) and other and isinstance(whole := found[other], Table):
            found[name] = completed(tree, whole)
    return found


def _underpinned_first(trees: Mapping[str, Node], by_file: Mapping[str, str]) -> list[str]:
    """The names of agreements, each after the one that it underpins."""
    order: list[str] = []
    for name in trees:
        chain = [name]
        while (other := _underpinned(trees[chain[-1]], by_file)) and other not in chain:
            chain.append(other)
        order += [one for one in reversed(chain) if one not in order]
    return order


def _underpinned(tree: Node, by_file: Mapping[str, str]) -> str | None:
    """What the scenario calls the agreement that this one underpins, None if it has no such agreement."""
    named = tree.nodes.get("underpins") if isinstance(tree, Table) else None
    if not isinstance(named, Text):
        return None
    return by_file.get(os.path.realpath(path_named(named)))
