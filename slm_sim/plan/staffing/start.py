"""Where the search begins: closed formulas, hour of the week by hour of the week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil, exp

import numpy as np

from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.clause import Clause
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.week import HOLIDAYS, days_of
from slm_sim.plan.staffing.cells import Cell, Headcount
from slm_sim.plan.staffing.trial import Trial
from slm_sim.study.load import HOURS_OF_WEEK, hour_bins
from slm_sim.theory import erlang_c, mmc_priority_mean_waits
from slm_sim.workload.sites import site_called, site_name

LEAST_SLACK = 0.1
"""Of the target time, which a visit may wait even where its work fills the rest."""


def people_needed(
    rates: Sequence[float], service_rate: float, promises: Mapping[int, tuple[float, float]], most: int
) -> int:
    """The fewest people, of `most`, with whom each promised share of the visits waits no longer than it may.

    rates     visits per unit of time by priority, the most urgent first
    promises  by priority: the share of its visits, and how long they may wait

    The mean wait of a priority is that of Cobham for c servers; of those who wait, longer than t wait
    exp(-t C / mean wait): exact where all are of one priority, close to it otherwise.
    """
    total = sum(rates)
    for people in range(1, most):
        if total >= people * service_rate:
            continue
        waits = mmc_priority_mean_waits(people, rates, service_rate)
        chance = erlang_c(people, total / service_rate)
        late = {one: chance * exp(-may * chance / waits[one]) for one, (_, may) in promises.items() if waits[one] > 0}
        if all(share <= 1 - promises[one][0] for one, share in late.items()):
            return people
    return most


def closed_form_start(trial: Trial) -> Headcount:
    """People in each cell by Erlang's C with priorities, as many more as are away, within the limits of each cell.

    The visits are those of one replication in which the cells have all the people they may have, so that hardly any of
    them waits. Those that come while nobody is there are taken in the next hour in which somebody is.
    """
    most = tuple(cell.most for cell in trial.cells)
    term = trial.term(trial.staff(most), 0)
    workload, outcomes = term.workload, term.outcomes
    come = outcomes.ready >= 0
    priority = np.repeat(workload.priority, np.diff(workload.first_step))
    found = list(most)
    for team in dict.fromkeys(cell.team for cell in trial.cells):
        own = [number for number, cell in enumerate(trial.cells) if cell.team == team]
        mine = come & (workload.step_team == workload.names.teams.index(team))
        if not mine.any():
            for number in own:
                found[number] = trial.cells[number].least
            continue
        effort = float(workload.step_effort[mine].mean())
        visits = _visits_by_hour(trial, team, outcomes.ready[mine], priority[mine])
        for number, people in _by_cell(trial, team, own, visits, effort).items():
            cell = trial.cells[number]
            found[number] = min(max(people, cell.least), cell.most)
    return tuple(found)


def _visits_by_hour(trial: Trial, team: str, ready: Ints, priority: Ints) -> Floats:
    """Visits per hour of the week at the team's site, by priority, float64[168, priorities]."""
    scenario, span = trial.prepared.scenario, trial.prepared.span
    site = site_called(scenario, span, site_name(scenario, scenario.teams[team].site))
    bins = hour_bins(replace(span, zone=site.time_zone))
    place = np.searchsorted(bins.edges, ready, side="right") - 1
    inside = (place >= 0) & (place < len(bins.of))
    visits = np.zeros((HOURS_OF_WEEK, len(trial.prepared.demand.names.priorities)))
    np.add.at(visits, (bins.of[place[inside]], priority[inside]), 1)
    often = np.maximum(np.bincount(bins.of, minlength=HOURS_OF_WEEK), 1)
    return np.asarray(visits / often[:, None])


def _by_cell(trial: Trial, team: str, own: Sequence[int], visits: Floats, effort: float) -> dict[int, int]:
    scenario, span = trial.prepared.scenario, trial.prepared.span
    hours = {number: _hours_of(trial, trial.cells[number]) for number in own}
    there = sorted({hour for mine in hours.values() for hour in mine})
    if not there:
        return {number: trial.cells[number].least for number in own}
    taken = np.zeros_like(visits)
    for hour in range(HOURS_OF_WEEK):
        next_one = next((one for one in there if one >= hour), there[0])
        taken[next_one] += visits[hour]
    site = site_called(scenario, span, site_name(scenario, scenario.teams[team].site))
    at_work = 1 - float(site.shrinkage)
    rate, promises = span.axis.ticks_in(3600) / effort, _promises(trial, effort)
    found = {}
    for number, mine in hours.items():
        most = trial.cells[number].most
        needed = [people_needed(taken[hour].tolist(), rate, promises, most) for hour in mine]
        found[number] = ceil(max(needed, default=1) / at_work) if at_work > 0 else most
    return found


def _hours_of(trial: Trial, cell: Cell) -> list[int]:
    """The hours of the week in which the people of a cell are there; of holidays, those of a Sunday."""
    start, end = trial.prepared.scenario.shifts[cell.shift].hours
    days = (6,) if cell.key == HOLIDAYS else days_of(cell.key)
    return [
        (day * 24 + hour) % HOURS_OF_WEEK
        for day in days
        for hour in range(ceil(start / 60), max(end // 60, start // 60))
    ]


def _promises(trial: Trial, effort: float) -> dict[int, tuple[float, float]]:
    """The tightest promise about each priority: share, and wait in hours; of each team as if it were alone with it."""
    axis, names = trial.prepared.span.axis, trial.prepared.demand.names.priorities
    found: dict[int, tuple[float, float]] = {}
    for clause in (clause for agreement in trial.agreements for clause in agreement.clauses):
        timed = _timed(clause)
        if timed is None:
            continue
        share, seconds = timed
        may = max(seconds / 3600 - effort * float(axis.seconds_in(1)) / 3600, LEAST_SLACK * seconds / 3600)
        for number, name in enumerate(names):
            if clause.priority in (None, name) and (number not in found or may < found[number][1]):
                found[number] = share, may
    return found


def _timed(clause: Clause) -> tuple[float, float] | None:
    """The share and the seconds of a clause that promises a share in time; None for any other."""
    if clause.measure != "share in time" or not isinstance(clause.level, Percent):
        return None
    if not isinstance(clause.within, Length) or clause.within.business_days is not None:
        return None
    return min(float(clause.level), 0.999), float(clause.within.seconds)
