"""Whole comparisons of a small desk: money that adds up, pairs on the same years, and what is told of the rest."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any

import numpy as np
import pytest

from slm_sim.errors import InputError, StudyError
from slm_sim.model.compared import CandidateResult, Compared
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.plan import compare
from slm_sim.read import stated
from slm_sim.report.sensedwords import MONEY
from slm_sim.study import run_study
from tests.plan.build import WITHIN, small

BOTH = {"study__compare": {"overlays": ["training", "fewer"], "horizon": "12 months", "combinations": "pairs"}}


@cache
def found(workers: int = 1) -> Compared:
    return compare(small(**BOTH, finance__discount="10 % / year"), replications=30, workers=workers)


def of(compared: Compared, name: str) -> CandidateResult:
    return next(one for one in compared.candidates if one.name == name)


def test_workers_and_repetition_change_nothing() -> None:
    assert found(2) == found()


def test_every_candidate_and_pair_is_there() -> None:
    assert {one.name for one in found().candidates} == {"as stated", "training", "fewer", "training + fewer"}
    assert [one.rank for one in found().candidates] == [1, 2, 3, 4]
    assert len(found().pairs) == 6
    assert found().points == 20
    assert found().currency == "EUR"
    (together,) = found().interactions
    assert together.combination == "training + fewer"
    own = {one.name: one.replications for one in found().candidates}
    assert together.replications == min(own[name] for name in ("training + fewer", "training", "fewer"))


def test_no_interval_of_a_share_leaves_its_range() -> None:
    """On two replications Student's interval is that wide."""
    overlays = {"tighter": {"cost": "none", "changes": {WITHIN: "3 h"}}}
    compared = compare(small(workload__incidents="900 / month", overlays=overlays), replications=2)
    shares = [one for each in compared.candidates for one in each.figures if one.figure not in MONEY]
    moved = [one.difference for one in shares if one.difference is not None]
    assert any(one.low == -1 or one.high == 1 for one in moved), "none must be cut, and the test shows nothing"
    assert all(-1 <= (one.low or 0) <= (one.high or 0) <= 1 for one in moved)
    assert all(0 <= (one.estimate.low or 0) <= (one.estimate.high or 1) <= 1 for one in shares if one.estimate)


def test_money_adds_up_three_ways() -> None:
    for one in found().candidates:
        in_parts = sum(part.amount for part in one.money)
        assert one.cash_flow[-1].balance == pytest.approx(in_parts)
        if one.net_benefit is not None:
            values = one.net_benefit.value
            assert one.replications != 30 or values == pytest.approx(in_parts)


def test_what_is_nothing_has_no_sign() -> None:
    stated = of(found(), "as stated")
    amounts = [*(part.amount for part in stated.money), stated.cash_flow[0].discounted, stated.cash_flow[0].balance]
    assert [str(amount) for amount in amounts] == ["0.0"] * 7


def test_nothing_is_gained_before_the_lead_time() -> None:
    flow = of(found(), "training").cash_flow
    assert [month.benefit for month in flow[:3]] == [0, 0, 0]
    assert flow[3].benefit != 0
    assert flow[1].spent == pytest.approx(10)
    together, alone = of(found(), "training + fewer"), of(found(), "fewer")
    if together.replications == alone.replications:
        assert together.cash_flow[1].benefit == pytest.approx(alone.cash_flow[1].benefit)


def test_a_candidate_is_what_a_study_of_it_says() -> None:
    """Without a range, the figures of a candidate are those of its own scenario."""
    scenario = small(study__compare={"overlays": ["softer"], "horizon": "12 months"})
    compared = compare(scenario, replications=24)
    softer = of(compared, "softer")
    alone = run_study(
        scenario.model_copy(update={"agreements": _softer(scenario), "overlays": {}}), replications=softer.replications
    )
    (credits,) = [figure for figure in softer.figures if figure.figure == "credits"]
    assert credits.estimate is not None
    owed = alone.tables["terms"]["amount"].astype(float).to_numpy()
    assert credits.estimate.value == pytest.approx(np.mean(owed) / 2)
    chance = next(figure for figure in softer.figures if figure.clause == "resolution.P1")
    assert chance.estimate is not None
    assert alone.results.clauses[0].chance is not None
    assert chance.estimate.value == pytest.approx(alone.results.clauses[0].chance.value)


