"""Local time and open time on a time axis, compiled once from zones and opening hours."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints, freeze_arrays


@dataclass(frozen=True, eq=False)
class LocalTime:
    """What the clocks of a zone show: UTC plus an offset that is a step function of time.

    zone      the zone's IANA name
    axis      the time axis to which its moments are rounded
    changes   the moments at which the offset changes, in microseconds since 1970-01-01 UTC, increasing, int64[c]
    offsets   local time minus UTC in microseconds: offsets[k] up to changes[k], the last one ever after, int64[c + 1]
    """

    zone: str
    axis: TimeAxis
    changes: Ints
    offsets: Ints

    def __post_init__(self) -> None:
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

    def __post_init__(self) -> None:
        freeze_arrays(self)
