"""Allowances: so much time that may be used in each week, month, quarter or year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from slm_sim.model.notation import NUMBER, Quantity
from slm_sim.model.quantities import Length


@dataclass(frozen=True)
class Allowance(Quantity):
    """A length of clock time per calendar week, month or quarter, or per contract year."""

    length: Length
    per: str

    notation = "a length of time per period"
    examples = ("4 h / month", "90 min / week")
    pattern = rf"(?P<length>{NUMBER} ?(s|min|h|hours?|minutes?|seconds?|days?)) ?/ ?(?P<per>week|month|quarter|year)"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``4 h / month``."""
        parts = cls.match(text)
        return cls(Length.parse(parts["length"]), parts["per"])

    def __str__(self) -> str:
        return f"{self.length} / {self.per}"
