"""Memory that a thread keeps from one simulation to the next, because asking for it anew costs more than using it."""

from __future__ import annotations

import threading

import numpy as np

from slm_sim.model.arrays import Ints


class _Kept(threading.local):
    def __init__(self) -> None:
        self.cells: Ints = np.empty(0, dtype=np.int64)


_kept = _Kept()


def lent(rows: int, columns: int) -> Ints:
    """A table with any content, int64[rows, columns], until this thread asks for another."""
    if len(_kept.cells) < rows * columns:
        _kept.cells = np.empty(rows * columns, dtype=np.int64)
    return _kept.cells[: rows * columns].reshape(rows, columns)
