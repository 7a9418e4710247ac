"""What holds for every synthesised workload, and what a change leaves as it was."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.errors import StudyError
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED, Workload
from slm_sim.span import span
from slm_sim.workload import prepare_synthesis, synthesise
from tests.workload.scenarios import OUTAGES, Story, desk, drawn, stories

SHARES = st.integers(0, 100).map(lambda number: f"{number} %")


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Small desks of every kind: with and without outages, backlog, waits, returns, customers and long ticks."""
    changes: dict[str, Any] = {
        "study/seed": draw(st.integers(0, 2**40)),
        "time": {
            "starts": str(draw(st.dates(date(2027, 1, 1), date(2030, 12, 31)))),
            "lasts": draw(st.sampled_from(["1 day", "2 days", "1 week"])),
            "warm_up": draw(st.sampled_from(["0 min", "100 min", "2 days"])),
            "run_out": "1 day",
            "tick": draw(st.sampled_from(["250 ms", "1 s", "1 min", "15 min"])),
        },
        "workload/incidents": draw(st.sampled_from(["0 / day", "0.5 / day", "40 / day", "300 / day"])),
        "routing/at_most": draw(st.sampled_from(["0 reassignments", "1 reassignment", "3 reassignments"])),
        "routing/by_team/desk/resolves": draw(SHARES),
        "routing/by_team/field/resolves": draw(SHARES),
        "pending/customer/share": draw(st.sampled_from(["0 %", "20 %", "75 %"])),
        "reopening/share": draw(SHARES),
        "reopening/goes_to": draw(st.sampled_from(["resolving team", "field", "desk of the customer"])),
    }
    if draw(st.booleans()):
        changes |= {"outages": OUTAGES, "outages/network/rate": "700 / year", "outages/release/rate": "900 / year"}
        changes["maintenance"] = {
            "patches": {
                "rate": "3 / month",
                "window": "sunday-early",
                "affects": {"mail": "50 %"},
                "downtime": {"median": "2 h", "p90": "5 h"},
            }
        }
    if draw(st.booleans()):
        age = {"median": "3 days", "p90": "400 days"}
        changes["backlog"] = {"by_team": {"field": {"by_priority": {"P2": 3, "P3": 5}, "age": age}}}
    if draw(st.booleans()):
        changes["sites/austin"] = {"time_zone": "America/Chicago", "holidays": "US"}
        changes["workload/customers"] = {
            "north": {"share": "30 %", "site": "leeds", "desk": "desk"},
            "south": {"share": "rest", "site": "austin", "desk": "field"},
        }
        changes["routing/starts_at"] = "desk of the customer"
        changes["calendars/office/site"] = "site of the customer"
        changes |= {f"outages/{name}/occurs_during": None for name in ["release"] if "outages" in changes}
        changes |= {f"teams/{name}/site": "leeds" for name in ["desk", "field", "expert"]}
    return desk(changes)


