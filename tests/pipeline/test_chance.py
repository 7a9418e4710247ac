"""What a change leaves as it was, through the whole pipeline and on the shipped service desk.

A life is everything that was drawn for one incident: when it arrives and what it is about, and each of its steps.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from slm_sim.engine import simulate
from slm_sim.model.workload import Workload
from slm_sim.pipeline import Played, Prepared, play, prepare
from slm_sim.read import load_scenario
from tests.workload.scenarios import Story, stories

SHORT = {"time.lasts": "2 weeks", "time.warm_up": "3 days", "time.run_out": "3 days"}
BUSY_NETWORK = {**SHORT, "outages.branch-network.rate": "120 / year"}
ONE_MORE = {"teams.engineering.headcount.office.Mon-Fri": "up 1"}
TEN_PER_CENT = {"workload.incidents": "up 10 %"}


@cache
def _prepared(*changes: tuple[str, str]) -> Prepared:
    return prepare(load_scenario("service-desk", changes=dict([*BUSY_NETWORK.items(), *changes])))


@cache
def _played(replication: int, *changes: tuple[str, str]) -> Played:
    return play(_prepared(*changes), replication)


def played(changes: dict[str, str] | None = None, replication: int = 0) -> Played:
    return _played(replication, *(changes or {}).items())


def lives(workload: Workload) -> dict[int, Story]:
    return stories(workload)


def capacities(found: Played) -> dict[str, tuple[Any, ...]]:
    """Who is at work and who is on call, by team."""
    return {
        team.name: tuple(
            None if people is None else (people.at.tolist(), people.people.tolist())
            for people in (team.capacity, team.on_call)
        )
        for team in found.organisation.teams
    }


def test_one_more_person_changes_nobodys_life_and_no_other_teams_presence() -> None:
    before, after = played(), played(ONE_MORE)
    assert lives(after.workload) == lives(before.workload)
    changed = [name for name, people in capacities(before).items() if capacities(after)[name] != people]
    assert changed == ["engineering"]


def test_one_more_person_leaves_the_absences_of_the_others_as_they_were() -> None:
    """The people who were on the roster before come and stay away on the same days: there is at most one more."""
    teams = [
        next(team for team in found.organisation.teams if team.name == "engineering")
        for found in (played(), played(ONE_MORE))
    ]
    at = np.unique(np.concatenate([team.capacity.at for team in teams if team.capacity is not None]))
    before, after = (
        team.capacity.people[np.searchsorted(team.capacity.at, at, side="right") - 1]
        for team in teams
        if team.capacity is not None
    )
    assert set((after - before).tolist()) == {0, 1}


def test_one_more_person_touches_only_incidents_that_such_a_team_can_reach() -> None:
    """Until engineering has a free hand for the first time that it had not before, nothing at all differs."""
    before, after = played().outcomes, played(ONE_MORE).outcomes
    differs = (before.start != after.start) | (before.ready != after.ready)
    assert differs.any()
    earliest = min(int(outcomes.start[differs & (outcomes.start >= 0)].min()) for outcomes in (before, after))
    engineering = played().workload.names.teams.index("engineering")
    first = differs & ((before.start == earliest) | (after.start == earliest))
    assert (played().workload.step_team[first] == engineering).all()


def test_ten_per_cent_more_volume_keep_every_old_incident_with_all_its_draws() -> None:
    before, after = lives(played().workload), lives(played(TEN_PER_CENT).workload)
    assert set(before) < set(after)
    assert all(after[identity] == life for identity, life in before.items())
    ordinary = int((played().workload.outage < 0).sum())
    assert len(after) - len(before) == pytest.approx(0.1 * ordinary, abs=5 * (0.1 * ordinary) ** 0.5)


def test_less_volume_only_takes_incidents_away() -> None:
    before, after = lives(played().workload), lives(played({"workload.incidents": "down 10 %"}).workload)
    assert set(after) < set(before)
    assert all(before[identity] == life for identity, life in after.items())


def test_slower_work_in_one_team_changes_only_its_efforts() -> None:
    """By that factor, to the tick; an outage states the effort of its own restoration, and its whole life stays."""
    before, after = (found.workload for found in (played(), played({"teams.engineering.effort.scale": "200 %"})))
    assert (before.identity == after.identity).all()
    assert (before.step_team == after.step_team).all()
    assert (before.step_delay == after.step_delay).all()
    slower = before.step_effort != after.step_effort
    assert set(before.step_team[slower]) == {before.names.teams.index("engineering")}
    assert after.step_effort[slower] == pytest.approx(2 * before.step_effort[slower], abs=1)
    owner = np.repeat(before.outage, np.diff(before.first_step))
    own = before.step_team == before.names.teams.index("engineering")
    assert slower[own & (owner < 0)].all()
    assert not slower[owner >= 0].all()


def test_another_target_changes_no_incident_and_no_outcome() -> None:
    before, after = played(), played({"agreements.pharmacy-sla.targets.resolution.by_priority.P1.within": "6 h"})
    assert lives(after.workload) == lives(before.workload)
    assert (after.outcomes.end == before.outcomes.end).all()


def test_without_the_outages_every_ordinary_incident_lives_on() -> None:
    before, after = played(), played({"outages.branch-network.rate": "0 / year"})
    ordinary = set(before.workload.identity[before.workload.outage < 0].tolist())
    brought = set(before.workload.identity[before.workload.outage >= 0].tolist())
    assert brought
    assert set(after.workload.identity.tolist()) == ordinary
    told = lives(before.workload)
    assert all(told[identity] == life for identity, life in lives(after.workload).items())


def test_a_replication_does_not_depend_on_those_played_before() -> None:
    prepared = _prepared()
    alone = play(prepared, 2)
    for number in (0, 1):
        play(prepared, number)
    again = play(prepared, 2)
    assert lives(again.workload) == lives(alone.workload)
    assert (again.outcomes.end == alone.outcomes.end).all()
    assert lives(played().workload) != lives(alone.workload)
    assert again.ledgers == alone.ledgers


def test_the_simulation_itself_leaves_nothing_to_chance() -> None:
    found = played()
    again = simulate(found.workload, found.organisation, found.policy)
    for name in ("ready", "start", "end", "by", "on_call", "suspended_step", "suspended_from", "suspended_to"):
        assert (getattr(again, name) == getattr(found.outcomes, name)).all()


def test_another_seed_is_another_world() -> None:
    other = played({"study.seed": "20270402"})
    assert not set(other.workload.arrival.tolist()) >= set(played().workload.arrival.tolist())
