"""How much work there was, and who was there to do it: integrals of step functions, exact in ticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import local_midnights
from slm_sim.calendars.lookup import frozen
from slm_sim.engine.derive import people_in_bins, ticks_in_bins
from slm_sim.engine.spells import Waits, Work
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.organisation import Organisation
from slm_sim.model.span import Span

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
    """Whole weeks counted from the start of the measured span to its end, and back into the warm-up."""
    week = span.axis.ticks_in(604_800)
    before, after = span.start // week, (span.end - span.start) // week
    return Bins(span.start + np.arange(-before, after + 1) * week, np.arange(-before, after))


def mean_waiting(waits: Waits, teams: int, bins: Bins) -> Floats:
    """The mean number of incidents that wait for each team, a call-out included, float64[teams, bins]."""
    return np.asarray(ticks_in_bins(waits, waits.team, teams, bins.edges) / np.diff(bins.edges))


def mean_busy(done: Work, teams: int, bins: Bins) -> Floats:
    """The mean number of people at work with an incident in hand, for whichever team, float64[teams, bins].

    People on call are not among them: they are not at work otherwise.
    """
    group = frozen(np.where(done.on_call, teams, done.team))
    ticks = ticks_in_bins(done.spells, group, teams + 1, bins.edges)[:teams]
    return np.asarray(ticks / np.diff(bins.edges))


def mean_at_work(organisation: Organisation, bins: Bins) -> Floats:
    """The mean number of people at work, float64[teams, bins]; NaN for an unlimited team."""
    nobody_knows = np.full(len(bins.of), np.nan)
    return np.array(
        [
            nobody_knows if team.capacity is None else people_in_bins(team.capacity, bins.edges) / np.diff(bins.edges)
            for team in organisation.teams
        ]
    )


def by_class(means: Floats, bins: Bins, classes: int) -> Floats:
    """The mean over all bins of each class, weighted by their lengths, float64[teams, classes]; zero without bins."""
    length = np.diff(bins.edges).astype(float)
    weight = np.bincount(bins.of, length, minlength=classes)
    total = np.array([np.bincount(bins.of, row * length, minlength=classes) for row in means])
    return np.asarray(np.divide(total, weight, out=np.zeros_like(total), where=weight > 0))
