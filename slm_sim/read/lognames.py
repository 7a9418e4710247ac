"""Names of a log become names of the format: ``Group 70`` is ``group-70``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

NOT_NAMED = "not-named"
"""The team of an incident of which no row names one."""


def name_of(word: str) -> str:
    """The format's name for a word of a log.

    Accents are dropped, capitals become small, and whatever is neither a letter of the alphabet nor a digit becomes one
    hyphen; a word without any such letter or digit is written in the code points of its characters.
    """
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return name or "-".join(f"{ord(character):x}" for character in word.strip()) or NOT_NAMED


def collisions(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups of different words that become the same name."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(name_of(word), []).append(word)
    return [tuple(group) for group in groups.values() if len(group) > 1]
