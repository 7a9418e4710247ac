"""Quantities as people write them in scenario and agreement files: a value and its unit, kept exactly.

Each type reads its own notation (`parse`) and writes it again (`str`), so that a figure which has been read, changed
and written back looks as its author would have written it. Amounts are fractions; nothing here is a float.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AfterValidator

from slm_sim.model.notation import NUMBER as NUMBER
from slm_sim.model.notation import NotationError as NotationError
from slm_sim.model.notation import Quantity as Quantity
from slm_sim.model.notation import number as number
from slm_sim.model.notation import write_number as write_number

CLOCK_UNITS: dict[str, Fraction] = {
    "ms": Fraction(1, 1000),
    "s": Fraction(1),
    "min": Fraction(60),
    "h": Fraction(3600),
    "day": Fraction(86_400),
    "week": Fraction(604_800),
}
CALENDAR_UNITS = ("month", "year")
BUSINESS_UNITS = ("business hour", "business day")


@dataclass(frozen=True)
class Length(Quantity):
    """A length of time and its unit.

    Clock units (ms to week) have a fixed number of seconds; months and years follow the calendar; business hours add
    up open time; business days end at the same local time on the n-th next open day.
    """

    amount: Fraction
    unit: str

    notation = "a length of time"
    examples = ("30 min", "4 h", "2 business days")
    pattern = (
        rf"(?P<amount>{NUMBER}) ?(?P<unit>ms|s|min|h|hours?|minutes?|seconds?|days?|weeks?|months?|years?"
        r"|business hours?|business days?)"
    )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``4h``, ``1.5 h``, ``2 business days``."""
        parts = cls.match(text)
        unit = parts["unit"]
        short = {"hour": "h", "minute": "min", "second": "s"}
        single = unit.removesuffix("s") if unit not in CLOCK_UNITS else unit
        return cls(number(parts["amount"]), short.get(single, single))

    @property
    def seconds(self) -> Fraction:
        """The seconds of a length in clock units or business hours (seconds of open time)."""
        if self.unit == "business hour":
            return self.amount * 3600
        return self.amount * CLOCK_UNITS[self.unit]

    @property
    def months(self) -> Fraction:
        """How many months it is, twelve to a year; of a length in clock units, how many mean months."""
        if self.unit in CALENDAR_UNITS:
            return self.amount * (12 if self.unit == "year" else 1)
        return self.seconds / RATE_SECONDS["month"]

    @property
    def business_days(self) -> Fraction | None:
        """How many business days it is, None for a length in other units."""
        return self.amount if self.unit == "business day" else None

    def __str__(self) -> str:
        plural = "s" if self.amount != 1 and self.unit not in ("ms", "s", "min", "h") else ""
        return f"{write_number(self.amount)} {self.unit}{plural}"


@dataclass(frozen=True)
class Percent(Quantity):
    """A percentage, kept as the exact fraction that it is of one."""

    fraction: Fraction

    notation = "a percentage"
    examples = ("95 %", "99.95 %")
    pattern = rf"(?P<amount>-?{NUMBER}) ?%"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``95 %``."""
        amount = cls.match(text)["amount"]
        sign = -1 if amount.startswith("-") else 1
        return cls(sign * number(amount.lstrip("-")) / 100)

    def __float__(self) -> float:
        return float(self.fraction)

    def __str__(self) -> str:
        return f"{write_number(self.fraction * 100)} %"


@dataclass(frozen=True)
class Points(Quantity):
    """A distance between two percentages, in percentage points; kept as a fraction of one."""

    fraction: Fraction

    notation = "a number of percentage points"
    examples = ("2 points", "0.5 points")
    pattern = rf"(?P<amount>{NUMBER}) points?"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2 points``."""
        return cls(number(cls.match(text)["amount"]) / 100)

    def __float__(self) -> float:
        return float(self.fraction)

    def __str__(self) -> str:
        return f"{write_number(self.fraction * 100)} point{'' if self.fraction == Fraction(1, 100) else 's'}"


