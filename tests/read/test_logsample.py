"""The shipped sample: made by its script, in the layout of its mapping, with the defects that were planted in it."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest

from slm_sim.library import shipped_scenarios
from slm_sim.model.incidentlog import BACK_SOON, NO_MOMENT, IncidentLog
from slm_sim.read.log import read_log
from slm_sim.read.mapping import read_mapping

SCENARIOS = next(iter(shipped_scenarios().values())).parent
SAMPLE = SCENARIOS / "logs" / "servicenow-sample.csv"


@pytest.fixture(scope="module")
def log() -> IncidentLog:
    return read_log(SAMPLE, read_mapping(SCENARIOS / "mappings" / "servicenow-updates.yaml"))


def test_the_script_makes_the_sample_again_byte_for_byte(tmp_path: Path) -> None:
    runpy.run_path(str(SAMPLE.with_name("synthesise.py")))["write_sample"](tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == SAMPLE.read_bytes()


def test_every_planted_defect_is_found(log: IncidentLog) -> None:
    assert {found.kind: found.count for found in log.problems} == {
        "unreadable_date": 2,
        "duplicate_row": 3,
        "rows_out_of_order": 2,
        "state_unknown": 3,
        "team_missing": _rows_with(10, "?"),
        "team_never_named": 1,
        "priority_unknown": 1,
        "resolved_missing": 20,
        "resolved_before_opened": 2,
    }
    assert log.rows == len(SAMPLE.read_text().splitlines()) - 1
    assert log.incidents == 400 - 2


def test_the_sample_holds_what_a_replay_needs(log: IncidentLog) -> None:
    assert np.datetime64("2016-02-29") <= log.opened.min().astype("datetime64[ms]")
    assert log.opened.max().astype("datetime64[ms]") < np.datetime64("2016-05-01")
    assert (log.resolved == NO_MOMENT).sum() > 0
    assert (log.spell_state == BACK_SOON).sum() > 0
    assert "group-70" in log.names.teams


def _rows_with(column: int, word: str) -> int:
    """Rows with a word in a column, each distinct row once and those without a readable moment left out."""
    rows = set(SAMPLE.read_text().splitlines())
    return sum(
        line.split(",")[column] == word for line in rows if "31/4/2016" not in line and ",2016-04-02 09:40," not in line
    )
