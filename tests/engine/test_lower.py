"""People by absolute time: against the clock on the wall, counted moment by moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from scipy.stats import binom

from slm_sim.engine.lower import lower, prepare_organisation
from slm_sim.model.organisation import Capacity, Organisation
from slm_sim.model.scenario import Scenario
from slm_sim.span import span
from slm_sim.workload import prepare_synthesis
from slm_sim.workload.names import names_of
from tests.workload.scenarios import desk

ALMOST_NEVER = 1e-6
"""The chance that one assertion fails a right program."""

SHIFTS: dict[str, Any] = {
    "early": {"hours": "06:30-14:30"},
    "late": {"hours": "14:00-22:00"},
    "night": {"hours": "22:00-01:30"},
    "office": {"hours": "09:00-17:30"},
}
ROSTERS: dict[str, Any] = {
    "desk": {
        "early": {"Mon": 7, "Tue-Fri": 5, "Sat-Sun": 2, "holidays": 1},
        "late": {"Mon-Sun": 4},
        "night": {"Mon-Sun": 2},
    },
    "field": {"office": {"Mon-Fri": 6, "Sat": 2}},
    "expert": {"office": {"Mon-Fri": 2, "holidays": 0}},
}


def staffed(changes: dict[str, Any] | None = None) -> Scenario:
    rosters = {f"teams/{team}/headcount": roster for team, roster in ROSTERS.items()}
    times = {"starts": "2027-03-23", "lasts": "9 days", "run_out": "1 day", "warm_up": "1 day"}
    return desk({"time": times, "shifts": SHIFTS} | rosters | (changes or {}))


def lowered(scenario: Scenario, replication: int = 0) -> Organisation:
    run = span(scenario)
    demand = prepare_synthesis(scenario, run)
    return lower(prepare_organisation(scenario, run, demand.names, demand.calendars), replication)


def capacity(scenario: Scenario, team: str, replication: int = 0) -> Capacity:
    found = {found.name: found.capacity for found in lowered(scenario, replication).teams}[team]
    assert found is not None
    return found


def people(steps: Capacity, ticks: np.ndarray[Any, np.dtype[np.int64]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.asarray(steps.people[np.searchsorted(steps.at, ticks, side="right") - 1])


@cache
def first_moment(zone: str, day: date, minutes: int) -> datetime:
    """The first moment at which the clocks show so many minutes after the midnight of a date, or more."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    moment = (wall - timedelta(hours=15)).replace(tzinfo=UTC)
    while moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wall:
        moment += timedelta(minutes=10)
    return moment


EASTER = {date(2027, 3, 26), date(2027, 3, 29)}
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MINUTES = {"early": (390, 870), "late": (840, 1320), "night": (1320, 1530), "office": (540, 1050)}


def on_roster(roster: dict[str, dict[str, int]], moment: datetime, zone: str, holidays: set[date]) -> int:
    today = moment.astimezone(ZoneInfo(zone)).date()
    total = 0
    for shift, row in roster.items():
        for day in (today - timedelta(days=1), today):
            start, end = (first_moment(zone, day, edge) for edge in MINUTES[shift])
            if start <= moment < end:
                usual = usual_number(row, day.weekday())
                total += row.get("holidays", usual) if day in holidays else usual
    return total


def usual_number(row: dict[str, int], weekday: int) -> int:
    for key, number in row.items():
        if key != "holidays" and DAYS.index(key[:3]) <= weekday <= DAYS.index(key[-3:]):
            return number
    return 0


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Kolkata"])
@pytest.mark.parametrize("starts", ["2027-03-23", "2027-10-26"])
def test_rosters_follow_the_clock_of_the_site(starts: str, zone: str) -> None:
    scenario = staffed({"time/starts": starts, "sites/leeds/time_zone": zone})
    run, holidays = span(scenario), EASTER
    ticks = np.arange(0, run.horizon, 1200)
    for team, roster in ROSTERS.items():
        found = people(capacity(scenario, team), ticks).tolist()
        assert found == [on_roster(roster, run.axis.moment_at(tick), zone, holidays) for tick in ticks.tolist()]


def test_capacity_is_a_step_function_from_the_first_tick() -> None:
    for replication in range(3):
        for team in ROSTERS:
            steps = capacity(staffed({"sites/leeds/shrinkage": "30 %"}), team, replication)
            assert steps.at[0] == 0
            assert (np.diff(steps.at) > 0).all()
            assert (np.diff(steps.people) != 0).all()
            assert (steps.people >= 0).all()


def test_a_night_shift_that_has_begun_before_the_run_is_at_work() -> None:
    assert capacity(staffed({"time/warm_up": "0 min"}), "desk").people[0] == 2


YEAR: dict[str, Any] = {
    "time": {"starts": "2027-01-01", "lasts": "1 year", "run_out": "0 min"},
    "teams/desk/headcount": {"office": {"Mon-Sun": 8}},
    "teams/field/headcount": {"office": {"Mon-Sun": 3}, "late": {"Mon-Sun": 3}},
    "sites/leeds/shrinkage": "30 %",
}