def _softer(scenario: Any) -> Any:
    from slm_sim.model.agreement import Agreement

    document = scenario.agreements["shops"].model_dump(
        mode="json", by_alias=True, exclude_unset=True, exclude_none=True
    )
    document["targets"]["resolution"]["by_priority"]["P1"]["within"] = "9 h"
    return {"shops": Agreement.model_validate(document)}


def test_what_changes_nothing_is_told_with_its_line() -> None:
    compared = compare(small(), ["idle"], replications=20)
    told = [one.text for one in compared.warnings if one.weight == "caution"]
    assert told == ["scenario: overlay idle changes nothing: what it states stands there already."]
    assert of(compared, "idle").net_benefit is not None
    assert compared.candidates[0].standing == "best"
    assert compared.candidates[1].standing == "not told apart"


def test_what_changes_nothing_that_counts_is_told() -> None:
    unheard = "agreements.shops.targets.resolution.within"
    overlays = {"deaf": {"cost": "none", "changes": {unheard: "5 h"}}}
    compared = compare(small(overlays=overlays), replications=4)
    assert [one.text for one in compared.warnings if one.weight == "caution"] == [
        "deaf came out like the scenario as stated in every replication, in all that is compared here: it changes "
        "nothing that counts, or a row below states its own value."
    ]


def test_overlays_that_collide_are_not_combined() -> None:
    compare_both = {"overlays": ["softer", "idle"], "combinations": "pairs"}
    compared = compare(small(study__compare=compare_both), replications=4)
    assert [one.name for one in compared.candidates if len(one.parts) > 1] == []
    assert any(f"both change {WITHIN!r}" in one.text for one in compared.warnings)


def test_unknown_overlays_and_none_at_all() -> None:
    with pytest.raises(InputError, match=r"there is no overlay 'trainin'.*Did you mean 'training'"):
        compare(small(), ["trainin"])
    with pytest.raises(InputError, match="there is nothing to compare"):
        compare(small(overlays={}))


def test_time_that_runs_out_leaves_what_the_last_stage_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock that goes a second further whenever somebody looks, the first stage of two candidates takes 79 s."""
    ticks = count()
    monkeypatch.setattr("slm_sim.plan.timelimit.monotonic", lambda: float(next(ticks)))
    compared = compare(small(), ["softer"], replications=60, time_limit="100 s")
    assert (compared.stopped, compared.played) == ("out of time", 40)
    assert compared.warnings[-1].text == "Time ran out; the comparison says what was known after the last whole stage."

    def interrupted(done: int, most: int) -> None:
        if done > 50:
            raise KeyboardInterrupt

    cut = compare(small(), ["softer"], replications=60, progress=interrupted)
    assert (cut.stopped, cut.played) == ("interrupted", 40)
    assert (cut.candidates, cut.pairs, cut.looks) == (compared.candidates, compared.pairs, compared.looks)


def test_time_that_is_over_before_the_first_stage_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count()
    monkeypatch.setattr("slm_sim.plan.timelimit.monotonic", lambda: float(next(ticks)))
    softer = small(study__compare={"overlays": ["softer"], "time_limit": "50 s"})
    with pytest.raises(StudyError, match="within 50 s not all 2 candidates were played 20 times"):
        compare(softer, replications=60)


def test_effects_are_those_of_their_points_alone_and_together() -> None:
    from slm_sim.plan.candidates import POINTS, Prepare, candidates
    from slm_sim.read import interventions_of

    there = stated(small(**BOTH))
    compared = interventions_of(there, ["training", "fewer"])
    every, _ = candidates(there, compared, "pairs")
    ready = Prepare(there, compared, there.scenario.study, None, "auto")
    volumes = []
    for point in range(POINTS):
        alone, together = (ready.at(one, point).scenario.workload for one in (every[2], every[3]))
        assert isinstance(alone, SynthesisedWorkload)
        assert alone == together
        volumes.append(float(alone.incidents.count))
    assert 550 <= min(volumes) < 640
    assert 900 < max(volumes) <= 990
    assert ready.at(every[2], 0) is ready.at(every[2], POINTS)
