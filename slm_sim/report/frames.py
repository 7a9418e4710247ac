"""Rows of facts become data frames whose columns are of their documented kinds."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

from slm_sim.model.estimate import Estimate
from slm_sim.model.tables import Kind, Table

Row = tuple[Any, ...]

DTYPES: dict[Kind, str] = {
    "whole": "Int64",
    "number": "float64",
    "text": "str",
    "yes or no": "boolean",
    "money": "object",
}
"""The pandas type of each kind of column but moments; those that may have empty cells."""


def frame_of(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a table; moments are ISO 8601 texts in them, and money is exact decimal text."""
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return pd.DataFrame(
        {column.name: _series(column.kind, cells) for column, cells in zip(table.columns, columns, strict=True)}
    )


def _series(kind: Kind, cells: Row) -> pd.Series[Any]:
    if kind == "moment":
        return pd.to_datetime(pd.Series(cells, dtype="object"), utc=True, format="ISO8601")
    if kind == "money":
        cells = tuple(map(Decimal, cells))
    return pd.Series(cells, dtype=DTYPES[kind])


def value_and_ends(estimate: Estimate | None) -> Row:
    """An estimate as three cells, empty without one."""
    return (None, None, None) if estimate is None else (estimate.value, estimate.low, estimate.high)
