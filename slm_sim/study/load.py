"""How much work there was, and who was there to do it: integrals of step functions, exact in ticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import local_midnights
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.organisation import Capacity
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.span import Span
from slm_sim.model.workload import Workload

HOURS_OF_WEEK = 168


@dataclass(frozen=True, eq=False)
class Bins:
    """Bins of time: `edges` bound them, int64[b + 1]; `of` names the class of each (an hour of the week), int64[b]."""

    edges: Ints
    of: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def hour_bins(span: Span) -> Bins:
    """The clock hours of the measured span in its zone, each with its hour of the week; Monday 00:00 is 0.

    In the hour that a change of the clocks takes out or adds, the hours of the day are counted from local midnight.
    """
    midnights = local_midnights(span.zone, span.axis, span.start, span.end)
    hour = span.axis.ticks_in(3600)
    edges: list[int] = []
    of: list[int] = []
    for date, begins, ends in zip(midnights.dates, midnights.ticks, midnights.ticks[1:], strict=False):
        weekday = date.item().weekday()
        for number, edge in enumerate(range(int(begins), int(ends), hour)):
            edges.append(edge)
            of.append(weekday * 24 + min(number, 23))
    return Bins(np.array([*edges, int(midnights.ticks[-1])]), np.array(of))


def week_bins(span: Span) -> Bins:
    """Whole weeks counted from the start of the measured span, back into the warm-up and on into the run-out."""
    week = span.axis.ticks_in(604_800)
    before, after = span.start // week, (span.horizon - span.start) // week
    return Bins(span.start + np.arange(-before, after + 1) * week, np.arange(-before, after))


@dataclass(frozen=True, eq=False)
class Intervals:
    """Intervals per team: the moments at which one begins, and those at which one ends, each int64, in no order."""

    begins: tuple[Ints, ...]
    ends: tuple[Ints, ...]


def waiting(workload: Workload, outcomes: Outcomes, teams: int) -> Intervals:
    """When incidents waited for each team; a suspended one waits again for its own."""
    ready = np.flatnonzero(outcomes.ready != NEVER)
    taken = _or_horizon(outcomes.start, workload)[ready] - _callout(workload, outcomes)[ready]
    own, again = workload.step_team[ready], workload.step_team[outcomes.suspended_step]
    return Intervals(
        _by_team(teams, (own, outcomes.ready[ready]), (again, outcomes.suspended_from)),
        _by_team(teams, (own, taken), (again, _or_horizon(outcomes.suspended_to, workload))),
    )


def in_hand(workload: Workload, outcomes: Outcomes, teams: int) -> Intervals:
    """When the people of each team had an incident in hand, for whichever team; a call-out is time in hand."""
    started = np.flatnonzero(outcomes.start != NEVER)
    step, first = np.unique(outcomes.suspended_step, return_index=True)
    before = np.concatenate(([-1], outcomes.resumed_by[:-1])) if len(outcomes.resumed_by) else outcomes.resumed_by
    suspended_by = before.copy()
    suspended_by[first] = outcomes.by[step]
    holder = outcomes.by.copy()
    holder[outcomes.suspended_step] = outcomes.resumed_by  # of several suspensions the last one stands
    ended = started[holder[started] >= 0]
    resumed = outcomes.resumed_by >= 0
    return Intervals(
        _by_team(
            teams,
            (outcomes.by[started], outcomes.start[started] - _callout(workload, outcomes)[started]),
            (outcomes.resumed_by[resumed], outcomes.suspended_to[resumed]),
        ),
        _by_team(
            teams,
            (suspended_by, outcomes.suspended_from),
            (holder[ended], _or_horizon(outcomes.end, workload)[ended]),
        ),
    )


def mean_in_bins(intervals: Intervals, team: int, bins: Bins) -> Floats:
    """The mean number of a team's intervals that are running, per bin."""
    area = _area_before(bins.edges, intervals.begins[team]) - _area_before(bins.edges, intervals.ends[team])
    return np.asarray(np.diff(area) / np.diff(bins.edges))


def mean_people(capacity: Capacity, bins: Bins) -> Floats:
    """The mean number of people at work, per bin."""
    steps = np.diff(capacity.people, prepend=0)
    area = _weighted_area_before(bins.edges, capacity.at, steps)
    return np.asarray(np.diff(area) / np.diff(bins.edges))


def by_class(means: Floats, bins: Bins, classes: int) -> Floats:
    """The mean over all bins of each class, weighted by their lengths; zero for a class without bins."""
    length = np.diff(bins.edges).astype(float)
    weight = np.bincount(bins.of, length, minlength=classes)
    total = np.bincount(bins.of, means * length, minlength=classes)
    return np.divide(total, weight, out=np.zeros(classes), where=weight > 0)


def _by_team(teams: int, *parts: tuple[Ints, Ints]) -> tuple[Ints, ...]:
    team, moments = (np.concatenate(column) for column in zip(*parts, strict=True))
    return tuple(moments[team == number] for number in range(teams))


def _or_horizon(moments: Ints, workload: Workload) -> Ints:
    return np.where(moments == NEVER, workload.horizon, moments)


def _callout(workload: Workload, outcomes: Outcomes) -> Ints:
    return np.where(outcomes.on_call & (outcomes.start != NEVER), workload.step_callout, 0)


def _area_before(edges: Ints, moments: Ints) -> Ints:
    """The sum over all moments before each edge of the time from the moment to the edge."""
    ordered = np.sort(moments)
    sums = np.concatenate(([0], np.cumsum(ordered)))
    count = np.searchsorted(ordered, edges, side="left")
    return np.asarray(count * edges - sums[count])


def _weighted_area_before(edges: Ints, at: Ints, steps: Ints) -> Ints:
    count = np.searchsorted(at, edges, side="left")
    people = np.concatenate(([0], np.cumsum(steps)))
    moments = np.concatenate(([0], np.cumsum(steps * at)))
    return np.asarray(people[count] * edges - moments[count])
