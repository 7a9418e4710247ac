"""Target times: how long something may take, or until which local time on a later business day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Self

from pydantic import BeforeValidator, WithJsonSchema

from slm_sim.model.notation import Quantity
from slm_sim.model.quantities import Length, as_target


@dataclass(frozen=True)
class Deadline(Quantity):
    """A local time on the n-th business day after the start, as the calendar of a clock counts them.

    days    1 for the next one
    minute  minutes after midnight, 24:00 among them
    """

    days: int
    minute: int

    notation = "a time on a later business day"
    examples = ("next business day 12:00", "2nd business day 17:00")
    pattern = (
        r"(?:next|(?P<days>[1-9]\d?)(?:st|nd|rd|th)) business day "
        r"(?:(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)|24:00)"
    )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``next business day 12:00``."""
        parts = cls.match(text)
        minute = 1440 if parts["hour"] is None else int(parts["hour"]) * 60 + int(parts["minute"])
        return cls(int(parts["days"] or 1), minute)

    @property
    def business_days(self) -> Fraction:
        """How many business days after the start it lies."""
        return Fraction(self.days)

    def __str__(self) -> str:
        which = "next" if self.days == 1 else f"{self.days}{_ordinal(self.days)}"
        return f"{which} business day {self.minute // 60:02}:{self.minute % 60:02}"


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


Within = Length | Deadline
"""What a target says of the time of a single incident."""


def read_within(value: object) -> Within:
    """A target time: a length, or a time on a later business day."""
    if isinstance(value, Deadline) or re.search(":|next", str(value)):
        return Deadline.validate(value)
    return as_target(Length.validate(value))


WithinField = Annotated[
    Within,
    BeforeValidator(read_within),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^(" + re.sub(r"\(\?P<\w+>", "(", f"{Length.pattern}|{Deadline.pattern}") + ")$",
            "examples": ["4 h", "4 business hours", "2 business days", "next business day 12:00"],
            "description": "a target time",
        }
    ),
]
