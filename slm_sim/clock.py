"""Ticks: the integer time that engines, clocks and measures share.

A tick is a fixed number of milliseconds, counted from the scenario's epoch in UTC. Floats never hold a moment: in
float hours ``now + (t - now) != t``, and two engines drift apart by a unit in the last place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

NEVER = -1
"""The tick of something that has not happened."""


@dataclass(frozen=True)
class TimeAxis:
    """The line on which a scenario's moments lie.

    epoch      the moment of tick 0, aware and in UTC
    tick_ms    the length of a tick in milliseconds, from 1 ms to 15 min
    """

    epoch: datetime
    tick_ms: int = 1000

    def __post_init__(self) -> None:
        if self.epoch.utcoffset() != timedelta(0):
            raise ValueError(f"the epoch must be in UTC (got {self.epoch!r})")
        if not 1 <= self.tick_ms <= 900_000:
            raise ValueError(f"a tick lasts from 1 ms to 15 min (got {self.tick_ms} ms)")

    def tick_at(self, moment: datetime) -> int:
        """The tick nearest to an aware moment; negative before the epoch."""
        passed = moment.astimezone(UTC) - self.epoch
        return round(Fraction(passed // timedelta(microseconds=1), self.tick_ms * 1000))

    def moment_at(self, tick: int) -> datetime:
        """The moment of a tick, aware and in UTC."""
        return self.epoch + timedelta(milliseconds=int(tick) * self.tick_ms)

    def ticks_in(self, seconds: int | Fraction) -> int:
        """A stated length of time in ticks, rounded to the nearest tick."""
        return round(self.exact_ticks_in(Fraction(seconds)))

    def exact_ticks_in(self, seconds: Fraction) -> Fraction:
        """A length of time in ticks, exactly; perhaps no whole number."""
        return Fraction(seconds.numerator * 1000, seconds.denominator * self.tick_ms)

    def seconds_in(self, ticks: int) -> Fraction:
        """The length of a number of ticks in seconds, exactly."""
        return Fraction(int(ticks) * self.tick_ms, 1000)
