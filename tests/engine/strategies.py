"""Small random cases, so small that nearly everything happens in the same few moments."""

from __future__ import annotations

from hypothesis import strategies as st

from slm_sim.clock import NEVER
from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Organisation, Team
from slm_sim.model.policy import KEPT, Escalation, Marks, Policy
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, Workload
from tests.engine.cases import (
    Incident,
    Order,
    Step,
    escalation,
    marks,
    open_time,
    organisation,
    policy,
    team,
    workload,
)

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
        then=st.sampled_from([None, None, REASSIGNED, REOPENED, PENDING + 1]),
    )
    arrival = draw(st.integers(0, 8))
    return Incident(
        arrival=arrival,
        steps=draw(st.lists(step, min_size=1, max_size=3)),
        priority=draw(st.integers(0, 2)),
        category=draw(st.integers(-1, 1)),
        opened=draw(st.integers(-4, 0)) if arrival == 0 else None,
        leaves=draw(st.sampled_from([NEVER, arrival + draw(st.integers(0, 6))])),
    )


@st.composite
def marked(draw: st.DrawFn, count: int) -> Marks:
    return marks(
        *draw(st.lists(st.one_of(st.just(NEVER), st.integers(0, HORIZON)), min_size=count, max_size=count)),
        calendar=draw(st.lists(st.integers(0, 1), min_size=3, max_size=3)),
        pauses=draw(st.lists(st.integers(0, 1), unique=True)),
        until=draw(st.sampled_from(["first start", "resolved"])),
        again=draw(st.sampled_from(["first cycle only", "restart from zero", "resume"])),
    )


@st.composite
def rules(draw: st.DrawFn, count: int, crew: int) -> Escalation:
    return escalation(
        draw(marked(count)),
        teams=draw(st.lists(st.integers(0, crew - 1), min_size=1, unique=True)),
        raises=draw(st.sampled_from([(0, 1, 2), (0, 0, 0), (0, 0, 1), (0, 1, 1)])),
        hands_to=draw(st.sampled_from([KEPT, *range(crew)])),
    )


@st.composite
def policies(draw: st.DrawFn, count: int, crew: int) -> Policy:
    order: Order = draw(st.sampled_from(["priority", "age", "deadline"]))
    return policy(
        *draw(st.sampled_from([(), (0,), (1,), (0, 1)])),
        order=order,
        head_start=draw(st.lists(st.integers(0, 9), min_size=3, max_size=3)),
        deadlines=draw(st.lists(marked(count), min_size=1, max_size=2)) if order == "deadline" else (),
        escalations=draw(st.lists(rules(count, crew), max_size=2)),
        calendars=[draw(calendars())],
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to three teams and nine incidents, under any policy."""
    count = draw(st.integers(1, 3))
    crew = [draw(teams(index, count)) for index in range(count)]
    arriving = draw(st.lists(incidents(count), min_size=draw(st.sampled_from([0, 4, 6])), max_size=9))
    return (
        workload(*arriving, horizon=HORIZON),
        organisation(*crew, calendars=[draw(calendars())]),
        draw(policies(len(arriving), count)),
    )
