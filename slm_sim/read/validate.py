"""From a tree of texts to a frozen model, or to all that is wrong with it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.block import Block
from slm_sim.model.creditscheme import FAMILIES
from slm_sim.model.quantities import NotationError
from slm_sim.read.shape import Slot, block_of, branches, fields_of, is_union, items_of, names_of, words_of
from slm_sim.read.tree import Items, Node, Table, Text, plain, read_tree
from slm_sim.read.words import Complaint, Fault, complaint, either

TAGS = ("synthesis", "replay", *FAMILIES)
"""The tags of the workload blocks and of the credit families, of which only the one that the file shows is tried."""

AnyBlock = TypeVar("AnyBlock", bound=Block)


@dataclass(frozen=True)
class Spotted:
    """A fault with its place; `choice` counts the keys that lead to the nearest alternatives of which none fitted."""

    fault: Fault
    place: Place
    choice: int | None


def read_block(path: Path, block: type[AnyBlock], named_at: Place | None = None) -> AnyBlock:
    """The model that a file holds.

    path      the file
    block     its model, with the field ``schema`` that names the format
    named_at  where another file names this one

    Raises `InputError` with every problem of the file.
    """
    tree = read_tree(path, named_at)
    expect_schema(tree, block)
    model, problems = validated(tree, block)
    if model is None:
        raise InputError(problems)
    return model


def expect_schema(tree: Table, block: type[Block]) -> None:
    """Raise `InputError` unless a tree says that it is in the format of `block`."""
    (wanted,) = words_of(fields_of(block)["schema"].annotation)
    stated = tree.nodes.get("schema")
    if stated is None:
        place = Place(tree.place.file, 1, 1)
        raise InputError(Problem(place, "the file does not say what it is", _first_line(tree, wanted, block)))
    if not isinstance(stated, Text) or stated.text != wanted:
        found = f"the schema is {stated.text!r}" if isinstance(stated, Text) else "the schema is not a text"
        raise InputError(Problem(stated.place, found, repr(wanted)))


def _first_line(tree: Table, wanted: str, block: type[Block]) -> str:
    """The line in which a file without one would say what it is, by the words that stand in it."""
    from slm_sim.read.schema import FORMATS

    formats = {wanted: block, **dict(FORMATS.values())}
    likely = max(formats, key=lambda name: len(fields_of(formats[name]).keys() & tree.nodes.keys()))
    other = "" if likely == wanted else f", by the words that stand in it, or 'schema: {wanted}'"
    return f"'schema: {likely}' as its first line{other}"


def validated(tree: Table, block: type[AnyBlock]) -> tuple[AnyBlock | None, list[Problem]]:
    """The model of a tree, or None and what is wrong with it."""
    try:
        return block.model_validate(plain(tree)), []
    except ValidationError as error:
        spotted = [_spot(tree, block, details) for details in error.errors(include_url=False)]
        return None, list(dict.fromkeys(_problems(spotted)))


def _spot(tree: Table, block: type[Block], error: ErrorDetails) -> Spotted:
    """Follow the location of an error through tree and annotations together."""
    node: Node | None = tree
    slot: Slot | None = Slot(block)
    holder: type[Block] | None = None
    place, choice = tree.place, None
    parts: tuple[str, ...] = ()
    of_key = False
    steps = iter(error["loc"])
    for step in steps:
        if slot is not None and is_union(slot.annotation):
            if step not in TAGS:
                choice = len(parts)
            slot = Slot(_branch(slot.annotation, node, str(step)), slot.default)
            step = next(steps, "")
        if step in ("", "[key]"):
            of_key = step == "[key]"
            break
        parts = (*parts, str(step))
        holder, slot = _below(slot, node, step)
        if isinstance(node, Table):
            place = node.keys.get(str(step), place)
            node = node.nodes.get(str(step))
            if isinstance(node, Table) and node.place.file != place.file:
                place = node.place
        elif isinstance(node, Items) and isinstance(step, int):
            item = node.nodes[step]
            node, place = item, item.place
    if isinstance(node, Text | Items) and not of_key and error["type"] != "extra_forbidden":
        place = node.place
    return Spotted(Fault(error, parts, node, holder, slot), _within(place, node, error), choice)


def _below(slot: Slot | None, node: Node | None, step: int | str) -> tuple[type[Block] | None, Slot | None]:
    if slot is None:
        return None, None
    if block := block_of(slot.annotation, node):
        return block, fields_of(block).get(str(step))
    return None, items_of(slot.annotation) if isinstance(step, int) else names_of(slot.annotation)


def _branch(annotation: Any, node: Node | None, tag: str) -> Any:
    """The alternative that an error speaks of, as far as it decides what may stand below."""
    if block := block_of(annotation, node):
        return block
    tables = [branch for branch in branches(annotation) if names_of(branch)]
    return tables[0] if tables and not tag.startswith("literal") else str


def _within(place: Place, node: Node | None, error: ErrorDetails) -> Place:
    """The place of the row that an error names, in a table that is read as a whole."""
    cause = error.get("ctx", {}).get("error")
    key = cause.key if isinstance(cause, NotationError) else "family" if error["type"] == "union_tag_invalid" else ""
    return node.nodes[key].place if isinstance(node, Table) and key in node.nodes else place


def _problems(spotted: Sequence[Spotted]) -> Iterator[Problem]:
    """One problem per fault; alternatives of which none fitted become one."""
    choices: dict[tuple[str, ...], list[Spotted]] = {}
    for spot in spotted:
        if spot.choice is None or len(spot.fault.parts) > spot.choice:
            yield _problem(spot.place, complaint(spot.fault))
        else:
            choices.setdefault(spot.fault.parts, []).append(spot)
    for parts, group in choices.items():
        if any(spot.fault.parts[: len(parts)] == parts != spot.fault.parts for spot in spotted):
            continue
        of_tables = [spot for spot in group if "literal" not in spot.fault.error["type"]]
        if of_tables and isinstance(group[0].fault.node, Table):
            group = of_tables
        yield _problem(group[0].place, either([complaint(spot.fault) for spot in group]))


def _problem(place: Place, said: Complaint) -> Problem:
    return Problem(place, said.found, said.expected, said.nearest, said.read_on)
