"""Dotted paths such as ``teams.desk.headcount.early.Mon``: where they lead, and a tree with one value changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from slm_sim.errors import Place, nearest_word
from slm_sim.model.block import Block
from slm_sim.model.quantities import NotationError
from slm_sim.read.shape import Slot, block_of, fields_of, items_of, names_of
from slm_sim.read.tree import Node, Table


@dataclass(frozen=True)
class Spot:
    """Where a path leads.

    parts   the keys of the path
    node    what stands there, None if nothing does
    slot    what may stand there
    beside  the names that stand there, if the last part is a name among them or may become one
    """

    parts: tuple[str, ...]
    node: Node | None
    slot: Slot
    beside: tuple[str, ...] | None = None


def joined(parts: tuple[str, ...]) -> str:
    """The path of some parts, as people write it."""
    return ".".join(parts)


def find(tree: Table, block: type[Block], path: str) -> Spot:
    """Where a path leads in a tree of the shape of `block`; only the last part may be a new name.

    Raises `NotationError` with the nearest word for a path that leads nowhere.
    """
    spot = Spot((), tree, Slot(block))
    rest = tuple(path.split("."))
    while rest:
        part, rest = _next_part(spot.node, rest)
        spot = _below(spot, part, path, last=not rest)
    return spot


def place_of(tree: Table, parts: tuple[str, ...]) -> Place:
    """Where the value at a path stands, else what is nearest to it on the way; of a table, its key."""
    place, node = tree.place, tree
    for part in parts:
        if part not in node.nodes:
            break
        place, below = node.keys[part], node.nodes[part]
        if not isinstance(below, Table):
            return below.place
        if below.place.file != place.file:
            place = below.place
        node = below
    return place


def changed(tree: Table, parts: tuple[str, ...], node: Node) -> Table:
    """The tree with another node at the end of a path; tables that the path needs are made on the way."""
    part, rest = parts[0], parts[1:]
    if rest:
        below = tree.nodes.get(part)
        node = changed(below if isinstance(below, Table) else Table({}, {}, node.place, node.by), rest, node)
    keys = tree.keys if part in tree.keys else {**tree.keys, part: node.place}
    return replace(tree, nodes={**tree.nodes, part: node}, keys=keys)


def _next_part(node: Node | None, rest: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The next key of a path; a key that holds a point itself, such as ``2.5 h``, is taken whole."""
    if isinstance(node, Table):
        for length in range(len(rest), 1, -1):
            if (whole := joined(rest[:length])) in node.nodes:
                return whole, rest[length:]
    return rest[0], rest[1:]


def _below(spot: Spot, part: str, path: str, last: bool) -> Spot:
    parts = (*spot.parts, part)
    here = joined(spot.parts) or "the file"
    node = spot.node.nodes.get(part) if isinstance(spot.node, Table) else None
    block = block_of(spot.slot.annotation, spot.node)
    names = names_of(spot.slot.annotation)
    if block:
        fields = fields_of(block)
        if part not in fields:
            known = "" if (near := nearest_word(part, fields)) else f"one of {', '.join(fields)}"
            raise NotationError(_nowhere(path, f"{here} has no {part!r}"), known or "a path that exists", near)
        if node is None and not last and fields[part].default is None:
            raise NotationError(_nowhere(path, f"no {joined(parts)} is stated"), "a path that exists")
        return Spot(parts, node, fields[part])
    if names:
        beside = tuple(spot.node.nodes) if isinstance(spot.node, Table) else ()
        if node is None and not last:
            near = nearest_word(part, beside)
            known = f"one of {', '.join(beside)}" if beside and not near else "a path that exists"
            raise NotationError(_nowhere(path, f"{here} has no {part!r}"), known, near)
        return Spot(parts, node, names, beside)
    kind = "a list, which is replaced as a whole" if items_of(spot.slot.annotation) else "a single value"
    raise NotationError(_nowhere(path, f"{here} is {kind}"), "a path that exists")


def _nowhere(path: str, reason: str) -> str:
    return f"the path {path!r} leads nowhere: {reason}"


def may_stand(value: str, spot: Spot) -> bool:
    """Whether a text is one of the values that can stand at a spot."""
    try:
        TypeAdapter(spot.slot.annotation).validate_python(value)
    except ValidationError:
        return False
    return True
