"""A decision table worked out: one entry for each combination of its inputs' words.

A million incidents are then decided by one look-up in an array for all of them, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.model.decisions import ANY, NOT, Cell, DecisionRow, DecisionTable

UNDECIDED = -1


@dataclass(frozen=True, eq=False)
class Lookup:
    """What a table decides of each combination of words.

    words     of each input, in the order of the table's format; the axes of the arrays
    row       which row decides, int64[words of each input]; `UNDECIDED` where none does
    outcome   index into the words that the table may decide, likewise, with ``otherwise`` in it
    """

    words: Mapping[str, tuple[str, ...]]
    row: Ints
    outcome: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def combinations(table: DecisionTable) -> int:
    """How many combinations of words a table tells apart."""
    found = 1
    for words in table.reads.words.values():
        found *= len(words)
    return found


def lookup_of(table: DecisionTable) -> Lookup:
    """Work out which row decides each combination; of several the first, whatever the hit policy."""
    words = table.reads.words
    row = np.full([len(known) for known in words.values()], UNDECIDED, dtype=np.int64)
    stated = list(table.rows.values())
    for number in reversed(range(len(stated))):
        row[covered(stated[number], words)] = number
    outcomes = [table.outcomes.index(one.then) for one in stated]
    rest = table.outcomes.index(table.otherwise) if table.otherwise is not None else UNDECIDED
    return Lookup(words, row, np.array([*outcomes, rest], dtype=np.int64)[row])


def covered(row: DecisionRow, words: Mapping[str, tuple[str, ...]]) -> tuple[Ints, ...]:
    """The combinations that a row is about, as an open mesh (`numpy.ix_`) over the words of the inputs."""
    cells = row.cells
    return np.ix_(*(_places(cells.get(name, ANY), known) for name, known in words.items()))


def meant(cell: Cell, words: Sequence[str]) -> tuple[str, ...]:
    """The words that a cell stands for, in the order of the table."""
    if isinstance(cell, list):
        return tuple(word for word in words if word in cell)
    if cell == ANY:
        return tuple(words)
    if cell.startswith(NOT):
        return tuple(word for word in words if word != cell.removeprefix(NOT).strip())
    return tuple(word for word in words if word == cell)


def outcomes_for(table: DecisionTable, known: Mapping[str, str | None]) -> tuple[str, ...]:
    """The words that a table may decide of incidents of which something is known; None is for what may be anything."""
    lookup = lookup_of(table)
    mesh = np.ix_(*(_places(known.get(name) or ANY, words) for name, words in lookup.words.items()))
    return tuple(table.outcomes[place] for place in np.unique(lookup.outcome[mesh]).tolist() if place != UNDECIDED)


def decisions(table: DecisionTable, names: Mapping[str, Sequence[str]], outcomes: Sequence[str]) -> Ints:
    """What a table decides, by the numbers that a simulation has for the words.

    names     the names behind the numbers of each input, one axis of the answer each, in this order. An input that
              the table does not read makes no difference
    outcomes  the names behind the numbers of the answer

    The answer is int64[names + 1, ...]; the last entry of each axis, which -1 finds, is for "not known", and
    `UNDECIDED` where the table reads that input, as for names that it does not know.
    """
    lookup = lookup_of(table)
    number = np.array([*(_number(outcomes, word) for word in table.outcomes), UNDECIDED], dtype=np.int64)
    found = np.pad(number[lookup.outcome], [(0, 1)] * len(lookup.words), constant_values=UNDECIDED)
    read = [name for name in names if name in lookup.words]
    found = found.transpose([list(lookup.words).index(name) for name in read])
    found = found[np.ix_(*([*(_number(lookup.words[name], word) for word in names[name]), -1] for name in read))]
    sides = [len(known) + 1 for known in names.values()]
    axes = [side if name in lookup.words else 1 for name, side in zip(names, sides, strict=True)]
    return np.broadcast_to(found.reshape(axes), sides).copy()


def _places(cell: Cell, words: tuple[str, ...]) -> Ints:
    return np.array([words.index(word) for word in meant(cell, words)], dtype=np.int64)


def _number(names: Sequence[str], word: str) -> int:
    return names.index(word) if word in names else UNDECIDED
