"""The cheapest staff against the truth by enumeration, and what is said of it."""

from __future__ import annotations

from itertools import product
from math import floor

import pytest

from slm_sim.model.scenario import Scenario
from slm_sim.model.staffed import Staffed
from slm_sim.pipeline import Prepared, prepare
from slm_sim.plan.staffing.cells import Headcount, cells_of, cost_of
from slm_sim.plan.staffing.plan import planned, wanted_of
from slm_sim.plan.staffing.trial import Trial, promised
from tests.plan.staffs import two_teams

SEEDS = 20


def plan(scenario: Scenario) -> tuple[Prepared, Staffed]:
    prepared = prepare(scenario)
    return prepared, planned(prepared, wanted_of(scenario, None, None, None), 2, lambda tried, most: None)


def trial_of(prepared: Prepared) -> Trial:
    wanted = wanted_of(prepared.scenario, None, None, None)
    cells = cells_of(prepared.scenario, prepared.span, wanted)
    agreements = promised(prepared, wanted)
    return Trial(prepared, cells, agreements, wanted.confidence.fraction, wanted.replications, 2)


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
