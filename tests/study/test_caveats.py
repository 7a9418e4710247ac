"""Each warning on its side of its threshold, and the assumptions that a scenario must confess."""

from __future__ import annotations

from typing import Any

import pytest

from slm_sim.model.estimate import Estimate
from slm_sim.model.measurement import MinimumVolume
from slm_sim.model.results import ClausePeriod, ClauseResult, LogProblemFound, LogResult, TeamResult, WarmUp, Warned
from slm_sim.model.scenario import Scenario
from slm_sim.read import load_scenario
from slm_sim.study.caveats import assumptions, warnings
from tests.study.build import AGREEMENT, PROMISED, desk

SETTLED = WarmUp(given_weeks=4, needed_weeks=0, enough=True, explanation="It had settled.")


def estimate(value: float) -> Estimate:
    return Estimate(value, None, None, 0.95, "by hand")


def clause(counted: float = 100, undecided: float = 0, **changes: Any) -> ClauseResult:
    period = ClausePeriod(
        period="2027-01",
        chance=estimate(0.9),
        attainment=estimate(0.97),
        counted=counted,
        no_data=0,
        undecided=undecided,
    )
    told: dict[str, Any] = {
        "agreement": "shops",
        "clause": "resolution.P1",
        "promise": "P1: resolution within 4 h in at least 95 % of incidents per calendar month",
        "measure": "share in time",
        "unit": "share",
        "level": 0.95,
        "direction": "at least",
        "service_period": "calendar month",
        "credit": None,
        "chance": estimate(0.9),
        "all_periods": estimate(0.5),
        "attainment": estimate(0.97),
        "periods": (period,),
    }
    return ClauseResult(**{**told, **changes})


def team(occupancy: float | None = 0.8, steady: bool = True) -> TeamResult:
    return TeamResult(
        team="desk",
        tier="L1",
        unlimited=occupancy is None,
        steady=steady,
        occupancy=None if occupancy is None else estimate(occupancy),
        backlog=None,
        growth=estimate(12.34),
        visits=100,
        paid_hours=None,
        staff_cost=None,
        currency=None,
    )


def log(*problems: LogProblemFound, **not_in_the_log: str) -> LogResult:
    return LogResult(
        file="log.csv",
        rows=10,
        incidents=5,
        played=5,
        first_opened="2027-01-01T00:00:00+00:00",
        last_opened="2027-01-02T00:00:00+00:00",
        reassigned=0,
        reopened=0,
        ever_pending=0,
        problems=problems,
        sources={},
        not_in_the_log=not_in_the_log,
        comparison=(),
    )


def told(
    *clauses: ClauseResult,
    scenario: Scenario | None = None,
    teams: tuple[TeamResult, ...] = (),
    warm_up: WarmUp = SETTLED,
    replications: int = 100,
    of_log: LogResult | None = None,
    not_shown: tuple[str, ...] = (),
) -> tuple[Warned, ...]:
    return warnings(scenario or desk(), clauses, teams, warm_up, replications, of_log, not_shown)


def test_nothing_is_said_where_nothing_is_wrong() -> None:
    assert told(clause(), teams=(team(), team(None))) == ()


def test_an_overloaded_team_stops_the_reader() -> None:
    (found,) = told(teams=(team(0.99, steady=False),))
    assert (found.weight, found.about) == ("stop", "desk")
    assert found.text.startswith("No steady state: the backlog of desk grows by 12.3 incidents a week")


@pytest.mark.parametrize(("occupancy", "warned"), [(0.9, False), (0.93, True)])
def test_a_crowded_team_is_a_caution(occupancy: float, warned: bool) -> None:
    found = told(teams=(team(occupancy),))
    assert [one.weight for one in found] == ["caution"] * warned
    if warned:
        assert found[0].text.startswith("desk is busy 93 % of its time at work.")


