"""What a scenario means: every value that holds, stated or by default, with its path and its origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.block import Block
from slm_sim.model.quantities import NotationError
from slm_sim.model.scenario import Scenario
from slm_sim.read.paths import Spot, find
from slm_sim.read.shape import Slot, block_of, fields_of, names_of
from slm_sim.read.tree import Node, Plain, Table, Text, plain

DEFAULT = "default"


@dataclass(frozen=True)
class Shown:
    """A value that holds.

    parts   the keys that lead to it
    value   as a file would write it: a text, or a list of texts
    origin  ``file:line:column``, who changed it and where, or ``default``
    """

    parts: tuple[str, ...]
    value: Plain
    origin: str


def values_of(tree: Table, path: str = "", block: type[Block] = Scenario) -> list[Shown]:
    """Every value of a file's tree that lies at a path or below it, in the order of the format.

    block  what the file holds: a scenario, or an agreement

    Raises `InputError` with the nearest word for a path that leads nowhere, or where nothing holds.
    """
    if not path:
        return list(_values(Spot((), tree, Slot(block))))
    try:
        spot = find(tree, block, path)
    except NotationError as error:
        raise InputError(Problem(Place(tree.place.file), error.found, error.expected, error.nearest)) from None
    if spot.node is None and spot.beside is not None:
        near = nearest_word(spot.parts[-1], spot.beside)
        raise InputError(Problem(Place(tree.place.file), f"there is no {path}", "a path that exists", near))
    values = list(_values(spot))
    if not values:
        raise InputError(Problem(Place(tree.place.file), f"{path} is not stated, and nothing holds by default"))
    return values


def as_yaml(values: list[Shown]) -> str:
    """The values as one YAML document, to be read; what stands in several files stands here in one."""
    document: dict[str, Any] = {}
    for shown in values:
        table = document
        for part in shown.parts[:-1]:
            table = table.setdefault(part, {})
        table[shown.parts[-1]] = _scalar(shown.value)
    writer = YAML()
    writer.width = 110
    out = StringIO()
    writer.dump(document, out)
    return out.getvalue()


def _scalar(value: Plain) -> object:
    """Counts and dates without quotation marks; every other text as it is."""
    if isinstance(value, str) and re.fullmatch(r"0|[1-9]\d*", value):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return value


def _values(spot: Spot) -> Iterator[Shown]:
    block = block_of(spot.slot.annotation, spot.node)
    names = names_of(spot.slot.annotation)
    if isinstance(spot.node, Table) and not spot.node.nodes:
        yield Shown(spot.parts, {}, origin(spot.node))
    elif block and not isinstance(spot.node, Text) and (isinstance(spot.node, Table) or _is_block(spot.slot)):
        nodes = spot.node.nodes if isinstance(spot.node, Table) else {}
        for key, slot in fields_of(block).items():
            if _takes_over(spot) and key not in nodes:
                continue
            yield from _values(Spot((*spot.parts, key), nodes.get(key), slot))
    elif isinstance(spot.node, Table):
        for key, node in spot.node.nodes.items():
            yield from _values(Spot((*spot.parts, key), node, names or Slot(str)))
    elif spot.node is not None:
        yield Shown(spot.parts, plain(spot.node), origin(spot.node))
    elif _has_default(spot.slot):
        default = spot.slot.default
        yield Shown(spot.parts, [str(item) for item in default] if isinstance(default, list) else str(default), DEFAULT)


def _takes_over(spot: Spot) -> bool:
    """Whether this is a row of what differs, or a table in one: what it does not state, it takes over from the rule."""
    return any(part.startswith("by_") for part in spot.parts[-2:-1]) or "by_priority" in spot.parts[-3:-1]


def _is_block(slot: Slot) -> bool:
    return isinstance(slot.default, Block) or not slot.optional


def _has_default(slot: Slot) -> bool:
    """Whether something holds where nothing stands; an empty text or table is nothing."""
    return slot.optional and slot.default is not None and slot.default not in ("", {})


def origin(node: Node) -> str:
    """Where a value comes from."""
    return f"{node.by} at {node.place}" if node.by else str(node.place)


def one_line(value: Plain) -> str:
    """A value on one line."""
    if isinstance(value, list):
        return f"[{', '.join(str(item) for item in value)}]"
    return " ".join(str(value).split()) if isinstance(value, str) else "{}"
