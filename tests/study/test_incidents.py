"""The incidents table against the workload and the outcomes that it tells."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd

from slm_sim.clock import NEVER
from slm_sim.model.workload import REASSIGNED, REOPENED, RESOLVED
from slm_sim.pipeline import Played, Prepared, play, prepare
from slm_sim.read import load_scenario
from slm_sim.study.incidents import moments
from slm_sim.study.summary import summarise
from slm_sim.study.tables import incidents_frame
from tests.study.build import AXIS, desk

SHORT = {"time.lasts": "1 week", "time.warm_up": "3 days", "time.run_out": "3 days"}


def incidents(prepared: Prepared, played: Played) -> pd.DataFrame:
    columns = summarise(prepared, played, True).incidents
    assert columns is not None
    return incidents_frame(columns)


@cache
def _played() -> tuple[Prepared, Played, pd.DataFrame]:
    prepared = prepare(load_scenario("service-desk", changes=SHORT))
    played = play(prepared, 3)
    frame = incidents(prepared, played)
    return prepared, played, frame


def test_there_is_one_row_for_each_incident_of_the_run() -> None:
    _, played, frame = _played()
    assert len(frame) == played.workload.incidents > 1000
    assert (frame["replication"] == 3).all()
    assert frame["incident"].tolist() == [f"{identity:x}" for identity in played.workload.identity.tolist()]
    assert frame["incident"].is_unique


def test_a_row_tells_its_incident_as_it_was_drawn_and_as_it_went() -> None:
    prepared, played, frame = _played()
    workload, outcomes, names = played.workload, played.outcomes, played.workload.names
    axis = prepared.span.axis
    for row in range(0, workload.incidents, 7):
        told = frame.iloc[row]
        steps = range(workload.first_step[row], workload.first_step[row + 1])
        assert told["opened"] == axis.moment_at(workload.opened[row])
        assert told["priority"] == names.priorities[workload.priority[row]]
        assert told["category"] == names.categories[workload.category[row]]
        assert told["first_team"] == names.teams[workload.step_team[steps[0]]]
        starts = [int(outcomes.start[step]) for step in steps if outcomes.start[step] != NEVER]
        assert told["responded"] == axis.moment_at(min(starts)) if starts else pd.isna(told["responded"])
        ready = [step for step in steps if outcomes.ready[step] != NEVER]
        assert told["last_team"] == names.teams[workload.step_team[ready[-1] if ready else steps[0]]]
        moved = [step for step in steps if workload.step_then[step] == REASSIGNED and outcomes.end[step] != NEVER]
        assert told["reassignments"] == len(moved)
        back = [step for step in ready[1:] if workload.step_then[step - 1] == REOPENED]
        assert told["reopened"] == len(back)
        excluded = workload.excluded[row]
        assert told["excluded"] == names.exclusions[excluded] if excluded >= 0 else pd.isna(told["excluded"])


def test_the_time_of_a_resolved_incident_is_spent_in_its_columns() -> None:
    """Of what never came back: waiting, work and waiting for others fill the time from opening to resolution."""
    _, _, frame = _played()
    ended = frame[frame["resolved"].notna() & (frame["reopened"] == 0)]
    spent = ended["waiting_seconds"] + ended["touch_seconds"] + ended["pending_seconds"]
    assert (spent == (ended["resolved"] - ended["opened"]).dt.total_seconds()).all()


def test_an_incident_is_resolved_that_ended_and_has_not_come_back() -> None:
    _, played, frame = _played()
    workload, outcomes = played.workload, played.outcomes
    begun = [np.flatnonzero(outcomes.ready[a:b] != NEVER) + a for a, b in pairwise(workload.first_step.tolist())]
    last = np.array([steps[-1] for steps in begun])
    resolves = np.isin(workload.step_then[last], (RESOLVED, REOPENED)) & (outcomes.end[last] != NEVER)
    assert (frame["resolved"].notna() == resolves).all()
    assert 0 < resolves.sum() < len(frame)


def test_a_customer_who_gives_up_leaves_a_moment_and_nothing_after_it() -> None:
    phone = {"share": "70 %", "patience": {"shape": "constant", "median": "3 min"}}
    channels = {"phone": phone, "portal": {"share": "rest"}}
    prepared = prepare(desk({"time/lasts": "1 week", "workload/incidents": "4 / h", "workload/channels": channels}))
    played = play(prepared, 0)
    frame = incidents(prepared, played)
    gone = frame["abandoned"].notna()
    assert 0.3 < gone.mean() < 0.7
    assert (frame["abandoned"] - frame["opened"])[gone].eq(pd.Timedelta("3 min")).all()
    assert frame.loc[gone, ["responded", "resolved"]].isna().all(axis=None)
    calls = played.workload.leaves != NEVER
    assert (frame["responded"].notna() | gone)[calls & (played.workload.leaves < played.workload.horizon)].all()


def test_an_outage_names_the_incidents_that_it_brought() -> None:
    changes = {**SHORT, "outages.branch-network.rate": "300 / year"}
    prepared = prepare(load_scenario("service-desk", changes=changes))
    played = play(prepared, 0)
    frame = incidents(prepared, played)
    named = frame["outage"].notna().to_numpy()
    assert (named == (played.workload.outage >= 0)).all()
    assert set(frame["outage"][named]) == {"branch-network"}


def test_the_tick_before_the_run_is_a_moment_for_what_was_opened_and_none_for_what_never_was() -> None:
    """NEVER is -1, and so is the tick before the first: a starting backlog may have been opened then."""
    assert np.isnat(moments(AXIS, np.array([NEVER, 0]))).tolist() == [True, False]
    backlog = {"by_team": {"desk": {"by_priority": {"P2": 40}, "age": {"shape": "constant", "mean": "1 min"}}}}
    prepared = prepare(desk({"time/lasts": "1 week", "backlog": backlog}))
    played = play(prepared, 0)
    frame = incidents(prepared, played)
    assert (played.workload.opened == NEVER).sum() == 40
    assert frame["opened"].notna().all()


def test_a_hand_over_is_a_reassignment_and_leaves_the_incident_with_the_other_team() -> None:
    prepared, played, _ = _played()
    workload, outcomes = played.workload, played.outcomes
    step = int(workload.first_step[5])
    (other,) = {0, 1} - {int(workload.step_team[step])} if workload.step_team[step] < 2 else {0}
    handed = replace(
        outcomes,
        end=np.where(np.arange(workload.steps) >= step, NEVER, outcomes.end),
        ready=np.where(np.arange(workload.steps) > step, NEVER, outcomes.ready),
        start=np.where(np.arange(workload.steps) >= step, NEVER, outcomes.start),
        escalated_step=np.array([step, step]),
        escalated_at=outcomes.ready[[step, step]] + (1, 2),
        escalated_priority=np.array([0, 0]),
        escalated_team=np.array([other, other]),
    )
    told = incidents(prepared, replace(played, outcomes=handed)).iloc[5]
    assert (told["reassignments"], told["last_team"]) == (1, workload.names.teams[other])