@pytest.mark.parametrize(("enough", "warned"), [(True, False), (False, True), (None, True)])
def test_a_warm_up_that_is_not_known_to_do_is_a_caution(enough: bool | None, warned: bool) -> None:
    checked = WarmUp(given_weeks=4, needed_weeks=None, enough=enough, explanation="MSER-5 says so.")
    assert [(one.about, one.text) for one in told(warm_up=checked)] == [("warm-up", "MSER-5 says so.")] * warned


@pytest.mark.parametrize(("replications", "warned"), [(1, True), (2, False)])
def test_one_throw_of_the_dice_is_a_caution(replications: int, warned: bool) -> None:
    assert [one.about for one in told(replications=replications)] == ["replications"] * warned


@pytest.mark.parametrize(
    ("overlays", "warned"), [((), False), (("missing-incidents",), True), (("declared-staffing",), True)]
)
def test_a_replay_is_a_throw_of_the_dice_only_where_it_leaves_something_to_chance(
    overlays: tuple[str, ...], warned: bool
) -> None:
    scenario = load_scenario("replay-servicenow", overlays)
    assert [one.about for one in told(scenario=scenario, replications=1)] == ["replications"] * warned


@pytest.mark.parametrize(("counted", "warned"), [(19.4, True), (20, False)])
def test_a_percentage_of_few_incidents_is_a_caution(counted: float, warned: bool) -> None:
    found = told(clause(counted))
    assert [one.about for one in found] == ["shops/resolution.P1"] * warned
    if warned:
        assert found[0].text == (
            "shops/resolution.P1 rests on about 19 incidents per calendar month: with so few, luck decides whether "
            "95 % is reached."
        )


@pytest.mark.parametrize(("counted", "weight"), [(19, "note"), (35, "note"), (40, None)])
def test_where_the_minimum_volume_rule_decides_luck_is_not_said_to(counted: float, weight: str | None) -> None:
    rule = MinimumVolume.model_validate({"below": "40 incidents", "allows": "2 misses"})
    found = warnings(desk(), (clause(counted),), (), SETTLED, 100, None, rules={"shops/resolution.P1": rule})
    assert [one.weight for one in found] == [weight] * (weight is not None)
    if found:
        assert found[0].text == (
            f"shops/resolution.P1 rests on about {counted} incidents per calendar month: below 40 the minimum-volume "
            "rule decides, whatever percentage is reached; it allows 2 misses."
        )


def test_hours_of_service_and_mean_times_are_no_small_numbers() -> None:
    up = clause(5, clause="up", measure="availability", level=0.995)
    mean_time = clause(5, measure="mean time", unit="seconds", level=3600.0)
    assert told(up, mean_time) == ()


@pytest.mark.parametrize(("half_width", "warned"), [(0.02, False), (0.031, True)])
def test_a_precision_that_was_not_reached_is_a_caution(half_width: float, warned: bool) -> None:
    scenario = desk({"study/precision": "3 points"})
    known = Estimate(0.8, 0.8 - half_width, 0.8 + half_width, 0.95, "by hand")
    found = told(clause(chance=known), clause(clause="resolution.P2"), scenario=scenario)
    assert [one.about for one in found] == ["precision"] * warned
    if warned:
        assert found[0].text == (
            "The chance of shops/resolution.P1 is known to within 3.1 points either way, not the 3 points that were "
            "asked for. Play more replications."
        )
    assert any("Precision is looked at every few replications" in one for one in assumptions(scenario))


@pytest.mark.parametrize(("undecided", "warned"), [(0.49, False), (0.5, True)])
def test_undecided_clocks_are_a_note(undecided: float, warned: bool) -> None:
    assert [one.weight for one in told(clause(undecided=undecided))] == ["note"] * warned


def test_what_was_never_measured_is_told() -> None:
    (never,) = told(clause(chance=None))
    assert never.text == "shops/resolution.P1: there was never anything to count."
    (unmeasured,) = told(clause(periods=(), chance=None, service_period="contract year"))
    assert "no whole contract year lies in the simulated span" in unmeasured.text