def noons(scenario: Scenario) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Noon of every day in UTC, when the office shift is at work alone."""
    return np.arange(span(scenario).start + 43_200, span(scenario).end, 86_400)


def test_shrinkage_is_by_person_and_day() -> None:
    scenario = staffed(YEAR)
    ticks = noons(scenario)
    found = np.array([people(capacity(scenario, "desk", number), ticks) for number in range(5)])
    for present, days in enumerate(np.bincount(found.ravel(), minlength=9).tolist()):
        chance = binom.pmf(present, 8, 0.7)
        assert binom.cdf(days, found.size, chance) > ALMOST_NEVER
        assert binom.sf(days - 1, found.size, chance) > ALMOST_NEVER


def test_cover_never_falls_below_the_minimum_and_never_rises_above_the_roster() -> None:
    scenario = staffed(YEAR | {"teams/field/minimum_cover": 2, "sites/leeds/shrinkage": "90 %"})
    found = people(capacity(scenario, "field"), noons(scenario))
    assert set(found.tolist()) == {2, 3}
    emptied = staffed(YEAR | {"teams/field/minimum_cover": 9, "sites/leeds/shrinkage": "100 %"})
    assert set(people(capacity(emptied, "field"), noons(emptied)).tolist()) == {3}


def test_one_more_person_changes_nobody_elses_days() -> None:
    before, after = staffed(YEAR), staffed(YEAR | {"teams/desk/headcount": {"office": {"Mon-Sun": 9}}})
    ticks = noons(before)
    more = people(capacity(after, "desk", 3), ticks) - people(capacity(before, "desk", 3), ticks)
    assert set(more.tolist()) == {0, 1}
    for team in ("field", "expert"):
        old, new = capacity(before, team, 3), capacity(after, team, 3)
        assert (old.at.tolist(), old.people.tolist()) == (new.at.tolist(), new.people.tolist())


def test_a_new_shift_leaves_the_old_one_as_it_was() -> None:
    alone = staffed(YEAR | {"teams/field/headcount": {"office": {"Mon-Sun": 3}}})
    ticks = noons(alone)
    assert (people(capacity(alone, "field"), ticks) == people(capacity(staffed(YEAR), "field"), ticks)).all()


def test_more_shrinkage_takes_more_of_the_same_people() -> None:
    less, more = staffed(YEAR), staffed(YEAR | {"sites/leeds/shrinkage": "40 %"})
    ticks = noons(less)
    gone = people(capacity(less, "desk"), ticks) - people(capacity(more, "desk"), ticks)
    assert gone.min() == 0
    assert gone.max() > 0


def test_people_are_on_call_while_neither_the_team_nor_its_helpers_are_rostered() -> None:
    helps = {"field": {"helps": ["expert"]}, "desk": {"helps": ["field"]}}
    helped = {"overflow": {"after": "20 min", "by_team": helps}}
    shrunk = {"sites/leeds/shrinkage": "100 %", "on_call_terms/experts/people": 2}
    for changes, covering in (({}, ["expert"]), (helped, ["expert", "field"])):
        scenario = staffed(changes | shrunk)
        run = span(scenario)
        ticks = np.arange(0, run.horizon, 1800)
        (expert,) = [team for team in lowered(scenario).teams if team.name == "expert"]
        assert expert.on_call is not None
        assert expert.on_call_priorities.tolist() == [True, False, False]
        for tick, called in zip(ticks.tolist(), people(expert.on_call, ticks).tolist(), strict=True):
            moment = run.axis.moment_at(tick)
            rostered = sum(on_roster(ROSTERS[team], moment, "Europe/London", EASTER) for team in covering)
            assert called == (0 if rostered else 2)


def test_what_a_team_is_told() -> None:
    scenario = staffed({
        "skill_sets": {"generalist": {"till": "150 %", "other": "100 %"}},
        "teams/desk/skill_set": "generalist",
        "teams/desk/at_shift_end": "finish",
        "teams/field/headcount": "unlimited",
        "overflow/after": "25 min",
        "overflow/by_team": {"desk": {"helps": ["expert", "field"]}, "expert": {"helps": ["desk"], "after": "5 min"}},
    })  # fmt: skip
    first, second, third = lowered(scenario).teams
    assert (first.name, first.tier, first.suspends, first.on_call) == ("desk", "L1", False, None)
    assert first.skill.tolist() == [150, 0, 100]
    assert (first.helps, first.helps_after) == ((2, 1), 1500)
    assert second.capacity is None
    assert (second.suspends, second.skill.tolist(), second.helps) == (True, [], ())
    assert (third.helps, third.helps_after) == ((0,), 300)


def test_a_team_that_only_a_log_knows_has_unlimited_people() -> None:
    scenario = staffed()
    run = span(scenario)
    prepared = prepare_organisation(scenario, run, names_of(scenario, ["group-7"]), ())
    organisation = lower(prepared, 0)
    assert [team.name for team in organisation.teams] == ["desk", "field", "expert", "group-7"]
    assert organisation.teams[3].capacity is None
    assert organisation.teams[3].on_call is None
    assert "group-7" not in prepared.costs
