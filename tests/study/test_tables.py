"""Every table against its documentation, against the results, and against each other."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from slm_sim.model.study import Study
from slm_sim.model.tables import TABLES, Kind, Table
from slm_sim.report.tablefiles import read_table, write_table
from slm_sim.study import run_study
from tests.study.build import AGREEMENT, PROMISED, desk

DTYPES: dict[Kind, str] = {
    "whole": "int64",
    "number": "float64",
    "text": "str",
    "yes or no": "bool",
    "moment": "datetime64[ms, UTC]",
    "money": "object",
}


@cache
def study(kind: str = "usual") -> Study:
    changes = {
        "usual": PROMISED,
        "once": {**PROMISED, "time/lasts": "1 month"},
        "no agreement": {"time/lasts": "1 week"},
        "no period": {**PROMISED, "time/lasts": "2 weeks"},
    }[kind]
    return run_study(desk(changes), replications=1 if kind == "once" else 3, keep_incidents=2)


@pytest.mark.parametrize("kind", ["usual", "once", "no agreement", "no period"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_as_documented_even_if_it_is_empty(table: Table, kind: str, tmp_path: Path) -> None:
    frame = study(kind).tables[table.name]
    assert list(study(kind).tables) == [one.name for one in TABLES]
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        column.name: DTYPES[column.kind] for column in table.columns
    }
    for column in table.columns:
        if not column.optional:
            assert frame[column.name].notna().all()
        if column.kind == "money":
            assert all(isinstance(amount, Decimal) for amount in frame[column.name])
    write_table(table, [frame], tmp_path)
    assert len(read_table(table, tmp_path)) == len(frame)


def test_attainment_has_every_clause_in_every_period_of_every_replication() -> None:
    frame = study().tables["attainment"]
    assert len(frame) == 3 * 2 * 3
    assert not frame.duplicated(["replication", "agreement", "clause", "period"]).any()
    for clause in study().results.clauses:
        rows = frame[frame["clause"] == clause.clause]
        for period in clause.periods:
            these = rows[rows["period"] == period.period]
            assert period.chance is not None
            assert period.attainment is not None
            assert period.chance.value == pytest.approx((these["verdict"] == "met").mean())
            assert period.attainment.value == pytest.approx(these["attainment"].mean())
            assert period.counted == pytest.approx(these["counted"].mean())
    assert frame["attainment"].to_numpy() == pytest.approx((1 - frame["misses"] / frame["counted"]).to_numpy())


def test_credits_charges_and_terms_add_up_to_the_penalties() -> None:
    found, (penalty,) = study(), study().results.penalties
    claims, charges, terms = (found.tables[name] for name in ("credits", "charges", "terms"))
    assert len(claims) > 0
    assert sum(claims["amount"]) == sum(charges["amount"]) == sum(terms["amount"])
    assert sum(claims["before_caps"]) == sum(charges["before_caps"])
    assert set(terms["charges"]) == {Decimal(3000)}
    assert float(terms["amount"].astype(float).mean()) == pytest.approx(penalty.mean.value)
    by_month = charges["amount"].astype(float).groupby(charges["period"]).mean()
    assert by_month.to_dict() == pytest.approx({month.period: month.mean.value for month in penalty.periods})
    missed = found.tables["attainment"].query("verdict == 'missed'")
    keys = ["replication", "agreement", "clause", "period"]
    assert sorted(claims[keys].apply(tuple, axis=1)) == sorted(missed[keys].apply(tuple, axis=1))


def test_team_load_is_the_occupancy_hour_by_hour() -> None:
    frame, (team,) = study().tables["team_load"], study().results.teams
    assert frame["hour_of_week"].tolist() == list(range(168))
    assert frame["at_work"].to_numpy() == pytest.approx(np.full(168, 2.0))
    assert team.occupancy is not None
    weeks = np.bincount([(4 + hour // 24) % 7 * 24 + hour % 24 for hour in range(90 * 24)])  # from Friday 1 January
    assert np.average(frame["busy"], weights=weeks) / 2 == pytest.approx(team.occupancy.value)


def test_backlog_has_every_whole_week_up_to_the_end_of_the_span() -> None:
    frame = study().tables["backlog"]
    assert frame["week"].tolist() == list(range(-2, 12))
    assert frame["week_start"].iloc[2] == pd.Timestamp("2027-01-01", tz="UTC")
    assert ((frame["low"] <= frame["waiting"]) & (frame["waiting"] <= frame["high"])).all()
    alone = study("once").tables["backlog"]
    assert alone["low"].isna().all()


def test_volumes_are_the_incidents_of_each_month() -> None:
    frame = study("once").tables["volumes"].set_index("priority")["incidents"]
    incidents = study("once").tables["incidents"]
    opened = incidents["opened"].dt.strftime("%Y-%m") == "2027-01"
    assert frame.to_dict() == incidents[opened]["priority"].value_counts().to_dict()


def test_a_span_without_a_whole_month_is_one_period_of_volumes() -> None:
    assert set(study("no period").tables["volumes"]["period"]) == {"whole span"}
    assert study("no period").tables["attainment"].empty


def test_service_time_is_told_in_ticks() -> None:
    up = {"measure": "availability", "service": "tills", "at_least": "99 %", "partial_outage": "counts in full"}
    targets = {"up": {**up, "planned_maintenance": "excluded", "credit": "none"}}
    free = {**{key: value for key, value in AGREEMENT.items() if key != "credits"}, "targets": targets}
    frame = run_study(desk({**PROMISED, "agreements/shops": free, "time/lasts": "1 month"}), replications=1).tables
    assert frame["attainment"]["counted"].tolist() == [31 * 1440]
    assert frame["attainment"]["verdict"].tolist() == ["met"]
