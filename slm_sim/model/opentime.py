"""Local time and open time on a time axis, compiled once from zones and opening hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Bools, Ints, freeze_arrays

UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FEWEST_BUCKETS = 4096
"""Into so many buckets, at least, the span of a calendar is cut; a year and its slack then have some hours each."""

BEYOND = 1 << 62
"""A moment later than every tick, for what never comes."""


@dataclass(frozen=True, eq=False)
class LocalTime:
    """What the clocks of a zone show: UTC plus an offset that is a step function of time.

    zone      the zone's IANA name
    axis      the time axis to which its moments are rounded
    changes   the moments at which the offset changes, in microseconds since 1970-01-01 UTC, increasing, int64[c]
    offsets   local time minus UTC in microseconds: offsets[k] up to changes[k], the last one ever after, int64[c + 1]

    Worked out from these:
    shown_until  the wall times, in microseconds, up to which each offset is the one to use, increasing, int64[c + 1]
    epoch        the moment of tick 0, in microseconds since 1970-01-01 UTC
    """

    zone: str
    axis: TimeAxis
    changes: Ints
    offsets: Ints
    shown_until: Ints = field(init=False)
    epoch: int = field(init=False)

    def __post_init__(self) -> None:
        shown = np.append(self.changes + self.offsets[:-1], np.iinfo(np.int64).max)
        object.__setattr__(self, "shown_until", np.maximum.accumulate(shown))
        object.__setattr__(self, "epoch", (self.axis.epoch - UNIX_EPOCH) // timedelta(microseconds=1))
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class OpenTime:
    """A calendar compiled for one time axis: disjoint, sorted, half-open intervals ``[opens[k], closes[k])``.

    name       the calendar's name in the scenario or the agreement; ``24x7`` is always open
    opens      ticks at which it opens, int64[k]
    closes     ticks at which it closes, int64[k]; touching intervals are merged
    lowest, highest   the span of ticks that was compiled; asking outside it is an error

    For business days, of each local day that touches the span and on which it is open at all:
    days       the date as days since 1970-01-01, increasing, int64[d]
    day_starts the tick of that day's first open moment, which may lie before `lowest`, int64[d]
    day_ends   the tick at which that day's last open interval ends, at midnight at the latest, int64[d]
    local      the local time in which days are counted; None where there is none (24x7), and then no business days

    To count open time without searching:
    intervals  row k, after k intervals: when the next one opens (BEYOND behind the last), when the one before closed
               (`lowest` before the first), and the open ticks so far, int64[intervals + 1, 3]
    buckets    row b, at the beginning of the b-th stretch of ``2**shift`` ticks from `lowest` on: how many intervals
               have opened; the open ticks in them all; when the last of them closes; when the next one opens and
               closes; when the one after that opens, int64[buckets, 6]
    unbroken   whether each of `days` is open from its start to its end, bool[d]
    """

    name: str
    opens: Ints
    closes: Ints
    lowest: int
    highest: int
    days: Ints
    day_starts: Ints
    day_ends: Ints
    local: LocalTime | None = None
    intervals: Ints = field(init=False)
    buckets: Ints = field(init=False)
    shift: int = field(init=False)
    unbroken: Bools = field(init=False)

    def __post_init__(self) -> None:
        opens, closes = np.append(self.opens, (BEYOND, BEYOND)), np.append(self.closes, BEYOND)
        total, closed = np.append(0, np.cumsum(self.closes - self.opens)), np.append(self.lowest, self.closes)
        span = self.highest - self.lowest
        shift = (span // max(FEWEST_BUCKETS, 4 * len(self.opens))).bit_length()
        row = np.searchsorted(self.opens, self.lowest + (np.arange((span >> shift) + 1) << shift), "right")
        buckets = (row, total[row], closed[row], opens[row], closes[row], opens[row + 1])
        object.__setattr__(self, "intervals", np.column_stack((opens[:-1], closed, total)))
        object.__setattr__(self, "buckets", np.column_stack(buckets))
        object.__setattr__(self, "shift", shift)
        breaks = np.searchsorted(self.closes, self.day_ends) != np.searchsorted(self.closes, self.day_starts, "right")
        object.__setattr__(self, "unbroken", ~breaks)
        freeze_arrays(self)
