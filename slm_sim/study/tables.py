"""The tables of a study, as `slm_sim.model.tables` documents them.

What has a row for each replication is made record by record, so that no more than one of them is held at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import MET, MISSED, NO_DATA
from slm_sim.model.tables import INCIDENTS, TABLES, Kind, Table
from slm_sim.pipeline import Prepared
from slm_sim.statistics import mean
from slm_sim.study import moneytables
from slm_sim.study.gather import Gathered
from slm_sim.study.incidents import Column, Columns
from slm_sim.study.load import HOURS_OF_WEEK, week_bins
from slm_sim.study.months import calendar_months
from slm_sim.study.reached import attained
from slm_sim.study.record import Record

VERDICTS = {MET: "met", MISSED: "missed", NO_DATA: "no data"}

DTYPES: dict[Kind, str] = {
    "whole": "int64",
    "number": "float64",
    "text": "str",
    "yes or no": "bool",
    "moment": "datetime64[ms, UTC]",
    "money": "object",
}
"""The pandas type of each kind of column; money is held as Decimal."""


def rows_of(table: Table, prepared: Prepared, record: Record) -> pd.DataFrame:
    """The rows that a record has in a table that tells replications apart."""
    return documented(table, PER_REPLICATION[table.name](prepared, record))


def averages(prepared: Prepared, gathered: Gathered, confidence: float) -> dict[str, pd.DataFrame]:
    """The tables of means over replications, by name."""
    found = {
        "team_load": _team_load(prepared, gathered),
        "backlog": _backlog(prepared, gathered, confidence),
        "volumes": _volumes(prepared, gathered, confidence),
    }
    return {table.name: documented(table, found[table.name]) for table in TABLES if table.name in found}


def documented(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """A table with its documented columns in their order, each of the type of its kind, even if it is empty."""
    return frame.reindex(columns=[column.name for column in table.columns]).astype(
        {column.name: DTYPES[column.kind] for column in table.columns}
    )


def _attainment(prepared: Prepared, record: Record) -> pd.DataFrame:
    clauses = [
        (agreement.name, clause, [period.label for period in periods])
        for agreement in prepared.agreements
        for clause, periods in zip(agreement.clauses, agreement.periods, strict=True)
    ]
    if not clauses:
        return pd.DataFrame()
    lengths = [len(labels) for _, _, labels in clauses]
    replications = len(record.replication)

    def cells(name: str) -> Ints:
        return np.concatenate([getattr(clause, name) for clause in record.clauses], axis=1).ravel()

    reached = [
        attained(clause, of_clause, prepared.span.axis)
        for (_, clause, _), of_clause in zip(clauses, record.clauses, strict=True)
    ]
    verdict = cells("verdict")
    return pd.DataFrame(
        {
            "replication": np.repeat(record.replication, sum(lengths)),
            "agreement": np.tile(np.repeat([name for name, _, _ in clauses], lengths), replications),
            "clause": np.tile(np.repeat([clause.id for _, clause, _ in clauses], lengths), replications),
            "period": np.tile([label for _, _, labels in clauses for label in labels], replications),
            **{name: cells(name) for name in ("counted", "misses", "undecided", "excluded")},
            "attainment": np.concatenate(reached, axis=1).ravel(),
            "verdict": np.select([verdict == sign for sign in VERDICTS], list(VERDICTS.values()), ""),
            "by_minimum_volume": cells("by_minimum_volume") == 1,
        }
    )


def _incidents(prepared: Prepared, record: Record) -> pd.DataFrame:
    return incidents_frame(record.incidents) if record.incidents else pd.DataFrame()


def incidents_frame(columns: Columns) -> pd.DataFrame:
    """The incidents table that its columns hold."""
    return pd.DataFrame({column.name: _cells(columns[column.name], column.kind) for column in INCIDENTS.columns})


def _cells(column: Column, kind: Kind) -> pd.DatetimeIndex | npt.NDArray[Any]:
    if kind == "moment":
        return pd.DatetimeIndex(column.values).tz_localize("UTC")
    if kind != "text" or column.values.dtype.kind == "U":
        return column.values
    words = np.array([*column.words.tolist(), None], dtype=np.object_)
    return np.asarray(words[column.values])


PER_REPLICATION: Mapping[str, Callable[[Prepared, Record], pd.DataFrame]] = {
    "attainment": _attainment,
    **moneytables.PER_REPLICATION,
    "incidents": _incidents,
}
"""How the rows of a record are made, for each table that tells replications apart."""


def _team_load(prepared: Prepared, gathered: Gathered) -> pd.DataFrame:
    teams = prepared.demand.names.teams
    return pd.DataFrame(
        {
            "team": np.repeat(teams, HOURS_OF_WEEK),
            "hour_of_week": np.tile(np.arange(HOURS_OF_WEEK), len(teams)),
            "at_work": gathered.at_work.ravel(),
            "busy": gathered.busy.ravel(),
            "waiting": gathered.waiting.ravel(),
        }
    )


def _backlog(prepared: Prepared, gathered: Gathered, confidence: float) -> pd.DataFrame:
    weeks, axis = week_bins(prepared.span), prepared.span.axis
    rows = []
    for number, team in enumerate(prepared.demand.names.teams):
        for column, week in enumerate(weeks.of.tolist()):
            estimate = mean(gathered.weekly_waiting[:, number, column], confidence, 0)
            start = axis.moment_at(int(weeks.edges[column]))
            rows.append((team, week, start, estimate.value, estimate.low, estimate.high))
    return pd.DataFrame(rows, columns=["team", "week", "week_start", "waiting", "low", "high"])


def _volumes(prepared: Prepared, gathered: Gathered, confidence: float) -> pd.DataFrame:
    volumes = gathered.volumes.astype(float)
    rows = []
    for month, period in enumerate(calendar_months(prepared.span)):
        for number, priority in enumerate(prepared.demand.names.priorities):
            estimate = mean(volumes[:, month, number], confidence, 0)
            rows.append((period.label, priority, estimate.value, estimate.low, estimate.high))
    return pd.DataFrame(rows, columns=["period", "priority", "incidents", "low", "high"])