YEAR_SECONDS = Fraction(31_556_952)
"""A mean Gregorian year of 365.2425 days; a month of a rate is its twelfth."""

RATE_SECONDS: dict[str, Fraction] = {
    "h": Fraction(3600),
    "day": Fraction(86_400),
    "week": Fraction(604_800),
    "month": YEAR_SECONDS / 12,
    "year": YEAR_SECONDS,
}


@dataclass(frozen=True)
class Rate(Quantity):
    """A number of occurrences per unit of time; ``4 000 / month`` is a yearly rate divided by twelve."""

    count: Fraction
    per: str

    notation = "a rate"
    examples = ("4 000 / month", "9 / year")
    pattern = rf"(?P<count>{NUMBER}) ?/ ?(?P<per>hour|h|day|week|month|year)"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``4 000 / month``."""
        parts = cls.match(text)
        return cls(number(parts["count"]), "h" if parts["per"] == "hour" else parts["per"])

    @property
    def per_second(self) -> Fraction:
        """Occurrences per second."""
        return self.count / RATE_SECONDS[self.per]

    def __str__(self) -> str:
        return f"{write_number(self.count)} / {self.per}"


@dataclass(frozen=True)
class Growth(Quantity):
    """A relative change per year, compounding."""

    fraction: Fraction

    notation = "a yearly growth"
    examples = ("4 % / year", "-2 % / year")
    pattern = rf"(?P<amount>-?{NUMBER}) ?% ?/ ?year"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``4 % / year``."""
        return cls(Percent.parse(cls.match(text)["amount"] + " %").fraction)

    def __str__(self) -> str:
        return f"{write_number(self.fraction * 100)} % / year"


def _only_units(units: tuple[str, ...], meaning: str, example: str) -> Callable[[Length], Length]:
    def check(length: Length) -> Length:
        if length.unit not in units:
            raise NotationError(f"'{length}' is not {meaning}", f"one such as {example}")
        return length

    return check


def _within(low: Fraction | None, high: Fraction | None, meaning: str) -> Callable[[Percent], Percent]:
    def check(percent: Percent) -> Percent:
        if (low is not None and percent.fraction < low) or (high is not None and percent.fraction > high):
            raise NotationError(f"{percent} is out of range", meaning)
        return percent

    return check


ClockLength = Annotated[
    Length, AfterValidator(_only_units(tuple(CLOCK_UNITS), "a length of clock time", "90 min, 4 h or 2 weeks"))
]
CalendarLength = Annotated[
    Length, AfterValidator(_only_units(("day", "week", *CALENDAR_UNITS), "a calendar length", "12 months or 3 years"))
]
WeeksLength = Annotated[Length, AfterValidator(_only_units(("week",), "a number of weeks", "6 weeks or 5.6 weeks"))]
OpenLength = Annotated[
    Length,
    AfterValidator(_only_units((*CLOCK_UNITS, "business hour"), "a length to wait", "20 h or 3 business hours")),
]
as_target = _only_units(
    ("s", "min", "h", "day", "week", *BUSINESS_UNITS), "a target time", "4 h, 4 business hours or 2 business days"
)
"""A length of time, if it can be promised; otherwise `NotationError`."""

TargetLength = Annotated[Length, AfterValidator(as_target)]
Share = Annotated[Percent, AfterValidator(_within(Fraction(0), Fraction(1), "a share from 0 % to 100 %"))]
Factor = Annotated[Percent, AfterValidator(_within(Fraction(0), None, "a percentage of 0 % or more"))]

MonthLength = Literal["its own length", "30 days", "730 h"]
"""How long a month is taken to be."""


def fixed_month(counts_as: MonthLength) -> Length | None:
    """The fixed length of a month; None for each month's own."""
    return None if counts_as == "its own length" else Length.parse(counts_as)
