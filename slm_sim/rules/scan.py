"""What a condition reads, and whether its cost is bounded, from its text alone.

A condition may pass over one list at a time, calls no patterns and builds no lists or texts. So its cost grows with the
length of its text times that of the longest list, and nothing in it can stall a check.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

PASSES = ("all", "exists", "exists_one")
"""The macros that pass over a list."""

LONGEST_NUMBER, MOST_PRODUCTS = 20, 8
"""Digits of a number in a condition, and products in it: with facts up to `LARGEST_NUMBER` none is infinite."""

_TOKEN = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|[A-Za-z_]\w*|\d[\w.]*|\S", re.ASCII)
_HIDING = re.compile(r"'''|\"\"\"|\\|//|`")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a condition, and where in its text; lines and columns count from 1."""

    line: int
    column: int
    found: str
    expected: str = ""
    nearest: str = ""


def names_read(text: str, known: Container[str]) -> dict[str, int]:
    """The known dotted names that a condition reads, each with the position where it first stands."""
    found: dict[str, int] = {}
    for name, position in _names(text, known):
        found.setdefault(name, position)
    return found


def _names(text: str, known: Container[str]) -> Iterator[tuple[str, int]]:
    """The known dotted names in a condition, each with its position.

    Of ``clause.id.size()`` the longest part that is known counts; nothing inside a quoted text does.
    """
    tokens = list(_TOKEN.finditer(text))
    for number, token in enumerate(tokens):
        if number and tokens[number - 1][0] == ".":
            continue
        name = ""
        for part in tokens[number:]:
            name += part[0]
            if name in known:
                yield name, token.start()
            if not (part[0] == "." or part[0].isidentifier()):
                break


def unbounded(text: str, lists: Container[str] = ()) -> list[Fault]:
    """What would hide parts of a condition from this scan, or make it go through lists within lists.

    lists  the facts that are lists; to compare one, or to look for something in it, goes through it too
    """
    if hiding := _HIDING.search(text):
        what = {"\\": "a backslash", "//": "a comment", "`": "a backtick"}.get(
            hiding[0], "a text in triple quotation marks"
        )
        return [fault_at(text, hiding.start(), f"{what} stands in the condition", "plain texts in quotation marks")]
    passes: list[Fault] = []
    looks: list[Fault] = []
    open_passes: list[str] = []
    named = {position: name for name, position in _names(text, lists)}
    before = ""
    for token in _TOKEN.finditer(text):
        word = token[0]
        if token.start() in named and any(open_passes):
            found = f"{named[token.start()]!r} is gone through inside {next(filter(None, open_passes))!r}"
            looks.append(fault_at(text, token.start(), found, "one list at a time"))
        if word == "(":
            nested = before in PASSES and any(open_passes)
            if nested:
                found = f"{before!r} passes over a list inside {next(filter(None, open_passes))!r}"
                passes.append(fault_at(text, token.start() - len(before), found, "one list at a time"))
            open_passes.append(before if before in PASSES else "")
        elif word == ")" and open_passes:
            open_passes.pop()
        before = word
    return passes or looks or list(_beyond_numbers(text))


def _beyond_numbers(text: str) -> Iterator[Fault]:
    """What could make a result too large for a number: infinite, or, of two such, no number at all."""
    products = 0
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word[0].isdigit() and (len(word) > LONGEST_NUMBER or ("e" in word.lower() and word[:2].lower() != "0x")):
            expected = f"a plain number of at most {LONGEST_NUMBER} digits"
            yield fault_at(text, token.start(), f"{word[:LONGEST_NUMBER]!r} may be too large to reckon with", expected)
        products += word == "*"
        if word == "*" and products > MOST_PRODUCTS:
            yield fault_at(
                text, token.start(), "one more product stands here", f"at most {MOST_PRODUCTS} in a condition"
            )
            return


def fault_at(text: str, position: int, found: str, expected: str = "", nearest: str = "") -> Fault:
    """A fault at a position of a text that counts from 0."""
    before = text[:position]
    return Fault(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1, found, expected, nearest)
