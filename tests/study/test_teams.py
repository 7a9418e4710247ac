"""Whether a team is in overload and whether a run had settled, on desks of which both are known."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from slm_sim.model.results import TeamResult, WarmUp
from slm_sim.pipeline import Prepared, play, prepare
from slm_sim.study.caveats import warnings
from slm_sim.study.gather import Gathered
from slm_sim.study.summary import summarise
from slm_sim.study.teams import team_results, warm_up_check
from tests.study.build import desk, gathered

OVERLOADED = {"workload/incidents": "2.6 / h"}  # two people and an hour's work each: 1.3 times what they can do
HALF_IDLE = {"workload/incidents": "1 / h"}
SEASONAL = {"workload/incidents": "1.3 / h", "workload/profile": {"year": {"May": "140 %", "Jun": "150 %"}}}


SLOW = {
    "workload/incidents": "0.2375 / h",
    "teams/desk/effort": {"shape": "exponential", "mean": "8 h"},
    "time/tick": "15 min",
}
"""Offered load 0.95: the queue takes months to fill."""
PLAYED = {"slow from empty": 40, "slow and short": 20, "slow after a while": 8}


@cache
def _played(name: str) -> tuple[Prepared, Gathered]:
    changes: dict[str, dict[str, Any]] = {
        "overloaded": {**OVERLOADED, "time/lasts": "10 weeks"},
        "overloaded after a long warm-up": {**OVERLOADED, "time/warm_up": "8 weeks", "time/lasts": "4 weeks"},
        "half idle": HALF_IDLE,
        "nobody": {**HALF_IDLE, "time/lasts": "8 weeks", "teams/desk/headcount": {"always": {"Mon-Sun": 0}}},
        "seasonal": SEASONAL,
        "unlimited": {**OVERLOADED, "time/lasts": "8 weeks", "teams/desk/headcount": "unlimited"},
        "from a backlog": {
            **HALF_IDLE,
            "backlog": {"by_team": {"desk": {"by_priority": {"P2": 5}, "age": {"median": "3 h", "p90": "1 day"}}}},
        },
        "short": {**HALF_IDLE, "time/lasts": "6 weeks"},
        "paid": {
            **HALF_IDLE,
            "time/starts": "2027-02-01",
            "time/lasts": "6 weeks",
            "teams/desk/cost": "10 EUR / h",
        },
        "slow from empty": {**SLOW, "time/warm_up": "0 min", "time/lasts": "52 weeks"},
        "slow and short": {**SLOW, "time/warm_up": "0 min", "time/lasts": "30 weeks"},
        "slow after a while": {**SLOW, "time/warm_up": "30 weeks", "time/lasts": "30 weeks"},
    }
    prepared = prepare(desk(changes[name]))
    numbers = range(40 if "slow" in name else 6)
    return prepared, gathered(prepared, [summarise(prepared, play(prepared, number), False) for number in numbers])


def team(name: str) -> TeamResult:
    (found,) = team_results(*_played(name), 0.95)
    return found


def warm_up(name: str) -> WarmUp:
    return warm_up_check(*_played(name), 0.95)


@pytest.mark.parametrize("name", ["overloaded", "overloaded after a long warm-up"])
def test_an_overloaded_desk_has_no_steady_state_and_no_mean_backlog(name: str) -> None:
    found = team(name)
    assert not found.steady
    assert found.backlog is None
    assert found.growth is not None
    assert found.growth.value == pytest.approx(0.6 * 168, rel=0.1)  # what arrives beyond what two people can do
    assert found.occupancy is not None
    assert found.occupancy.value == pytest.approx(1, abs=0.01)
    (told, *_) = warnings(_played(name)[0].scenario, (), [found], warm_up(name), 6, None)
    assert told.weight == "stop"
    assert told.text.startswith("No steady state: the backlog of desk grows by ")


def test_a_desk_without_anybody_is_overloaded_by_whatever_comes() -> None:
    found = team("nobody")
    assert (found.steady, found.occupancy, found.backlog) == (False, None, None)
    assert found.growth is not None
    assert found.growth.value == pytest.approx(168, rel=0.1)


def test_a_desk_with_time_to_spare_is_steady() -> None:
    found = team("half idle")
    assert found.steady
    assert found.occupancy is not None
    assert found.occupancy.low is not None
    assert found.occupancy.high is not None
    assert found.occupancy.low < 0.5 < found.occupancy.high
    assert found.backlog is not None
    assert found.backlog.value == pytest.approx(1 / 3, rel=0.25)  # M/M/2 at utilisation 0.5: 2 rho^3 / (1 - rho^2)


def test_a_season_is_no_overload() -> None:
    found = team("seasonal")
    assert found.growth is not None
    assert found.growth.low is not None
    assert found.growth.low > 0
    assert found.steady
    assert found.backlog is not None


def test_an_unlimited_team_has_no_occupancy_and_cannot_be_overloaded() -> None:
    found = team("unlimited")
    assert (found.unlimited, found.steady, found.occupancy, found.growth) == (True, True, None, None)
    assert found.backlog is not None
    assert found.backlog.value == 0


def test_figures_per_month_count_a_part_of_a_month_as_what_it_is() -> None:
    """Six weeks from 1 February 2027: one whole month of 28 days, and 14 days of March."""
    months = 1 + 14 / 31
    found = team("paid")
    assert found.paid_hours == pytest.approx(2 * 24 * 42 / months)
    assert found.staff_cost == pytest.approx(10 * 2 * 24 * 42 / months)
    assert found.visits == pytest.approx(24 * 42 / months, rel=0.1)
    assert found.currency == "EUR"


def test_a_run_that_begins_empty_and_fills_slowly_is_told_so() -> None:
    found = warm_up("slow from empty")
    assert found.enough is False
    assert found.given_weeks == 0
    assert found.needed_weeks is not None
    assert found.needed_weeks > 0
    assert found.explanation.endswith("warm up longer, unless it is the season.")


def test_a_run_that_never_settles_is_told_so() -> None:
    found = warm_up("slow and short")
    assert (found.enough, found.needed_weeks) == (None, None)
    assert found.explanation.startswith("MSER-5 finds no week from which the backlog is steady")


@pytest.mark.parametrize("name", ["half idle", "slow after a while"])
def test_a_settled_run_passes(name: str) -> None:
    assert warm_up(name).enough is True


def test_a_short_run_cannot_be_judged() -> None:
    found = warm_up("short")
    assert (found.enough, found.needed_weeks) == (None, None)
    assert found.explanation == "MSER-5 needs 20 weeks to tell whether the run had settled; there are 8."


def test_with_a_starting_backlog_there_is_no_warm_up_to_check() -> None:
    found = warm_up("from a backlog")
    assert (found.given_weeks, found.enough) == (0, None)
    about = [told.about for told in warnings(_played("from a backlog")[0].scenario, (), (), found, 6, None)]
    assert "warm-up" not in about


def test_where_nothing_waits_there_is_nothing_to_settle() -> None:
    assert warm_up("unlimited").enough is True
