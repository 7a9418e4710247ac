"""The line of a file in which something stands, with a mark under it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from slm_sim.errors import InputError, Place
from slm_sim.read.text import read_text

LONGEST_LINE = 160
_WORD = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s:,{}\[\]]+")


def excerpt(place: Place) -> list[str]:
    """The line at a place and carets under what stands there; nothing where the place is no line of a file."""
    lines = _lines(place.file)
    if not 0 < place.line <= len(lines):
        return []
    line = lines[place.line - 1].replace("\t", " ")
    word = _WORD.match(line, place.column - 1)
    length = len(word[0]) if word else 1
    shown = line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
    number = f"{place.line:>5} | "
    gap = " " * (len(number) - 2) + "| "
    return [number + shown, gap + " " * (place.column - 1) + "^" * max(1, min(length, len(shown) - place.column + 1))]


@cache
def _lines(file: str) -> tuple[str, ...]:
    try:
        return tuple(read_text(Path(file)).splitlines())
    except InputError:
        return ()
