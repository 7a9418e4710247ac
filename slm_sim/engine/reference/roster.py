"""What is known of time before it moves: when capacities change, and when delays end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from slm_sim.calendars import delay_function
from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Capacity


def changes(capacity: Capacity) -> Iterator[tuple[int, int]]:
    """Every change of a capacity after tick 0: the ticks since the one before, and the people from then on."""
    for (before, moment), people in zip(pairwise(capacity.at.tolist()), capacity.people.tolist()[1:], strict=True):
        yield moment - before, people


def within(calendar: OpenTime, horizon: int) -> Callable[[int, int], int]:
    """When a delay ends: as `delay_function` says, but no later than the horizon, at which nothing happens any more.

    Raises ValueError for a calendar that was not compiled for all the ticks of the simulation.
    """
    if calendar.lowest > 0 or calendar.highest < horizon:
        raise ValueError(
            f"calendar {calendar.name!r} was compiled for the ticks from {calendar.lowest} to {calendar.highest}; "
            f"a simulation needs those from 0 to {horizon}"
        )
    delayed = delay_function(calendar)

    def due(start: int, length: int) -> int:
        try:
            return delayed(start, length)
        except ValueError:  # the length does not end within the compiled ticks
            return horizon

    return due
