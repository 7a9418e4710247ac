"""How the teams fared, and whether the run had settled before it was measured."""

from __future__ import annotations

import numpy as np

from slm_sim.model.arrays import Ints
from slm_sim.model.results import TeamResult, WarmUp
from slm_sim.pipeline import Prepared
from slm_sim.statistics import drift, mean, mser5
from slm_sim.study.gather import Gathered
from slm_sim.study.load import Bins, week_bins
from slm_sim.study.months import length_in_months

SATURATED = 0.95
"""A backlog that grows through the span is a season, no overload, unless the team is busy for so much of its time, or
has nobody at work at all."""
MATTERS = 0.5
"""Growth through the span, as a share of the mean backlog, that tells an overload from chance, of a run without
warm-up; less after one, for what has grown before the span raises the mean."""
NOTICEABLE = 0.1
"""A smaller difference of weekly backlogs changes no decision."""
FEWEST_WEEKS = 20
"""Four batches of five, below which MSER-5 does not judge."""


def team_results(prepared: Prepared, gathered: Gathered, confidence: float) -> tuple[TeamResult, ...]:
    """One result per team; a saturated team whose backlog grows through the span is given no means."""
    measured = _measured_weeks(prepared, week_bins(prepared.span))
    passed = len(_weeks_to_the_end(prepared, week_bins(prepared.span)))
    months = length_in_months(prepared.span)
    found = []
    for number, name in enumerate(prepared.demand.names.teams):
        stated = prepared.scenario.teams.get(name)
        waiting = gathered.weekly_waiting[:, number][:, measured]
        people = gathered.people[:, number]
        in_hand = gathered.in_hand[:, number]
        unlimited = bool(np.isnan(people).any())
        occupancy = None if unlimited or not people.all() else mean(in_hand / people, confidence, 0)
        moved = None if unlimited or len(measured) < 3 else drift(waiting, confidence, MATTERS * len(measured) / passed)
        saturated = occupancy is None or occupancy.value >= SATURATED
        steady = not (moved and moved.growing and saturated)
        cost = prepared.staff.costs.get(name)
        found.append(
            TeamResult(
                team=name,
                tier=stated.tier if stated else "as the log shows",
                unlimited=unlimited,
                steady=steady,
                occupancy=occupancy,
                backlog=mean(waiting.mean(axis=1), confidence, 0) if steady and waiting.size else None,
                growth=moved.slope if moved else None,
                visits=float(np.mean(gathered.visits[:, number])) / months,
                paid_hours=None if cost is None else float(cost.hours) / months,
                staff_cost=None if cost is None or cost.amount is None else float(cost.amount) / months,
                currency=None if cost is None else cost.currency,
            )
        )
    return tuple(found)


def warm_up_check(prepared: Prepared, gathered: Gathered, confidence: float) -> WarmUp:
    """Whether the warm-up was long enough, by the weekly number of incidents that wait for any team.

    MSER-5 on the mean over replications says which weeks to leave out. It judges in batches of five and follows noise
    and seasons where there is nothing else to find. A run that begins empty is too quiet at first, so a warm-up is
    called too short only if the weeks that it should have covered are, beyond doubt, quieter than those that remain.
    """
    weeks, span = week_bins(prepared.span), prepared.span
    given = span.start / span.axis.ticks_in(604_800)
    if prepared.scenario.backlog is not None:
        return _told(given, None, None, "The run starts from a stated backlog; there is no warm-up to check.")
    counted = _weeks_to_the_end(prepared, weeks)
    waiting = gathered.weekly_waiting.sum(axis=1)[:, counted]
    if not waiting.any():
        return _told(given, 0, True, "Nothing ever waits for a team, so there is nothing to settle.")
    if len(counted) < FEWEST_WEEKS:
        found = f"MSER-5 needs {FEWEST_WEEKS} weeks to tell whether the run had settled; there are {len(counted)}."
        return _told(given, None, None, found)
    cut = mser5(waiting.mean(axis=0))
    if cut is None:
        return _told(
            given, None, None, "MSER-5 finds no week from which the backlog is steady; read the chances with care."
        )
    found = f"MSER-5 would leave out the first {cut} weeks of the run; {given:.3g} were left out."
    begins = len(counted) - len(_measured_weeks(prepared, weeks))
    if cut <= begins:
        return _told(given, cut, True, found)
    later = waiting[:, cut:].mean(axis=1)
    missing = mean(later - waiting[:, begins:cut].mean(axis=1), confidence)
    if missing.low is None:
        return _told(given, cut, None, f"{found} One replication cannot tell whether that matters.")
    if missing.low <= 0 or missing.value <= NOTICEABLE * later.mean():
        return _told(given, cut, True, f"{found} The weeks in between are no quieter than the later ones.")
    why = "The weeks in between are quieter than the later ones: warm up longer, unless it is the season."
    return _told(given, cut, False, f"{found} {why}")


def _told(given: float, needed: float | None, enough: bool | None, explanation: str) -> WarmUp:
    return WarmUp(given_weeks=given, needed_weeks=needed, enough=enough, explanation=explanation)


def _weeks_to_the_end(prepared: Prepared, weeks: Bins) -> Ints:
    return np.flatnonzero(weeks.edges[1:] <= prepared.span.end)


def _measured_weeks(prepared: Prepared, weeks: Bins) -> Ints:
    span = prepared.span
    return np.flatnonzero((weeks.edges[:-1] >= span.start) & (weeks.edges[1:] <= span.end))
