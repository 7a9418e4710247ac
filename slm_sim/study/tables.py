"""The tables of a study, as `slm_sim.model.tables` documents them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from slm_sim.model.attainment import MET, MISSED, NO_DATA, Attainment
from slm_sim.model.clause import Clause
from slm_sim.model.tables import TABLES, Kind, Table
from slm_sim.pipeline import Prepared
from slm_sim.statistics import mean
from slm_sim.study.clauses import attained
from slm_sim.study.load import HOURS_OF_WEEK, week_bins
from slm_sim.study.months import calendar_months
from slm_sim.study.summary import Summary

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


def tables(prepared: Prepared, summaries: Sequence[Summary], confidence: float) -> dict[str, pd.DataFrame]:
    """Every table of a study by name, its columns in the documented order."""
    found = {
        "attainment": _attainment(prepared, summaries),
        "credits": _credits(summaries),
        "charges": _charges(summaries),
        "terms": _terms(summaries),
        "team_load": _team_load(prepared, summaries),
        "backlog": _backlog(prepared, summaries, confidence),
        "volumes": _volumes(prepared, summaries, confidence),
        "incidents": pd.concat(
            [summary.incidents for summary in summaries if summary.incidents is not None], ignore_index=True
        ),
    }
    return {table.name: _documented(table, found[table.name]) for table in TABLES}


def _documented(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """A table with its documented columns in their order, each of the type of its kind, even if it is empty."""
    return frame[[column.name for column in table.columns]].astype(
        {column.name: DTYPES[column.kind] for column in table.columns}
    )


def _attainment(prepared: Prepared, summaries: Sequence[Summary]) -> pd.DataFrame:
    rows = [
        _clause_rows(prepared, summary.replication, clause, attainment)
        for summary in summaries
        for compiled, attainments in zip(prepared.agreements, summary.attainments, strict=True)
        for clause, attainment in zip(compiled.clauses, attainments, strict=True)
    ]
    return _frame("attainment", rows)


def _clause_rows(prepared: Prepared, replication: int, clause: Clause, attainment: Attainment) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "replication": replication,
            "agreement": clause.agreement,
            "clause": clause.id,
            "period": [period.label for period in attainment.periods],
            "counted": attainment.counted,
            "misses": attainment.misses,
            "undecided": attainment.undecided,
            "excluded": attainment.excluded,
            "attainment": attained([attainment], clause, prepared.span)[0],
            "verdict": [VERDICTS[int(verdict)] for verdict in attainment.verdict],
            "by_minimum_volume": attainment.by_minimum_volume == 1,
        }
    )


def _credits(summaries: Sequence[Summary]) -> pd.DataFrame:
    rows = [
        {
            "replication": summary.replication,
            "agreement": credit.clause.partition("/")[0],
            "clause": credit.clause.partition("/")[2],
            "period": credit.period,
            "band": credit.band,
            "percent": float(credit.percent),
            "before_caps": _money(credit.before_caps),
            "amount": _money(credit.amount),
            "currency": credit.currency,
        }
        for summary in summaries
        for ledger in summary.ledgers
        for credit in ledger.credits
    ]
    return _frame("credits", [pd.DataFrame(rows)] if rows else [])


def _charges(summaries: Sequence[Summary]) -> pd.DataFrame:
    rows = [
        {
            "replication": summary.replication,
            "agreement": total.agreement,
            "period": total.period,
            "charges": _money(total.charges),
            "before_caps": _money(total.before_caps),
            "amount": _money(total.amount),
            "cap_reached": total.cap_reached,
            "currency": total.currency,
        }
        for summary in summaries
        for ledger in summary.ledgers
        for total in ledger.totals
    ]
    return _frame("charges", [pd.DataFrame(rows)] if rows else [])


def _terms(summaries: Sequence[Summary]) -> pd.DataFrame:
    rows = [
        {
            "replication": summary.replication,
            "agreement": ledger.totals[0].agreement,
            "charges": _money(sum((total.charges for total in ledger.totals), Fraction(0))),
            "amount": _money(sum((total.amount for total in ledger.totals), Fraction(0))),
            "currency": ledger.totals[0].currency,
        }
        for summary in summaries
        for ledger in summary.ledgers
        if ledger.totals
    ]
    return _frame("terms", [pd.DataFrame(rows)] if rows else [])


def _team_load(prepared: Prepared, summaries: Sequence[Summary]) -> pd.DataFrame:
    teams = prepared.demand.names.teams
    columns = {
        name: np.mean([getattr(summary, name) for summary in summaries], axis=0).ravel()
        for name in ("at_work", "busy", "waiting")
    }
    return pd.DataFrame(
        {
            "team": np.repeat(teams, HOURS_OF_WEEK),
            "hour_of_week": np.tile(np.arange(HOURS_OF_WEEK), len(teams)),
            **columns,
        }
    )


def _backlog(prepared: Prepared, summaries: Sequence[Summary], confidence: float) -> pd.DataFrame:
    weeks, axis = week_bins(prepared.span), prepared.span.axis
    waiting = np.stack([summary.weekly_waiting for summary in summaries])
    rows = []
    for number, team in enumerate(prepared.demand.names.teams):
        for column, week in enumerate(weeks.of.tolist()):
            estimate = mean(waiting[:, number, column], confidence, 0)
            start = axis.moment_at(int(weeks.edges[column]))
            rows.append((team, week, start, estimate.value, estimate.low, estimate.high))
    return pd.DataFrame(rows, columns=["team", "week", "week_start", "waiting", "low", "high"])


def _volumes(prepared: Prepared, summaries: Sequence[Summary], confidence: float) -> pd.DataFrame:
    volumes = np.stack([summary.volumes for summary in summaries]).astype(float)
    rows = []
    for month, period in enumerate(calendar_months(prepared.span)):
        for number, priority in enumerate(prepared.demand.names.priorities):
            estimate = mean(volumes[:, month, number], confidence, 0)
            rows.append((period.label, priority, estimate.value, estimate.low, estimate.high))
    return pd.DataFrame(rows, columns=["period", "priority", "incidents", "low", "high"])


def _money(amount: Fraction) -> Decimal:
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.0001"))


def _frame(name: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    if parts:
        return pd.concat(parts, ignore_index=True)
    return pd.DataFrame(columns=[column.name for table in TABLES if table.name == name for column in table.columns])
