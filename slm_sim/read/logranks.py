"""The priorities that the rows of a log state, or the impact and urgency of which a matrix makes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.mapping import Mapping
from slm_sim.read.logdefects import Defects
from slm_sim.read.loggroups import kept_forward
from slm_sim.read.logrows import ROW_LEFT_OUT, Rows


@dataclass(frozen=True, eq=False)
class Ranks:
    """What rows say of priorities.

    names, pairs  as in `LogNames`
    says    index into names per row, -1 where it states none, int64[rows]
    silent  the rows with a word that the mapping does not translate, bool[rows]
    """

    names: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    says: Ints
    silent: Bools

    def __post_init__(self) -> None:
        freeze_arrays(self)


def ranks_said(rows: Rows, mapping: Mapping, defects: Defects) -> Ranks:
    """The priority of each row, or its impact with its urgency; notes words that the mapping does not translate.

    A row that states but one of the two leaves the other as it was.
    """
    if "priority" in rows.columns:
        names, says = _translated("priority", "priorities", mapping.priorities, rows, mapping, defects)
        return Ranks(names, (), says, says < 0)
    impacts, impact = _translated("impact", "impacts", mapping.impacts, rows, mapping, defects)
    urgencies, urgency = _translated("urgency", "urgencies", mapping.urgencies, rows, mapping, defects)
    pairs = tuple((wide, fast) for wide in impacts for fast in urgencies)
    silent = (impact < 0) | (urgency < 0)
    wide, fast = (kept_forward(said, said >= 0, rows.incident, -1) for said in (impact, urgency))
    says = np.where((wide < 0) | (fast < 0), -1, wide * len(urgencies) + fast)
    return Ranks(tuple(f"{wide}/{fast}" for wide, fast in pairs), pairs, says, silent)


def _translated(
    word: str, words: str, meanings: dict[str, str], rows: Rows, mapping: Mapping, defects: Defects
) -> tuple[tuple[str, ...], Ints]:
    """The names in the order of the mapping, and that of each row, -1 for a word that the mapping does not know."""
    names, column = tuple(dict.fromkeys(meanings.values())), rows.columns[word]
    place = [names.index(meanings[found]) if found in meanings else -1 for found in column.words]
    said = np.array(place, dtype=np.int64)[column.code]
    leave = mapping.defects.priority_unknown == "leave out"
    done = ROW_LEFT_OUT if leave else f"the incident keeps the {word} before; without any, it is left out"
    found = f"{words} that the mapping does not translate"
    defects.note_words(f"{word}_unknown", found, done, column, said < 0, rows.line, meanings)
    return names, said
