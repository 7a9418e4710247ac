"""The cheapest staff against the truth by enumeration, and what is said of it."""

from __future__ import annotations

from collections import Counter
from itertools import count, pairwise, product
from math import floor
from typing import Any

import pytest
from pyomo.contrib.appsi.base import TerminationCondition
from pyomo.contrib.appsi.solvers.highs import Highs

from slm_sim.errors import InputError
from slm_sim.model.scenario import Scenario
from slm_sim.model.staffed import Staffed
from slm_sim.model.staffing import OnCallTerms
from slm_sim.model.week import WEEKDAYS
from slm_sim.pipeline import Prepared, prepare
from slm_sim.plan.staffing.cells import Cell, Headcount, cells_of, cost_of, with_people
from slm_sim.plan.staffing.fresh import Fresh, on_fresh_terms
from slm_sim.plan.staffing.frontier import frontier
from slm_sim.plan.staffing.lines import crews_of
from slm_sim.plan.staffing.months import promised
from slm_sim.plan.staffing.plan import planned, staff, wanted_of
from slm_sim.plan.staffing.programme import Rosters, closest, solve
from slm_sim.plan.staffing.rota import circles
from slm_sim.plan.staffing.trial import Trial
from slm_sim.report.frontierwords import notches
from slm_sim.report.staffedwords import headline
from tests.plan.build import small
from tests.plan.staffs import FULL_TIME, three_shifts, two_teams
from tests.study.build import desk

SEEDS = 20
CALLOUT = {"median": "10 min", "p90": "20 min"}


def plan(scenario: Scenario) -> tuple[Prepared, Staffed]:
    prepared = prepare(scenario)
    return prepared, planned(prepared, wanted_of(scenario, None, None, None), 2, lambda tried, most: None)


def trial_of(prepared: Prepared) -> Trial:
    wanted = wanted_of(prepared.scenario, None, None, None)
    cells = cells_of(prepared.scenario, prepared.span, wanted)
    agreements = promised(prepared, wanted)
    return Trial(prepared, cells, agreements, wanted.confidence.fraction, wanted.replications, 2)


def by_patterns(scenario: Scenario) -> tuple[Prepared, tuple[Cell, ...], Rosters]:
    prepared, wanted = prepare(scenario), wanted_of(scenario, None, None, None)
    cells = cells_of(scenario, prepared.span, wanted)
    return prepared, cells, Rosters(cells, crews_of(scenario, wanted, cells))


def really_keeps(trial: Trial, people: Headcount) -> bool:
    months = trial.months(people)
    return months.counted - months.kept <= floor((1 - trial.needed) * months.counted)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_optimum_is_that_of_enumeration(seed: int) -> None:
    prepared, found = plan(two_teams(seed))
    trial = trial_of(prepared)
    people = tuple(row.people for row in found.rows)
    assert found.status == "best"
    assert really_keeps(trial, people)
    cost = cost_of(trial.cells, people)
    cheaper = [one for one in product(range(1, 13), repeat=2) if cost_of(trial.cells, one) < cost]
    assert cheaper
    assert not any(trial._simulated(one) for one in cheaper)
    trial.close()


def test_a_tighter_promise_takes_no_cheaper_staff() -> None:
    path = "agreements.shops.targets.resolution.by_priority.P1.within"
    found = frontier(two_teams(1), path, ["40 h", "12 h", "1 h"], workers=2)
    assert [notch.value for notch in found.notches] == ["40 h", "12 h", "1 h"]
    loose, tight, hopeless = found.notches
    assert loose.cost is not None
    assert tight.cost is not None
    assert loose.cost <= tight.cost
    assert hopeless.status == "impossible"
    assert hopeless.collisions[0] == "confidence: 80 % (0 % of the months with all the people there may be)"
    assert "promise: shops/resolution.P1" in hopeless.collisions
    assert "impossible" in str(notches(found).rows[2])


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("agreements.shops.targets.resolution.by_priority.P1.within", "'1 hur' is not a length of time"),
        ("agreements.shop.targets", "the path 'agreements.shop.targets' leads nowhere"),
        ("study.seed", "'study.seed' cannot be varied; expected a path to something that is played"),
    ],
)
def test_what_cannot_be_promised_is_told_by_its_path(path: str, said: str) -> None:
    with pytest.raises(InputError, match=f"^{path}: {said}"):
        frontier(two_teams(1), path, ["40 h", "1 hur"])


