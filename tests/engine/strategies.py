"""Small random cases, so small that nearly everything happens in the same few moments."""

from __future__ import annotations

from hypothesis import strategies as st

from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Organisation, Team
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload
from tests.engine.cases import Incident, Step, open_time, organisation, policy, team, workload

HORIZON = 24
Case = tuple[Workload, Organisation, Policy]


@st.composite
def rosters(draw: st.DrawFn, most: int = 3) -> list[tuple[int, int]]:
    later = draw(st.lists(st.integers(1, HORIZON - 2), max_size=4, unique=True))
    return [(at, draw(st.integers(0, most))) for at in [0, *sorted(later)]]


@st.composite
def calendars(draw: st.DrawFn) -> OpenTime:
    edges = sorted(draw(st.lists(st.integers(1, HORIZON + 4), min_size=2, max_size=6, unique=True)))
    spans = zip(edges[0::2], edges[1::2], strict=False)
    return open_time(*spans, horizon=max(HORIZON, *edges))


@st.composite
def teams(draw: st.DrawFn, index: int, count: int) -> Team:
    others = [other for other in range(count) if other != index]
    return team(
        draw(st.one_of(rosters(most=2), rosters(most=1), st.none() if index == count - 1 else rosters())),
        suspends=draw(st.booleans()),
        on_call=draw(st.one_of(st.none(), rosters(most=2))),
        calls=draw(st.lists(st.integers(0, 2), max_size=2)),
        skill=draw(st.one_of(st.just([]), st.lists(st.sampled_from([100, 0, 50, 149]), min_size=2, max_size=2))),
        helps=draw(st.lists(st.sampled_from(others), unique=True)) if others else [],
        after=draw(st.integers(0, 3)),
    )


@st.composite
def incidents(draw: st.DrawFn, count: int) -> Incident:
    step = st.builds(
        Step,
        team=st.integers(0, count - 1),
        effort=st.integers(1, 6),
        delay=st.sampled_from([0, 0, 1, 3]),
        calendar=st.integers(0, 1),
        callout=st.integers(0, 3),
        then=st.none(),
    )
    return Incident(
        arrival=draw(st.integers(0, 8)),
        steps=draw(st.lists(step, min_size=1, max_size=3)),
        priority=draw(st.integers(0, 2)),
        category=draw(st.integers(-1, 1)),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to three teams and nine incidents, under any policy."""
    count = draw(st.integers(1, 3))
    crew = [draw(teams(index, count)) for index in range(count)]
    arriving = draw(st.lists(incidents(count), min_size=draw(st.sampled_from([0, 4, 6])), max_size=9))
    preempting = draw(st.sampled_from([(), (0,), (1,), (0, 1)]))
    return workload(*arriving, horizon=HORIZON), organisation(*crew, calendars=[draw(calendars())]), policy(*preempting)
