"""A replay without staffing reproduces the log; with volume or declared teams only what they concern changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from slm_sim.clock import NEVER
from slm_sim.engine import simulate
from slm_sim.errors import InputError
from slm_sim.library import shipped_scenarios
from slm_sim.model.incidentlog import NO_MOMENT, IncidentLog
from slm_sim.model.organisation import Organisation, Team
from slm_sim.model.policy import Policy
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import PENDING, REOPENED, RESOLVED, Workload
from slm_sim.read.log import read_log
from slm_sim.read.mapping import read_mapping
from slm_sim.span import span
from slm_sim.workload.logplayed import ticks_of
from slm_sim.workload.replay import PreparedReplay, identities, prepare_replay, replay
from tests import needs
from tests.read.logs import log_of, row

SCENARIOS = next(iter(shipped_scenarios().values())).parent


def scenario(volume: str = "100 %", seed: int = 1, **sections: Any) -> Scenario:
    words: dict[str, Any] = {
        "schema": "slm-sim/scenario-v1",
        "title": "a test",
        "time": {"starts": "2016-03-01", "lasts": "2 months", "warm_up": "1 day", "run_out": "4 weeks"},
        "workload": {"replay": {"log": "log.csv", "mapping": "mapping.yaml", "volume": volume}},
        "priorities": {"names": ["P1", "P2", "P3", "P4"]},
        "study": {"seed": seed},
    }
    return Scenario.model_validate(words | sections)


def prepared(log: IncidentLog, **changes: Any) -> PreparedReplay:
    made = scenario(**changes)
    return prepare_replay(made, span(made), log)


def resolutions(made: PreparedReplay, workload: Workload) -> dict[int, int]:
    """The tick of the last resolution of each incident by identity, NEVER where it was open at the horizon."""
    calls = np.zeros(len(workload.names.priorities), dtype=bool)
    skill = np.empty(0, dtype=np.int64)
    teams = tuple(Team(name, "L1", None, False, None, calls, skill) for name in workload.names.teams)
    outcomes = simulate(workload, Organisation(teams, made.calendars), Policy(calls))
    last = workload.first_step[1:] - 1
    assert (workload.step_then[last] == RESOLVED).all()
    return dict(zip(workload.identity.tolist(), outcomes.end[last].tolist(), strict=True))


@pytest.fixture(scope="module")
def sample() -> IncidentLog:
    mapping = read_mapping(SCENARIOS / "mappings" / "servicenow-updates.yaml")
    return read_log(SCENARIOS / "logs" / "servicenow-sample.csv", mapping)


@pytest.mark.parametrize("tick", ["1 s", "1 min", "15 min"])
def test_every_incident_is_resolved_when_the_log_says(sample: IncidentLog, tick: str) -> None:
    time = {"starts": "2016-03-01", "lasts": "2 months", "warm_up": "1 day", "run_out": "4 weeks", "tick": tick}
    made = prepared(sample, time=time)
    workload = replay(made, 0)
    assert made.incidents == workload.incidents == sample.incidents
    found = resolutions(made, workload)
    at = dict(zip(identities(sample.number).tolist(), ticks_of(sample.resolved, made.span).tolist(), strict=True))
    late = dict(zip(made.identity.tolist(), made.steps.late.tolist(), strict=True))
    for identity, tick_found in found.items():
        expected = at[identity] + late[identity] if at[identity] != NEVER else NEVER
        assert tick_found == (expected if expected < made.span.horizon else NEVER)
    told = sum(note.count for note in made.notes if note.kind == "shorter_than_its_steps")
    assert told == sum(ticks > 0 for ticks in late.values())
    if tick == "1 s":
        assert told == 0


def test_the_first_touch_is_that_of_the_log(sample: IncidentLog) -> None:
    made = prepared(sample)
    workload = replay(made, 0)
    owner = np.repeat(np.arange(workload.incidents), np.diff(workload.first_step))
    lasted = np.cumsum(workload.step_effort + workload.step_delay) - (workload.step_effort + workload.step_delay)
    start = workload.arrival[owner] + lasted - lasted[workload.first_step[:-1]][owner]
    touched = np.full(workload.incidents, NEVER)
    rows = np.flatnonzero(workload.step_touches)[::-1]
    touched[owner[rows]] = start[rows]
    at = dict(zip(identities(sample.number).tolist(), ticks_of(sample.first_touch, made.span).tolist(), strict=True))
    for identity, tick in zip(workload.identity.tolist(), touched.tolist(), strict=True):
        assert tick == NEVER == at[identity] or at[identity] - workload_slack(workload) <= tick <= at[identity] + 1


def workload_slack(workload: Workload) -> int:
    """Ticks by which a boundary may move so that every step has one: as many as an incident has steps."""
    return int(np.diff(workload.first_step).max())


def test_nothing_is_left_to_chance(sample: IncidentLog) -> None:
    first, second = (replay(prepared(sample, seed=seed), replication) for seed, replication in ((1, 0), (2, 7)))
    for name in ("identity", "arrival", "opened", "priority", "category", "first_step", "step_team", "step_effort"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    order = np.lexsort((first.identity, first.arrival))
    assert order.tolist() == list(range(first.incidents))


def test_the_route_waiting_and_reopening_are_those_of_the_log(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        row("A", "New", "08:00"), row("A", "Active", "08:10"), row("A", "Wait", "08:30"),
        row("A", "Active", "09:00", team="Net"), row("A", "Resolved", "10:00"), row("A", "Active", "11:00"),
        row("A", "Resolved", "11:30"),
    )  # fmt: skip
    workload = replay(prepared(log), 0)
    assert workload.names.teams == ("desk", "net")
    assert workload.names.pending == ("customer",)
    assert workload.step_team.tolist() == [0, 0, 1, 0]
    assert workload.step_effort.tolist() == [600, 1200, 3600, 1800]
    assert workload.step_then.tolist() == [1, PENDING, REOPENED, RESOLVED]
    assert workload.step_delay.tolist() == [0, 1800, 3600, 0]
    assert workload.step_touches.tolist() == [False, True, True, True]
    assert workload.opened.tolist() == workload.arrival.tolist() == [(24 + 8) * 3600]


DESK = {"desk": {"headcount": {"day": {"Mon-Fri": 2}}, "effort": {"median": "15 min", "p90": "55 min"}}}


def test_a_declared_team_draws_its_effort_per_visit_and_keeps_the_waiting(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        row("A", "New", "08:00"), row("A", "Active", "08:10"), row("A", "Wait", "08:30"), row("A", "Active", "09:00"),
        row("A", "Active", "09:30", team="Net"), row("A", "Resolved", "12:00", resolved="12:00", team="Net"),
    )  # fmt: skip
    made = prepared(log, teams=DESK, shifts={"day": {"hours": "08:00-18:00"}})
    one, again, other = replay(made, 0), replay(made, 0), replay(made, 1)
    assert one.step_then.tolist() == [PENDING, 1, RESOLVED]
    assert one.step_delay.tolist() == [1800, 0, 0]
    assert one.step_touches.tolist() == [True, True, True]
    assert one.step_effort[2] == other.step_effort[2] == 9000
    assert one.step_effort.tolist() == again.step_effort.tolist()
    assert one.step_effort[0] != other.step_effort[0]
    assert abs(one.step_effort[0] - one.step_effort[1]) <= 1


def test_declared_effort_has_the_stated_median_and_belongs_to_the_incident(tmp_path: Path) -> None:
    numbers = [f"INC{number}" for number in range(2001)]
    rows = [row(number, "Resolved", "09:00", resolved="09:00") for number in numbers]
    shifts = {"day": {"hours": "08:00-18:00"}}
    whole = replay(prepared(log_of(tmp_path, *rows), teams=DESK, shifts=shifts), 0)
    fewer = replay(prepared(log_of(tmp_path, *rows[500:]), teams=DESK, shifts=shifts), 0)
    effort = dict(zip(whole.identity.tolist(), whole.step_effort.tolist(), strict=True))
    assert {identity: effort[identity] for identity in fewer.identity.tolist()} == dict(
        zip(fewer.identity.tolist(), fewer.step_effort.tolist(), strict=True)
    )
    below = (whole.step_effort <= 15 * 60).sum()  # binomial(2001, 1/2): 4.5 deviations are passed once in 150,000
    assert abs(below - 2001 / 2) < 4.5 * np.sqrt(2001) / 2


def test_more_volume_keeps_every_incident_and_adds_some_of_the_same_hours(sample: IncidentLog) -> None:
    log, more, most = (replay(prepared(sample, volume=volume), 0) for volume in ("100 %", "139 %", "250 %"))
    kept, grown, twice = (set(workload.identity.tolist()) for workload in (log, more, most))
    assert kept < grown < twice
    added = len(grown) - len(kept)  # binomial(398, 0.39): 4.5 deviations
    assert abs(added - 0.39 * len(kept)) < 4.5 * np.sqrt(len(kept) * 0.39 * 0.61)
    assert len(twice) > 2 * len(kept)
    lives = {life(log, place)[1:] for place in range(log.incidents)}
    fresh = [place for place in range(more.incidents) if more.identity[place] not in kept]
    assert all(life(more, place)[1:] in lives for place in fresh)
    hours = {(life(log, place)[1:], hour_of_week(log, place)) for place in range(log.incidents)}
    assert all((life(more, place)[1:], hour_of_week(more, place)) in hours for place in fresh)
    assert more.arrival.min() >= 0


def life(workload: Workload, place: int) -> tuple[Any, ...]:
    steps = slice(workload.first_step[place], workload.first_step[place + 1])
    columns = (workload.step_team, workload.step_effort, workload.step_then, workload.step_delay)
    return (
        int(workload.identity[place]), int(workload.priority[place]), int(workload.category[place]),
        *(tuple(column[steps].tolist()) for column in columns),
    )  # fmt: skip


def hour_of_week(workload: Workload, place: int) -> tuple[int, int]:
    moment = workload.axis.moment_at(int(workload.opened[place]))
    return moment.weekday(), moment.hour


def test_less_volume_only_takes_some_away(sample: IncidentLog) -> None:
    whole, some, few = (replay(prepared(sample, volume=volume), 0) for volume in ("100 %", "60 %", "30 %"))
    lives = {life(whole, place) for place in range(whole.incidents)}
    fewer = {life(some, place) for place in range(some.incidents)}
    assert {life(few, place) for place in range(few.incidents)} < fewer < lives
    assert abs(some.incidents - 0.6 * whole.incidents) < 4.5 * np.sqrt(whole.incidents * 0.24)


def test_what_the_run_does_not_cover_is_counted(sample: IncidentLog) -> None:
    time = {"starts": "2016-04-01", "lasts": "1 week", "warm_up": "1 day", "run_out": "1 week"}
    made = prepared(sample, time=time)
    opened = sample.opened.astype("datetime64[ms]")
    counts = {note.kind: note.count for note in made.notes}
    before = int((opened < np.datetime64("2016-03-31")).sum())
    after = int((opened >= np.datetime64("2016-04-15")).sum())
    assert counts == {"opened_before_the_run": before, "opened_after_the_run": after}
    assert made.incidents == sample.incidents - before - after


def test_open_incidents_of_the_log_are_the_backlog(sample: IncidentLog) -> None:
    time = {"starts": "2016-04-01", "lasts": "1 week", "run_out": "2 weeks"}
    made = prepared(sample, time=time, backlog={"taken_from": "log"})
    counts = {note.kind: note.count for note in made.notes}
    start = np.datetime64("2016-04-01", "ms").astype(np.int64)
    waiting = (sample.opened < start) & ((sample.resolved > start) | (sample.resolved == NO_MOMENT))
    assert counts["open_at_the_start"] == waiting.sum() > 0
    workload = replay(made, 0)
    assert ((workload.opened < 0) == (workload.opened < workload.arrival)).all()
    assert (workload.opened < 0).sum() == waiting.sum()
    found = resolutions(made, workload)
    for number, resolved in zip(np.array(sample.number)[waiting], sample.resolved[waiting], strict=True):
        identity = int(identities((str(number),))[0])
        expected = NEVER if resolved == NO_MOMENT else int(resolved - start) // 1000
        assert found[identity] == (expected if expected < made.span.horizon else NEVER)


def test_a_log_without_first_touches_says_so(tmp_path: Path) -> None:
    made = prepared(log_of(tmp_path, row("A", "Resolved", "?", resolved="12:00"), file={"one_row_per": "incident"},
                           columns={"updated": None}, back_filled=[]))  # fmt: skip
    assert not made.knows_first_touch


def test_a_log_of_another_time_or_with_other_priorities_is_refused(tmp_path: Path, sample: IncidentLog) -> None:
    with pytest.raises(InputError, match=r"the first was opened on 2016-02-29, the last on 2016-04-29"):
        prepared(sample, time={"starts": date(2027, 1, 1), "lasts": "1 month"})
    log = log_of(tmp_path, row("A", "New", "08:00"), priorities={"High": "P11"})
    with pytest.raises(InputError, match=r"'P11', which the scenario does not know; expected one of P1, P2, P3, P4"):
        prepared(log)


@needs.servicenow
def test_the_real_log_is_played_whole() -> None:
    log = read_log(needs.SERVICENOW, read_mapping(SCENARIOS / "mappings" / "servicenow-updates.yaml"))
    made = prepared(log)
    workload = replay(made, 0)
    assert workload.incidents == 17_136
    length = np.add.reduceat(workload.step_effort + workload.step_delay, workload.first_step[:-1])
    at = dict(zip(identities(log.number).tolist(), ticks_of(log.resolved, made.span).tolist(), strict=True))
    expected = np.array([at[identity] for identity in workload.identity.tolist()])
    inside = expected < made.span.horizon
    np.testing.assert_array_equal((workload.arrival + length)[inside], (expected + made.steps.late)[inside])
    assert made.steps.late.max() <= 1
