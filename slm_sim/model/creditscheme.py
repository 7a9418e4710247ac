"""A credit scheme: one of twelve families, told apart by its word ``family``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from slm_sim.model.creditfamilies import (
    BandsScheme,
    BonusMalusScheme,
    BreachCountScheme,
    LadderScheme,
    LinearScheme,
    MeanTimeScheme,
    OutageTimeScheme,
    PersistentFailureScheme,
    PointsTableScheme,
    PoolScheme,
    ServicePointsScheme,
    TimeUnitScheme,
)

USUAL_FAMILY = "bands"
"""The family of a scheme with bands that states none."""


def _family(value: Any) -> Any:
    usual = USUAL_FAMILY if isinstance(value, dict) and "bands" in value else "none"
    stated = value.get("family", usual) if isinstance(value, dict) else getattr(value, "family", USUAL_FAMILY)
    return stated if isinstance(stated, str) else "none"


CreditScheme = Annotated[
    Annotated[BandsScheme, Tag("bands")]
    | Annotated[PoolScheme, Tag("at-risk pool")]
    | Annotated[ServicePointsScheme, Tag("service points")]
    | Annotated[PointsTableScheme, Tag("points table")]
    | Annotated[LinearScheme, Tag("linear")]
    | Annotated[TimeUnitScheme, Tag("per unit of time")]
    | Annotated[LadderScheme, Tag("ladder")]
    | Annotated[BreachCountScheme, Tag("breach count")]
    | Annotated[OutageTimeScheme, Tag("outage time")]
    | Annotated[MeanTimeScheme, Tag("mean time")]
    | Annotated[PersistentFailureScheme, Tag("persistent failure")]
    | Annotated[BonusMalusScheme, Tag("bonus and malus")],
    Discriminator(_family),
]

FAMILIES: tuple[str, ...] = (
    "bands",
    "at-risk pool",
    "service points",
    "points table",
    "linear",
    "per unit of time",
    "ladder",
    "breach count",
    "outage time",
    "mean time",
    "persistent failure",
    "bonus and malus",
)
"""The words that may stand after ``family``."""
