"""Pages of steps, compiled: written visit by visit, then laid out incident by incident."""

from __future__ import annotations

import numpy as np

from slm_sim.compiler import compiled
from slm_sim.model.arrays import Ints

STEP_COLUMNS = 6
STEP_TEAM, STEP_EFFORT, STEP_THEN, STEP_DELAY, STEP_CALENDAR, STEP_CALLOUT = range(STEP_COLUMNS)
"""As `slm_sim.model.workload.Workload` has them."""

PAGE_COLUMNS = 8
OWNER, LUCK = STEP_COLUMNS, STEP_COLUMNS + 1
"""On a page: the incident that a step belongs to, and the number under which its call-out is drawn."""


@compiled
def laid_out(page: Ints, written: int, begin: int, past: int, first: Ints, steps: Ints) -> None:
    """Copy the steps of a page to columns, incident by incident in the order of time.

    They are the steps of the incidents begin .. past - 1, and come from first[begin] on.
    """
    at = np.zeros(past - begin + 1, np.int64)
    for row in range(written):
        at[page[row, OWNER] - begin + 1] += 1
    at[0] = first[begin]
    for k in range(past - begin):
        at[k + 1] += at[k]
        first[begin + k + 1] = at[k + 1]
    for row in range(written):
        k = page[row, OWNER] - begin
        for column in range(STEP_COLUMNS):
            steps[column, at[k]] = page[row, column]
        at[k] += 1


@compiled
def with_room(table: Ints, rows: int, columns: int) -> Ints:
    """A larger table with the same figures in its corner."""
    larger = np.empty((rows, columns), np.int64)
    for row in range(len(table)):
        for column in range(table.shape[1]):
            larger[row, column] = table[row, column]
    return larger
