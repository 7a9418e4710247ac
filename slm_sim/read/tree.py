"""A file as a tree of texts that know where they stand.

YAML is used as a notation for tables, lists and texts, and for nothing else: every value stays text until the type of
its key reads it, so ``NO``, ``on``, ``1:30`` and ``08`` are what they look like. Anchors, aliases, tags and merge keys
are refused. They make a value stand in two places, and a short file can unfold to millions of values by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import Event

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.notation import in_figures
from slm_sim.read.syntax import syntax_problem
from slm_sim.read.text import read_text

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""What YAML allows in a text only by an escape: control characters, which a terminal obeys, and half characters."""

DEEPEST = 40
"""Tables and lists inside each other; the format itself needs a dozen."""


@dataclass(frozen=True)
class Text:
    """A single value, as it is written. `by` says what put it there, if not the file itself."""

    text: str
    place: Place
    by: str = ""


@dataclass(frozen=True)
class Items:
    """A list of values."""

    nodes: tuple[Node, ...]
    place: Place
    by: str = ""


@dataclass(frozen=True)
class Table:
    """Values by key; `keys` says where each key stands."""

    nodes: dict[str, Node]
    keys: dict[str, Place]
    place: Place
    by: str = ""


Node = Text | Items | Table
Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The texts of a tree without their places."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    return {key: plain(value) for key, value in node.nodes.items()}


def in_words(value: Plain) -> str:
    """A value of a file as it is written there, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {in_words(row)}" for key, row in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_words(row) for row in value) + "]"
    return value


def relabelled(node: Node, by: str) -> Node:
    """The same tree with another word on what put it there."""
    if isinstance(node, Text):
        return replace(node, by=by)
    if isinstance(node, Items):
        return replace(node, nodes=tuple(relabelled(item, by) for item in node.nodes), by=by)
    return replace(node, nodes={key: relabelled(value, by) for key, value in node.nodes.items()}, by=by)


def planted(value: object, place: Place, by: str = "") -> Node:
    """A tree from plain values, all of them standing at one place."""
    if isinstance(value, dict):
        nodes = {str(key): planted(inner, place, by) for key, inner in value.items()}
        return Table(nodes, dict.fromkeys(nodes, place), place, by)
    if isinstance(value, list | tuple):
        return Items(tuple(planted(inner, place, by) for inner in value), place, by)
    return Text(str(value), place, by)


def read_tree(path: Path, named_at: Place | None = None) -> Table:
    """The table that a file holds; `InputError` with all that is wrong with its notation."""
    return parse_tree(read_text(path, named_at), str(path))


def parse_tree(text: str, file: str) -> Table:
    """The table that a YAML text holds; `file` is its name in places and problems."""
    grower = _Grower(file)
    try:
        root = grower.document(YAML(typ="safe", pure=True).parse(text))
    except YAMLError as error:
        raise InputError([*grower.problems, syntax_problem(error, text, file)]) from None
    if isinstance(root, Text) and not root.text:
        raise InputError(Problem(Place(file), "the file is empty", "a table that starts with 'schema:'"))
    if not isinstance(root, Table):
        kind = "a list" if isinstance(root, Items) else "a single text"
        grower.complain(root.place, f"the file holds {kind}", "a table that starts with 'schema:'")
    if grower.problems or not isinstance(root, Table):
        raise InputError(grower.problems)
    return root


@dataclass
class _Grower:
    """Grows a tree from YAML events and notes what the format does not allow."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def complain(self, place: Place, found: str, expected: str) -> None:
        self.problems.append(Problem(place, found, expected))

    def stop(self, place: Place, found: str, expected: str) -> NoReturn:
        self.complain(place, found, expected)
        raise InputError(self.problems)

    def place(self, event: Event) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def document(self, stream: Iterator[Event]) -> Node:
        root: Node = Text("", Place(self.file))
        documents = 0
        for event in stream:
            if isinstance(event, yaml_events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.complain(self.place(event), "a second document starts here", "one document in a file")
                    break
                root = self.node(next(stream), stream, 0)
        return root

    def node(self, event: Event, stream: Iterator[Event], depth: int) -> Node:
        place = self.place(event)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml_events.AliasEvent):
            self.stop(place, f"'*{anchor}' repeats another value by alias", "the value itself")
        if anchor is not None:
            self.complain(place, f"'&{anchor}' marks a value to be repeated", "each value where it belongs")
        if tag is not None:
            self.complain(place, f"the tag {tag!r} gives a value a type", "the value alone; its key decides the type")
        if depth > DEEPEST:
            self.stop(place, f"tables and lists stand more than {DEEPEST} deep inside each other", "fewer")
        if isinstance(event, yaml_events.ScalarEvent):
            if unprintable := UNPRINTABLE.search(event.value):
                code = ord(unprintable[0])
                self.complain(place, f"a character that no text needs (U+{code:04X}) stands here", "printable text")
            return Text(event.value.rstrip("\n") if event.style in ("|", ">") else event.value, place)
        if isinstance(event, yaml_events.SequenceStartEvent):
            return Items(tuple(self.items(stream, depth + 1)), place)
        return self.table(place, stream, depth + 1)

    def items(self, stream: Iterator[Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(stream), yaml_events.SequenceEndEvent):
            yield self.node(event, stream, depth)

    def table(self, place: Place, stream: Iterator[Event], depth: int) -> Table:
        nodes: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(stream), yaml_events.MappingEndEvent):
            key = self.node(event, stream, depth)
            value_event = next(stream)
            value = self.node(value_event, stream, depth)
            if not isinstance(key, Text):
                self.complain(key.place, "a key is a list or a table", "a key that is a text")
                continue
            if key.text == "<<":
                self.complain(key.place, "'<<' merges another table into this one", "the values themselves")
            if key.text in keys:
                self.complain(
                    key.place,
                    f"{key.text!r} stands twice in this table",
                    f"it once; it stands in line {keys[key.text].line}, too",
                )
            if isinstance(value_event, yaml_events.ScalarEvent) and not value_event.value and value_event.style is None:
                self.complain(key.place, *_nothing_after(key.text, list(nodes.values())[-1:]))
            nodes[key.text], keys[key.text] = value, key.place
        return Table(nodes, keys, place)


def _nothing_after(key: str, before: list[Node]) -> tuple[str, str]:
    """What is said of a key without a value; it may be the rest of a number that a comma has cut in two."""
    first = before[0].text if before and isinstance(before[0], Text) else ""
    if first[-1:].isdigit() and key[:1].isdigit():
        written = f"{first},{key}"
        return f"a comma ends a value inside {{}}, and {written!r} is two", repr(in_figures(written))
    return f"nothing stands after '{key}:'", "a value; {} is an empty table"
