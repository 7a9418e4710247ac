"""When a calendar is open, as absolute intervals of ticks."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.model.arrays import Ints, freeze_arrays


@dataclass(frozen=True, eq=False)
class OpenTime:
    """A calendar compiled for one time axis: disjoint, sorted, half-open intervals ``[opens[k], closes[k])``.

    name       the calendar's name in the scenario or the agreement; ``24x7`` is always open
    opens      ticks at which it opens, int64[k]
    closes     ticks at which it closes, int64[k]; touching intervals are merged
    day_ends   for business days: the closing tick of each local day on which it is open at all, int64[d]
    day_starts the tick of that local day's first opening, int64[d]
    midnights  the tick of local midnight at which each of those days begins, int64[d]
    lowest, highest   the span of ticks that was compiled; asking outside it is an error
    """

    name: str
    opens: Ints
    closes: Ints
    midnights: Ints
    day_starts: Ints
    day_ends: Ints
    lowest: int
    highest: int

    def __post_init__(self) -> None:
        freeze_arrays(self)
