"""The common shape of what is written into a results folder."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """A part of the results; frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
