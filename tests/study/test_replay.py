"""A replay of the shipped log: simulated beside observed, and how far other weeks might have differed."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

import slm_sim
from slm_sim.errors import InputError
from slm_sim.model.incidentlog import ALL
from slm_sim.model.results import LogResult
from slm_sim.model.study import Study
from slm_sim.read import load_scenario
from slm_sim.study import run_study
from slm_sim.study.replay import SHARES_OF_WEEKS

LOG = Path(__file__).parents[2] / "scenarios" / "logs" / "servicenow-sample.csv"


@cache
def study(*overlays: str, replications: int = 1) -> Study:
    return run_study(load_scenario("replay-servicenow", overlays), replications=replications)


def of_log(found: Study) -> LogResult:
    assert found.results.log is not None
    return found.results.log


def test_where_teams_are_delays_the_simulated_times_are_the_observed_ones() -> None:
    """Of April, all of whose incidents are played; and of nothing but the log is there anything to see."""
    rows = [row for row in of_log(study()).comparison if row.period == "2016-04"]
    assert {row.priority for row in rows} == {ALL, "P1", "P2", "P3", "P4"}
    for row in rows:
        assert row.simulated_incidents == row.incidents > 0
        assert row.simulated == row.observed
    assert any(row.observed["p50"] for row in rows)


def test_what_is_not_played_is_counted() -> None:
    found = of_log(study())
    left_out = sum(problem.count for problem in found.problems if problem.kind.startswith("incidents opened "))
    assert found.played + left_out == found.incidents
    assert len(study().tables["incidents"]) == found.played


def test_the_incidents_are_called_what_the_log_calls_them() -> None:
    told = study().tables["incidents"]["incident"]
    numbers = set(pd.read_csv(LOG)["number"])
    assert told.is_unique
    assert set(told) <= numbers


def test_copies_of_a_larger_volume_have_names_of_their_own() -> None:
    whole, more = (found.tables["incidents"]["incident"] for found in (study(), study("missing-incidents")))
    assert set(whole) < set(more)
    assert more.is_unique
    assert len(more) == pytest.approx(1.39 * len(whole), rel=0.1)


def test_sources_and_what_the_log_does_not_hold_are_told() -> None:
    found = of_log(study())
    assert found.sources["arrival"] == "log"
    assert found.sources["effort"] == "not known"
    assert {"effort", "headcount", "completeness"} <= set(found.not_in_the_log)
    assert study().results.question.kind == "replayed"
    assert study().results.question.conditional_on.startswith("the incidents of the log")


def test_shares_have_an_interval_of_resampled_weeks_and_nothing_else_has() -> None:
    found = {clause.clause: clause for clause in study().results.clauses}
    for clause in found.values():
        is_share = clause.unit == "share"
        assert (clause.bootstrap is not None) == is_share
        if clause.bootstrap is not None:
            told = clause.bootstrap
            assert told.low is not None
            assert told.high is not None
            assert 0 <= told.low <= told.value <= told.high <= 1
            assert told.method == "bootstrap of whole weeks"
    assert found["slowest-tenth"].bootstrap is None
    assert set(SHARES_OF_WEEKS) == {"share in time", "first contact resolution", "reopen rate", "abandonment"}


def test_the_share_over_all_weeks_is_that_of_the_months_but_for_the_days_after_the_last_week() -> None:
    (clause,) = (clause for clause in study().results.clauses if clause.clause == "resolution.P3")
    rows = study().tables["attainment"].query("clause == 'resolution.P3'")
    assert clause.bootstrap is not None
    assert clause.bootstrap.value == pytest.approx(1 - rows["misses"].sum() / rows["counted"].sum(), abs=0.05)


def test_without_being_asked_for_there_is_no_bootstrap() -> None:
    scenario = load_scenario("replay-servicenow")
    plain = scenario.model_copy(update={"study": scenario.study.model_copy(update={"bootstrap": None})})
    assert all(clause.bootstrap is None for clause in run_study(plain).results.clauses)


def test_a_whole_log_is_played_once_however_often_is_asked_for() -> None:
    """Replications of it would be copies, and intervals over copies would claim what nobody knows."""
    found = study(replications=10)
    assert found.results.question.replications == 1
    assert set(found.tables["attainment"]["replication"]) == {0}
    assert all(clause.chance is None or clause.chance.low is None for clause in found.results.clauses)


def test_a_log_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    lines = LOG.read_text(encoding="utf-8").splitlines(keepends=True)
    own.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    found = run_study(load_scenario("replay-servicenow"), log=own)
    assert of_log(found).file == str(own)
    assert of_log(found).incidents < of_log(study()).incidents
    assert found.inputs[str(own)] == sha256(own.read_bytes()).hexdigest()
    assert len(found.inputs) == 2


def test_a_synthesised_scenario_replays_no_log() -> None:
    with pytest.raises(InputError, match="synthesises its incidents and replays no log"):
        slm_sim.run(load_scenario("small-msp"), log=LOG)


def test_a_log_without_first_touches_stops_the_reader_at_every_promise_on_responses(tmp_path: Path) -> None:
    log, mapping = tmp_path / "log.csv", tmp_path / "mapping.yaml"
    rows = "".join(f"A{n},{n % 28 + 1}/3/2016 08:00,{n % 28 + 1}/3/2016 12:00,P3,Desk\n" for n in range(60))
    log.write_text("number,opened,resolved,priority,team\n" + rows, encoding="utf-8")
    mapping.write_text(
        """
schema: slm-sim/mapping-v1
title: One row per incident
file: {format: csv, one_row_per: incident, dates: D/M/YYYY HH:MM, time_zone: Etc/UTC}
columns: {incident: number, opened: opened, resolved: resolved, priority: priority, team: team}
priorities: {P3: P3}
""",
        encoding="utf-8",
    )
    scenario = load_scenario("replay-servicenow", changes={"workload.replay.mapping": str(mapping)})
    found = run_study(scenario, log=log).results
    stopped = [told.about for told in found.warnings if told.weight == "stop"]
    assert stopped == ["trial-sla/response.P1", "trial-sla/response.P3"]
