"""Pages of steps, compiled: written visit by visit, then laid out incident by incident."""

from __future__ import annotations

import numpy as np

from slm_sim.compiler import compiled
from slm_sim.model.arrays import Ints

STEP_COLUMNS = 6
PAGE_COLUMNS = 10
STEP_TEAM, STEP_EFFORT, STEP_THEN, STEP_DELAY, STEP_CALENDAR, STEP_CALLOUT, OWNER, WHO, LUCK, CALLED = range(
    PAGE_COLUMNS
)
"""A step as `slm_sim.model.workload.Workload` has it; then the incident that it belongs to and its identity, the number
under which its call-out is drawn, and the row of the call-out's length, -1 where nobody is called."""


@compiled
def laid_out(page: Ints, written: int, begin: int, past: int, first: Ints, steps: Ints) -> Ints:
    """Copy the steps of a page to columns of steps, incident by incident in the order of time; longer ones if need be.

    They are the steps of the incidents begin .. past - 1, and come from first[begin] on; `first` is filled in.
    """
    if first[begin] + written > steps.shape[1]:
        steps = with_room(steps, 2 * (first[begin] + written))
    at = np.zeros(past - begin + 1, np.int64)
    for row in range(written):
        at[page[OWNER, row] - begin + 1] += 1
    at[0] = first[begin]
    for k in range(past - begin):
        at[k + 1] += at[k]
        first[begin + k + 1] = at[k + 1]
    place = np.empty(written, np.int64)
    for row in range(written):
        k = page[OWNER, row] - begin
        place[row] = at[k]
        at[k] += 1
    for column in range(STEP_COLUMNS):
        for row in range(written):
            steps[column, place[row]] = page[column, row]
    return steps


@compiled
def with_room(table: Ints, columns: int) -> Ints:
    """A table with more columns, and the same figures in the first of them."""
    larger = np.empty((len(table), columns), np.int64)
    for row in range(len(table)):
        for column in range(table.shape[1]):
            larger[row, column] = table[row, column]
    return larger
