"""Ticks as the results state them."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slm_sim.model.span import Span


@dataclass(frozen=True)
class Moments:
    """Writes ticks of a span as local moments of its zone, and numbers of ticks as seconds."""

    span: Span

    def text(self, tick: int) -> str:
        """A tick as ISO 8601 with its offset."""
        return self.span.axis.moment_at(tick).astimezone(ZoneInfo(self.span.zone)).isoformat()

    def seconds(self, ticks: int) -> float:
        """A number of ticks in seconds."""
        return float(self.span.axis.seconds_in(ticks))
