"""A study with variations: each as if it were alone, and compared pair by pair with the scenario as stated."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from slm_sim.model.study import Study
from slm_sim.report import read_folder, write_folder
from slm_sim.statistics import mean
from slm_sim.study import run_study
from slm_sim.study.varied import AS_STATED
from tests.study.build import PROMISED, desk

WITHIN = "agreements.shops.targets.resolution.by_priority.P1.within"
SMALL = {**PROMISED, "time/lasts": "2 months", "workload/incidents": "300 / month", "time/warm_up": "1 week"}
VARY = {
    "how": "list",
    "cases": {"quick": {WITHIN: "1 h"}, "busy": {"workload.incidents": "up 50 %"}, "same": {WITHIN: "6 h"}},
}
REPLICATIONS = 22


@cache
def study(workers: int = 1) -> Study:
    return run_study(desk({**SMALL, "study/vary": VARY}), replications=REPLICATIONS, workers=workers)


@cache
def alone(path: str, value: str) -> Study:
    return run_study(desk({**SMALL, path: value}), replications=REPLICATIONS)


def expect_equal(found: Study, expected: Study) -> None:
    for name, frame in expected.tables.items():
        pd.testing.assert_frame_equal(found.tables[name], frame, check_exact=True)
    assert found.results.clauses == expected.results.clauses
    assert found.results.penalties == expected.results.penalties


def test_a_variation_is_what_its_scenario_is_alone() -> None:
    assert list(study().variations) == ["quick", "busy", "same"]
    expect_equal(study().variations["quick"], alone(WITHIN.replace(".", "/"), "1 h"))
    expect_equal(study().variations["busy"], alone("workload/incidents", "450 / month"))
    expect_equal(study(), alone("workload/incidents", "300 / month"))


def test_workers_change_nothing() -> None:
    assert study(2).results == study().results
    for name, variation in study().variations.items():
        expect_equal(study(2).variations[name], variation)


def test_differences_are_those_of_pairs() -> None:
    stated, quick, busy, same = study().results.variations
    assert (stated.name, stated.folder, quick.folder) == (AS_STATED, "", "variations/quick")
    assert stated.values == {WITHIN: "6 h", "workload.incidents": "300 / month"}
    assert all(figure.difference is None for figure in stated.figures)
    for variation, name in ((quick, "quick"), (busy, "busy")):
        kept = [
            one.tables["attainment"].query("clause == 'resolution.P1' and verdict != 'no data'")
            for one in (study(), study().variations[name])
        ]
        shares = [(rows["verdict"] == "met").groupby(rows["replication"]).mean().to_numpy() for rows in kept]
        assert variation.figures[0].difference == mean(shares[1] - shares[0], 0.95)
        owed = [one.tables["terms"]["amount"].astype(float).to_numpy() for one in (study(), study().variations[name])]
        (credits,) = [figure for figure in variation.figures if figure.figure == "credits"]
        assert credits.difference is not None
        assert credits.difference.value == pytest.approx(np.mean(owed[1] - owed[0]))
    assert {figure.difference.value for figure in same.figures if figure.difference is not None} == {0.0}
    assert quick.figures[0].estimate == study().variations["quick"].results.clauses[0].chance


def test_the_folder_holds_a_folder_for_each_and_the_tables_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slm_sim.report.figures.draw", lambda folder: ())
    write_folder(study(), tmp_path / "out", command=[], started=datetime(2020, 1, 1, tzinfo=UTC), workers=1)
    folder = read_folder(tmp_path / "out")
    assert folder.results == study().results
    assert folder.tables["varied_values"]["variation"].tolist() == [AS_STATED, AS_STATED, "quick", "busy", "same"]
    figures = folder.tables["variations"]
    assert len(figures) == 4 * 4
    difference = study().results.variations[1].figures[0].difference
    assert difference is not None
    assert figures.iloc[4]["difference"] == difference.value
    for name, variation in study().variations.items():
        assert read_folder(tmp_path / "out" / "variations" / name).results == variation.results
    assert json.loads((tmp_path / "out" / "results.json").read_text())["variations"][1]["name"] == "quick"


def test_all_variations_are_precise_before_the_study_ends() -> None:
    """P1 within a minute is never kept, which is known at once; within six hours it is kept half of the time."""
    vary = {"how": "list", "cases": {"never": {WITHIN: "1 min"}}}
    quick = {**SMALL, "workload/incidents": "40 / month", "study/replications": 60, "study/precision": "15 points"}
    found = run_study(desk({**quick, "study/vary": vary}))
    counts = {found.results.question.replications, found.variations["never"].results.question.replications}
    assert len(counts) == 1
    assert counts != {60}
    for one in (found, found.variations["never"]):
        assert one.results.question.stopped_because == "precision reached"


def test_no_difference_of_chances_is_further_than_one() -> None:
    vary = {"how": "list", "cases": {"tight": {WITHIN: "3 h"}}}
    scenario = desk({**SMALL, "workload/incidents": "900 / month", "study/vary": vary})
    told = run_study(scenario, replications=2).results.variations[1].figures
    chances = [one.difference for one in told if one.figure == "chance" and one.difference is not None]
    assert any(one.low == -1 for one in chances), "none must be cut, and the test shows nothing"
    assert all(-1 <= (one.low or 0) <= (one.high or 0) <= 1 for one in chances)


def test_what_changes_nothing_is_told() -> None:
    told = [one.text for one in study().results.warnings if one.about == "variations"]
    assert told == [
        "Variations as stated and same come out alike in every clause and credit: they state the same values."
    ]
    unheard = "agreements.shops.targets.resolution.within"
    vary = {"how": "grid", "values": {unheard: ["5 h", "9 h"]}}
    found = run_study(desk({**SMALL, "study/vary": vary}), replications=4).results.warnings
    texts = [one.text for one in found if one.about == "variations"]
    assert texts[-1] == (
        "Variations as stated and 2 come out alike in every clause and credit: "
        f"{unheard} changes nothing here, or a row below states its own value."
    )
