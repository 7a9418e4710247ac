"""The roster programme with its cuts beside integer search alone, on a desk of three shifts with rest and weekends."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.peers.integer_search import searched
from benchmarks.row import Goal, Row, row
from slm_sim.model.staff import Staff
from slm_sim.pipeline import Prepared, prepare
from slm_sim.plan.staffing.cells import cells_of
from slm_sim.plan.staffing.descent import Search
from slm_sim.plan.staffing.lines import crews_of
from slm_sim.plan.staffing.months import promised
from slm_sim.plan.staffing.plan import wanted_of
from slm_sim.plan.staffing.programme import Rosters
from slm_sim.plan.staffing.search import search
from slm_sim.plan.staffing.start import closed_form_start
from slm_sim.plan.staffing.trial import Trial
from slm_sim.plan.timelimit import end_of
from tests.plan.staffs import three_shifts

SECONDS = 60


def rows(quick: bool) -> Iterator[Row]:
    """Both begin with the people of the closed formulas, and play as many simulated terms."""
    ours, alone, bounds, played, people = [], [], [], [], []
    for seed in range(1 if quick else 5):
        scenario = three_shifts(seed, confidence="90 %", replications=8, time_limit=f"{SECONDS} s")
        prepared, wanted = prepare(scenario), wanted_of(scenario, None, None, None)
        trial, rosters = _trial(prepared, wanted)
        start = closed_form_start(trial)
        found = Search(trial, rosters, end_of(wanted.time_limit))
        search(found, start)
        other, _ = _trial(prepared, wanted)
        by_search = searched(other, rosters, start, trial.played, seed)
        if found.best is None or by_search.cost is None:
            raise ArithmeticError(f"no roster was found with seed {seed}")
        ours.append(float(found.best.cost))
        alone.append(float(by_search.cost))
        bounds.append(found.bound)
        played.append(f"{trial.played} and {other.played}")
        people.append(f"{sum(found.best.lines)} and {sum(by_search.weeks)}")
        trial.close()
        other.close()
    yield row(
        "cost of a roster by the programme with cuts against that by integer search alone",
        sum(ours) / sum(alone),
        Goal("below", 1),
        seeds=len(ours),
        cheaper_in=sum(mine < theirs for mine, theirs in zip(ours, alone, strict=True)),
        dearer_in=sum(mine > theirs for mine, theirs in zip(ours, alone, strict=True)),
        cost_of_ours=[round(one, 1) for one in ours],
        cost_of_integer_search=[round(one, 1) for one in alone],
        proved_that_none_costs_less_than=[round(one, 1) for one in bounds],
        people_of_both=people,
        terms_played_by_both=played,
        weeks_of_work_there_are=len(rosters.lines),
    )


def _trial(prepared: Prepared, wanted: Staff) -> tuple[Trial, Rosters]:
    cells = cells_of(prepared.scenario, prepared.span, wanted)
    agreements, needed = promised(prepared, wanted), wanted.confidence.fraction
    trial = Trial(prepared, cells, agreements, needed, wanted.replications, 2)
    return trial, Rosters(cells, crews_of(prepared.scenario, wanted, cells))