def test_problems_of_a_log_are_notes_and_the_gravest_comes_first() -> None:
    found = told(
        clause(3),
        teams=(team(0.99, steady=False),),
        of_log=log(LogProblemFound(kind="rows twice", count=7, examples=(), done="left out"), first_touch="No column"),
        not_shown=("shops/response.P1",),
    )
    assert [one.weight for one in found] == ["stop", "stop", "caution", "note", "note"]
    assert found[0].text.startswith("shops/response.P1 cannot be judged: the log does not show")
    assert [one.text for one in found[3:]] == [
        "In the log, 7 × rows twice: left out.",
        "Not in the log: first touch. No column.",
    ]


def test_a_synthesised_desk_confesses_its_chance_and_its_order_of_work() -> None:
    found = assumptions(desk(PROMISED))
    assert "Incidents arrive by chance at 1.6 / h, shaped by the stated week, day, season and growth." in found
    assert any("no daily variation" in told for told in found)
    assert any(told.startswith("Work is taken by priority, then first come; nothing") for told in found)
    assert "At shift end the people of desk finish what they have begun." in found
    assert not any("Elsewhere" in told for told in found)
    assert "Every credit is claimed and paid." in found
    assert any(told.startswith("No service has an outage") for told in found)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"teams/desk/at_shift_end": "suspend"},
            "At shift end work stops, and the incident keeps its place in the queue.",
        ),
        (
            {"teams/desk/headcount": "unlimited"},
            "desk never keep an incident waiting: they are known by their times alone.",
        ),
        ({"dispatch": {"preemptive": ["P1"]}}, "P1 interrupt work on lower priorities."),
        ({"sites/here/shrinkage": "30 %"}, "Shrinkage takes each person off each shift by chance"),
        ({"routing/at_most": "3 reassignments"}, "After 3 reassignments the team that holds an incident resolves it."),
        (
            {"pending": {"vendor": {"share": "5 %", "lasts": {"median": "1 h", "p90": "4 h"}}}},
            "Half of a visit's effort comes before its wait",
        ),
    ],
)
def test_an_assumption_is_told_where_it_is_made(changes: dict[str, Any], said: str) -> None:
    assert any(said in told for told in assumptions(desk(changes)))


def test_an_assumption_is_not_told_where_it_is_not_made() -> None:
    lively = {"workload/daily_variation": {"coefficient_of_variation": "20 %"}, "teams/desk/headcount": "unlimited"}
    found = assumptions(desk(lively))
    for said in ("daily variation", "Shrinkage", "shift end", "credit", "Response", "Half of a visit"):
        assert not any(said in told for told in found)
    free = {**AGREEMENT, "targets": {"resolution": {**AGREEMENT["targets"]["resolution"], "credit": "none"}}}
    assert "Every credit is claimed and paid." not in assumptions(
        desk({**PROMISED, "agreements/shops": {key: value for key, value in free.items() if key != "credits"}})
    )


def test_a_replay_confesses_what_it_holds_fixed_and_what_it_does_not_know() -> None:
    whole, more = (assumptions(load_scenario("replay-servicenow", names)) for names in ((), ("missing-incidents",)))
    assert "Incidents arrive exactly as in the log; every interval holds them fixed." in whole
    assert any("nothing here says how many people are needed" in told for told in whole)
    assert "The log is played at 139 % of its volume, by chance; every interval holds the log fixed." in more
    assert not any("exactly as in the log" in told for told in more)


def test_percentages_are_written_with_a_space() -> None:
    told_texts = [one.text for one in told(clause(3), teams=(team(0.93),))]
    for text in (*told_texts, *assumptions(load_scenario("replay-servicenow", ("missing-incidents",)))):
        assert "%" not in text.replace(" %", "")
