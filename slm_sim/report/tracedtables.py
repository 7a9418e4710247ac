"""Ledgers that are written whole as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from slm_sim.model.measuredmoney import MeasuredCredit
from slm_sim.model.tables import Table
from slm_sim.model.traced import Traced
from slm_sim.model.tracedtables import LEDGER, LEDGER_CAUSES, LEDGER_STEPS
from slm_sim.report.frames import Row, frame_of
from slm_sim.report.measuredtables import row_of_credit


def table_of(table: Table, traced: Traced) -> pd.DataFrame:
    """One of `slm_sim.model.tracedtables.TRACED_TABLES`; entries are numbered as in ``ledger.json``."""
    rows_of = ROWS[table.name]
    rows = [
        (term.replication, term.agreement, number, *row)
        for term in traced.ledgers
        for number, credit in enumerate(term.credits, start=1)
        for row in rows_of(credit)
    ]
    return frame_of(table, rows)


def _entry(credit: MeasuredCredit) -> Iterator[Row]:
    yield *row_of_credit(credit), credit.charge, credit.base, credit.cap_reached


def _steps(credit: MeasuredCredit) -> Iterator[Row]:
    for number, (step, words) in enumerate(zip(credit.steps, credit.trace, strict=True), start=1):
        yield number, step.kind, step.result, words


def _causes(credit: MeasuredCredit) -> Iterator[Row]:
    for cause in credit.causes:
        yield cause.clause, cause.incident, cause.outage, cause.breached, cause.ended, cause.over


ROWS: dict[str, Callable[[MeasuredCredit], Iterator[Row]]] = {
    LEDGER.name: _entry,
    LEDGER_STEPS.name: _steps,
    LEDGER_CAUSES.name: _causes,
}
