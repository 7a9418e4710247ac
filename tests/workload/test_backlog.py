"""What is open at the start of a run."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import numpy as np
from scipy.stats import kstest, lognorm

from slm_sim.span import span
from tests.workload.scenarios import desk, drawn, stories

ALMOST_NEVER = 1e-6

Z90 = 1.2815515655446004

BACKLOG: dict[str, Any] = {
    "field": {"by_priority": {"P2": 300, "P3": 40}, "age": {"median": "2 days", "p90": "9 days"}, "category": "mail"},
    "desk": {"by_priority": {"P1": 2}, "age": {"shape": "constant", "median": "3 h"}},
}


def test_counts_ages_and_first_teams() -> None:
    scenario = desk({"backlog": {"by_team": BACKLOG}, "workload/incidents": "0 / month"})
    workload = drawn(scenario)
    told = list(stories(workload).values())
    counts = Counter((story[7][0][0], story[2]) for story in told)
    assert counts == {("field", "P2"): 300, ("field", "P3"): 40, ("desk", "P1"): 2}
    assert {story[3] for story in told if story[7][0][0] == "field"} == {"mail"}
    assert {story[3] for story in told if story[7][0][0] == "desk"} <= {"till", "mail", "other"}
    assert {story[0] for story in told} == {workload.axis.epoch}
    ages: dict[str, list[float]] = {"field": [], "desk": []}
    for story in told:
        ages[story[7][0][0]].append((story[0] - story[1]) / timedelta(days=1))
    assert ages["desk"] == [0.125, 0.125]
    assert kstest(ages["field"], lognorm(np.log(4.5) / Z90, scale=2).cdf).pvalue > ALMOST_NEVER


def test_the_oldest_stand_first() -> None:
    workload = drawn(desk({"backlog": {"by_team": BACKLOG}}))
    waiting = workload.opened[workload.opened < 0]
    assert (np.diff(waiting) >= 0).all()


def test_open_incidents_live_on_like_others() -> None:
    told = stories(drawn(desk({"backlog": {"by_team": BACKLOG}, "workload/incidents": "0 / month"}))).values()
    assert {step[0] for story in told for step in story[7]} == {"desk", "field", "expert"}
    assert {step[2] for story in told for step in story[7]} >= {"customer", "vendor"}


def test_none_is_older_than_the_calendars_reach() -> None:
    old = {"field": {"by_priority": {"P3": 5}, "age": {"shape": "constant", "median": "300 weeks"}}}
    scenario = desk({"backlog": {"by_team": old}, "workload/incidents": "0 / month"})
    assert set(drawn(scenario).opened.tolist()) == {span(scenario).lowest}


def test_there_is_no_warm_up_beside_a_backlog() -> None:
    scenario = desk({"backlog": {"by_team": BACKLOG}, "time/warm_up": "2 weeks"})
    assert span(scenario).start == 0
