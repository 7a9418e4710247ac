"""A promise of every kind in one study: each is told as a sentence, in its own unit, and counted in its own periods."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.model.results import ClauseResult
from slm_sim.read import load_scenario
from slm_sim.report.numbers import NBSP, reached
from slm_sim.study.run import run_study

FILE = Path(__file__).parent / "every-measure.yaml"

PROMISES = {
    "answer": "phone: answer within 15 min in at least 80 % of incidents per calendar month",
    "mean-answer": "phone: mean answer at most 20 min per calendar month",
    "abandoned.phone": "phone: customers who give up: at most 10 % per calendar month",
    "late": "P2: resolution not within 8 business hours: at most 3 incidents per calendar month",
    "old": "P3: resolution of at least 90 % of what is open at the end of each calendar month has run no longer than "
    "5 business days",
    "mean-age": "P3: resolution, mean backlog age at the end of each calendar month at most 20 business hours",
    "oldest": "P3: resolution, oldest backlog age at the end of each calendar month at most 60 business hours",
    "errors": "workplace: down in at most 0.5 % of intervals of 5 min (10 % or less lost is up) per calendar month",
    "longest": "workplace: each outage at most 4 business hours of agreed service time per calendar month",
    "all-outages": "workplace: all outages together at most 6 business hours of agreed service time over rolling "
    "3 months",
    "by-team.experts.P3": "P3, experts: with-team within 8 business hours in at least 90 % of incidents per week",
}
UNITS = {"late": "incident", "mean-age": "min", "oldest": "min", "errors": "%", "abandoned.phone": "%"}


@pytest.fixture(scope="module")
def clauses() -> dict[str, ClauseResult]:
    results = run_study(load_scenario(str(FILE), overlays=[])).results
    return {clause.clause: clause for clause in results.clauses}


@pytest.mark.parametrize("name", PROMISES)
def test_each_is_a_sentence(name: str, clauses: dict[str, ClauseResult]) -> None:
    assert clauses[name].promise == PROMISES[name]


@pytest.mark.parametrize("name", UNITS)
def test_each_has_its_unit(name: str, clauses: dict[str, ClauseResult]) -> None:
    words = reached(clauses[name].attainment, clauses[name].unit).split(NBSP)
    assert words[-1].rstrip("s") == UNITS[name]


def test_each_has_its_periods(clauses: dict[str, ClauseResult]) -> None:
    assert [part.period for part in clauses["all-outages"].periods] == ["2027-01 to 2027-03"]
    weeks = [part.period for part in clauses["by-team.experts.P3"].periods]
    assert (weeks[0], weeks[-1], len(weeks)) == ("2027-W01", "2027-W12", 12)
    assert all(part.counted > 0 for part in clauses["answer"].periods)
