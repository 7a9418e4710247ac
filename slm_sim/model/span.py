"""The span of time that one replication plays."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.clock import TimeAxis

SLACK_DAYS = 400
"""How far calendars reach beyond the run on either side, so that old openings and late deadlines have a calendar."""


@dataclass(frozen=True)
class Span:
    """Warm-up, measured span and run-out on one time axis; all in ticks.

    axis     tick 0 is the beginning of the warm-up
    zone     the IANA zone whose midnights bound the measured span
    start    the measured span is ``[start, end)``; whole service periods of the governing agreement
    end
    horizon  the run covers ``[0, horizon)``
    """

    axis: TimeAxis
    zone: str
    start: int
    end: int
    horizon: int

    @property
    def lowest(self) -> int:
        """The first tick that calendars are compiled for."""
        return -self._slack

    @property
    def highest(self) -> int:
        """The tick up to which calendars are compiled."""
        return self.horizon + self._slack

    @property
    def _slack(self) -> int:
        return self.axis.ticks_in(SLACK_DAYS * 86_400)
