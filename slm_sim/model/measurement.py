"""What is measured, and how attainment is counted."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from slm_sim.model.block import Block, Fits
from slm_sim.model.creditnotation import Window
from slm_sim.model.notation import NotationError
from slm_sim.model.quantities import RATE_SECONDS, ClockLength


def _read_as(one: str, many: str) -> BeforeValidator:
    def read(value: object) -> int:
        if isinstance(value, int):
            return value
        amount, _, noun = str(value).strip().rpartition(" ")
        if not amount.replace(" ", "").isdigit() or noun not in (one, many):
            raise NotationError(f"{str(value)!r} is not a number of {many}", f"one such as 2 {many}")
        return int(amount.replace(" ", ""))

    return BeforeValidator(read)


def _written_as(many: str) -> PlainSerializer:
    return PlainSerializer(lambda count: f"{count} {many}", return_type=str, when_used="json")


class MinimumVolume(Block):
    """Below so many incidents in a period, so many misses are allowed instead of the percentage."""

    below: Annotated[
        int,
        _read_as("incident", "incidents"),
        _written_as("incidents"),
        WithJsonSchema({"type": "string", "examples": ["40 incidents"]}),
    ]
    allows: Annotated[
        int,
        _read_as("miss", "misses"),
        _written_as("misses"),
        WithJsonSchema({"type": "string", "examples": ["2 misses"]}),
    ]


ServicePeriod = Annotated[
    str,
    Fits(
        r"week|calendar month|calendar quarter|contract year|rolling ([2-9]|[1-5]\d|60) months"
        r"|rolling ([2-9]|[1-9]\d) weeks|rolling ([2-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6]) days",
        "a service period",
        "'week', 'calendar month', 'calendar quarter', 'contract year' or such as 'rolling 3 months', "
        "'rolling 4 weeks' or 'rolling 30 days'",
        (
            "week",
            "calendar month",
            "calendar quarter",
            "contract year",
            "rolling 3 months",
            "rolling 4 weeks",
            "rolling 30 days",
        ),
    ),
]
"""A rolling period ends with each calendar month, week or day, and reaches back over so many of them."""

MONTHS = {"calendar month": 1, "calendar quarter": 3, "contract year": 12}
"""How many months a service period holds."""

STEPS = {"months": "calendar month", "weeks": "week", "days": "day"}
"""The periods of which rolling ones are made."""


def rolling_steps(kind: ServicePeriod) -> tuple[int, str]:
    """Of how many calendar months, weeks or days a rolling period is made, and of which; 0 of none for any other."""
    if not kind.startswith("rolling"):
        return 0, ""
    _, count, unit = kind.split()
    return int(count), STEPS[unit]


def rolling_months(kind: ServicePeriod | Window) -> int:
    """Over how many months a rolling period or window reaches, 0 for any other."""
    return int(kind.split()[1]) if kind.startswith("rolling") and "month" in kind else 0


def whole_months(kind: ServicePeriod) -> int:
    """How many calendar months a service period holds, 0 for one of weeks or days."""
    return rolling_months(kind) or MONTHS.get(kind, 0)


def charged_months(kind: ServicePeriod) -> Fraction:
    """Of how many months' charges a credit for a period is a percentage.

    That of a rolling period is its last month, week or day, so that credits of overlapping periods are not each taken
    of all the charges in them. A week and a day have as many months as those of a mean year say.
    """
    last = rolling_steps(kind)[1] or kind
    if last in ("week", "day"):
        return RATE_SECONDS[last] / RATE_SECONDS["month"]
    return Fraction(MONTHS[last])


PlacedBy = Literal["opened", "resolved", "due"]
Abandoned = Literal["excluded", "counts as missed"]
Rounding = Annotated[
    str,
    Fits(
        r"none|[0-6] decimals?, (half up|half even|down)",
        "a way of rounding",
        "'none' or such as '2 decimals, half up'",
    ),
]

OF_A_CLOCK = ("share in time", "mean time", "90th percentile", "number of misses")
"""Measures of what a clock shows of each incident."""

OF_THE_BACKLOG = ("backlog in time", "mean backlog age", "oldest backlog age")
"""Measures of what a clock shows, at the end of each period, of the incidents that are open then."""

OF_DOWNTIME = ("availability", "error rate", "longest outage", "total outage")
"""Measures of when a service was down within its agreed service time."""

OF_RESOLUTIONS = ("first contact resolution", "reopen rate", "abandonment")
"""Measures of how incidents went."""

MEASURES = (*OF_A_CLOCK, *OF_DOWNTIME, *OF_RESOLUTIONS, *OF_THE_BACKLOG)
PERCENTILE = r"(?!0+(\.0)?th)\d\d?(\.\d)?th percentile"
Measured = Annotated[
    str,
    Fits(
        "|".join(PERCENTILE if "percentile" in name else name for name in MEASURES),
        "a measure",
        f"one of {', '.join(MEASURES)}",
        MEASURES,
    ),
]


class Measurement(Block):
    """How attainment is counted; a target may state its own for what differs.

    abandoned             what becomes of an incident whose customer gave up before anybody began to work on it
    short_abandons        who gives up no later than so long after the opening counts nowhere
    point_of_measurement  where it is measured, in words
    calculation           how the figure is made of the data, in words
    """

    service_period: ServicePeriod = "calendar month"
    placed_by: PlacedBy = "due"
    rounding: Rounding = "none"
    minimum_volume: MinimumVolume | Literal["none"] = "none"
    abandoned: Abandoned = "excluded"
    short_abandons: ClockLength | Literal["none"] = "none"
    point_of_measurement: str = ""
    calculation: str = ""
    data_source: str = ""
    measured_by: str = ""
    report: str = ""


class MeasurementRow(Block):
    """What one target measures otherwise than the agreement; its last four words are for the reader of the document."""

    service_period: ServicePeriod | None = None
    placed_by: PlacedBy | None = None
    rounding: Rounding | None = None
    minimum_volume: MinimumVolume | Literal["none"] | None = None
    abandoned: Abandoned | None = None
    short_abandons: ClockLength | Literal["none"] | None = None
    point_of_measurement: str = ""
    calculation: str = ""
    data_source: str = ""
    measured_by: str = ""
