"""What pydantic says, in words for people who never heard of it: what was found, what was expected, what is near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import ErrorDetails

from slm_sim.errors import nearest_word
from slm_sim.model.block import Block
from slm_sim.model.creditmodifiers import Scheme
from slm_sim.model.creditscheme import FAMILIES
from slm_sim.model.quantities import NotationError, Quantity
from slm_sim.read.families import as_words, families_by_their_words, families_meant, families_with
from slm_sim.read.paths import joined
from slm_sim.read.shape import Slot, block_of, branches, fields_of, items_of, names_of, words_of
from slm_sim.read.tree import Items, Node, Table, Text


@dataclass(frozen=True)
class Complaint:
    """A problem without its place."""

    found: str
    expected: str = ""
    nearest: str = ""
    read_on: str = ""


@dataclass(frozen=True)
class Fault:
    """An error of pydantic with what is known about where it happened.

    parts   the keys that lead to it
    node    what stands there, None where something is missing
    holder  the block that the last key is a word of, None below names and in lists
    slot    what may stand there, None below an unknown key
    """

    error: ErrorDetails
    parts: tuple[str, ...]
    node: Node | None
    holder: type[Block] | None
    slot: Slot | None


def complaint(fault: Fault) -> Complaint:
    """The problem behind an error of pydantic."""
    cause = fault.error.get("ctx", {}).get("error")
    if isinstance(cause, NotationError):
        return Complaint(cause.found, cause.expected, cause.nearest)
    if cause is not None:
        return Complaint(str(cause))
    kind = fault.error["type"]
    if kind in _SAYINGS:
        return _SAYINGS[kind](fault)
    return Complaint(f"{shown(fault.node)} does not fit", described(fault.slot))


def either(complaints: Sequence[Complaint]) -> Complaint:
    """One complaint from those of several alternatives, none of which fitted."""
    first = complaints[0]
    expected = ", or ".join(dict.fromkeys(said.expected for said in complaints if said.expected))
    nearest = next((said.nearest for said in complaints if said.nearest), "")
    return replace(first, expected=expected, nearest=nearest)


def shown(node: Node | None) -> str:
    """What stands somewhere, in few words."""
    if isinstance(node, Text):
        return repr(node.text)
    return "a list" if isinstance(node, Items) else "a table"


def described(slot: Slot | None) -> str:
    """What may stand somewhere, in few words."""
    if slot is None:
        return ""
    return " or ".join(dict.fromkeys(_described(branch) for branch in branches(slot.annotation)))


def _described(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Quantity):
        return f"{annotation.notation} such as {annotation.examples[0]}"
    if block := block_of(annotation):
        needed = [name for name, slot in fields_of(block).items() if not slot.optional]
        return f"a table with {', '.join(needed or list(fields_of(block))[:3])}"
    if words := words_of(annotation):
        return " or ".join(repr(word) for word in words)
    if items_of(annotation):
        return "a list"
    if names_of(annotation):
        return "a table"
    return {int: "a whole number", float: "a number"}.get(annotation, "a text")


def _unknown_key(fault: Fault) -> Complaint:
    key, above = fault.parts[-1], fault.parts[:-1]
    words = fields_of(fault.holder) if fault.holder else {}
    near = nearest_word(key, words)
    found = f"{key!r} is no word of {joined(above)}" if above else f"{key!r} is no word of this file"
    if fault.holder and issubclass(fault.holder, Scheme) and (families := families_with(key)):
        return Complaint(found, f"{as_words(families)} beside this word", "", fault.holder.page)
    page = (fault.holder or Block).page
    return Complaint(found, "" if near else f"one of {', '.join(words)}", near, page)


def _missing(fault: Fault) -> Complaint:
    key, above = fault.parts[-1], fault.parts[:-1]
    found = f"{joined(above)} has no {key!r}" if above else f"the file has no {key!r}"
    return Complaint(found, f"'{key}:' with {described(fault.slot)}")


def _word(fault: Fault) -> Complaint:
    words = words_of(fault.slot.annotation) if fault.slot else ()
    words = words or tuple(str(fault.error["ctx"]["expected"]).replace("'", "").split(" or "))
    near = nearest_word(fault.node.text, words) if isinstance(fault.node, Text) else ""
    return Complaint(f"{shown(fault.node)} is not known here", " or ".join(repr(word) for word in words), near)


def _empty(fault: Fault) -> Complaint:
    return Complaint(f"{joined(fault.parts)} is empty", "at least one entry")


def _low(fault: Fault) -> Complaint:
    least = fault.error["ctx"].get("ge")
    return Complaint(f"{shown(fault.node)} is too small", f"{least} or more" if least is not None else "more than 0")


def _kind(fault: Fault) -> Complaint:
    return Complaint(f"{shown(fault.node)} stands here", described(fault.slot))


def _family(fault: Fault) -> Complaint:
    stated = fault.node.nodes.get("family") if isinstance(fault.node, Table) else None
    if stated is None and isinstance(fault.node, Table):
        return _no_family(fault.parts, fault.node)
    near = nearest_word(stated.text, FAMILIES) if isinstance(stated, Text) else ""
    return Complaint(f"{shown(stated)} is no family of credits", f"one of {', '.join(FAMILIES)}", near, Block.page)


def _no_family(parts: tuple[str, ...], scheme: Table) -> Complaint:
    meant = families_meant(scheme.nodes)
    expected = as_words(meant) if meant else f"'family:' with one of {families_by_their_words()}"
    return Complaint(f"{joined(parts)} has no 'family'", expected, "", Block.page)


_SAYINGS: dict[str, Callable[[Fault], Complaint]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _word,
    "too_short": _empty,
    "greater_than_equal": _low,
    "greater_than": _low,
    "model_type": _kind,
    "dict_type": _kind,
    "list_type": _kind,
    "string_type": _kind,
    "union_tag_invalid": _family,
}
