"""The notation of a quantity: how a text is read and written, and what is said of one that does not fit."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

NUMBER = r"\d+(?:[ _]\d{3})*(?:\.\d+)?"
"""Digits, thousands set apart by a space if any, a point before decimals."""


_ONE_TO_TWELVE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FIGURES = {word: str(figure) for figure, word in enumerate(_ONE_TO_TWELVE, start=1)}


def in_figures(text: str) -> str:
    """A text with its numbers as files write them: ``99,5 %`` as ``99.5 %``, ``two years`` as ``2 years``.

    A comma before three digits sets thousands apart, but for a percentage; any other is a point.
    """
    word, space, rest = text.partition(" ")
    text = _FIGURES.get(word.lower(), word) + space + rest
    return re.sub(r"\d[\d.,]*,[\d.,]*\d", lambda found: _without_commas(found[0], text[found.end() :]), text)


def _without_commas(figure: str, after: str) -> str:
    in_thousands = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", figure)
    if in_thousands and ("." in figure or figure.count(",") > 1 or not after.lstrip().startswith("%")):
        return figure.replace(",", " ")
    return figure.replace(".", " ").replace(",", ".")


class NotationError(ValueError):
    """A text is not in the notation of its quantity; says what was found, what was expected and what comes nearest.

    key  the key of the text, where it stands in a table that is read as a whole
    """

    def __init__(self, found: str, expected: str, nearest: str = "", key: str = "") -> None:
        self.found, self.expected, self.nearest, self.key = found, expected, nearest, key
        super().__init__(f"{found}; expected {expected}")


def number(text: str) -> Fraction:
    """The exact value of a number such as ``4 000`` or ``99.95``."""
    return Fraction(text.replace(" ", "").replace("_", ""))


@lru_cache(maxsize=1024)
def write_number(value: Fraction) -> str:
    """A fraction as decimal text, thousands set apart by a space; shortened to twelve decimals if it does not end."""
    whole, rest = divmod(abs(value), 1)
    decimals = f"{round(rest * 10**12):012d}".rstrip("0")
    if len(decimals) > 12:
        whole, decimals = whole + 1, ""
    grouped = f"{int(whole):,}".replace(",", " ") if whole >= 10_000 or not decimals else str(int(whole))
    return ("-" if value < 0 else "") + grouped + (f".{decimals}" if decimals else "")


class Quantity(ABC):
    """The common shape of all quantities: a notation, an example of it, and pydantic's hooks for both."""

    notation: ClassVar[str]
    pattern: ClassVar[str]
    examples: ClassVar[tuple[str, ...]]

    @classmethod
    @abstractmethod
    def parse(cls, text: str) -> Self:
        """The quantity that a text denotes; `NotationError` if it denotes none."""

    @classmethod
    def match(cls, text: str) -> re.Match[str]:
        """The parts of a text in this notation; `NotationError` if it does not fit."""
        match = re.fullmatch(cls.pattern, text.strip())
        if match is None:
            expected = "one such as " + " or ".join(cls.examples)
            near = in_figures(text.strip())
            if not re.fullmatch(cls.pattern, near):
                raise NotationError(f"{text!r} is not {cls.notation}", expected)
            if "," in text:
                expected = "a point before decimals, and a space between thousands"
            raise NotationError(f"{text!r} is not {cls.notation}", expected, near)
        return match

    @classmethod
    def validate(cls, value: object) -> Self:
        """The quantity itself, or the one that a text or a bare number denotes."""
        if isinstance(value, dict | list):
            kind = "table" if isinstance(value, dict) else "list"
            raise NotationError(f"a {kind} stands here", f"{cls.notation} such as {cls.examples[0]}")
        return value if isinstance(value, cls) else cls.parse(str(value))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        pattern = re.sub(r"\(\?P<\w+>", "(", cls.pattern)
        return {
            "type": "string",
            "pattern": f"^{pattern}$",
            "examples": list(cls.examples),
            "description": cls.notation,
        }
