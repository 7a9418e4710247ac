"""The facts of a sensitivity analysis as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from slm_sim.model import sensedtables as tables
from slm_sim.model.sensed import Sensed
from slm_sim.model.tables import Table
from slm_sim.report.frames import Row, frame_of, value_and_ends


def table_of(table: Table, sensed: Sensed) -> pd.DataFrame:
    """One of `slm_sim.model.sensedtables.SENSED_TABLES`; its rows are in the order of ``sensitivity.json``."""
    return frame_of(table, ROWS[table.name](sensed))


def _swings(sensed: Sensed) -> Iterator[Row]:
    about = {one.path: (one.stated, one.low, one.high) for one in sensed.assumptions}
    for swing in sensed.swings:
        which = (swing.outcome, swing.agreement, swing.clause)
        yield swing.path, *about[swing.path], *which, *value_and_ends(swing.at_low), *value_and_ends(swing.at_high)


def _break_even(sensed: Sensed) -> Iterator[Row]:
    for one in sensed.break_even:
        yield one.path, one.verdict, one.value or "", one.low or "", one.high or "", one.change, one.bad


def _indices(sensed: Sensed) -> Iterator[Row]:
    for one in sensed.indices:
        which = (one.path, one.outcome, one.agreement, one.clause)
        yield *which, *value_and_ends(one.first), *value_and_ends(one.total)


ROWS: dict[str, Callable[[Sensed], Iterator[Row]]] = {
    tables.SWINGS.name: _swings,
    tables.BREAK_EVEN.name: _break_even,
    tables.INDICES.name: _indices,
}
