"""Rows of one incident at a time, without a loop: what came before, first and last within each group of rows.

`group` is the sorted number of the group of each row, int64[rows].
"""

from __future__ import annotations

import numpy as np

from slm_sim.model.arrays import Bools, Ints


def is_first(group: Ints) -> Bools:
    """Which rows are the first of their group."""
    return np.asarray(np.diff(group, prepend=-1) != 0)


def is_last(group: Ints) -> Bools:
    """Which rows are the last of their group."""
    return np.asarray(np.diff(group, append=-1) != 0)


def row_before(known: Bools, group: Ints) -> Ints:
    """The latest row at or before each row that is known and of its group, -1 where there is none."""
    rows = np.arange(len(group))
    latest = np.maximum.accumulate(np.where(known, rows, -1)) if len(group) else rows
    start = np.maximum.accumulate(np.where(is_first(group), rows, 0)) if len(group) else rows
    return np.asarray(np.where(latest >= start, latest, -1))


def kept_forward(values: Ints, known: Bools, group: Ints, otherwise: int) -> Ints:
    """Each value, or the last known one before it in its group."""
    before = row_before(known, group)
    return np.where(before >= 0, values[before], otherwise)


def kept_backward(values: Ints, known: Bools, group: Ints, otherwise: int) -> Ints:
    """Each value, or the next known one after it in its group."""
    return kept_forward(values[::-1], known[::-1], group.max(initial=0) - group[::-1], otherwise)[::-1]


def first_known(values: Ints, known: Bools, group: Ints, groups: int, otherwise: int) -> Ints:
    """The first known value of each group."""
    found = np.full(groups, otherwise)
    rows = np.flatnonzero(known)[::-1]
    found[group[rows]] = values[rows]
    return found


def last_known(values: Ints, known: Bools, group: Ints, groups: int, otherwise: int) -> Ints:
    """The last known value of each group."""
    found = np.full(groups, otherwise)
    rows = np.flatnonzero(known)
    found[group[rows]] = values[rows]
    return found


def any_of(marked: Bools, group: Ints, groups: int) -> Bools:
    """Which groups hold a marked row."""
    return np.asarray(np.bincount(group[marked], minlength=groups) > 0)
