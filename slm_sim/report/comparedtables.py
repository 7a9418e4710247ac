"""The facts of a comparison as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from slm_sim.model import comparedtables as tables
from slm_sim.model.compared import Compared
from slm_sim.model.tables import Table
from slm_sim.report.frames import Row, frame_of, value_and_ends


def table_of(table: Table, compared: Compared) -> pd.DataFrame:
    """One of `slm_sim.model.comparedtables.COMPARED_TABLES`; its rows are in the order of ``compare.json``."""
    return frame_of(table, ROWS[table.name](compared))


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
        yield one.combination, *value_and_ends(one.beyond_the_sum), one.replications


ROWS: dict[str, Callable[[Compared], Iterator[Row]]] = {
    tables.CANDIDATES.name: _candidates,
    tables.COMPARED_FIGURES.name: _figures,
    tables.PAIRS.name: _pairs,
    tables.CASH_FLOW.name: _cash_flow,
    tables.MONEY_PARTS.name: _money,
    tables.EFFECTS.name: _effects,
    tables.INTERACTIONS.name: _interactions,
}
