"""Two real ticket logs, read as their makers wrote them. They are not part of the project.

What is expected is counted here from the file, column by column, with nothing of the reader.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from slm_sim.library import shipped_scenarios
from slm_sim.model.incidentlog import NO_MOMENT, IncidentLog
from slm_sim.model.mapping import Mapping
from slm_sim.read.log import read_log
from slm_sim.read.mapping import read_mapping
from tests import needs
from tests.needs import ITALIAN, SERVICENOW

ITALIAN_MAPPING = {
    "schema": "slm-sim/mapping-v1",
    "title": "Help desk of an Italian software company, one row per event",
    "file": {"one_row_per": "event", "dates": "YYYY/MM/DD HH:MM:SS.fff", "time_zone": "Europe/Rome"},
    "columns": {
        "incident": "Case ID", "updated": "Complete Timestamp", "state": "Activity", "priority": "seriousness_2",
        "category": "product", "team": "workgroup", "person": "Resource",
    },
    "states": {
        "Insert ticket": "new", "Assign seriousness": "new", "Take in charge ticket": "in progress",
        "Wait": "pending customer", "Require upgrade": "pending vendor", "Create SW anomaly": "pending vendor",
        "Resolve SW anomaly": "in progress", "Schedule intervention": "in progress", "Resolve ticket": "resolved",
        "RESOLVED": "resolved", "VERIFIED": "unchanged", "INVALID": "unchanged", "DUPLICATE": "unchanged",
        "Closed": "closed",
    },
    "priorities": {f"Value {number}": f"P{number}" for number in (1, 2, 3, 4)},
}  # fmt: skip


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def kinds(log: IncidentLog) -> dict[str, int]:
    return {found.kind: found.count for found in log.problems}


@pytest.fixture(scope="module")
def servicenow() -> IncidentLog:
    folder = next(iter(shipped_scenarios().values())).parent
    return read_log(SERVICENOW, read_mapping(folder / "mappings" / "servicenow-updates.yaml"))


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    table = pd.DataFrame(rows_of(SERVICENOW))
    for name in ("opened_at", "resolved_at", "sys_updated_at"):
        table[name] = pd.to_datetime(table[name].where(table[name] != "?"), format="%d/%m/%Y %H:%M")
    return table


@needs.servicenow
def test_servicenow_is_read_whole(servicenow: IncidentLog) -> None:
    assert (servicenow.rows, servicenow.incidents) == (101_045, 17_136)
    shares = np.bincount(servicenow.priority) / servicenow.incidents
    assert np.round(shares, 3).tolist() == [0.01, 0.017, 0.942, 0.031]


@needs.servicenow
def test_servicenow_opened_and_resolved_are_those_of_the_columns(servicenow: IncidentLog, frame: pd.DataFrame) -> None:
    last = frame.groupby("number").last().loc[list(servicenow.number)]
    assert servicenow.opened.tolist() == last["opened_at"].astype("datetime64[ms]").astype("int64").tolist()
    stated = servicenow.stated
    expected = last["resolved_at"].to_numpy(dtype="datetime64[ms]").astype("int64")
    assert servicenow.resolved[stated].tolist() == expected[stated].tolist()
    hours = pd.Series((servicenow.resolved - servicenow.opened)[stated] / 3_600_000)
    medians = hours.groupby(last["opened_at"].dt.month.to_numpy()[stated]).median()
    assert medians.loc[3] == pytest.approx(71.2, abs=0.1)
    assert medians.loc[4] == pytest.approx(4.33, abs=0.1)


@needs.servicenow
def test_servicenow_names_its_defects(servicenow: IncidentLog, frame: pd.DataFrame) -> None:
    last = frame.groupby("number").last()
    found = kinds(servicenow)
    assert found["team_missing"] == (frame["assignment_group"] == "?").sum()
    assert found["rows_out_of_order"] == (frame.groupby("number")["sys_updated_at"].diff() < pd.Timedelta(0)).sum()
    assert found["row_before_opened"] == (frame["sys_updated_at"] < frame["opened_at"]).sum()
    shown = frame[frame["incident_state"] == "Resolved"]["number"].unique()
    assert found["resolved_missing"] == last["resolved_at"].isna()[shown].sum()
    assert "duplicate_row" not in found
    assert (servicenow.resolved != NO_MOMENT).all()


@needs.servicenow
def test_servicenow_moves_as_its_rows_show(servicenow: IncidentLog, frame: pd.DataFrame) -> None:
    waits = frame["incident_state"].str.startswith("Awaiting").groupby(frame["number"]).any()
    owner = servicenow.spell_incident
    pending = np.unique(owner[servicenow.spell_state >= 3])
    assert {servicenow.number[row] for row in pending} == set(waits.index[waits])


@pytest.fixture(scope="module")
def italian() -> IncidentLog:
    return read_log(ITALIAN, Mapping.model_validate(ITALIAN_MAPPING))


@needs.italian
def test_italian_events_are_read_whole(italian: IncidentLog) -> None:
    rows = [tuple(row.values()) for row in rows_of(ITALIAN)]
    assert (italian.rows, italian.incidents) == (len(rows), 4580)
    found = kinds(italian)
    assert found["duplicate_row"] == len(rows) - len(set(rows)) == 127
    assert "state_unknown" not in found


@needs.italian
def test_italian_incidents_that_end_by_closing_alone(italian: IncidentLog) -> None:
    solved = {row["Case ID"] for row in rows_of(ITALIAN) if row["Activity"] in ("Resolve ticket", "RESOLVED")}
    closed = {row["Case ID"] for row in rows_of(ITALIAN) if row["Activity"] == "Closed"}
    assert kinds(italian).get("closed_unresolved", 0) == len(closed - solved)
    days = (italian.closed - italian.resolved)[
        (italian.closed != NO_MOMENT) & (italian.resolved != NO_MOMENT)
    ] / 86_400_000
    assert 29 < np.median(days) < 31
