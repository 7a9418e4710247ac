"""Outages and planned maintenance: how often, when, and what they bring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from scipy.stats import binom, kstest, lognorm, poisson

from slm_sim.model.workload import RESOLVED, Workload
from slm_sim.span import span
from tests.workload.scenarios import OUTAGES, desk, drawn, many, stories

ALMOST_NEVER = 1e-6
"""The chance that one assertion fails a right program."""

Z90 = 1.2815515655446004
LONDON = ZoneInfo("Europe/London")

YEAR: dict[str, Any] = {
    "time": {"starts": "2027-01-01", "lasts": "1 year", "run_out": "0 min"},
    "workload/incidents": "10 / month",
    "outages": OUTAGES,
}
WORK: dict[str, Any] = {
    "rate": "1 / month",
    "window": "sunday-early",
    "affects": {"mail": "50 %", "tills": "100 %"},
    "downtime": {"median": "3 h", "p90": "5 h"},
}


def is_count(found: int, mean: float) -> bool:
    return bool(poisson.cdf(found, mean) > ALMOST_NEVER and poisson.sf(found - 1, mean) > ALMOST_NEVER)


def local(workload: Workload, ticks: np.ndarray[Any, np.dtype[np.int64]]) -> list[datetime]:
    return [workload.axis.moment_at(tick).astimezone(LONDON) for tick in ticks.tolist()]


def test_the_yearly_number_is_as_stated_with_or_without_hours() -> None:
    found = many(desk(YEAR), 20)
    kinds = np.concatenate([workload.disruptions.kind for workload in found])
    years = 20 * 365 / 365.2425
    assert is_count(int((kinds == 0).sum()), 60 * years)
    assert is_count(int((kinds == 1).sum()), 40 * years)


def test_an_outage_occurs_within_its_hours() -> None:
    moments = []
    for workload in many(desk(YEAR), 5):
        here = workload.disruptions.kind == 1
        moments += local(workload, workload.disruptions.start[here])
    assert len(moments) > 100
    assert all(moment.weekday() < 5 and 9 <= moment.hour < 17 for moment in moments)
    assert kstest([(moment.hour - 9 + moment.minute / 60) / 8 for moment in moments], "uniform").pvalue > ALMOST_NEVER


def test_the_incident_of_an_outage() -> None:
    told = []
    for workload in many(desk(YEAR), 3):
        disruptions, names = workload.disruptions, workload.names
        every = list(stories(workload).values())
        first_steps = workload.first_step.tolist()
        for row, step in enumerate(disruptions.restored_by_step.tolist()):
            story = every[first_steps.index(step)]
            kind = names.outages[disruptions.kind[row]]
            assert story[2] == "P1"
            assert story[6] == ""
            assert story[3:6] == (("till", "", "mail") if kind == "network" else ("", "", "tills"))
            ((team, effort, then, delay, callout),) = story[7]
            assert (team, then, delay) == (OUTAGES[kind]["restored_by"], RESOLVED, 0)
            assert (callout > 0) == (team == "expert")
            detected = (story[0] - workload.axis.moment_at(disruptions.start[row])) / timedelta(minutes=1)
            assert (detected > 0) == (kind == "network")
            told.append((kind, detected, effort / 60))
    detected, efforts = zip(*[(wait, effort) for kind, wait, effort in told if kind == "network"], strict=True)
    assert kstest(detected, lognorm(np.log(3) / Z90, scale=4).cdf).pvalue > ALMOST_NEVER
    assert kstest(efforts, lognorm(np.log(4) / Z90, scale=45).cdf).pvalue > ALMOST_NEVER


def test_the_tickets_of_an_outage() -> None:
    counts, passed = [], []
    for workload in many(desk(YEAR), 3):
        disruptions = workload.disruptions
        parents = np.searchsorted(workload.first_step, disruptions.restored_by_step, side="right") - 1
        for row in range(len(disruptions.kind)):
            children = np.setdiff1d(np.flatnonzero(workload.outage == row), parents)
            if disruptions.kind[row] == 1:
                assert children.size == 0
                continue
            counts.append(len(children))
            passed += ((workload.arrival[children] - disruptions.start[row]) / 5400).tolist()
            assert set(workload.priority[children].tolist()) <= {2}
            assert set(workload.category[children].tolist()) <= {0}
            assert set(workload.excluded[children].tolist()) <= {-1}
            assert set(workload.step_team[workload.first_step[children]].tolist()) <= {0}
    assert kstest(passed, "uniform").pvalue > ALMOST_NEVER
    above = sum(count > 12 for count in counts) + sum(count == 12 for count in counts) / 2
    assert abs(above / len(counts) - 0.5) < 0.2  # four standard errors at 180 outages


def test_shares_are_in_millionths_of_each_service() -> None:
    disruptions = drawn(desk(YEAR)).disruptions
    rows = {(int(kind), *share) for kind, share in zip(disruptions.kind, disruptions.share.tolist(), strict=True)}
    assert rows == {(0, 300_000, 800_000), (1, 1_000_000, 0)}


def test_another_effort_or_other_tickets_leave_the_outages_where_they_are() -> None:
    before = drawn(desk(YEAR))
    longer = {"outages/network/effort": {"median": "90 min", "p90": "6 h"}, "outages/network/child_incidents": None}
    after = drawn(desk(YEAR | longer))
    assert before.disruptions.start.tolist() == after.disruptions.start.tolist()
    first, second = (workload.step_effort[workload.disruptions.restored_by_step] for workload in (before, after))
    network = before.disruptions.kind == 0
    assert np.abs(first[network] * 2 - second[network]).max() <= 2
    assert (first[~network] == second[~network]).all()


def test_maintenance_uses_openings_of_its_window() -> None:
    changes = YEAR | {"maintenance": {"patches": WORK}, "outages": {}}
    planned = [workload.disruptions for workload in many(desk(changes), 100)]
    scenario = desk(changes)
    axis, sundays = span(scenario).axis, 52
    used = 0
    for disruptions in planned:
        used += len(disruptions.planned_start)
        assert (disruptions.planned_end > disruptions.planned_start).all()
        for tick in disruptions.planned_start.tolist():
            opening = axis.moment_at(tick).astimezone(LONDON)
            hour = 2 if f"{opening:%m-%d}" == "03-28" else 1  # the clocks skip the hour in which the window would open
            assert (opening.weekday(), opening.hour, opening.minute) == (6, hour, 0)
        for tick in disruptions.window_end.tolist():
            closing = axis.moment_at(tick).astimezone(LONDON)
            assert (closing.weekday(), closing.hour, closing.minute) == (6, 5, 0)
        assert disruptions.planned_share.tolist() == [[1_000_000, 500_000]] * len(disruptions.planned_start)
    chance = 12 * 7 / 365.2425
    assert binom.cdf(used, 100 * sundays, chance) > ALMOST_NEVER
    assert binom.sf(used - 1, 100 * sundays, chance) > ALMOST_NEVER
    lengths = [length / 3600 for row in planned for length in (row.planned_end - row.planned_start).tolist()]
    assert kstest(lengths, lognorm(np.log(5 / 3) / Z90, scale=3).cdf).pvalue > ALMOST_NEVER
    assert any((row.planned_end > row.window_end).any() for row in planned)


@pytest.mark.parametrize("rate", ["1 / week", "20 / month"])
def test_a_rate_of_all_openings_uses_every_one(rate: str) -> None:
    changes = YEAR | {"maintenance": {"patches": {**WORK, "rate": rate}}, "outages": {}}
    used = len(drawn(desk(changes)).disruptions.planned_start)
    assert 51 <= used <= 52


def test_rarer_maintenance_keeps_some_of_it() -> None:
    often, rare = (
        {
            tuple(row)
            for row in np.column_stack((d.planned_start, d.planned_end)).tolist()
        }
        for rate in ("3 / month", "1 / month")
        for d in [drawn(desk(YEAR | {"outages": {}, "maintenance": {"patches": {**WORK, "rate": rate}}})).disruptions]
    )  # fmt: skip
    assert rare < often


def test_an_outage_that_nobody_detects_before_the_horizon_is_left_out() -> None:
    late = {"outages/network/detected_after": {"shape": "constant", "median": "40 days"}}
    workload = drawn(desk(YEAR | late))
    network = workload.disruptions.start[workload.disruptions.kind == 0]
    assert network.size
    assert (network < workload.horizon - 40 * 86_400).all()
    assert workload.axis.moment_at(0) == datetime(2027, 1, 1, tzinfo=UTC)
