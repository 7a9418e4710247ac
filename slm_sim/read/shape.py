"""What the format lets stand at a place: read off the annotations of the file models.

One walk over the annotations serves paths, messages, defaults and the list of all words, so that none of them can
disagree with what the models accept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from slm_sim.model.block import Block
from slm_sim.model.creditscheme import FAMILIES, USUAL_FAMILY
from slm_sim.model.demand import ReplayedWorkload, SynthesisedWorkload
from slm_sim.model.hours import WeekHours
from slm_sim.read.tree import Node, Table, Text

REQUIRED = object()
"""The default of a word that must be stated."""


@dataclass(frozen=True)
class Slot:
    """A place for a value: its annotation, and what holds if nothing stands there."""

    annotation: Any
    default: object = REQUIRED

    @property
    def optional(self) -> bool:
        """Whether the word may be left out."""
        return self.default is not REQUIRED


def branches(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of an annotation, without what only validates them; None is no alternative."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return branches(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return tuple(found for part in get_args(annotation) if part is not type(None) for found in branches(part))
    return (annotation,)


def is_union(annotation: Any) -> bool:
    """Whether pydantic tells alternatives of this annotation apart, and says so in the places of its errors."""
    return len(branches(annotation)) > 1


def block_of(annotation: Any, node: Node | None = None) -> type[Block] | None:
    """The block that may stand here, if it is one; of several, the one that the node shows."""
    blocks = [branch for branch in branches(annotation) if isinstance(branch, type) and issubclass(branch, Block)]
    if blocks == [SynthesisedWorkload, ReplayedWorkload]:
        replays = isinstance(node, Table) and "replay" in node.nodes
        return ReplayedWorkload if replays else SynthesisedWorkload
    if len(blocks) == len(FAMILIES):
        stated = node.nodes.get("family") if isinstance(node, Table) else None
        family = stated.text if isinstance(stated, Text) else USUAL_FAMILY
        return blocks[FAMILIES.index(family)] if family in FAMILIES else None
    return blocks[0] if blocks else None


def names_of(annotation: Any) -> Slot | None:
    """The slot below each name, if names somebody chose stand here (or days, months, hours)."""
    for branch in branches(annotation):
        if get_origin(branch) is dict:
            return Slot(get_args(branch)[1])
        if branch is WeekHours:
            return Slot(str)
    return None


def items_of(annotation: Any) -> Slot | None:
    """The slot of each item, if a list may stand here."""
    lists = [branch for branch in branches(annotation) if get_origin(branch) is list]
    return Slot(get_args(lists[0])[0]) if lists else None


def words_of(annotation: Any) -> tuple[str, ...]:
    """The fixed words that may stand here."""
    literals = (branch for branch in branches(annotation) if get_origin(branch) is Literal)
    return tuple(str(word) for literal in literals for word in get_args(literal))


@cache
def fields_of(block: type[Block]) -> dict[str, Slot]:
    """The words of a block, as files spell them, each with its slot."""
    return {field.alias or name: _slot(field) for name, field in block.model_fields.items()}


def _slot(field: FieldInfo) -> Slot:
    annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return Slot(annotation, REQUIRED if field.is_required() else field.get_default(call_default_factory=True))
