"""A whole study of a small desk: its parts agree with each other, and what cannot be asked is refused."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import slm_sim
from slm_sim.errors import InputError
from slm_sim.model.results import OverlayApplied, Results
from slm_sim.model.study import Study
from slm_sim.study import run_study
from tests.study.build import AGREEMENT, PROMISED, desk


@cache
def study() -> Study:
    return run_study(desk({**PROMISED, "finance": {"margin": "5 %"}}), replications=4)


def test_the_question_is_told_as_it_was_asked() -> None:
    asked = study().results.question
    assert (asked.starts, asked.ends) == ("2027-01-01T00:00:00+00:00", "2027-04-01T00:00:00+00:00")
    assert (asked.warm_up_seconds, asked.run_out_seconds, asked.tick_seconds) == (14 * 86_400, 7 * 86_400, 60)
    assert (asked.kind, asked.zone, asked.seed, asked.replications) == ("synthesised", "Etc/UTC", 11, 4)
    assert (asked.confidence, asked.conditional_on) == (0.95, "")
    assert asked.stopped_because == "all replications played"


def test_every_clause_has_its_periods_and_the_joint_months_are_theirs() -> None:
    found = study().results
    assert [clause.clause for clause in found.clauses] == ["resolution.P1", "resolution.P2"]
    months = ["2027-01", "2027-02", "2027-03"]
    for clause in found.clauses:
        assert [period.period for period in clause.periods] == months
        assert clause.bootstrap is None
    assert [month.period for month in found.joint] == months
    assert found.joint_all is not None
    assert found.joint_all.value <= min(month.chance.value for month in found.joint)


def test_quarters_are_no_part_of_the_joint_months_but_of_the_joint_span() -> None:
    quarterly = {"measurement": {"service_period": "calendar quarter"}}
    found = run_study(desk({**PROMISED, "agreements/shops": {**AGREEMENT, **quarterly}}), replications=2).results
    assert found.joint == ()
    assert found.joint_all is not None
    assert [period.period for period in found.clauses[0].periods] == ["2027-Q1"]


def test_the_money_is_that_of_the_agreement() -> None:
    (found,) = study().results.penalties
    assert (found.agreement, found.currency, found.charges, found.margin) == ("shops", "EUR", 3000, 0.05)
    assert set(found.by_clause) == {"resolution.P1", "resolution.P2"}
    assert found.cap_reached is not None
    assert [month.period for month in found.periods] == ["2027-01", "2027-02", "2027-03"]


def test_without_charges_there_is_no_money() -> None:
    plain = {key: value for key, value in AGREEMENT.items() if key not in ("charges", "credits")}
    plain["targets"] = {"resolution": {**AGREEMENT["targets"]["resolution"], "credit": "none"}}
    found = run_study(desk({**PROMISED, "agreements/shops": plain}), replications=2)
    assert found.results.penalties == ()
    assert found.results.clauses[0].credit is None
    assert all(found.tables[name].empty for name in ("credits", "charges", "terms"))


def test_results_are_read_back_as_they_were_written() -> None:
    found = study().results
    assert Results.model_validate_json(found.model_dump_json(by_alias=True)) == found


def test_overlays_are_told_in_the_results() -> None:
    told = OverlayApplied(name="more", story="More people.", changes=())
    found = run_study(desk({"time/lasts": "1 week"}), replications=1, overlays=(told,))
    assert found.results.overlays == (told,)
    assert found.inputs == {}


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"replications": 0}, r"replications: 0 asked for; expected 1 or more"),
        ({"workers": 0, "keep_incidents": -1}, r"keep_incidents: -1 asked for.*\nworkers: 0 asked for"),
        ({"precision": 4.0}, r"expected a fraction of one, such as 0.02 for two points"),
        ({"precision": 0.0}, r"a precision of 0.0 says nothing"),
        ({"log": "log.csv"}, r"log.csv: this scenario synthesises .*; expected a scenario with workload.replay"),
    ],
)
def test_what_cannot_be_asked_is_refused(wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        slm_sim.run(desk(), **wanted)


def test_a_log_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.csv"):
        slm_sim.run(slm_sim.load_scenario("replay-servicenow"), log=tmp_path / "missing.csv")


def test_pandas_is_not_needed_to_play_the_first_replications() -> None:
    ask = (
        "import sys, slm_sim\n"
        "def told(done, most):\n"
        "    print(sorted({'pandas', 'duckdb', 'scipy.stats', 'matplotlib'}.intersection(sys.modules)))\n"
        "slm_sim.run(slm_sim.load_scenario('small-msp'), replications=1, progress=told)\n"
    )
    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert answer.stdout == "[]\n[]\n"
