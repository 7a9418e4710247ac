"""How the teams fared, and whether the run had settled before it was measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.model.arrays import Ints
from slm_sim.model.results import TeamResult, WarmUp
from slm_sim.pipeline import Prepared
from slm_sim.statistics import BATCH, drift, mean, mser5
from slm_sim.study.load import Bins, week_bins
from slm_sim.study.months import calendar_months
from slm_sim.study.summary import Summary


def team_results(prepared: Prepared, summaries: Sequence[Summary], confidence: float) -> tuple[TeamResult, ...]:
    """One result per team; a team whose backlog grows through the span is given no means."""
    measured = _measured_weeks(prepared, week_bins(prepared.span))
    months = len(calendar_months(prepared.span))
    found = []
    for number, name in enumerate(prepared.demand.names.teams):
        stated = prepared.scenario.teams.get(name)
        waiting = np.stack([summary.weekly_waiting[number] for summary in summaries])[:, measured]
        people = np.array([summary.people[number] for summary in summaries])
        in_hand = np.array([summary.in_hand[number] for summary in summaries])
        unlimited = bool(np.isnan(people).any())
        moved = drift(waiting, confidence) if waiting.shape[1] > 2 and not unlimited else None
        steady = moved is None or not moved.growing
        cost = prepared.staff.costs.get(name)
        found.append(
            TeamResult(
                team=name,
                tier=stated.tier if stated else "as the log shows",
                unlimited=unlimited,
                steady=steady,
                occupancy=None if unlimited or not people.all() else mean(in_hand / people, confidence),
                backlog=mean(waiting.mean(axis=1), confidence) if steady and waiting.size else None,
                growth=moved.slope if moved else None,
                visits=float(np.mean([summary.visits[number] for summary in summaries])) / months,
                paid_hours=None if cost is None else float(cost.hours) / months,
                staff_cost=None if cost is None or cost.amount is None else float(cost.amount) / months,
                currency=None if cost is None else cost.currency,
            )
        )
    return tuple(found)


def warm_up_check(prepared: Prepared, summaries: Sequence[Summary]) -> WarmUp:
    """MSER-5 on the weekly number of incidents that wait for any team, averaged over replications.

    It judges in batches of five weeks, so a warm-up is called too short only if it lacks more than one batch.
    """
    weeks, span = week_bins(prepared.span), prepared.span
    given = span.start / span.axis.ticks_in(604_800)
    if prepared.scenario.backlog is not None:
        told = "The run starts from a stated backlog; there is no warm-up to check."
        return WarmUp(given_weeks=given, needed_weeks=None, enough=None, explanation=told)
    kept = np.flatnonzero(weeks.edges[1:] <= span.end)
    series = np.mean([summary.weekly_waiting.sum(axis=0)[kept] for summary in summaries], axis=0)
    cut = mser5(series)
    if not series.any():
        told = "Nothing ever waits for a team, so there is nothing to settle."
        return WarmUp(given_weeks=given, needed_weeks=0.0, enough=True, explanation=told)
    if cut is None:
        told = "MSER-5 finds no point from which the weekly backlog is steady; read the chances with care."
        return WarmUp(given_weeks=given, needed_weeks=None, enough=None, explanation=told)
    enough = cut <= given + BATCH
    told = (
        f"MSER-5 on the mean weekly backlog would leave out the first {cut} weeks of the run; "
        f"{given:.3g} were left out."
    )
    return WarmUp(given_weeks=given, needed_weeks=float(cut), enough=enough, explanation=told)


def _measured_weeks(prepared: Prepared, weeks: Bins) -> Ints:
    span = prepared.span
    return np.flatnonzero((weeks.edges[:-1] >= span.start) & (weeks.edges[1:] <= span.end))
