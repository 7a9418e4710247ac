"""The visits to a team, picked from one walk over those to all teams, are those that a walk of their own finds."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.clockterms import Clock
from slm_sim.model.workload import REASSIGNED, REOPENED, RESOLVED
from slm_sim.sla.clockrules import clock_rules
from slm_sim.sla.events import events_of
from slm_sim.sla.plans import one_walk_finds_visits
from slm_sim.sla.runs import Runs, runs_of, with_team
from tests.sla.build import CUSTOMER, NAMES, VENDOR, Incident, Step, given_up, played
from tests.sla.test_clocks_against_naive import AXIS

HORIZON = 1000
TEAMS = len(NAMES.teams)
VISITS: dict[str, Any] = {"starts": "assigned to team", "stops": "reassigned or resolved"}


@st.composite
def travels(draw: st.DrawFn) -> Incident:
    """An incident that goes from team to team, waits, and comes back; it may still do so at the horizon."""
    moments = sorted(draw(st.lists(st.integers(0, HORIZON - 1), min_size=2, max_size=9)))
    ways = st.sampled_from([REASSIGNED, REASSIGNED, CUSTOMER, VENDOR, REOPENED])
    steps, team = list[Step](), draw(st.integers(0, TEAMS - 1))
    for begins, ends in pairwise(moments):
        then = draw(ways)
        steps.append(Step(begins, begins, ends, then, team))
        team = draw(st.integers(0, TEAMS - 1)) if then == REASSIGNED else team
    steps.append(Step(moments[-1], moments[-1], draw(st.sampled_from([None, HORIZON - 1])), RESOLVED, team))
    return Incident(moments[0], steps)


gives_up = st.builds(lambda opened, wait: given_up(opened, opened + wait), st.integers(0, 99), st.integers(0, 99))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"pauses_while": "pending"},
        {"after_reopening": "restart from zero"},
        {"stops": "reassigned", "pauses_while": "pending"},
        {"stops": "first touch or reassigned or resolved"},
        {"resets_on": "pending"},
    ],
    ids=str,
)
@settings(max_examples=80, deadline=None)
@given(incidents=st.lists(st.one_of(travels(), gives_up), min_size=1, max_size=5))
def test_visits_to_a_team_are_among_those_to_all(more: dict[str, Any], incidents: list[Incident]) -> None:
    clock = Clock.model_validate({**VISITS, **more})
    assert one_walk_finds_visits(clock)
    events = events_of(*played(incidents, HORIZON, AXIS))
    visits = runs_of(clock_rules(clock, NAMES), events)
    for number, team in enumerate(NAMES.teams):
        own = runs_of(clock_rules(clock, NAMES, team), events)
        picked = with_team(visits, number)
        for field in fields(Runs):
            assert np.array_equal(getattr(picked, field.name), getattr(own, field.name)), field.name


@pytest.mark.parametrize(
    "more",
    [
        {"stops": "resolved"},
        {"counts_from": "opened"},
        {"cancelled_by": "abandoned"},
        {"after_reopening": "first cycle only"},
        {"starts": "assigned to team or reopened"},
    ],
    ids=str,
)
def test_a_clock_whose_visits_overlap_or_depend_on_each_other_walks_for_each_team(more: dict[str, Any]) -> None:
    assert not one_walk_finds_visits(Clock.model_validate({**VISITS, **more}))
