"""What was reached, per clause and service period."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from slm_sim.model.arrays import Ints, freeze_arrays

MET, MISSED, NO_DATA = 1, 0, -1
"""Verdicts: the target was kept, it was not, nothing was there to count."""


@dataclass(frozen=True)
class Period:
    """A service period, from `start` until before `end`, in ticks.

    label    ``2027-04``, ``2027-Q2`` or ``year 1``
    credits  False while the agreement beds in: measured and reported, without credits
    """

    label: str
    start: int
    end: int
    credits: bool = True


@dataclass(frozen=True, eq=False)
class Attainment:
    """What one replication reached on one clause, per period, int64[p].

    counted      incidents that decide the measure (availability: agreed ticks of service time)
    misses       of them, those out of time, reopened or not resolved at first contact; 0 where the measure has none
    undecided    incidents of the period whose clock still ran at the horizon, counted apart
    excluded     incidents taken out before counting
    numerator, denominator   the exact attainment before rounding; denominator 0: no data. A share for shares, ticks
                 (of clock time or open time) for mean and percentile
    verdict      MET, MISSED or NO_DATA
    by_minimum_volume   1 where the minimum-volume rule decided instead of the percentage
    """

    clause: str
    periods: tuple[Period, ...]
    counted: Ints
    misses: Ints
    undecided: Ints
    excluded: Ints
    numerator: Ints
    denominator: Ints
    verdict: Ints
    by_minimum_volume: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def value(self, period: int) -> Fraction | None:
        """The exact attainment of a period before rounding, None without data."""
        below = int(self.denominator[period])
        return Fraction(int(self.numerator[period]), below) if below else None
