"""What was reached, per clause and service period."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

import numpy as np

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
class Failures:
    """What counted against a promise, one a row, in the order of (period, start, subject); int64[k] each.

    period   number of the service period in which it counts
    subject  index of the incident in its workload; for downtime the row of the outage in its disruptions, where planned
             work that counts as downtime stands behind the outages
    start    the tick from which it counted: the target was used up, the incident was opened again, the service went
             down; for an incident that was passed on, when it was opened
    end      the tick until which it did; NEVER where that had not come by the horizon
    over     open ticks beyond the target; of downtime agreed ticks times millionths of users; 0 where nothing was timed
    stretch  of downtime the number of the stretch in which the service is never whole, from one outage to the next that
             touches it: what has one number is one failure; None: each subject is one
    """

    period: Ints
    subject: Ints
    start: Ints
    end: Ints
    over: Ints
    stretch: Ints | None = None

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def __len__(self) -> int:
        return len(self.period)


@lru_cache(maxsize=1)
def no_failures() -> Failures:
    """Nothing counted against the promise, or nobody wants to know."""
    return Failures(*np.empty((5, 0), dtype=np.int64))


@dataclass(frozen=True, eq=False)
class Attainment:
    """What one replication reached on one clause, per period, int64[p].

    counted      incidents that decide the measure (availability: agreed ticks of service time)
    misses       of them, those out of time, reopened or not resolved at first contact; 0 where the measure has none
    undecided    incidents of the period that are not decided at the horizon, counted apart
    unknown      incidents of the period whose clock cannot be read, as a moment is missing: counted apart, never met
    excluded     incidents taken out before counting
    numerator, denominator   the exact attainment before rounding; denominator 0: no data. A share for shares, ticks
                 (of clock time or open time) for mean and percentile
    verdict      MET, MISSED or NO_DATA
    by_minimum_volume   1 where the minimum-volume rule decided instead of the percentage
    failures     what counted against the promise, from which credits are traced; empty for a clause without credits
                 unless the agreement was compiled to be traced
    """

    clause: str
    periods: tuple[Period, ...]
    counted: Ints
    misses: Ints
    undecided: Ints
    unknown: Ints
    excluded: Ints
    numerator: Ints
    denominator: Ints
    verdict: Ints
    by_minimum_volume: Ints
    failures: Failures = field(default_factory=no_failures)

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def is_excused(self, period: int) -> bool:
        """Whether the minimum-volume rule kept the promise, in place of a percentage that then counts nowhere."""
        return bool(self.by_minimum_volume[period]) and bool(self.verdict[period] == MET)

    def value(self, period: int) -> Fraction | None:
        """The exact attainment of a period before rounding, None without data."""
        below = int(self.denominator[period])
        return Fraction(int(self.numerator[period]), below) if below else None
