"""The public functions answer as the verbs do: the same figures, with tables, pictures, files and a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import slm_sim
from slm_sim.errors import InputError
from slm_sim.library import scenario_path
from slm_sim.model.tables import TABLES
from slm_sim.model.tracedtables import TRACED_TABLES
from slm_sim.report.tablefiles import read_table
from slm_sim.rules import load_rulebook

SMALL = "small-msp"
DRAFT = scenario_path(SMALL).parent / "agreements" / "practice-sla.yaml"


def test_a_study_has_its_tables_and_figures_and_writes_its_folder(tmp_path: Path) -> None:
    study = slm_sim.run(SMALL, replications=2)
    assert study.summary.headline.startswith("In a usual month")
    assert set(study.tables) == {table.name for table in (*TABLES, *TRACED_TABLES)}
    assert "credits-practice-sla" in study.figures
    assert study.variations == {}
    report = study.write(tmp_path / "results")
    for table in TRACED_TABLES:
        pd.testing.assert_frame_equal(study.tables[table.name], read_table(table, report.parent / "tables"))
    assert len(study.tables["ledger_steps"])
    made = json.loads((report.parent / "provenance.json").read_text())
    assert (made["command"], made["workers"]) == (["slm_sim.run"], 1)
    assert any(file.endswith("small-msp.yaml") for file in made["inputs"])
    assert {path.stem for path in (report.parent / "figures").glob("*.svg")} == set(study.figures)


def test_a_scenario_and_its_name_are_played_alike() -> None:
    loaded = slm_sim.run(slm_sim.load_scenario(SMALL), replications=2)
    assert loaded.results.clauses == slm_sim.run(SMALL, replications=2).results.clauses


def test_a_comparison_has_the_tables_and_figures_of_its_folder(tmp_path: Path) -> None:
    found = slm_sim.compare(SMALL, ["one-more-engineer"], replications=2)
    assert set(found.tables["candidates"]["candidate"]) == {one.name for one in found.results.candidates}
    assert list(found.figures) == ["ranking", "waterfall-one-more-engineer"]
    report = found.write(tmp_path / "compared")
    assert json.loads((report.parent / "compare.json").read_text())["seed"] == found.results.seed


def test_a_sensitivity_analysis_is_asked_for_by_ranges_alone() -> None:
    found = slm_sim.sensitivity(SMALL, {"workload.incidents": "80 / month to 200 / month"}, replications=2)
    assert found.results.assumptions[0].path == "workload.incidents"
    assert "swings" in found.tables


def test_counter_offers_are_at_hand_where_the_file_of_the_draft_is_known() -> None:
    found = slm_sim.propose(SMALL, replications=4, fresh=4, with_levers=False)
    name = "counter-offers/practice-sla-balanced.yaml"
    assert "It punishes chance" in found.files[name]  # a comment of the draft
    loaded = slm_sim.propose(slm_sim.load_scenario(SMALL), replications=4, fresh=4, with_levers=False)
    assert loaded.results == found.results
    assert loaded.files == {}


def test_a_staff_comes_with_its_calendar() -> None:
    found = slm_sim.staff(SMALL, replications=2, fresh=2, time_limit="5 s")
    assert found.files["roster.ics"].startswith("BEGIN:VCALENDAR")
    assert "roster" in found.tables


def test_a_frontier_has_a_row_for_each_notch() -> None:
    path = "agreements.practice-sla.targets.resolution.by_priority.P3.within"
    found = slm_sim.frontier(SMALL, path, ["5 business days", "2 business days"], replications=2, fresh=2)
    assert list(found.tables["notches"]["value"]) == ["5 business days", "2 business days"]


def test_a_measured_log_is_told_agreement_by_agreement() -> None:
    found = slm_sim.measure("servicenow-sample", "servicenow-updates", "trial-sla")
    (agreement,) = found.results.agreements
    assert agreement.title in found.summary.headline
    assert found.summary.table("Clause by period").rows
    assert found.figures._repr_html_().count("<img") == 0


def test_a_draft_is_judged_without_simulating_anything() -> None:
    found = slm_sim.check(DRAFT)
    assert len(found.tables["findings"]) == len(found.results.findings) > 0
    assert found.summary.table("Findings").rows[0][0] == found.tables["findings"]["severity"].iloc[0]
    code = found.results.findings[0].code
    assert {one.code for one in slm_sim.check(DRAFT, select=[code]).results.findings} == {code}


def test_a_rulebook_of_our_own_takes_the_place_of_the_shipped_rules(tmp_path: Path) -> None:
    shipped = Path(slm_sim.__file__).parent.parent / "rules"
    rule = next(shipped.rglob("SLM302*.yaml"))
    (tmp_path / rule.name).write_text(rule.read_text())
    assert slm_sim.check(DRAFT, rulebook=load_rulebook(tmp_path)).results.judged == ("SLM302",)


def test_a_draft_is_held_against_an_older_one(tmp_path: Path) -> None:
    newer = tmp_path / "practice-sla.yaml"
    newer.write_text(DRAFT.read_text().replace("P1: {within: 4 business hours", "P1: {within: 6 business hours"))
    found = slm_sim.check_against(DRAFT, newer)
    changed = ("targets.resolution.by_priority.P1.within", "4 business hours", "6 business hours")
    assert [tuple(row) for row in found.tables["changes"].itertuples(index=False)] == [changed]
    assert [row[0] for row in found.summary.table("Clauses changed").rows] == ["draft/resolution.P1"]


def test_a_file_that_is_not_there_is_told_as_ever() -> None:
    with pytest.raises(InputError, match="there is no file 'small-mps"):
        slm_sim.compare("small-mps.yaml")
