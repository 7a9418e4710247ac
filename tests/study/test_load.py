"""Load and times against a count, tick by tick, of what outcomes say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from slm_sim.clock import NEVER
from slm_sim.engine import simulate
from slm_sim.engine.spells import abandoned, waiting
from slm_sim.engine.spells import work as hands_on
from slm_sim.model.arrays import Floats
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.span import Span
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, Workload
from slm_sim.study.load import Bins, by_class, hour_bins, mean_at_work, mean_busy, mean_waiting, week_bins
from slm_sim.study.times import Parts, parts
from tests.engine.cases import AXIS, Incident, Step, one, organisation, policy, team, workload
from tests.engine.strategies import Case, cases


def counted(intervals: list[tuple[int, int]], horizon: int) -> Floats:
    """How many intervals hold each tick."""
    level = np.zeros(horizon)
    for begins, ends in intervals:
        level[begins:ends] += 1
    return level


def spent_of(work: Workload, outcomes: Outcomes, unseen: list[bool]) -> Parts:
    return parts(work, outcomes, waiting(work, outcomes), hands_on(work, outcomes), np.array(unseen))


def until(moment: int, horizon: int) -> int:
    return horizon if moment == NEVER else int(moment)


def stretches(work: Workload, outcomes: Outcomes) -> tuple[dict[int, list[tuple[int, int]]], ...]:
    """Waiting and working intervals by team, by walking through every step and its suspensions."""
    waits: dict[int, list[tuple[int, int]]] = {}
    hands: dict[int, list[tuple[int, int]]] = {}
    for step in range(work.steps):
        if outcomes.ready[step] == NEVER:
            continue
        own, start = int(work.step_team[step]), int(outcomes.start[step])
        since = int(outcomes.ready[step])
        for row in np.flatnonzero(outcomes.escalated_step == step):
            waits.setdefault(own, []).append((since, int(outcomes.escalated_at[row])))
            since, own = int(outcomes.escalated_at[row]), int(outcomes.escalated_team[row])
        gave_up = abandoned(work, outcomes)[np.searchsorted(work.first_step, step, "right") - 1]
        left = start == NEVER and gave_up != NEVER and step in work.first_step
        waits.setdefault(own, []).append((since, int(gave_up) if left else until(start, work.horizon)))
        if start == NEVER:
            continue
        now, holder, called = start, int(outcomes.by[step]), bool(outcomes.on_call[step])
        for row in np.flatnonzero(outcomes.suspended_step == step):
            since, again = int(outcomes.suspended_from[row]), until(outcomes.suspended_to[row], work.horizon)
            if not called:
                hands.setdefault(holder, []).append((now, since))
            waits.setdefault(own, []).append((since, again))
            now, holder, called = again, int(outcomes.resumed_by[row]), bool(outcomes.resumed_on_call[row])
        if holder >= 0 and not called:
            hands.setdefault(holder, []).append((now, until(outcomes.end[step], work.horizon)))
    return waits, hands


@settings(max_examples=60, deadline=None)
@given(cases())
def test_waiting_and_work_in_hand_are_what_a_count_by_tick_finds(case: Case) -> None:
    work, crew, rule = case
    outcomes = simulate(work, crew, rule)
    horizon, teams = work.horizon, len(crew.teams)
    bins = Bins(np.array([0, horizon // 3, horizon // 2, horizon]), np.array([0, 1, 0]))
    expected = stretches(work, outcomes)
    waits, done = waiting(work, outcomes), hands_on(work, outcomes)
    found = mean_waiting(waits, teams, bins), mean_busy(done, teams, bins)
    for means, by_hand in zip(found, expected, strict=True):
        for number in range(teams):
            level = counted(by_hand.get(number, []), horizon)
            assert means[number] == pytest.approx([part.mean() for part in np.split(level, bins.edges[1:-1])])


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_parts_of_an_incidents_time_add_up_to_all_of_it(case: Case) -> None:
    work, crew, rule = case
    outcomes = simulate(work, crew, rule)
    spent = spent_of(work, outcomes, [False, True, False])
    for incident in range(work.incidents):
        steps = range(work.first_step[incident], work.first_step[incident + 1])
        last = steps[-1]
        ended = outcomes.end[last] if outcomes.end[last] != NEVER else None
        if ended is None:
            at_rest = [s for s in steps[:-1] if work.step_then[s] in (REOPENED,) and outcomes.end[s] != NEVER]
            back = not at_rest or outcomes.ready[at_rest[-1] + 1] != NEVER
            ended = work.horizon if back else outcomes.end[at_rest[-1]]
        gave_up = abandoned(work, outcomes)[incident]
        ended = gave_up if gave_up != NEVER else ended
        between = sum(
            until(outcomes.ready[step + 1], work.horizon) - outcomes.end[step]  # a move takes no time, but here it may
            for step in steps[:-1]
            if work.step_then[step] == REASSIGNED and outcomes.end[step] != NEVER
        )
        assert spent.ticks[:, incident].sum() == ended - work.arrival[incident] - between


def test_people_at_work_are_the_mean_of_their_step_function() -> None:
    bins = Bins(np.array([0, 10, 20]), np.array([0, 0]))
    crew = organisation(team([(0, 2), (5, 0), (12, 3)]), team(None))
    at_work = mean_at_work(crew, bins)
    assert at_work[0] == pytest.approx([1.0, 2.4])
    assert np.isnan(at_work[1]).all()
    assert by_class(at_work[:1], bins, 2)[0] == pytest.approx([1.7, 0.0])


def test_people_on_call_are_not_at_work_and_their_call_out_is_told_apart() -> None:
    called = workload(one(10, 20, priority=0, callout=7), horizon=100)
    outcomes = simulate(called, organisation(team(0, on_call=1)), policy())
    bins = Bins(np.array([0, 100]), np.array([0]))
    assert mean_waiting(waiting(called, outcomes), 1, bins)[0] == pytest.approx(0.07)
    assert mean_busy(hands_on(called, outcomes), 1, bins)[0] == 0
    spent = spent_of(called, outcomes, [False])
    told = dict(zip(spent.names, spent.ticks[:, 0].tolist(), strict=True))
    assert (told["waiting"], told["call-out"], told["hands-on"]) == (0, 7, 20)


def test_hours_of_the_week_begin_on_monday_in_local_time_whatever_the_clocks_do() -> None:
    """Europe/London from 1 January 2024, a Monday: 91 days hold one spring change, so one hour less."""
    span = Span(AXIS, "Europe/London", 0, 91 * 1440 - 60, 91 * 1440)
    bins = hour_bins(span)
    assert bins.of[:25].tolist() == [*range(24), 24]
    assert len(bins.of) == 91 * 24 - 1
    assert (np.diff(bins.edges) == 60).all()
    assert bins.of[-1] == 6 * 24 + 22  # the short Sunday, counted from its midnight


def test_weeks_are_counted_from_the_start_of_the_measured_span() -> None:
    span = Span(AXIS, "UTC", 12_000, 12_000 + 3 * 10_080, 12_000 + 4 * 10_080)
    bins = week_bins(span)
    assert bins.of.tolist() == [-1, 0, 1, 2]  # the run-out is not counted
    assert bins.edges[1] == span.start


def test_pending_time_is_told_by_its_reason() -> None:
    waiting_for_vendor = PENDING + 1
    work = workload(Incident(0, [Step(0, 5, delay=30, then=waiting_for_vendor), Step(0, 5)]), horizon=100)
    spent = spent_of(work, simulate(work, organisation(team(1)), policy()), [False])
    told = dict(zip(spent.names, spent.ticks[:, 0].tolist(), strict=True))
    assert (told["pending vendor"], told["pending customer"], told["hands-on"]) == (30, 0, 10)
