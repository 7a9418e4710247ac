"""How credit schemes and triggers write amounts, windows, deadlines of claims and numbers of periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from slm_sim.model.block import Fits
from slm_sim.model.level import LevelField
from slm_sim.model.money import Money
from slm_sim.model.notation import NotationError, Quantity
from slm_sim.model.quantities import CALENDAR_UNITS, Length, Percent, Points

NONE = "none"
TARGET = "target"

Owed = Percent | Money
"""What is owed: a share of the charge, or an amount of money."""


def read_owed(value: object) -> object:
    """A share from 0 % to 100 %, or an amount of money; `NotationError` for anything else."""
    if not isinstance(value, str | int):
        return value
    text = str(value).strip()
    if not text.endswith("%"):
        try:
            return Money.parse(text)
        except NotationError as error:
            expected = "a share such as 5 % or an amount such as 500 EUR"
            raise NotationError(f"{text!r} is no credit", expected, error.nearest) from None
    share = Percent.parse(text)
    if not 0 <= share.fraction <= 1:
        raise NotationError(f"{share} is out of range", "a share from 0 % to 100 %")
    return share


OwedField = Annotated[
    Owed, BeforeValidator(read_owed), WithJsonSchema({"type": "string", "examples": ["5 %", "500 EUR"]})
]
OwedOrNone = OwedField | Literal["none"]

Edge = LevelField | Literal["target"]
"""A level that is stated, or that of the promise itself."""

Distance = Points | Length
"""How far an attainment lies from a level: in percentage points, or in time."""


def read_distance(value: object) -> object:
    """Percentage points or a length of time."""
    if not isinstance(value, str):
        return value
    return Points.parse(value) if "point" in value else Length.parse(value)


DistanceField = Annotated[
    Distance, BeforeValidator(read_distance), WithJsonSchema({"type": "string", "examples": ["1 point", "30 min"]})
]

WINDOWS = ("contract year", "term", "rolling 12 months")
Window = Annotated[
    str,
    Fits(
        r"contract year|term|rolling [1-9]\d* months?",
        "a window of time",
        "'contract year', 'term' or such as 'rolling 12 months'",
        WINDOWS,
    ),
]
"""A stretch of time over which something is counted; a rolling one ends with the month or moment looked at."""


def _whole_months(length: Length) -> Length:
    if length.unit not in CALENDAR_UNITS or length.amount.denominator != 1 or not length.amount:
        raise NotationError(f"'{length}' is no number of whole months", "one such as 12 months or 1 year")
    return length


Months = Annotated[Length, AfterValidator(_whole_months)]

Claim = Annotated[
    str,
    Fits(
        r"automatic|within [1-9]\d* days of the (report|month)",
        "a way to claim credits",
        "'automatic' or such as 'within 30 days of the report'",
        ("automatic", "within 30 days of the report", "within 30 days of the month"),
    ),
]
"""Whether a credit must be claimed, and until when."""


@dataclass(frozen=True)
class FailureCount(Quantity):
    """A number of failures."""

    count: int

    notation = "a number of failures"
    examples = ("10 failures",)
    pattern = r"(?P<count>[1-9]\d*) failures?"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``10 failures``."""
        return cls(int(cls.match(text)["count"]))

    def __str__(self) -> str:
        return f"{self.count} failure{'' if self.count == 1 else 's'}"


@dataclass(frozen=True)
class PeriodCount(Quantity):
    """A number of service periods, one after the other."""

    count: int

    notation = "a number of service periods"
    examples = ("12 periods",)
    pattern = r"(?P<count>[1-9]\d*) periods?"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``12 periods``."""
        return cls(int(cls.match(text)["count"]))

    def __str__(self) -> str:
        return f"{self.count} period{'' if self.count == 1 else 's'}"


@dataclass(frozen=True)
class PeriodsOf(Quantity):
    """So many of so many periods running; ``3 of 3`` is three running."""

    count: int
    of: int

    notation = "a number of periods out of others"
    examples = ("3 of 6", "3 of 3")
    pattern = r"(?P<count>[1-9]\d*) of (?P<of>[1-9]\d*)"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``3 of 6``."""
        parts = cls.match(text)
        count, of = int(parts["count"]), int(parts["of"])
        if count > of:
            raise NotationError(f"{text.strip()!r} asks for more periods than there are", "one such as 3 of 6")
        return cls(count, of)

    def __str__(self) -> str:
        return f"{self.count} of {self.of}"
