"""Arrivals that keep their identity when the volume changes.

A stream of arrivals is a Poisson process in the plane of time and level: an arrival is kept where its level lies below
the intensity at its time. The plane is cut into cells, one per slot of time and block of level, each of which holds
Poisson(1) arrivals. So more volume only uncovers further arrivals above the old ones, and less of it covers some.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp, factorial, fsum
from typing import NamedTuple

import numpy as np

from slm_sim.chance.streams import Stream, Word, Words, draw_each, stream_keys
from slm_sim.clock import TimeAxis
from slm_sim.compiler import compiled, part
from slm_sim.model.arrays import Floats, Ints, freeze_arrays, read_only

_ORIGIN = datetime(1970, 1, 1, tzinfo=UTC)
MS_PER_HOUR = 3_600_000
_SLOT, _BLOCK = 1 << 32, 1 << 8
"""The identity of an arrival is slot * _SLOT + block * _BLOCK + its number in the cell."""

_MOST = 18
"""Arrivals in a cell, at most: less than half of the last of 52 random bits is left beyond."""

_USUAL = 4
"""So many arrivals of each cell are written at once, whether they are there or not."""

COUNTS = read_only(np.array([exp(-1) * fsum(1 / factorial(k) for k in range(count + 1)) for count in range(_MOST + 1)]))
"""The distribution function of Poisson(1)."""

_AT_ONCE = 256
"""Cells that are drawn together: as many as stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Points:
    """Arrivals in the order of time: the tick of each and its identity within the stream, int64[n] both."""

    tick: Ints
    identity: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


class Slots(NamedTuple):
    """The slots of time from which cells are cut: from number `first` to `past` - 1 since 1970-01-01T00Z.

    hours      length of a slot: a cell holds one arrival on average
    epoch_ms   tick 0, in milliseconds since 1970
    end        arrivals lie before this tick
    """

    first: int
    past: int
    hours: int
    epoch_ms: int
    tick_ms: int
    end: int


class Intensities(NamedTuple):
    """Streams of arrivals, and the courses that their intensities take, as compiled code reads them.

    key        of each stream, as two words, uint64[streams, 2]
    course     which course it takes, int64[streams]
    per_hour   arrivals per hour at level 1, float64[streams]
    first      the pieces of course c are first[c] .. first[c + 1] - 1, int64[courses + 1]
    start      the tick from which a piece holds until the next one, int64[pieces]
    """

    key: Words
    course: Ints
    per_hour: Floats
    first: Ints
    start: Ints


