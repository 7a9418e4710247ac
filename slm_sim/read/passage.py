"""A text inside a file whose every character has a place: a condition, a message with figures in it."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.errors import InputError, Place, Problem
from slm_sim.read.tree import Text


@dataclass(frozen=True)
class Passage:
    """A text and where each of its lines begins in the file."""

    text: str
    begins: tuple[Place, ...]

    def place(self, line: int, column: int) -> Place:
        """Where a character of the text stands; lines and columns count from 1."""
        begin = self.begins[min(line, len(self.begins)) - 1]
        return Place(begin.file, begin.line, begin.column + column - 1)


def passage(node: Text, source: str) -> Passage:
    """The passage that a value is.

    source  the text of the file in which it stands

    Raises `InputError` where the notation hides the places: a folded text, a quoted one with escapes.
    """
    lines = source.splitlines()
    file, line, column = node.place.file, node.place.line, node.place.column
    written = lines[line - 1][column - 1 :]
    wanted = node.text.splitlines() or [""]
    if written.startswith("|"):
        return Passage(node.text, tuple(_block_places(lines, file, line, len(wanted))))
    quoted = written[:1] in ("'", '"')
    if len(wanted) == 1 and written[quoted:].startswith(node.text):
        return Passage(node.text, (Place(file, line, column + quoted),))
    found = "the notation hides where the parts of this text stand"
    raise InputError(Problem(node.place, found, "one line without escapes, or several after '|'"))


def _block_places(lines: list[str], file: str, header: int, count: int) -> list[Place]:
    """The beginnings of the lines of a literal block, whose depth is that of its first line that is not empty."""
    body = lines[header : header + count]
    depth = next((len(text) - len(text.lstrip(" ")) for text in body if text.strip()), 0)
    return [Place(file, header + 1 + number, depth + 1) for number in range(count)]
