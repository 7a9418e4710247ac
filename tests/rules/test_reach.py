"""Facts about the chain behind a promise, the hours that people cover, and the past: each against a figure by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from scipy.stats import beta, binom

from slm_sim.library import rules_folder
from slm_sim.read import read_scenario
from slm_sim.rules import facts_of
from slm_sim.rules.subjects import FactValue

DRAFT = "agreements.draft"
P1 = "draft/resolution.P1"


def values(key: str, changes: Mapping[str, Any] | None = None, base: str = "desk") -> dict[str, FactValue]:
    found = facts_of(read_scenario(rules_folder() / "base" / f"{base}.yaml", changes=changes))
    return {subject.key: subject for subject in found}[key].values()


OF_OLA, OF_TEAM = "agreements.ola.clocks.with-team", "agreements.ola.targets.with-team.by_team"


def test_a_chain_lasts_from_the_worst_opening_of_a_week_on() -> None:
    """One and two business hours of the four of P1; opened late on a Friday they take the weekend, too."""
    found = values(P1, base="chained")
    assert found["clause.chain"] == ("ola/with-team.desk.P1", "ola/with-team.engineers.P1")
    assert found["clause.chain_share"] == Fraction(3, 4)
    assert (found["clause.chain_opened"], found["clause.chain_elapsed_hours"]) == ("Fri 15:01", 3 + 62)
    assert "clause.chain" not in values("draft/resolution.P2", base="chained")
    assert "clause.chain" not in values("draft/response.P1", base="chained")
    assert "clause.chain" not in values(P1)


def test_a_clock_that_never_rests_counts_the_weekend_of_its_chain() -> None:
    """From Friday 15:01 on, 3 business hours end on Monday at 8:01; where nothing rests, no opening is worse."""
    around = {f"{DRAFT}.clocks.resolution.calendar": "24x7",
              f"{DRAFT}.targets.resolution.by_priority": {"P1": {"within": "130 h", "at_least": "90 %"}}}  # fmt: skip
    assert values(P1, around, "chained")["clause.chain_share"] == Fraction(1, 2)
    always = {**around, f"{OF_OLA}.calendar": "24x7", f"{OF_TEAM}.desk.by_priority.P1.within": "10 h",
              f"{OF_TEAM}.engineers.by_priority.P1.within": "3 h"}  # fmt: skip
    found = values(P1, always, "chained")
    assert (found["clause.chain_opened"], found["clause.chain_share"]) == ("Mon 00:00", Fraction(1, 10))


@pytest.mark.parametrize(
    ("starts", "pauses", "of_chain"),
    [
        ("pending customer", {}, False),
        ("pending", {}, True),
        ("pending", {"pauses_while": "pending"}, False),
        ("pending customer", {"pauses_while_pending": []}, True),
        ("pending customer", {"pauses_while_pending": [], "pauses_while": "pending"}, False),
        ("opened or pending customer", {}, True),
        ("opened", {"pauses_while": "new"}, False),
        ("assigned to team", {"pauses_while": "with desk or with engineers"}, False),
        ("assigned to team", {"pauses_while": "with somebody-else"}, True),
        ("in progress", {"pauses_from": "in progress", "resumes": "pending"}, False),
    ],
)
def test_times_that_begin_in_a_pause_are_no_link(starts: str, pauses: dict[str, Any], of_chain: bool) -> None:
    draft = {f"{DRAFT}.clocks.resolution.{word}": stated for word, stated in pauses.items()}
    found = values(P1, {f"{OF_OLA}.starts": starts, **draft}, "chained")
    assert ("clause.chain" in found) == of_chain


def test_promises_to_respond_are_no_link() -> None:
    assert "clause.chain" not in values(P1, {f"{OF_OLA}.stops": "first touch"}, "chained")


def test_teams_that_no_such_incident_reaches_are_no_link() -> None:
    resolved_at_once = {"routing.by_team.desk.by_priority": {"P1": {"resolves": "100 %"}}}
    assert values(P1, resolved_at_once, "chained")["clause.chain"] == ("ola/with-team.desk.P1",)


def test_a_team_has_no_promise_where_others_have() -> None:
    alone = {"agreements.ola.targets.with-team.by_team": {"desk": {"within": "1 business hour"}}}
    assert values("draft", alone, "chained")["agreement.teams_without_promise"] == ("engineers",)
    assert values("draft", base="chained")["agreement.teams_without_promise"] == ()
    assert "agreement.teams_without_promise" not in values("draft")
    assert "agreement.teams_without_promise" not in values("ola", base="chained")


WAITS = ("customer", "vendor")
VENDOR = {"pending.vendor": {"share": "5 %", "lasts": {"median": "8 h", "p90": "40 h"}}}


@pytest.mark.parametrize(
    ("changes", "unbounded"),
    [
        ({}, ()),
        ({f"{OF_OLA}.pauses_while_pending": ["customer", "vendor"]}, ("vendor",)),
        ({f"{OF_OLA}.pauses_while_pending": [], f"{OF_OLA}.pauses_while": "pending"}, ("vendor",)),
        ({f"{OF_OLA}.starts": "pending vendor"}, ()),
        ({f"{OF_OLA}.starts": "pending"}, ()),
        ({f"{OF_OLA}.starts": "pending customer"}, ("vendor",)),
        ({f"{OF_OLA}.starts": "pending customer or opened"}, ()),
        ({f"{OF_OLA}.stops": "first touch"}, ("vendor",)),
        ({f"{OF_OLA}.stops": "first touch", f"{DRAFT}.clocks.resolution.pauses_while_pending": []}, WAITS),
        ({f"{OF_OLA}.stops": "first touch", f"{DRAFT}.clocks.resolution.pauses_while": "pending vendor"}, ()),
    ],
)
def test_waits_are_bounded_by_clocks_that_run_meanwhile(changes: dict[str, Any], unbounded: tuple[str, ...]) -> None:
    found = values("draft/resolution", {**VENDOR, **changes}, "chained")
    assert found["clock.waits_without_promise"] == unbounded


def test_waits_are_asked_for_in_slas_whose_incidents_wait() -> None:
    assert "clock.waits_without_promise" not in values("ola/with-team", VENDOR, "chained")
    assert "clock.waits_without_promise" not in values("draft/resolution", {"pending": {}})
    assert values("draft/resolution", VENDOR)["clock.waits_without_promise"] == ("vendor",)


def test_components_multiply() -> None:
    """Of two promises about one component the lower counts."""
    changes = {
        f"{DRAFT}.services": {
            name: {"agreed_service_time": "support-hours", "depends_on": ["network", "power"]}
            if name == "workplace" else {"agreed_service_time": "support-hours"}
            for name in ("workplace", "network", "power")
        },
        f"{DRAFT}.targets.uptime": {"measure": "availability", "credit": "none", "by_service": {
            "workplace": {"at_least": "99 %"}, "network": {"at_least": "98 %"}, "power": {"at_least": "97.5 %"},
        }},
        f"{DRAFT}.targets.second": {"measure": "availability", "credit": "none", "by_service": {
            "network": {"at_least": "96 %"},
        }},
    }  # fmt: skip
    found = values("draft/uptime.workplace", changes)
    assert found["clause.components_availability"] == Fraction(96, 100) * Fraction(975, 1000)
    assert found["clause.components"] == ("draft/second.network", "draft/uptime.power")
    assert "clause.components" not in values("draft/uptime.network", changes)


def test_hours_in_which_a_clock_runs_and_nobody_answers() -> None:
    """Around the clock are 168 hours; support and roster have 50 of them, a night shift on Sunday ten more."""
    around = {f"{DRAFT}.clocks.resolution.by_priority": {"P1": {"calendar": "24x7"}},
              f"{DRAFT}.targets.resolution.by_priority.P1.within": "4 h"}  # fmt: skip
    found = values(P1, around)
    assert (found["clause.uncovered_hours"], found["clause.unstaffed_hours"]) == (118, 118)
    night = {"shifts.night": {"hours": "20:00-06:00"}, "teams.desk.headcount.night": {"Sun": "1"}}
    assert values(P1, {**around, **night})["clause.unstaffed_hours"] == 108
    rows = {f"{DRAFT}.support.by_priority": {"P1": {"hours": "24x7"}}}
    assert values(P1, {**around, **rows})["clause.uncovered_hours"] == 0
    terms = {"people": "1", "priorities": ["P2"], "callout": {"median": "5 min", "p90": "9 min"}}
    called = {"teams.desk.on_call": "out", "on_call_terms": {"out": terms}}
    assert values(P1, {**around, **called})["clause.unstaffed_hours"] == 118
    elsewhere = {"sites.york": {"time_zone": "Europe/Paris"}, "teams.desk.site": "york", "teams.engineers.site": "hull"}
    assert "clause.unstaffed_hours" not in values(P1, {**around, **elsewhere})


def test_the_past_shows_less_than_its_mean() -> None:
    """The lower end of a one-sided interval at 90 %, by Clopper and Pearson: a quantile of the beta distribution."""
    past = {"rules.history": {"p1": {"of": P1, "reached": "95 %", "incidents": "200"}}}
    found = values(P1, past)
    assert found["clause.reached_before"] == Fraction(95, 100)
    assert float_of(found["clause.demonstrated"]) == pytest.approx(beta.ppf(0.1, 190, 11))
    assert "clause.reached_before" not in values("draft/resolution.P2", past)
    assert values("draft", {"rules.history": {}})["agreement.history_stated"] is False


def test_the_chance_to_keep_a_promise_at_just_its_rate() -> None:
    """Ninety of a hundred P1 a month: at most ten misses, each with a chance of a tenth."""
    found = values(P1)
    assert float_of(found["clause.chance_at_level"]) == pytest.approx(binom.cdf(10, 100, 0.1))
    assert binom.cdf(10, 100, 1 - float_of(found["clause.rate_needed"])) == pytest.approx(0.9)


def test_bands_pairs_and_caps_of_a_scheme() -> None:
    """3 % of a cap of 10 % takes four misses; answered and solved late meet in each of three priorities."""
    found = values("draft/bands", {f"{DRAFT}.targets.response.credit": "bands"})
    assert (found["scheme.misses_to_cap"], found["scheme.double_promises"]) == (4, 3)
    assert values("draft/bands")["scheme.largest_share"] == Fraction(1, 3)
    assert values("draft/bands")["scheme.double_promises"] == 0


def test_windows_take_their_share_of_the_week() -> None:
    assert values("draft")["agreement.window_share"] == Fraction(4, 168)


def test_of_windows_for_single_services_those_of_the_most_worked_on_count() -> None:
    """Four hours for all, an hour for one service, and two hours for another: six in a week."""
    windows = f"{DRAFT}.maintenance_windows"
    more = {
        f"{windows}.short": {"hours": {"Mon": "01:00-02:00"}, "services": ["mail"]},
        f"{windows}.long": {"hours": {"Tue": "01:00-03:00"}, "services": ["shop"]},
        f"{DRAFT}.services.mail": {},
        f"{DRAFT}.services.shop": {},
    }
    assert values("draft", more)["agreement.window_share"] == Fraction(6, 168)


def float_of(value: FactValue) -> float:
    assert isinstance(value, Fraction)
    return float(value)