def slots_of(axis: TimeAxis, start: int, end: int, hours: int) -> Slots:
    """The slots that cover the ticks [start, end)."""
    slot_ms = hours * MS_PER_HOUR
    epoch_ms = (axis.epoch - _ORIGIN) // timedelta(milliseconds=1)
    first = (epoch_ms + start * axis.tick_ms) // slot_ms
    past = -((epoch_ms + end * axis.tick_ms) // -slot_ms)
    return Slots(first, past, hours, epoch_ms, axis.tick_ms, end)


def intensity_points(
    stream: Stream, axis: TimeAxis, starts: Ints, rates: Floats, end: int, slot_hours: int = 1
) -> Points:
    """The arrivals of a Poisson process with piecewise constant intensity, before tick `end`.

    starts, rates  `rates[k]` arrivals per hour from tick `starts[k]` until the next start, or until `end`
    slot_hours     length of a cell: one hour, or 24 for rare events; a cell holds one arrival on average

    Slots are counted from 1970-01-01T00Z, and an arrival lies on a millisecond of its slot. So a span that starts
    earlier or later has the same arrivals at the same moments where the two overlap.
    """
    alone = Intensities(
        key=stream_keys(stream.seed, [stream.attribute]),
        course=read_only(np.zeros(1, dtype=np.int64)),
        per_hour=read_only(np.ones(1)),
        first=read_only(np.array([0, len(starts)])),
        start=read_only(starts),
    )
    slots = slots_of(axis, int(starts[0]), end, slot_hours)
    (tick, identity), _ = stream_points(alone, slots, np.array(rates), np.uint64(stream.replication))
    order = np.lexsort((identity, tick))
    return Points(tick[order], identity[order])


@compiled
def stream_points(streams: Intensities, slots: Slots, level: Floats, replication: Word) -> tuple[Ints, Ints]:
    """The arrivals of all streams, stream by stream: tick and identity within it, int64[2, n]; and where each ends.

    level  of each piece of each course, float64[pieces]
    """
    start = streams.start
    points = np.empty((2, _AT_ONCE), np.int64)
    past = np.zeros(len(streams.course), np.int64)
    who = np.empty(_AT_ONCE * _MOST + _USUAL, np.int64)
    u = np.empty((2, _AT_ONCE * _MOST))
    draws = np.empty((3, _AT_ONCE * _MOST), np.int64)
    for draw in range(3):
        for i in range(draws.shape[1]):
            draws[draw, i] = draw
    found = past[0]
    for k in range(len(past)):
        key = streams.key[k]
        per_hour = streams.per_hour[k]
        first = streams.first[streams.course[k]]
        beyond = streams.first[streams.course[k] + 1]
        cells, piece = _cells(slots, start, level, per_hour, first, beyond)
        for at in range(0, len(cells), _AT_ONCE):
            these = cells[at : at + _AT_ONCE]
            draw_each(key, replication, these, draws[0], len(these), u[0])
            members = _fill_cells(these, u[0], who)
            draw_each(key, replication, who, draws[1], members, u[0])
            draw_each(key, replication, who, draws[2], members, u[1])
            if found + members > points.shape[1]:
                more = np.empty((2, 2 * (found + members)), np.int64)
                for i in range(found):
                    more[0, i] = points[0, i]
                    more[1, i] = points[1, i]
                points = more
            found = _keep(slots, start, level, per_hour, first, piece, who, u, members, points, found)
        past[k] = found
    return points[:, :found], past


@part
def _fill_cells(cells: Ints, u: Floats, who: Ints) -> int:
    """The arrivals in some cells; how many they are."""
    members = 0
    for cell in range(len(cells)):
        count = 0
        for other in range(_USUAL):
            count += u[cell] >= COUNTS[other]
        while count >= _USUAL and u[cell] >= COUNTS[count]:
            count += 1
        for member in range(max(count, _USUAL)):
            who[members + member] = cells[cell] + member
        members += count
    return members


@part
def _keep(
    slots: Slots, start: Ints, level: Floats, per_hour: float, first: int, piece: Ints,
    who: Ints, u: Floats, members: int, points: Ints, found: int,
) -> int:  # fmt: skip
    """Add the arrivals that lie below the rate of their time; how many there are now.

    Ticks are exact in floating point, for milliseconds lie far below 2**52.
    """
    slot_ms = slots.hours * MS_PER_HOUR
    lowest = start[first]
    for k in range(members):
        slot = who[k] // _SLOT
        tick = np.floor((slot * slot_ms - slots.epoch_ms + np.floor(u[0, k] * slot_ms)) / slots.tick_ms)
        now = piece[0, slot - slots.first]
        for later in range(now + 1, piece[1, slot - slots.first]):
            now += start[later] <= tick
        height = (who[k] % _SLOT // _BLOCK + u[1, k]) / slots.hours
        points[0, found] = tick
        points[1, found] = who[k]
        found += (lowest <= tick) & (tick < slots.end) & (height < level[now] * per_hour)
    return found


@compiled
def _cells(slots: Slots, start: Ints, level: Floats, per_hour: float, first: int, beyond: int) -> tuple[Ints, Ints]:
    """The cells below the highest rate in each slot, and its pieces of the course: the first, and past the last."""
    slot_ms = slots.hours * MS_PER_HOUR
    count = slots.past - slots.first
    blocks = np.empty(count, np.int64)
    piece = np.empty((2, count), np.int64)
    now = first
    total = 0
    for slot in range(count):
        left_ms = (slots.first + slot) * slot_ms - slots.epoch_ms
        while now + 1 < beyond and start[now + 1] * slots.tick_ms <= left_ms:
            now += 1
        piece[0, slot] = now
        highest = level[now]
        later = now + 1
        while later < beyond and start[later] * slots.tick_ms < left_ms + slot_ms:
            highest = max(highest, level[later])
            later += 1
        piece[1, slot] = later
        blocks[slot] = np.ceil(highest * per_hour * slots.hours)
        total += blocks[slot]
    cells = np.empty(total, np.int64)
    done = 0
    for slot in range(count):
        for block in range(blocks[slot]):
            cells[done] = (slots.first + slot) * _SLOT + block * _BLOCK
            done += 1
    return cells, piece
