"""Tables as files: a data frame is held against its documentation, then written as Parquet, if small as CSV too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd
from pandas.api import types

from slm_sim.errors import ResultsError, WriteError
from slm_sim.model.tables import Column, Kind, Table
from slm_sim.report.frames import DTYPES

SQL_TYPES: dict[Kind, str] = {
    "whole": "BIGINT",
    "number": "DOUBLE",
    "text": "VARCHAR",
    "yes or no": "BOOLEAN",
    "moment": "TIMESTAMPTZ",
    "money": "DECIMAL(18,4)",
}
"""How each kind of value is stored; moments in UTC."""

_SMALLEST_COIN = Decimal("0.0001")
_CSV_MOMENT = "%Y-%m-%dT%H:%M:%S.%gZ"


def write_table(table: Table, parts: Iterable[pd.DataFrame], folder: Path) -> None:
    """Write a table into a folder as ``<name>.parquet`` and, if it is small, as ``<name>.csv``.

    parts  the table part after part, at least one; no more than one is held at a time

    Columns are written in the documented order. Raises ResultsError if a part is not what the documentation says,
    WriteError if the disk refuses.
    """
    casts = ", ".join(f'CAST("{column.name}" AS {SQL_TYPES[column.kind]}) "{column.name}"' for column in table.columns)
    try:
        with TemporaryDirectory(dir=folder, prefix=f".{table.name}-") as written, _database() as database:
            files = []
            for number, frame in enumerate(parts):
                files.append(f"{_quoted(Path(written, str(number)))}.parquet'")
                database.register("part", _as_documented(table, frame))
                database.execute(f"COPY (SELECT {casts} FROM part) TO {files[-1]} (FORMAT parquet)")
            content = f"(FROM read_parquet([{', '.join(files)}]))"
            database.execute(f"COPY {content} TO {_quoted(folder / table.name)}.parquet' (FORMAT parquet)")
            if table.small:
                database.execute(
                    f"COPY {content} TO {_quoted(folder / table.name)}.csv' "
                    f"(FORMAT csv, HEADER, TIMESTAMPFORMAT '{_CSV_MOMENT}')"
                )
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WriteError(f"{folder / table.name}: this table cannot be written ({reason})") from None


def _as_documented(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    checked = pd.DataFrame({column.name: _checked(table, column, frame) for column in table.columns})
    unknown = [str(name) for name in frame.columns if name not in checked.columns]
    if unknown:
        raise ResultsError(f"table {table.name!r} has a column {unknown[0]!r} that is not documented")
    return checked


def read_table(table: Table, folder: Path) -> pd.DataFrame:
    """A table as it was written; money as Decimal, moments in UTC, empty cells as missing values.

    Raises ResultsError if the file is missing, damaged or has other columns than documented.
    """
    file = folder / f"{table.name}.parquet"
    if not file.is_file():
        raise ResultsError(f"{file}: this table of the results folder is missing; run the study again")
    fields = ", ".join(
        f'epoch_us("{column.name}")' if column.kind == "moment" else f'"{column.name}"' for column in table.columns
    )
    try:
        with _database() as database:
            rows = database.execute(f"SELECT {fields} FROM read_parquet({_quoted(file)}')").fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise ResultsError(f"{file}: this table cannot be read back ({reason}); run the study again") from None
    values = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return pd.DataFrame(
        {column.name: _series(column, cells) for column, cells in zip(table.columns, values, strict=True)}
    )


def _database() -> duckdb.DuckDBPyConnection:
    """A database in memory that fetches nothing and keeps the order of rows."""
    database = duckdb.connect(
        config={"threads": 1, "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    database.execute("SET TimeZone = 'UTC'")
    return database


def _quoted(path: Path) -> str:
    """The beginning of a quoted SQL text; the caller ends it."""
    return "'" + str(path).replace("'", "''")


def _checked(table: Table, column: Column, frame: pd.DataFrame) -> pd.Series[Any]:
    if column.name not in frame.columns:
        raise ResultsError(f"table {table.name!r} lacks its column {column.name!r}")
    series = frame[column.name]
    if not column.optional and series.isna().any():
        raise ResultsError(f"table {table.name!r}, column {column.name!r}: a value is missing, and none may be")
    if column.kind == "money":
        return series.map(_coins, na_action="ignore").astype("str")
    if len(series.dropna()) and not _IS_OF_KIND[column.kind](series.dropna()):
        raise ResultsError(
            f"table {table.name!r}, column {column.name!r}: expected values of the kind {column.kind!r}, "
            f"found {series.dtype}"
        )
    return series if len(series.dropna()) else series.astype("object")


def _coins(amount: object) -> str:
    """An exact amount of money as decimal text with four places."""
    match amount:
        case Fraction():
            exact = Decimal(amount.numerator) / Decimal(amount.denominator)
        case Decimal() | int():
            exact = Decimal(amount)
        case _:
            raise ResultsError(f"money must be exact: expected a Decimal, a Fraction or an int, found {amount!r}")
    return str(exact.quantize(_SMALLEST_COIN))


_IS_OF_KIND: dict[Kind, Callable[[pd.Series[Any]], bool]] = {
    "whole": types.is_integer_dtype,
    "number": lambda series: types.is_numeric_dtype(series) and not types.is_bool_dtype(series),
    "text": lambda series: types.infer_dtype(series) == "string",
    "yes or no": types.is_bool_dtype,
    "moment": lambda series: isinstance(series.dtype, pd.DatetimeTZDtype),
}


def _series(column: Column, cells: tuple[Any, ...]) -> pd.Series[Any]:
    if column.kind == "moment":
        return pd.to_datetime(pd.Series(cells, dtype="Int64"), unit="us", utc=True)
    return pd.Series(list(cells), dtype=DTYPES[column.kind])
