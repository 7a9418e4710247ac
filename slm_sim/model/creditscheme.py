"""What an agreement owes for a missed promise: families of service credits and their caps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from slm_sim.model.block import Block, Name
from slm_sim.model.quantities import Share
from slm_sim.model.target import LevelField


class Band(Block):
    """What is owed once the attainment lies strictly beyond the edge; the edge itself is never below the edge."""

    below: LevelField | Literal["target"] | None = None
    above: LevelField | Literal["target"] | None = None
    credit: Share

    @model_validator(mode="after")
    def _one_edge(self) -> Band:
        if (self.below is None) == (self.above is None):
            raise ValueError("a band has one edge: below (for an at_least promise) or above (for an at_most promise)")
        return self


class Caps(Block):
    """The most that is paid per window, of the charge that the scheme is taken of."""

    service_period: Share | Literal["none"] = "none"
    contract_year: Share | Literal["none"] = "none"


class CreditScheme(Block):
    """Service credits by bands of attainment.

    of  what every percentage in the scheme is a percentage of: a charge by name, or ``charge of the service``
    """

    family: Literal["bands"] = "bands"
    of: str
    bands: dict[Name, Band] = Field(min_length=1)
    caps: Caps = Caps()
    claim: str = ""
    paid_by: str = ""
    remedy: Literal["sole", "not sole", ""] = ""
