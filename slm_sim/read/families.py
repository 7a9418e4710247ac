"""Which family of credits a scheme means, by the words that stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from slm_sim.model.creditmodifiers import Scheme
from slm_sim.model.creditscheme import FAMILIES, CreditScheme
from slm_sim.read.shape import Slot, branches, fields_of


@cache
def words_of_families() -> dict[str, dict[str, Slot]]:
    """The words of each family that not all families have."""
    blocks = dict(zip(FAMILIES, branches(CreditScheme), strict=True))
    shared = {"family", *fields_of(Scheme)}
    return {
        family: {word: slot for word, slot in fields_of(block).items() if word not in shared}
        for family, block in blocks.items()
    }


def families_with(word: str) -> tuple[str, ...]:
    """The families that have a word, but not those that all have."""
    return tuple(family for family, words in words_of_families().items() if word in words)


def families_meant(keys: Collection[str]) -> tuple[str, ...]:
    """The families that have the most of these words, if any has one."""
    counts = {family: len(words.keys() & set(keys)) for family, words in words_of_families().items()}
    most = max(counts.values())
    return tuple(family for family, count in counts.items() if count == most > 0)


def as_words(families: Iterable[str]) -> str:
    """Families as a file would name one of them."""
    return " or ".join(f"'family: {family}'" for family in families)


def families_by_their_words() -> str:
    """Every family with the words that it needs."""
    return ", ".join(
        f"{family} ({', '.join(word for word, slot in words.items() if not slot.optional)})"
        for family, words in words_of_families().items()
    )
