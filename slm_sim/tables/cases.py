"""What is wrong with the rows of a decision table: cases that none decides or several do, and rows that decide none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools
from slm_sim.model.decisions import DecisionTable
from slm_sim.tables.lookup import UNDECIDED, Lookup, covered, lookup_of

Case = Mapping[str, str]
"""A word for each input that matters; whatever the others are, the same holds."""


@dataclass(frozen=True)
class Overlap:
    """Two rows that are about the same cases: the one that stands first, the other, the first such case, how many."""

    first: str
    second: str
    case: Case
    cases: int


def gaps(table: DecisionTable) -> Iterator[Case]:
    """The cases that nothing decides, as wide as they can be told, in the order of the words."""
    lookup = lookup_of(table)
    open_cases = lookup.outcome == UNDECIDED
    told = np.zeros_like(open_cases)
    while (untold := open_cases & ~told).any():
        corner = np.unravel_index(int(untold.argmax()), untold.shape)
        block = _widened(open_cases, [slice(int(place), int(place) + 1) for place in corner])
        told[block] = True
        yield _case(lookup, [None if wide == slice(None) else wide.start for wide in block])


def overlaps(table: DecisionTable) -> Iterator[Overlap]:
    """Rows that are about cases which a row before them is about; each with every row that decides some of them."""
    lookup, names = lookup_of(table), list(table.rows)
    for number, row in enumerate(table.rows.values()):
        mesh = covered(row, lookup.words)
        deciding = lookup.row[mesh]
        for other in np.unique(deciding[deciding < number]).tolist():
            shared = np.argwhere(deciding == other)
            corner = [int(axis.ravel()[place]) for axis, place in zip(mesh, shared[0].tolist(), strict=True)]
            yield Overlap(names[other], names[number], _case(lookup, corner), len(shared))


def idle_rows(table: DecisionTable) -> dict[str, tuple[str, ...]]:
    """The rows that decide no case, each with the rows before it that decide its cases; none if it is about no case."""
    lookup, names = lookup_of(table), list(table.rows)
    busy = set(np.unique(lookup.row).tolist())
    return {
        name: tuple(names[other] for other in np.unique(lookup.row[covered(row, lookup.words)]).tolist())
        for number, (name, row) in enumerate(table.rows.items())
        if number not in busy
    }


def _widened(open_cases: Bools, block: list[slice]) -> tuple[slice, ...]:
    """A block of cases, with every axis taken whole along which nothing is decided."""
    for axis in range(len(block)):
        wider = (*block[:axis], slice(None), *block[axis + 1 :])
        if open_cases[wider].all():
            block[axis] = slice(None)
    return tuple(block)


def _case(lookup: Lookup, places: Sequence[int | None]) -> Case:
    return {
        name: words[place]
        for (name, words), place in zip(lookup.words.items(), places, strict=True)
        if place is not None
    }
