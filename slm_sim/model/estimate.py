"""A figure that rests on a sample, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """An estimated value with its confidence interval.

    low, high   ends of the interval, None where the sample is too small for any
    confidence  of the interval, as a fraction of one
    method      how the interval was made
    """

    value: float
    low: float | None
    high: float | None
    confidence: float
    method: str

    @property
    def half_width(self) -> float | None:
        """Half the length of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    @property
    def beyond_doubt(self) -> int:
        """1 if the estimate is above zero beyond doubt, -1 if below, 0 if that is open."""
        return 0 if self.low is None or self.high is None else int(self.low > 0) - int(self.high < 0)
