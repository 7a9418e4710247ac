"""Levels: what a promise says shall be reached: a share, a length of time or a number of incidents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BeforeValidator, WithJsonSchema

from slm_sim.model.notation import NUMBER, NotationError, Quantity, number, write_number
from slm_sim.model.quantities import Length, Percent


@dataclass(frozen=True)
class Count(Quantity):
    """A number of incidents, or of those that missed their target."""

    amount: int

    notation = "a number of incidents"
    examples = ("2 incidents", "1 incident")
    pattern = r"(?P<amount>\d+(?:[ _]\d{3})*) incidents?"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2 incidents``."""
        return cls(int(number(cls.match(text)["amount"])))

    def __str__(self) -> str:
        return f"{write_number(number(str(self.amount)))} incident{'' if self.amount == 1 else 's'}"


Level = Percent | Length | Count


def read_level(value: object) -> object:
    """A level to reach: a percentage, a number of incidents or a length of time."""
    if not isinstance(value, str):
        return value
    text = value.rstrip()
    if re.fullmatch(NUMBER, text):
        raise _without_unit(text)
    if re.fullmatch(rf"{NUMBER} miss(es)?", text):
        near = text.rpartition(" ")[0] + " incidents"
        raise NotationError(f"{value!r} is not {Count.notation}", "the number of those that may miss", near)
    if text.endswith("%"):
        return Percent.parse(value)
    return Count.parse(value) if text.endswith(("incident", "incidents")) else Length.parse(value)


def _without_unit(text: str) -> NotationError:
    """What is said of a bare number: how it would look with each unit that it may have meant."""
    figure = number(text)
    counted = f"'{Count(int(figure))}' as a number of misses, " if figure.denominator == 1 else ""
    expected = f"{counted}'{text} %' as a share, or '{text} h' as a length of time"
    near = str(Percent(figure)) if 0 < figure < 1 else ""
    return NotationError(f"{text!r} has no unit", expected, near)


LevelField = Annotated[
    Level,
    BeforeValidator(read_level),
    WithJsonSchema({"type": "string", "examples": ["95 %", "10 business days", "2 incidents"]}),
]
