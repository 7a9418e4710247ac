"""Assumptions of a scenario that may be wrong, and what is asked about them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from slm_sim.model.block import Block, Whole
from slm_sim.model.quantities import ClockLength


class Sensitivity(Block):
    """Which assumptions may be off, and how far.

    ranges   of the value at each path, such as 2 / year to 8 / year
    how      both ends of each range while all else is as stated, or all at once and the variance shared out
    samples  sobol: points, each of which is played with every assumption changed and unchanged
    time_limit  for playing them; what is known by then is told
    """

    ranges: Annotated[dict[str, str], Field(min_length=1)]
    how: Literal["one at a time", "sobol"] = "one at a time"
    samples: Annotated[Whole, Field(ge=8)] = 64
    time_limit: ClockLength | Literal["none"] = "none"
