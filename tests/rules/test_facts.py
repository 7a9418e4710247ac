"""Facts, each against a figure worked out by hand from the draft and the desk that the cases of rules change."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import exp, log
from pathlib import Path
from typing import Any

import pytest

from slm_sim.read import read_agreement, read_scenario
from slm_sim.rules import facts_of, facts_of_agreement, judge, shipped_rulebook, silences
from slm_sim.rules.cases import shipped_base
from slm_sim.rules.subjects import FactValue, Subject

WEEKS_A_MONTH = 365.2425 / 12 / 7
DRAFT = "agreements.draft"
P1 = "clause draft/resolution.P1"


def subjects(changes: Mapping[str, Any] | None = None) -> dict[str, Subject]:
    found = facts_of(read_scenario(shipped_base(), changes=changes))
    return {f"{subject.kind} {subject.key}": subject for subject in found}


def values(key: str, changes: Mapping[str, Any] | None = None) -> dict[str, FactValue]:
    return subjects(changes)[key].values()


def mean_hours(median: float, p90: float) -> float:
    """The mean of a lognormal time, in hours, from its median and 90th percentile in minutes."""
    sigma = log(p90 / median) / 1.2815515655446004
    return median * exp(sigma * sigma / 2) / 60


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 100),
        ({"workload.exclusions": {"duplicate": "25 %"}}, 75),
        ({f"{DRAFT}.measurement.service_period": "calendar quarter"}, 300),
        ({f"{DRAFT}.measurement.service_period": "contract year"}, 1200),
        ({f"{DRAFT}.targets.resolution.category": "network"}, 40),
        ({f"{DRAFT}.targets.resolution.service": "workplace"}, 60),
        ({"workload.categories.network.volume": "50 %"}, 80),
        ({"workload.incidents": "12 000 / year"}, 100),
        ({"workload.customers": {"a": {"share": "100 %", "site": "hull", "volume": "200 %"}}}, 200),
    ],
)
def test_expected_incidents_follow_from_volume_shares_and_period(changes: dict[str, Any], expected: int) -> None:
    """1 000 a month, a tenth of them P1, 60 % workplace and 40 % network."""
    assert values(P1, changes)["clause.expected_incidents"] == expected


def test_outages_add_their_own_incidents_and_the_tickets_that_they_bring() -> None:
    """One a month: itself a P1, and ten tickets (a constant ten would be 10; this lognormal has a mean of 10.3)."""
    outage = {
        "rate": "1 / month",
        "affects": {"network": "50 %"},
        "restored_by": "engineers",
        "effort": {"median": "1 h", "p90": "2 h"},
        "child_incidents": {
            "count": {"median": 10, "p90": 13.7}, "spread_over": "1 h", "category": "network", "priority": "P2",
        },
    }  # fmt: skip
    found = subjects({"outages": {"cable": outage}})
    assert found[P1].values()["clause.expected_incidents"] == 101
    tickets = mean_hours(10, 13.7) * 60
    p2 = found["clause draft/resolution.P2"].values()["clause.expected_incidents"]
    assert isinstance(p2, Fraction)
    assert float(p2) == pytest.approx(200 + tickets)


def test_misses_are_allowed_as_counting_allows_them() -> None:
    """90 % of 100 allows 10, 99.5 % none; of 30 incidents, fewer than 40, the minimum-volume rule allows 2."""
    level = f"{DRAFT}.targets.resolution.by_priority.P1.at_least"
    assert values(P1)["clause.allowed_misses"] == 10
    assert values(P1, {level: "99.5 %"})["clause.allowed_misses"] == 0
    assert values(P1, {"workload.incidents": "300 / month", level: "99 %"})["clause.allowed_misses"] == 2


def test_target_times_are_compared_on_the_wall() -> None:
    """50 open hours a week: 4 of them are 4 x 168 / 50 on the wall, and a day is 10; around the clock 4 h are 4."""
    assert values(P1)["clause.elapsed_hours"] == Fraction(4 * 168, 50)
    days = values("clause draft/resolution.P3")
    assert (days["clause.within_hours"], days["clause.open_hours_per_week"]) == (30, 50)
    around = {
        f"{DRAFT}.clocks.resolution.calendar": "24x7",
        f"{DRAFT}.targets.resolution.by_priority": {"P1": {"within": "4 h", "at_least": "90 %"}},
    }
    assert values(P1, around)["clause.elapsed_hours"] == 4


def test_a_clause_knows_the_next_more_urgent_one_and_its_resolution() -> None:
    assert "clause.more_urgent_priority" not in values(P1)
    p3 = values("clause draft/response.P3")
    assert (p3["clause.more_urgent_priority"], p3["clause.more_urgent_elapsed_hours"]) == ("P2", Fraction(168, 50))
    assert p3["clause.resolution_elapsed_hours"] == Fraction(30 * 168, 50)
    skipped = {f"{DRAFT}.targets.response.by_priority": {
        "P1": {"within": "1 business hour", "at_least": "90 %"},
        "P3": {"within": "4 business hours", "at_least": "90 %"},
    }}  # fmt: skip
    assert values("clause draft/response.P3", skipped)["clause.more_urgent_priority"] == "P1"


def test_promises_about_teams_are_compared_within_the_team_and_their_incidents_are_not_known() -> None:
    rows = {
        "desk": {"P1": {"within": "2 business hours"}, "P2": {"within": "3 business hours"}},
        "engineers": {"P2": {"within": "1 business hour"}},
    }
    by_team = {"by_team": {team: {"by_priority": of_team} for team, of_team in rows.items()}}
    target = {"measure": "share in time", "clock": "resolution", "at_least": "90 %", "credit": "none", **by_team}
    found = subjects({f"{DRAFT}.targets.resolution": target})
    assert "clause.expected_incidents" not in found["clause draft/resolution.desk.P1"].values()
    p2 = found["clause draft/resolution.desk.P2"]
    assert p2.values()["clause.more_urgent_elapsed_hours"] == Fraction(2 * 168, 50)
    assert "clause.more_urgent_priority" not in found["clause draft/resolution.engineers.P2"].values()


def test_work_is_visits_times_mean_effort() -> None:
    """The desk sees all, the engineers the 30 % that it does not resolve."""
    found = subjects()
    weekly = 1000 / WEEKS_A_MONTH
    desk, engineers = (found[f"team {name}"].values() for name in ("desk", "engineers"))
    assert desk["team.rostered_hours"] == 400
    assert float_of(desk["team.work_hours"]) == pytest.approx(weekly * mean_hours(30, 75))
    assert float_of(desk["team.occupancy"]) == pytest.approx(weekly * mean_hours(30, 75) / (400 * 0.7))
    assert float_of(engineers["team.work_hours"]) == pytest.approx(weekly * 0.3 * mean_hours(60, 150))


def test_visits_go_round_until_somebody_resolves() -> None:
    """Engineers send half of what they get back: the desk has 1 / (1 - 0.3 x 0.5) visits of each incident."""
    changes = {"routing.by_team.engineers": {"resolves": "50 %", "reassigns_to": {"desk": "rest"}}}
    weekly = 1000 / WEEKS_A_MONTH / (1 - 0.3 * 0.5)
    assert float_of(values("team desk", changes)["team.work_hours"]) == pytest.approx(weekly * mean_hours(30, 75))


@pytest.mark.parametrize(
    ("goes_to", "desk", "engineers"),
    [
        ("resolving team", 1 / (1 - 0.1 * 0.7), 0.3 / (1 - 0.1 * 0.7) / (1 - 0.1)),
        ("desk", 1 / (1 - 0.1), 0.3 / (1 - 0.1)),
        ("engineers", 1, (0.3 + 0.1 * 0.7) / (1 - 0.1)),
    ],
)
def test_what_is_reopened_is_work_where_it_goes(goes_to: str, desk: float, engineers: float) -> None:
    """One in ten of what a team resolves comes back; the desk resolves seven in ten, the engineers all."""
    changes = {"reopening": {"share": "10 %", "after": {"median": "1 day", "p90": "3 days"}, "goes_to": goes_to}}
    weekly = 1000 / WEEKS_A_MONTH
    for team, visits, effort in (("desk", desk, mean_hours(30, 75)), ("engineers", engineers, mean_hours(60, 150))):
        work = values(f"team {team}", changes)["team.work_hours"]
        assert float_of(work) == pytest.approx(weekly * visits * effort)


def test_work_starts_at_the_desk_of_the_customer() -> None:
    customers = {
        "a": {"share": "25 %", "site": "hull", "desk": "engineers"},
        "b": {"share": "rest", "site": "hull", "desk": "desk"},
    }
    found = values("team desk", {"workload.customers": customers, "routing.starts_at": "desk of the customer"})
    weekly = 0.75 * 1000 / WEEKS_A_MONTH
    assert float_of(found["team.work_hours"]) == pytest.approx(weekly * mean_hours(30, 75))


def test_who_takes_the_most_urgent_incidents() -> None:
    resolved = {"routing.by_team.desk.by_priority": {"P1": {"resolves": "100 %"}}}
    assert values("team engineers")["team.takes_top_priority"] is True
    assert values("team engineers", resolved)["team.takes_top_priority"] is False
    assert values("team desk", resolved)["team.takes_top_priority"] is True


def test_of_unlimited_people_no_occupancy_is_known() -> None:
    found = values("team engineers", {"teams.engineers.headcount": "unlimited"})
    assert not {"team.occupancy", "team.rostered_hours", "team.most_people", "team.shrinkage"} & set(found)
    assert "team.work_hours" in found


def test_credits_at_risk_are_those_of_all_promises_up_to_the_cap() -> None:
    """Three promises owe 3 % at most: 9 %, unless a cap is lower."""
    cap = {f"{DRAFT}.credits.bands.caps.service_period": "8 %"}
    assert values("scheme draft/bands", cap)["scheme.most_per_period"] == Fraction(8, 100)
    uncapped = {f"{DRAFT}.credits.bands.caps": {"service_period": "none", "contract_year": "8 %"}}
    found = values("scheme draft/bands", uncapped)
    assert (found["scheme.most_per_period"], found["scheme.capped"]) == (Fraction(9, 100), True)
    assert "scheme.period_cap" not in found


def test_a_pool_costs_its_weights_of_what_is_at_risk() -> None:
    """P1 and P2 weigh 60 % and 30 % of 12 %: 7.2 % and 3.6 %, together 10.8 %; they should weigh 100 %."""
    pool = {
        "family": "at-risk pool",
        "of": "monthly-charge",
        "at_risk": "12 %",
        "caps": {"rolling": {"3 months": "9 %"}},
    }
    rows = {
        "P1": {"within": "4 business hours", "at_least": "90 %", "weight": "60 %"},
        "P2": {"within": "8 business hours", "at_least": "90 %", "weight": "30 %"},
    }
    found = values("scheme draft/bands", {
        f"{DRAFT}.credits.bands": pool, f"{DRAFT}.targets.resolution.by_priority": rows,
    })  # fmt: skip
    assert (found["scheme.largest_credit"], found["scheme.most_per_period"]) == (
        Fraction(72, 1000),
        Fraction(108, 1000),
    )
    assert (found["scheme.weights"], found["scheme.weights_total"]) == (Fraction(9, 10), 1)
    assert found["scheme.capped"] is True
    assert "scheme.period_cap" not in found


def test_a_scheme_that_prices_each_failure_has_no_most_without_a_cap() -> None:
    ladder = {
        "family": "ladder",
        "of": "monthly-charge",
        "first": "none",
        "each_more": "500 GBP",
        "window": "rolling 12 months",
    }
    found = values("scheme draft/bands", {f"{DRAFT}.credits.bands": ladder})
    assert not {"scheme.largest_credit", "scheme.most_per_period", "scheme.weights"} & set(found)
    assert found["scheme.capped"] is False
    capped = values(
        "scheme draft/bands", {f"{DRAFT}.credits.bands": {**ladder, "caps": {"service_period": "7 200 GBP"}}}
    )
    assert capped["scheme.most_per_period"] == Fraction(12, 100)


def test_a_credit_of_a_year_is_twelve_times_as_much_of_a_month() -> None:
    """Three promises, each of which may cost 1 % of a year's charge: 12 % of a month's."""
    yearly = {
        "of": "monthly-charge",
        "charged_for": "1 year",
        "bands": {"missed": {"below": "target", "credit": "1 %"}},
    }
    assert values("scheme draft/bands", {f"{DRAFT}.credits.bands": yearly})["scheme.most_per_period"] == Fraction(
        36, 100
    )


def test_silence_is_told_from_a_decision() -> None:
    kept = {"service_period": "calendar month", "data_source": "records"}
    facts = values("agreement draft", {f"{DRAFT}.measurement": kept})
    assert (facts["agreement.rounding_stated"], facts["agreement.minimum_volume_stated"]) == (False, False)
    assert (facts["agreement.service_period_stated"], facts["agreement.data_source_stated"]) == (True, True)
    assert values("agreement draft")["agreement.rounding_stated"] is True


@pytest.mark.parametrize(
    ("word", "fact"),
    [
        ("data_source", "data_source_stated"),
        ("measured_by", "measured_by_stated"),
        ("point_of_measurement", "measurement_point_stated"),
        ("calculation", "calculation_stated"),
    ],
)
def test_what_each_target_says_of_its_measurement_is_said_of_the_agreement(word: str, fact: str) -> None:
    """By all targets but one it is not."""
    targets = read_scenario(shipped_base()).scenario.agreements["draft"].targets
    silent = {f"{DRAFT}.measurement.{word}": ""}
    own = {f"{DRAFT}.targets.{name}.measurement.{word}": "records" for name in targets}
    assert values("agreement draft", silent)[f"agreement.{fact}"] is False
    assert values("agreement draft", {**silent, **own})[f"agreement.{fact}"] is True
    own.popitem()
    assert values("agreement draft", {**silent, **own})[f"agreement.{fact}"] is False


def test_subjects_stand_where_their_files_say_them() -> None:
    found = subjects()
    text = (shipped_base().parent / "draft.yaml").read_text(encoding="utf-8").splitlines()
    for key in ("clause draft/resolution.P3", "clause draft/reopened", "clock draft/response", "scheme draft/bands"):
        place = found[key].place
        assert place.file.endswith("draft.yaml")
        word = key.replace("/", ".").rpartition(".")[2]
        assert text[place.line - 1][place.column - 1 :].startswith(f"{word}:")
    assert found["team desk"].place.file.endswith("desk.yaml")


def test_a_draft_alone_is_judged_without_what_only_a_scenario_knows() -> None:
    reading = read_agreement(shipped_base().parent / "draft.yaml")
    found = tuple(facts_of_agreement("draft", reading.agreement, reading.tree))
    assert {subject.kind for subject in found} == {"agreement", "clock", "clause", "scheme"}
    assert all("clause.expected_incidents" not in subject.values() for subject in found)
    book = shipped_rulebook()
    assert judge(book, found) == ()
    assert "SLM301" in {silence.code for silence in silences(book, found)}


def test_every_shipped_scenario_can_be_judged() -> None:
    book = shipped_rulebook()
    for path in sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml")):
        findings = judge(book, facts_of(read_scenario(path)))
        assert [finding.message for finding in findings if finding.code == "SLM000"] == []


def float_of(value: FactValue) -> float:
    assert isinstance(value, Fraction)
    return float(value)
