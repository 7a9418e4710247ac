from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from slm_sim.errors import ResultsError
from slm_sim.model.tables import BACKLOG, CREDITS, TABLES, TERMS, VOLUMES, Table
from slm_sim.report.tablefiles import SQL_TYPES, read_table, write_table
from tests.report.example import example

STUDY = example(replications=2)
TERM: dict[str, list[Any]] = {
    "replication": [0],
    "agreement": ["sla"],
    "charges": [Decimal(1000)],
    "amount": [Fraction(1, 3)],
    "returned": [Decimal(0)],
    "bonus": [Decimal(0)],
    "currency": ["GBP"],
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_comes_back_with_documented_types(table: Table, tmp_path: Path) -> None:
    frame = STUDY.tables[table.name]
    write_table(table, [frame], tmp_path)
    described = duckdb.connect().execute(f"DESCRIBE FROM '{tmp_path / table.name}.parquet'").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [
        (column.name, SQL_TYPES[column.kind].replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"))
        for column in table.columns
    ]
    assert (tmp_path / f"{table.name}.csv").exists() == table.small
    again = read_table(table, tmp_path)
    assert_frame_equal(again, frame, check_dtype=False)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        write_table(BACKLOG, [STUDY.tables["backlog"]], tmp_path / name)
        written.append([(tmp_path / name / f"backlog.{kind}").read_bytes() for kind in ("parquet", "csv")])
    assert written[0] == written[1]


def test_moments_in_csv_are_iso_8601_in_utc(tmp_path: Path) -> None:
    write_table(BACKLOG, [STUDY.tables["backlog"]], tmp_path)
    second_line = (tmp_path / "backlog.csv").read_text(encoding="utf-8").splitlines()[1]
    assert "2027-03-04T00:00:00.000Z" in second_line


def test_money_is_kept_to_four_places_and_a_quote_in_a_path_does_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "the client's"
    folder.mkdir()
    write_table(TERMS, [pd.DataFrame(TERM)], folder)
    assert read_table(TERMS, folder)["amount"].tolist() == [Decimal("0.3333")]


def test_a_table_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    empty = pd.DataFrame(columns=[column.name for column in CREDITS.columns])
    write_table(CREDITS, [empty], tmp_path)
    again = read_table(CREDITS, tmp_path)
    assert list(again.columns) == list(empty.columns)
    assert again.empty


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"amount": [0.1]}, "money must be exact"),
        ({"replication": [0.5]}, "expected values of the kind 'whole'"),
        ({"agreement": [None]}, "a value is missing"),
        ({"agreement": [3]}, "expected values of the kind 'text'"),
        ({"colour": ["red"]}, "'colour' that is not documented"),
    ],
)
def test_a_table_that_is_not_as_documented_is_refused(
    change: dict[str, list[Any]], message: str, tmp_path: Path
) -> None:
    with pytest.raises(ResultsError, match=message):
        write_table(TERMS, [pd.DataFrame(TERM | change)], tmp_path)


def test_a_column_that_is_missing_and_a_moment_without_zone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="lacks its column 'high'"):
        write_table(VOLUMES, [STUDY.tables["volumes"].drop(columns="high")], tmp_path)
    naive = STUDY.tables["backlog"].assign(week_start=pd.Timestamp("2027-03-04"))
    with pytest.raises(ResultsError, match="'week_start': expected values of the kind 'moment'"):
        write_table(BACKLOG, [naive], tmp_path)


def test_a_table_that_is_missing_or_damaged_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="is missing; run the study again"):
        read_table(TERMS, tmp_path)
    (tmp_path / "terms.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(ResultsError, match="cannot be read back"):
        read_table(TERMS, tmp_path)
