"""Files that a scenario names: where they lie, and the trees that are read from them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from slm_sim.errors import InputError, Problem
from slm_sim.read.tree import Node, Table, Text

FileRead = tuple[Node, Iterable[str]]
"""The tree of a file, and every file that was read for it."""


def beside(file: str, named: str) -> Path:
    """The path of a file that another file names."""
    return Path(os.path.normpath(Path(file).parent / named))


def path_named(node: Text) -> Path:
    """The path that a text stands for: beside the file that states it, or, of a text from no file, as it is."""
    return beside(node.place.file, node.text) if node.place.line else Path(node.text)


def trees_named(
    named: Table, noun: str, read: Callable[[Text], FileRead]
) -> tuple[dict[str, Node], tuple[str, ...], list[Problem]]:
    """What a scenario names and describes in files of their own, where the tree still holds their paths.

    noun  what one of them is called, such as ``agreement``
    read  the file that a path stands for; `InputError` if it cannot be read

    Answers with the trees by name, the files that were read, and what is wrong: one that cannot be read is left out.
    """
    trees: dict[str, Node] = {}
    files: list[str] = []
    problems: list[Problem] = []
    for name, node in named.nodes.items():
        try:
            if isinstance(node, Text):
                trees[name], its_files = read(node)
                files += its_files
            elif node.place.file == named.keys[name].file:
                found = f"the {noun} {name!r} stands in the scenario"
                problems.append(Problem(node.place, found, "the path of a file of its own"))
            else:
                trees[name] = node
        except InputError as error:
            problems += error.problems
    return trees, tuple(dict.fromkeys(files)), problems
