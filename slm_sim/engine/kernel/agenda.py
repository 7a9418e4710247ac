"""Two small collections that compiled code keeps in arrays whose first entry says how many entries follow it."""

from __future__ import annotations

import numpy as np

from slm_sim.compiler import part
from slm_sim.model.arrays import Ints

NOT_YET = 1 << 62
"""An entry larger than all others."""


def empty_heap(room: int) -> Ints:
    """A heap for so many entries: a binary tree in which no entry is smaller than the one above it."""
    heap = np.empty(room + 2, dtype=np.int64)
    heap[0] = heap[-1] = 0
    return heap


@part
def push(heap: Ints, entry: int) -> None:
    """Put an entry on a heap. If there is no room it is lost, and the last cell says so from then on."""
    place = heap[0] + 1
    if place == len(heap) - 1:
        heap[place] = 1
        return
    heap[0] = place
    while place > 1 and heap[place >> 1] > entry:
        heap[place] = heap[place >> 1]
        place >>= 1
    heap[place] = entry


@part
def pop(heap: Ints) -> None:
    """Take away the smallest entry of a heap, which is `heap[1]`.

    The gap goes down to the end of a branch, where the last entry of the heap goes up: it seldom has far to go.
    """
    many = heap[0] - 1
    last = heap[many + 1]
    heap[0], heap[many + 1] = many, NOT_YET
    place, below = 1, 2
    while below <= many:
        below += heap[below + 1] < heap[below]
        heap[place] = heap[below]
        place, below = below, 2 * below
    while place > 1 and heap[place >> 1] > last:
        heap[place] = heap[place >> 1]
        place >>= 1
    heap[place] = last


@part
def note(listed: Ints, number: int) -> None:
    """Put a number on a list unless it is there: of n numbers, entry ``n + 1 + number`` is 1 for those that are."""
    flag = (len(listed) >> 1) + 1 + number
    if not listed[flag]:
        listed[flag] = 1
        listed[0] += 1
        listed[listed[0]] = number
