"""The opening of a usual week from which times one after the other use up most of a promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.week import WEEKDAYS

MINUTE, HOUR, WEEK = 60_000, 3_600_000, 604_800_000
"""In milliseconds, the unit of this module."""

OPENINGS: Ints = np.arange(0, WEEK, MINUTE, dtype=np.int64)
"""Every minute of a week from Monday on."""


@dataclass(frozen=True)
class OpenWeek:
    """A usual week as a calendar has it, that comes again and again.

    starts  of each open stretch
    until   the open time before each of them, and that of the whole week at the end
    """

    starts: Ints
    until: Ints

    @classmethod
    def of(cls, minutes: Bools) -> OpenWeek:
        """The week with these open minutes, of which there is at least one."""
        edges = np.flatnonzero(np.diff(minutes.astype(np.int64), prepend=0, append=0)) * MINUTE
        return cls(edges[::2], np.concatenate(([0], np.cumsum(edges[1::2] - edges[::2]))))

    def before(self, moments: Ints) -> Ints:
        """The open time from the first Monday to each moment."""
        weeks, inside = np.divmod(moments, WEEK)
        row = np.searchsorted(self.starts, inside, side="right") - 1
        begun = np.minimum(inside - self.starts[row], np.diff(self.until)[row])
        return np.asarray(weeks * self.until[-1] + np.where(row >= 0, self.until[row] + begun, 0), dtype=np.int64)

    def after(self, moments: Ints, length: int) -> Ints:
        """The moments at which so much open time has passed since these."""
        weeks, rest = np.divmod(self.before(moments) + length - 1, self.until[-1])
        row = np.searchsorted(self.until, rest, side="right") - 1
        return np.asarray(weeks * WEEK + self.starts[row] + rest - self.until[row] + 1, dtype=np.int64)


@dataclass(frozen=True)
class WorstOpening:
    """What becomes of an incident that is opened at the worst moment of a week.

    opened   this moment, in words: ``Fri 16:00``
    elapsed  hours on the wall until the last of the times has passed
    used     hours on the clock of the promise until then
    """

    opened: str
    elapsed: Fraction
    used: Fraction


def worst_opening(promise: OpenWeek, links: Sequence[tuple[OpenWeek, Fraction]]) -> WorstOpening:
    """The opening from which times, kept to their last moment one after the other, last longest on a promise's clock.

    links  the calendar and the hours of open time of each, in their order

    Of openings that are as bad the one counts that lasts longest on the wall, and of those the first of the week.
    """
    ends = OPENINGS
    for week, hours in links:
        ends = week.after(ends, int(hours * HOUR))
    used, elapsed = promise.before(ends) - promise.before(OPENINGS), ends - OPENINGS
    worst = int(np.lexsort((-elapsed, -used))[0])
    day, minute = divmod(worst, 1440)
    return WorstOpening(
        opened=f"{WEEKDAYS[day]} {minute // 60:02}:{minute % 60:02}",
        elapsed=Fraction(int(elapsed[worst]), HOUR),
        used=Fraction(int(used[worst]), HOUR),
    )
