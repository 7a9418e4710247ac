"""Arrivals that keep their identity when the volume changes.

A stream of arrivals is a Poisson process in the plane of time and level: an arrival is kept where its level lies below
the intensity at its time. The plane is cut into cells, one per slot of time and block of level, each of which holds
Poisson(1) arrivals. So more volume only uncovers further arrivals above the old ones, and less of it covers some.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from slm_sim.chance.distributions import poisson
from slm_sim.chance.streams import Stream
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Floats, Ints, freeze_arrays

_ORIGIN = datetime(1970, 1, 1, tzinfo=UTC)
_BLOCK_BITS, _MEMBER_BITS = 24, 8


@dataclass(frozen=True, eq=False)
class Points:
    """Arrivals in the order of time: the tick of each and its identity within the stream, int64[n] both."""

    tick: Ints
    identity: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def intensity_points(
    stream: Stream, axis: TimeAxis, starts: Ints, rates: Floats, end: int, slot_hours: int = 1
) -> Points:
    """The arrivals of a Poisson process with piecewise constant intensity, before tick `end`.

    starts, rates  `rates[k]` arrivals per hour from tick `starts[k]` until the next start, or until `end`
    slot_hours     length of a cell: one hour, or 24 for rare events; a cell holds one arrival on average

    Slots are counted from 1970-01-01T00Z, and an arrival lies on a millisecond of its slot. So a span that starts
    earlier or later has the same arrivals at the same moments where the two overlap.
    """
    slot_ms = slot_hours * 3_600_000
    epoch_ms = (axis.epoch - _ORIGIN) // timedelta(milliseconds=1)
    first = (epoch_ms + int(starts[0]) * axis.tick_ms) // slot_ms
    last = -((epoch_ms + end * axis.tick_ms) // -slot_ms)
    slots = np.arange(first, last)
    left_ms = slots * slot_ms - epoch_ms
    left, right = left_ms // axis.tick_ms, -((left_ms + slot_ms) // -axis.tick_ms)
    blocks = np.ceil(_highest(left, right, starts, rates) * slot_hours).astype(np.int64)

    cell_slot = np.repeat(np.arange(len(slots)), blocks)
    cell_block = np.arange(len(cell_slot)) - np.repeat(np.cumsum(blocks) - blocks, blocks)
    cell = slots[cell_slot] << (_BLOCK_BITS + _MEMBER_BITS) | cell_block << _MEMBER_BITS
    count = poisson(1.0, stream.uniforms(cell, 0))

    of_cell = np.repeat(np.arange(len(cell)), count)
    identity = cell[of_cell] + np.arange(len(of_cell)) - np.repeat(np.cumsum(count) - count, count)
    passed_ms = (stream.uniforms(identity, 1) * slot_ms).astype(np.int64)
    tick = (left_ms[cell_slot[of_cell]] + passed_ms) // axis.tick_ms
    level = (cell_block[of_cell] + stream.uniforms(identity, 2)) / slot_hours
    inside = (tick >= starts[0]) & (tick < end)
    rate = rates[np.searchsorted(starts, tick, side="right") - 1]
    kept = np.flatnonzero(inside & (level < rate))
    order = kept[np.lexsort((identity[kept], tick[kept]))]
    return Points(tick[order], identity[order])


def global_identity(stream_name: str, identity: Ints, member: Ints | int = 0) -> Ints:
    """Identities that are unique over all streams, as non-negative int64: 63 random bits of (stream, identity, member).

    Two of a million identities collide with probability below 1e-6; the caller checks for it.
    """
    high, low = Stream(0, 0, f"identity:{stream_name}").words(identity, member)
    return ((high << np.uint64(32) | low) >> np.uint64(1)).astype(np.int64)


def _highest(left: Ints, right: Ints, starts: Ints, rates: Floats) -> Floats:
    """The highest rate that holds at any time in each of the slots [left, right)."""
    first = np.clip(np.searchsorted(starts, left, side="right") - 1, 0, None)
    past = np.maximum(np.searchsorted(starts, right, side="left"), first + 1)
    edges = np.column_stack((first, past)).ravel()
    return np.maximum.reduceat(np.append(rates, 0.0), edges)[::2]