@given(scenarios(), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_every_workload_is_whole(scenario: Scenario, replication: int) -> None:
    run = span(scenario)
    prepared = prepare_synthesis(scenario, run)
    workload = synthesise(prepared, replication)
    names, n = workload.names, workload.incidents

    assert len(np.unique(workload.identity)) == n
    assert (workload.identity >= 0).all()
    keys = list(zip(workload.arrival.tolist(), workload.opened.tolist(), workload.identity.tolist(), strict=True))
    assert keys == sorted(keys)
    assert ((workload.arrival >= 0) & (workload.arrival < run.horizon)).all()
    early = workload.opened != workload.arrival
    assert (workload.arrival[early] == 0).all()
    assert ((workload.opened[early] < 0) & (workload.opened[early] >= run.lowest)).all()
    assert early.sum() == (8 if scenario.backlog else 0)
    for index, names_of_it in (
        (workload.category, names.categories),
        (workload.customer, names.customers),
        (workload.service, names.services),
        (workload.excluded, names.exclusions),
        (workload.outage, workload.disruptions.kind),
    ):
        assert ((index >= -1) & (index < len(names_of_it))).all()
    assert ((workload.priority >= 0) & (workload.priority < len(names.priorities))).all()

    assert workload.first_step[0] == 0
    assert workload.first_step[-1] == workload.steps
    assert (np.diff(workload.first_step) >= 1).all()
    assert (workload.step_effort >= 1).all()
    assert (workload.step_delay >= 0).all()
    assert ((workload.step_team >= 0) & (workload.step_team < len(names.teams))).all()
    assert ((workload.step_calendar >= 0) & (workload.step_calendar < len(prepared.calendars))).all()
    assert ((workload.step_delay > 0) <= (workload.step_then >= REOPENED)).all()
    assert ((workload.step_callout > 0) == (workload.step_team == names.teams.index("expert"))).all()
    for first, beyond in pairwise(workload.first_step.tolist()):
        check_life(workload, first, beyond, scenario)
    check_outages(workload)


def check_life(workload: Workload, first: int, beyond: int, scenario: Scenario) -> None:
    assert scenario.routing is not None
    then, team = workload.step_then[first:beyond].tolist(), workload.step_team[first:beyond].tolist()
    assert then[-1] == RESOLVED
    assert RESOLVED not in then[:-1]
    assert all(before == after for before, after, what in zip(team, team[1:], then, strict=False) if what >= PENDING)
    assert all(before != after for before, after, what in zip(team, team[1:], then, strict=False) if what == REASSIGNED)
    reassigned = 0
    for before, after in zip([REOPENED, *then], then, strict=False):
        assert not before >= PENDING or after < PENDING  # a visit waits once at most
        reassigned = 0 if before == REOPENED else reassigned + (before == REASSIGNED)
        assert reassigned <= scenario.routing.most_reassignments


def check_outages(workload: Workload) -> None:
    disruptions, names = workload.disruptions, workload.names
    assert (np.diff(disruptions.start) >= 0).all()
    assert disruptions.share.shape == (len(disruptions.kind), len(names.services))
    assert disruptions.planned_share.shape == (len(disruptions.planned_kind), len(names.services))
    assert (disruptions.planned_end > disruptions.planned_start).all()
    assert (disruptions.window_end > disruptions.planned_start).all()
    incident = np.repeat(np.arange(workload.incidents), np.diff(workload.first_step))
    for row, step in enumerate(disruptions.restored_by_step.tolist()):
        parent = incident[step]
        assert workload.outage[parent] == row
        assert workload.priority[parent] == 0
        assert workload.arrival[parent] >= disruptions.start[row]
        assert workload.first_step[parent + 1] - workload.first_step[parent] == 1
        kind = OUTAGES[names.outages[disruptions.kind[row]]]
        assert names.teams[workload.step_team[step]] == kind["restored_by"]
        children = np.flatnonzero((workload.outage == row) & (np.arange(workload.incidents) != parent))
        assert (workload.arrival[children] >= disruptions.start[row]).all()


def test_a_replication_is_a_function_of_its_number() -> None:
    scenario = desk({"outages": OUTAGES})
    assert stories(drawn(scenario, 3)) == stories(drawn(scenario, 3))
    here, there = stories(drawn(scenario, 3)), stories(drawn(scenario, 4))
    assert not set(here.values()) & set(there.values())
    assert not set(here.values()) & set(stories(drawn(desk({"outages": OUTAGES, "study/seed": 8}), 3)).values())


@pytest.mark.parametrize(
    ("path", "value", "share"),
    [
        ("workload/incidents", "2 200 / month", 0.1),
        ("workload/growth", "300 % / year", 0.0756),
        ("workload/categories/till/volume", "125 %", 0.1),
    ],
)
def test_more_volume_keeps_every_old_incident_and_its_life(path: str, value: str, share: float) -> None:
    before, after = stories(drawn(desk())), stories(drawn(desk({path: value})))
    assert before.items() <= after.items()
    more = len(after) - len(before)
    expected = share * len(before)
    assert abs(more - expected) < 5 * expected**0.5  # five standard deviations: fails a right program once in 10^6


def test_less_volume_of_one_category_takes_away_of_it_alone() -> None:
    before, after = stories(drawn(desk())), stories(drawn(desk({"workload/categories/mail/volume": "50 %"})))
    assert after.items() < before.items()
    assert {before[identity][3] for identity in before.keys() - after.keys()} == {"mail"}


def test_one_more_open_incident_changes_nobody_else() -> None:
    def with_backlog(count: int) -> dict[int, Story]:
        row = {"by_priority": {"P2": count, "P3": 5}, "age": {"median": "2 days", "p90": "9 days"}}
        return stories(drawn(desk({"backlog": {"by_team": {"field": row}}})))

    before, after = with_backlog(7), with_backlog(8)
    assert before.items() < after.items()
    assert len(after) == len(before) + 1


def test_outages_change_no_ordinary_incident() -> None:
    before, after = stories(drawn(desk())), stories(drawn(desk({"outages": OUTAGES})))
    assert before.items() < after.items()
    rarer = stories(drawn(desk({"outages": OUTAGES, "outages/network/rate": "30 / year"})))
    assert before.items() < rarer.items() < after.items()


def test_a_team_more_changes_nobody() -> None:
    more = {
        "teams": {
            "first": {"headcount": "unlimited", "effort": {"median": "1 min", "p90": "2 min"}},
            **{name: team.model_dump(mode="json", exclude_unset=True) for name, team in desk().teams.items()},
        }
    }
    assert stories(drawn(desk(more))) == stories(drawn(desk()))


def test_another_order_of_customers_changes_nobody() -> None:
    rows = {"a": {"share": "30 %", "site": "leeds"}, "b": {"share": "70 %", "site": "leeds"}}
    turned = dict(reversed(rows.items()))
    assert stories(drawn(desk({"workload/customers": rows}))) == stories(drawn(desk({"workload/customers": turned})))


def test_one_changed_distribution_leaves_all_other_marks() -> None:
    before = stories(drawn(desk()))
    after = stories(drawn(desk({"workload/exclusions/duplicate": "30 %"})))
    assert {key: (*story[:6], story[7]) for key, story in before.items()} == {
        key: (*story[:6], story[7]) for key, story in after.items()
    }
    was_duplicate = {key for key, story in before.items() if story[6] == "duplicate"}
    assert was_duplicate < {key for key, story in after.items() if story[6] == "duplicate"}


def test_a_longer_warm_up_keeps_what_comes_after_it() -> None:
    plain = drawn(desk({"workload/daily_variation": {"coefficient_of_variation": "20 %", "autocorrelation": "50 %"}}))
    warmed = drawn(
        desk(
            {
                "workload/daily_variation": {"coefficient_of_variation": "20 %", "autocorrelation": "50 %"},
                "time/warm_up": "10 days",
            }
        )
    )
    after = {key: story for key, story in stories(warmed).items() if story[0] >= plain.axis.epoch}
    assert after == stories(plain)
    assert warmed.incidents > plain.incidents


def test_incidents_of_one_identity_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    same = np.zeros((3, 2), dtype=np.uint64)
    monkeypatch.setattr("slm_sim.workload.arrivals.stream_keys", lambda seed, names: same)
    monkeypatch.setattr("slm_sim.workload.arrivals.name_keys", lambda names: same)
    with pytest.raises(StudyError, match="the same identity"):
        drawn(desk())
