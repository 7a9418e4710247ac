"""The decision tables of a scenario, read from their files."""

from __future__ import annotations

from pathlib import Path

from slm_sim.errors import InputError, Problem
from slm_sim.library import shipped_tables
from slm_sim.model.decisions import DecisionTable
from slm_sim.read.agreements import beside
from slm_sim.read.tree import Node, Table, Text, read_tree
from slm_sim.read.validate import expect_schema


def decision_table_trees(named: Table) -> tuple[dict[str, Node], tuple[str, ...], list[Problem]]:
    """The decision tables that are still paths, read from their files, which lie beside the file that names them.

    Answers with the trees by name, the files that were read, and what is wrong: one that cannot be read is left out.
    """
    trees: dict[str, Node] = {}
    files: list[str] = []
    problems: list[Problem] = []
    for name, node in named.nodes.items():
        try:
            if isinstance(node, Text):
                path = _file(node)
                tree = read_tree(path, node.place)
                expect_schema(tree, DecisionTable)
                trees[name] = tree
                files.append(str(path))
            elif node.place.file == named.keys[name].file:
                found = f"the decision table {name!r} stands in the scenario"
                problems.append(Problem(node.place, found, "the path of a file of its own"))
            else:
                trees[name] = node
        except InputError as error:
            problems += error.problems
    return trees, tuple(dict.fromkeys(files)), problems


def _file(node: Text) -> Path:
    """The file that a scenario names, or that of a table that ships where no file is called so."""
    path = beside(node.place.file, node.text) if node.place.line else Path(node.text)
    return path if path.suffix or path.exists() else shipped_tables().get(node.text, path)
