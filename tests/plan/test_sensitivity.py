"""Whole sensitivity analyses of a small desk."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any

import pytest

from slm_sim.errors import InputError, StudyError
from slm_sim.model.sensed import Sensed
from slm_sim.plan import sensitivity
from slm_sim.report.sensedwords import MONEY, cut_short
from tests.plan.build import small

VOLUME, PEOPLE = "workload.incidents", "teams.desk.headcount.always.Mon-Sun"
RANGES = {VOLUME: "600 / month to 1 500 / month", PEOPLE: "1 to 4"}


@cache
def found(workers: int = 1) -> Sensed:
    return sensitivity(small(), RANGES, replications=6, workers=workers)


def test_workers_change_nothing() -> None:
    assert found(2) == found()


def test_swings_are_differences_from_as_stated() -> None:
    outcomes = {(one.name, one.clause): one for one in found().outcomes}
    staff = outcomes["staff", ""].estimate
    assert staff is not None
    (people,) = [one for one in found().swings if one.outcome == "staff" and one.path == PEOPLE]
    assert people.at_low is not None
    assert people.at_high is not None
    assert people.at_low.value == pytest.approx(-staff.value / 2)
    assert people.at_high.value == pytest.approx(staff.value)
    (volume,) = [one for one in found().swings if one.outcome == "credits" and one.path == VOLUME]
    assert volume.at_low is not None
    assert volume.at_high is not None
    assert volume.at_low.value <= 0 < volume.at_high.value


def test_the_interval_of_a_share_ends_where_shares_do() -> None:
    busy = small(workload__incidents="1 600 / month", teams__desk__headcount__always={"Mon-Sun": 1})
    sensed = sensitivity(busy, {VOLUME: "1 550 / month to 1 650 / month"}, replications=2)
    shares = [one.estimate for one in sensed.outcomes if one.name in ("chance", "abandoned", "unresolved")]
    assert any(one.low != one.high for one in shares if one)
    assert all(0 <= (one.low or 0) <= (one.high or 1) <= 1 for one in shares if one)
    moved = [
        end for one in sensed.swings if one.outcome not in MONEY for end in (one.at_low, one.at_high) if end is not None
    ]
    assert any(end.low == -1 for end in moved), "none is so wide that it must be cut, and the test shows nothing"
    assert all(-1 <= (end.low or 0) <= (end.high or 0) <= 1 for end in moved)


def test_the_deal_turns_where_the_last_person_can_be_paid() -> None:
    """1 000 EUR a month in charges; each person costs 730 EUR a month, so with two of them nothing is left."""
    (people,) = [one for one in found().break_even if one.path == PEOPLE]
    assert (people.verdict, people.value, people.bad) == ("turns", "1", "above") or people.verdict == "bad"


def test_a_margin_is_what_may_be_lost() -> None:
    sensed = sensitivity(small(finance__margin="8 %"), {VOLUME: "600 / month to 1 900 / month"}, replications=6)
    (volume,) = sensed.break_even
    assert sensed.left_means.startswith("our margin of 8 %")
    assert volume.verdict == "turns"
    assert volume.bad == "above"
    assert volume.value is not None
    assert 600 <= float(volume.value.split(" /")[0].replace(" ", "")) <= 1900


def test_sobol_shares_out_what_moves() -> None:
    sensed = sensitivity(small(), RANGES, how="sobol", samples=8, replications=1)
    staff = {one.path: one for one in sensed.indices if one.outcome == "staff"}
    assert staff[PEOPLE].total.value == pytest.approx(1, abs=0.5)
    assert staff[VOLUME].total.value == 0
    assert 8 < sensed.played <= 1 + 8 * 4
    (caution,) = sensed.warnings
    assert caution.text.startswith("8 points are too few to tell the shares of the variance of what is left: ")
    assert sensed.swings == ()


def known_by(monkeypatch: pytest.MonkeyPatch, seconds: int, **asked: Any) -> Sensed:
    """What is known when time runs out, on a clock that goes a second further whenever somebody looks."""
    ticks = count()
    monkeypatch.setattr("slm_sim.plan.timelimit.monotonic", lambda: float(next(ticks)))
    return sensitivity(small(), RANGES, time_limit=f"{seconds} s", **asked)


def test_what_is_known_when_time_runs_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point of six replications takes six looks: time runs out at the high end of the first range."""
    sensed = known_by(monkeypatch, 14, replications=6)
    assert sensed.stopped == "out of time"
    assert sensed.outcomes == found().outcomes
    assert sensed.break_even == ()
    left = {one.path: one for one in sensed.swings if one.outcome == "left"}
    whole = next(one for one in found().swings if (one.path, one.outcome) == (VOLUME, "left"))
    alone = left[VOLUME].at_low
    assert alone is not None
    assert whole.at_low is not None
    assert alone.value == whole.at_low.value
    assert left[VOLUME].at_high is left[PEOPLE].at_low is left[PEOPLE].at_high is None
    assert [one.text for one in cut_short(sensed)] == [
        "Time ran out: ends of ranges and values at which the deal turns that were not known by then are missing."
    ]


def test_an_interruption_gives_the_same_as_the_end_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(done: int, most: int) -> None:
        if done > 12:
            raise KeyboardInterrupt

    sensed = sensitivity(small(), RANGES, replications=6, progress=interrupted)
    assert sensed.stopped == "interrupted"
    assert sensed == known_by(monkeypatch, 14, replications=6).model_copy(update={"stopped": "interrupted"})


@pytest.mark.parametrize(("seconds", "points", "told"), [(42, 10, True), (30, 7, False)])
def test_a_sample_that_was_cut_short_is_a_smaller_one(
    seconds: int, points: int, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row of the sample has four points of one look each."""
    sensed = known_by(monkeypatch, seconds, how="sobol", samples=16, replications=1)
    assert (sensed.stopped, sensed.samples) == ("out of time", points)
    assert bool(sensed.indices) == told


def test_time_that_is_over_at_once_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StudyError, match="within 3 s not even the scenario as stated was played 6 times"):
        known_by(monkeypatch, 3, replications=6)


def test_the_study_may_state_them() -> None:
    stated = small(study__sensitivity={"ranges": {VOLUME: "1 000 / month to 1 200 / month"}})
    sensed = sensitivity(stated, replications=2)
    (assumption,) = sensed.assumptions
    assert assumption.path == VOLUME
    assert assumption.stated.replace(" ", "") == "1100/month"


def test_what_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="no range of any assumption is stated"):
        sensitivity(small())
    with pytest.raises(InputError, match=r"the path 'workload.incident' leads nowhere.*Did you mean 'incidents'"):
        sensitivity(small(), {"workload.incident": "1 / h to 2 / h"})
    with pytest.raises(InputError, match="is not a range"):
        sensitivity(small(), {VOLUME: "many"})
    with pytest.raises(InputError, match="cannot be varied"):
        sensitivity(small(), {"study.seed": "1 to 2"})
