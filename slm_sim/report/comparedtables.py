"""The facts of a comparison as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd

from slm_sim.model import comparedtables as tables
from slm_sim.model.compared import Compared
from slm_sim.model.estimate import Estimate
from slm_sim.model.tables import Table

Row = tuple[Any, ...]
DTYPES = {"whole": "Int64", "number": "float64", "yes or no": "boolean"}


def table_of(table: Table, compared: Compared) -> pd.DataFrame:
    """One of `slm_sim.model.comparedtables.COMPARED_TABLES`; its rows are in the order of ``compare.json``."""
    return frame_of(table, ROWS[table.name](compared))


def frame_of(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a table, each column of its documented kind."""
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(cells, dtype=DTYPES.get(column.kind, "str"))
            for column, cells in zip(table.columns, columns, strict=True)
        }
    )


def value_and_ends(estimate: Estimate | None) -> Row:
    """An estimate as three cells, empty without one."""
    return (None, None, None) if estimate is None else (estimate.value, estimate.low, estimate.high)


def _candidates(compared: Compared) -> Iterator[Row]:
    for one in compared.candidates:
        positive = None if one.positive is None else one.positive.value
        standing = (one.rank, one.name, one.replications, one.standing, one.worse_than)
        yield *standing, *value_and_ends(one.net_benefit), positive, one.payback


def _figures(compared: Compared) -> Iterator[Row]:
    for one in compared.candidates:
        for figure in one.figures:
            which = (one.name, figure.figure, figure.agreement, figure.clause)
            yield *which, *value_and_ends(figure.estimate), *value_and_ends(figure.difference)


def _pairs(compared: Compared) -> Iterator[Row]:
    for pair in compared.pairs:
        yield pair.one, pair.other, pair.replications, *value_and_ends(pair.difference), pair.verdict


def _cash_flow(compared: Compared) -> Iterator[Row]:
    for one in compared.candidates:
        for month in one.cash_flow:
            yield one.name, month.month, month.spent, month.benefit, month.discounted, month.balance


def _money(compared: Compared) -> Iterator[Row]:
    for one in compared.candidates:
        for part in one.money:
            yield one.name, part.part, part.amount


def _effects(compared: Compared) -> Iterator[Row]:
    for one in compared.interventions:
        for effect in one.effects:
            ends = (effect.low or "", effect.high or "")
            yield one.name, effect.path, effect.phrase, effect.before, effect.best, *ends, one.evidence


def _interactions(compared: Compared) -> Iterator[Row]:
    for one in compared.interactions:
        yield one.combination, *value_and_ends(one.beyond_the_sum)


ROWS: dict[str, Callable[[Compared], Iterator[Row]]] = {
    tables.CANDIDATES.name: _candidates,
    tables.COMPARED_FIGURES.name: _figures,
    tables.PAIRS.name: _pairs,
    tables.CASH_FLOW.name: _cash_flow,
    tables.MONEY_PARTS.name: _money,
    tables.EFFECTS.name: _effects,
    tables.INTERACTIONS.name: _interactions,
}