def test_the_same_seed_gives_the_same_plan_for_any_number_of_workers() -> None:
    scenario = two_teams(3)
    assert staff(scenario, workers=1) == staff(scenario, workers=2)


@pytest.mark.parametrize(("scenario", "by_patterns"), [(two_teams(3), False), (three_shifts(), True)])
def test_an_interruption_of_the_solver_leaves_the_best_so_far(
    scenario: Scenario, by_patterns: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve, times = Highs.solve, count()

    def interrupted(solver: Highs, model: Any) -> Any:
        told = solve(solver, model)
        if next(times):
            told.termination_condition = TerminationCondition.error
        return told

    monkeypatch.setattr(Highs, "solve", interrupted)
    _, found = plan(scenario)
    assert found.status == "interrupted"
    assert (found.cost is None) == by_patterns


@pytest.mark.parametrize(("tried", "more"), [(3, 1), (1, 0), (0, 0)])
def test_an_interruption_on_fresh_terms_leaves_the_staff_and_what_was_tried(
    tried: int, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The staff that was found is tried first, then the one as stated, then one person more or fewer in each shift."""
    calls = count()

    def interrupted(*asked: Any) -> Fresh:
        if next(calls) == tried:
            raise KeyboardInterrupt
        return on_fresh_terms(*asked)

    monkeypatch.setattr("slm_sim.plan.staffing.conclude.on_fresh_terms", interrupted)
    _, found = plan(two_teams(3, replications=2))
    assert found.cost is not None
    assert (found.status, len(found.one_more)) == ("best", more)
    assert (found.confidence is None, found.credits_before is None) == (tried < 1, tried < 2)
    assert headline(found).endswith("It was not tried on fresh terms.") == (tried < 1)
    assert any("nobody knows its confidence" in warned.text for warned in found.warnings) == (tried < 1)


def test_a_limit_that_is_too_low_is_told_with_what_it_collides_with() -> None:
    _, found = plan(two_teams(2, headcount_at_most={"desk": 3, "back": 12}))
    assert found.status == "impossible"
    assert found.cost is None
    assert found.collisions == ("confidence: 80 %", "headcount_at_most: desk: 3")


def test_people_by_patterns_fill_their_shifts_rest_and_have_weekends_off() -> None:
    prepared, cells, rosters = by_patterns(three_shifts())
    wanted = tuple(4 if cell.shift == "early" else 2 for cell in cells)
    roster = solve(rosters, wanted, (), 60.0).roster
    assert roster is not None
    assert all(there >= least for there, least in zip(roster.people, wanted, strict=True))
    used = [(line, people) for line, people in zip(rosters.lines, roster.lines, strict=True) if people]
    for line, _ in used:
        assert sum(map(bool, line.days)) == 5
        pairs = set(pairwise(line.days))
        assert not pairs & {("late", "early"), ("night", "early"), ("night", "late")}
    assert 2 * sum(people for line, people in used if any(line.days[5:])) <= sum(roster.lines)
    found = list(circles(prepared.scenario, rosters.crews, roster))
    weeks = [week for circle in found for week in circle.weeks]
    worked = Counter((shift, WEEKDAYS[day]) for week in weeks for day, shift in enumerate(week.days))
    assert tuple(worked[cell.shift, cell.key] for cell in cells) == roster.people


@pytest.mark.parametrize(
    ("wishes", "people"),
    [
        ({}, 5),
        ({"people_at_least": 7}, 7),
        ({"hired_in_steps_of": 4}, 8),
        ({"people_at_least": 3, "hired_in_steps_of": 4}, 7),
    ],
)
def test_people_are_hired_in_steps_beyond_those_who_are_employed(wishes: dict[str, int], people: int) -> None:
    pattern = {**FULL_TIME, "weekends": "1 in 1", **wishes}
    _, cells, rosters = by_patterns(three_shifts(patterns={"full-time": pattern}))
    roster = solve(rosters, (1,) * len(cells), (), 60.0).roster
    assert roster is not None
    assert sum(roster.lines) == people


@pytest.mark.parametrize(("leave", "people", "away"), [("6 weeks", 6, 1), ("8.6 weeks", 6, 1), ("8.7 weeks", 7, 2)])
def test_enough_people_are_employed_for_leave_in_turn(leave: str, people: int, away: int) -> None:
    """Five people fill these shifts. One week of six for leave is a sixth of a year: 8.696 weeks."""
    pattern = {**FULL_TIME, "weekends": "1 in 1", "leave_a_year": leave}
    prepared, cells, rosters = by_patterns(three_shifts(patterns={"full-time": pattern}))
    roster = solve(rosters, (1,) * len(cells), (), 60.0).roster
    assert roster is not None
    assert sum(roster.lines) == people
    found = list(circles(prepared.scenario, rosters.crews, roster))
    assert sum(week.is_leave for circle in found for week in circle.weeks) == away
    paid = {line.is_leave: line.cost for line in rosters.lines}
    assert paid[True] == min(line.cost for line in rosters.lines)


def test_the_closest_roster_misses_no_more_people_than_it_must() -> None:
    _, cells, rosters = by_patterns(three_shifts(patterns={"full-time": {**FULL_TIME, "people_at_most": 6}}))
    least = (1,) * len(cells)
    wanted = (2,) * len(cells)
    assert solve(rosters, wanted, (), 60.0).status == "impossible"
    near = closest(rosters, least, wanted, 60.0)
    assert near is not None
    assert sum(near.lines) == 6
    assert sum(min(there, 2) for there in near.people) == 30


def test_holidays_with_a_row_of_their_own_stay_as_they_are_and_somebody_is_on_call_in_turn() -> None:
    scenario = three_shifts()
    desk = scenario.teams["desk"]
    assert isinstance(desk.headcount, dict)
    night = {**desk.headcount["night"], "holidays": 2}
    terms = OnCallTerms.model_validate({"people": 1, "priorities": ["P1"], "callout": CALLOUT})
    desk = desk.model_copy(update={"headcount": {**desk.headcount, "night": night}, "on_call": "called"})
    changed = scenario.model_copy(update={"teams": {"desk": desk}, "on_call_terms": {"called": terms}})
    prepared, cells, rosters = by_patterns(changed)
    assert len(cells) == 21
    roster = solve(rosters, (1,) * 21, (), 60.0).roster
    assert roster is not None
    with_holidays = with_people(prepared.scenario, cells, roster.people).teams["desk"].headcount
    assert isinstance(with_holidays, dict)
    assert with_holidays["night"]["holidays"] == 2
    found = list(circles(prepared.scenario, rosters.crews, roster))
    people = [person for circle in found for person in circle.people]
    assert len(set(people)) == len(people) == sum(roster.lines)
    assert sum(week.on_call for circle in found for week in circle.weeks) == 1


def test_the_staff_of_now_is_priced_as_the_plan_is_with_its_holidays() -> None:
    """Who works by a pattern is paid for every week, whether or not holidays have a row of their own."""
    pattern = {"whole": {"teams": ["desk"], "shifts": ["always"], "rest_between_shifts": "0 h"}}
    staff = {"confidence": "1 %", "replications": 2, "fresh": 2, "patterns": pattern}
    found = []
    for rows in ({}, {"holidays": 1}):
        row = {"always": {"Mon-Sun": 2, **rows}}
        scenario = small(sites__here__holidays="GB-ENG", teams__desk__headcount=row, study={"seed": 3, "staff": staff})
        found.append(plan(scenario)[1])
    whole, apart = found
    assert whole.cost_before == apart.cost_before == pytest.approx(2 * 24 * 59 / 2)
    assert apart.teams[0].cost_before == apart.cost_before


def test_patterns_with_too_few_people_are_told_with_what_they_collide_with() -> None:
    _, found = plan(three_shifts(patterns={"full-time": {**FULL_TIME, "people_at_most": 4}}))
    assert found.status == "impossible"
    assert found.collisions == (
        "confidence: 80 %",
        "patterns: full-time: people_at_most: 4",
        *(f"1 or more people in desk, {shift} Mon-Sun" for shift in ("early", "late", "night")),
    )


def test_an_interruption_after_a_search_ends_a_frontier(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first value has its staff, on no fresh terms; the second is not begun."""

    def interrupted(*of: object) -> Fresh:
        raise KeyboardInterrupt

    monkeypatch.setattr("slm_sim.plan.staffing.conclude.on_fresh_terms", interrupted)
    found = frontier(two_teams(1), "agreements.shops.targets.resolution.by_priority.P1.within", ["30 h", "20 h"])
    assert [(notch.value, notch.cost is None, notch.confidence) for notch in found.notches] == [("30 h", False, None)]


def test_a_scenario_without_promises_has_nothing_to_plan() -> None:
    with pytest.raises(InputError, match=r"no promise is to be kept|no team has people"):
        staff(desk())
