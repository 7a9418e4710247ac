"""The facts of a measured log as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from slm_sim.model.measured import Measured, MeasuredAgreement
from slm_sim.model.measuredmoney import MeasuredCredit
from slm_sim.model.measuredtables import BREACHES, CHARGES, CLOCK_LINES, CREDITS, OPEN, REACHED
from slm_sim.model.tables import Table
from slm_sim.report.frames import Row, frame_of


def table_of(table: Table, measured: Measured) -> pd.DataFrame:
    """One of `slm_sim.model.measuredtables.MEASURED_TABLES`; its rows are in the order of ``measure.json``."""
    rows = [(one.agreement, *row) for one in measured.agreements for row in ROWS[table.name](one)]
    return frame_of(table, rows)


def _reached(agreement: MeasuredAgreement) -> Iterator[Row]:
    for clause in agreement.clauses:
        for part in clause.periods:
            counts = (part.counted, part.misses, part.undecided, part.unknown, part.excluded)
            found = (part.attainment, part.exact, part.rounded, part.verdict, part.by_minimum_volume)
            yield clause.clause, part.period, *counts, *found


def _credits(agreement: MeasuredAgreement) -> Iterator[Row]:
    yield from map(row_of_credit, agreement.credits)


def row_of_credit(credit: MeasuredCredit) -> Row:
    """The columns of `slm_sim.model.tables.CREDIT`."""
    amounts = (credit.percent, credit.before_caps, credit.amount, credit.currency)
    which = (credit.clause, credit.period, credit.month, credit.kind, credit.scheme, credit.family, credit.rule)
    return *which, *amounts


def _charges(agreement: MeasuredAgreement) -> Iterator[Row]:
    for month in agreement.months:
        yield month.period, month.charges, month.before_caps, month.amount, month.cap_reached, month.currency


def _breaches(agreement: MeasuredAgreement) -> Iterator[Row]:
    for breach in agreement.breaches:
        times = (breach.opened, breach.target, breach.elapsed, breach.over, breach.breached, breach.ended)
        yield breach.clause, breach.period, breach.incident, breach.priority, *times


def _lines(agreement: MeasuredAgreement) -> Iterator[Row]:
    for breach in agreement.breaches:
        for number, line in enumerate(breach.lines, start=1):
            which = (breach.clause, breach.period, breach.incident)
            yield *which, number, line.moment, line.what, line.why, line.elapsed


def _open(agreement: MeasuredAgreement) -> Iterator[Row]:
    for one in agreement.open:
        which = (one.clause, one.incident, one.priority, one.opened, one.target)
        yield *which, one.clock, one.elapsed, one.used, one.warned, one.left, one.due


ROWS: dict[str, Callable[[MeasuredAgreement], Iterator[Row]]] = {
    REACHED.name: _reached,
    CREDITS.name: _credits,
    CHARGES.name: _charges,
    BREACHES.name: _breaches,
    CLOCK_LINES.name: _lines,
    OPEN.name: _open,
}
