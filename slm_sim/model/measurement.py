"""What is measured, and how attainment is counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from slm_sim.model.block import Block, Fits
from slm_sim.model.notation import NotationError


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


ServicePeriod = Literal["calendar month", "calendar quarter", "contract year"]
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

MEASURES = ("share in time", "mean time", "90th percentile", "availability", "first contact resolution", "reopen rate")
Measured = Annotated[
    str,
    Fits(
        r"share in time|mean time|\d\d?(\.\d)?th percentile|availability|first contact resolution|reopen rate",
        "a measure",
        f"one of {', '.join(MEASURES)}",
        MEASURES,
    ),
]


class Measurement(Block):
    """How attainment is counted; a target may state its own for what differs.

    abandoned             what becomes of an incident whose customer gave up before anybody began to work on it
    point_of_measurement  where it is measured, in words
    calculation           how the figure is made of the data, in words
    """

    service_period: ServicePeriod = "calendar month"
    placed_by: PlacedBy = "due"
    rounding: Rounding = "none"
    minimum_volume: MinimumVolume | Literal["none"] = "none"
    abandoned: Abandoned = "excluded"
    point_of_measurement: str = ""
    calculation: str = ""
    data_source: str = ""
    measured_by: str = ""
    report: str = ""


class MeasurementRow(Block):
    """What one target measures otherwise than the agreement."""

    service_period: ServicePeriod | None = None
    placed_by: PlacedBy | None = None
    rounding: Rounding | None = None
    minimum_volume: MinimumVolume | Literal["none"] | None = None
    abandoned: Abandoned | None = None
