"""What an OLA or an underpinning contract does not say is as in the agreement that it underpins.

Only definitions are taken over, never a promise. A value that is taken over keeps the place at which it stands, and
says in its origin that it was taken over, so that it can be taken over anew when the other agreement is changed.
"""

from __future__ import annotations

from dataclasses import replace

from slm_sim.read.tree import Node, Table, relabelled

WHOLE = ("term", "time_zone", "holidays", "priorities", "exclusions")
"""Definitions that are taken over as they stand, or not at all."""

ROW_BY_ROW = ("calendars", "measurement")
"""Definitions of which each row that is not stated is taken over."""

TAKEN_OVER = "as in the agreement it underpins,"
"""The origin of a value that was taken over; its place follows."""


def completed(own: Table, underpinned: Table) -> Table:
    """An agreement's tree with the definitions that it takes over; own words win."""
    tree = own
    for key in WHOLE:
        if key in underpinned.nodes:
            tree = _with(tree, underpinned, key, _taken_over(tree.nodes.get(key), underpinned.nodes[key]))
    for key in ROW_BY_ROW:
        other, stated = underpinned.nodes.get(key), tree.nodes.get(key)
        if isinstance(other, Table) and isinstance(stated, Table):
            for row, node in other.nodes.items():
                stated = _with(stated, other, row, _taken_over(stated.nodes.get(row), node))
            tree = _with(tree, underpinned, key, stated)
        elif isinstance(other, Table) and stated is None:
            tree = _with(tree, underpinned, key, relabelled(other, TAKEN_OVER))
    return tree


def _taken_over(own: Node | None, other: Node) -> Node:
    """What holds where the other agreement says `other`: that, unless something of one's own stands here."""
    if own is None:
        return relabelled(other, TAKEN_OVER)
    if own.by != TAKEN_OVER:
        return own
    if isinstance(own, Table) and isinstance(other, Table):
        table = own
        for key, node in other.nodes.items():
            table = _with(table, other, key, _taken_over(own.nodes.get(key), node))
        return table
    return relabelled(other, TAKEN_OVER)


def _with(table: Table, other: Table, key: str, node: Node) -> Table:
    """The table with a node under a key, which keeps its own place or has that of the other table."""
    keys = table.keys if key in table.keys else {**table.keys, key: other.keys[key]}
    return replace(table, nodes={**table.nodes, key: node}, keys=keys)
