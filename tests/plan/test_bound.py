"""The bound of a staff before the search has ended: no staff below it keeps the promises, and it is not trivial."""

from __future__ import annotations

from itertools import product

import pytest

from slm_sim.pipeline import prepare
from slm_sim.plan.staffing.cells import cells_of, cost_of
from slm_sim.plan.staffing.descent import Search
from slm_sim.plan.staffing.months import promised
from slm_sim.plan.staffing.plan import wanted_of
from slm_sim.plan.staffing.programme import Rosters
from slm_sim.plan.staffing.search import search
from slm_sim.plan.staffing.trial import Trial
from slm_sim.plan.timelimit import OutOfTime
from tests.plan.staffs import two_teams


@pytest.mark.parametrize("seed", [0, 1])
def test_no_staff_below_the_bound_keeps_the_promises_when_time_runs_out(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time runs out as soon as it is known what each cell needs; staffs are then played one by one, none implied."""

    def out_of_time(*asked: object) -> None:
        raise OutOfTime

    monkeypatch.setattr("slm_sim.plan.staffing.search.downwards", out_of_time)
    prepared = prepare(two_teams(seed))
    wanted = wanted_of(prepared.scenario, None, None, None)
    cells = cells_of(prepared.scenario, prepared.span, wanted)
    trial = Trial(prepared, cells, promised(prepared, wanted), wanted.confidence.fraction, wanted.replications, 2)
    found = Search(trial, Rosters(cells, ()), float("inf"))
    assert search(found, tuple(cell.most for cell in cells)) == "out of time"
    below = [one for one in product(range(1, 13), repeat=2) if cost_of(cells, one) < found.bound]
    assert not any(trial._simulated(one) for one in below)
    cheapest = min(cost_of(cells, one) for one in product(range(1, 13), repeat=2) if trial.keeps(one))
    assert found.bound >= 0.8 * float(cheapest)
    trial.close()
