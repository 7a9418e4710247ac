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
        expected = "a percentage such as 95 %, a number such as 2 incidents, or a length of time such as 4 h"
        raise NotationError(f"{value!r} has no unit", expected)
    if text.endswith("%"):
        return Percent.parse(value)
    return Count.parse(value) if text.endswith(("incident", "incidents")) else Length.parse(value)


LevelField = Annotated[
    Level,
    BeforeValidator(read_level),
    WithJsonSchema({"type": "string", "examples": ["95 %", "10 business days", "2 incidents"]}),
]
