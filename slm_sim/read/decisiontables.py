"""The decision tables of a scenario, read from their files."""

from __future__ import annotations

from pathlib import Path

from slm_sim.errors import Problem
from slm_sim.library import shipped_tables
from slm_sim.model.decisions import DecisionTable
from slm_sim.read.namedfiles import path_named, trees_named
from slm_sim.read.tree import Node, Table, Text, read_tree
from slm_sim.read.validate import expect_schema


def decision_table_trees(named: Table) -> tuple[dict[str, Node], tuple[str, ...], list[Problem]]:
    """The decision tables that are still paths, read from their files, which lie beside the file that names them.

    Answers with the trees by name, the files that were read, and what is wrong: one that cannot be read is left out.
    """
    return trees_named(named, "decision table", _read)


def _read(named: Text) -> tuple[Table, tuple[str]]:
    path = _file(named)
    tree = read_tree(path, named.place)
    expect_schema(tree, DecisionTable)
    return tree, (str(path),)


def _file(node: Text) -> Path:
    """The file that a scenario names, or that of a table that ships where no file is called so."""
    path = path_named(node)
    return path if path.suffix or path.exists() else shipped_tables().get(node.text, path)
