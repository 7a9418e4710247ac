"""What a study keeps of a replication: small, so that it can travel between processes, and enough for every figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from slm_sim.calendars.lookup import frozen, passed
from slm_sim.clock import NEVER
from slm_sim.compiler import in_place
from slm_sim.engine.spells import waiting, work
from slm_sim.model.arrays import Bools, Floats, Ints
from slm_sim.model.attainment import Attainment
from slm_sim.model.ledger import Ledger
from slm_sim.model.span import Span
from slm_sim.pipeline import Played, Prepared
from slm_sim.sla import Histories
from slm_sim.study.figures import Figures
from slm_sim.study.incidents import Columns, incident_columns
from slm_sim.study.load import (
    HOURS_OF_WEEK,
    Bins,
    by_class,
    hour_bins,
    mean_at_work,
    mean_busy,
    mean_waiting,
    week_bins,
)
from slm_sim.study.months import calendar_months
from slm_sim.study.times import means_by_priority, parts, quantiles

QUANTILES = (0.5, 0.9, 0.95)


@dataclass(frozen=True, eq=False, kw_only=True)
class Summary(Figures):
    """One replication in figures: those of `Figures`, and these.

    attainments, ledgers   as played, per agreement
    part_names             the parts whose lengths are `spent`
    incidents              the columns of the incidents table, of a replication that is kept in full
    """

    replication: int
    attainments: tuple[tuple[Attainment, ...], ...]
    ledgers: tuple[Ledger, ...]
    part_names: tuple[str, ...]
    incidents: Columns | None


def summarise(prepared: Prepared, played: Played, keep_incidents: bool) -> Summary:
    """A replication in figures; `keep_incidents` keeps every incident of it as well."""
    span, workload, outcomes, history = prepared.span, played.workload, played.outcomes, played.history
    teams, priorities = played.organisation.teams, len(workload.names.priorities)
    bins, second = _bins(span), float(span.axis.seconds_in(1))
    waits, done = waiting(workload, outcomes), work(workload, outcomes)
    at_work = mean_at_work(played.organisation, bins.hours)
    busy = mean_busy(done, len(teams), bins.hours)
    length = np.diff(bins.hours.edges)
    counted = np.empty(workload.incidents, dtype=np.bool_)
    volumes = np.zeros((len(bins.months) - 1, priorities), dtype=np.int64)
    opened, abandoned, unresolved = np.zeros((3, priorities), dtype=np.int64)
    _count_opened(
        workload.opened, workload.priority, history.abandoned, history.last_resolved,
        bins.months, span.start, span.end, counted, volumes, opened, abandoned, unresolved,
    )  # fmt: skip
    spent = parts(workload, outcomes, waits, done, np.array([team.capacity is None for team in teams]))
    visited = workload.step_team[(outcomes.ready >= span.start) & (outcomes.ready < span.end)]
    resolved = counted & (history.last_resolved != NEVER)
    return Summary(
        replication=played.replication,
        attainments=played.attainments,
        ledgers=played.ledgers,
        at_work=by_class(at_work, bins.hours, HOURS_OF_WEEK),
        busy=by_class(busy, bins.hours, HOURS_OF_WEEK),
        waiting=by_class(mean_waiting(waits, len(teams), bins.hours), bins.hours, HOURS_OF_WEEK),
        weekly_waiting=mean_waiting(waits, len(teams), bins.weeks),
        people=np.average(at_work, axis=1, weights=length),
        in_hand=np.average(busy, axis=1, weights=length),
        visits=np.bincount(visited, minlength=len(teams)),
        volumes=volumes,
        opened=opened,
        abandoned=abandoned,
        unresolved=unresolved,
        response=_times(history.first_touch, history, counted) * second,
        resolution=_times(history.last_resolved, history, counted) * second,
        part_names=spent.names,
        spent=means_by_priority(spent, resolved, workload.priority, priorities) * second,
        incidents=incident_columns(prepared, played, spent) if keep_incidents else None,
    )


class _Bins(NamedTuple):
    """The bins of time of a span: hours, weeks, and the moments that bound its months, int64[months + 1]."""

    hours: Bins
    weeks: Bins
    months: Ints


@cache
def _bins(span: Span) -> _Bins:
    months = calendar_months(span)
    return _Bins(
        hour_bins(span), week_bins(span), frozen(np.array([months[0].start, *(month.end for month in months)]))
    )


@in_place
def _count_opened(
    moments: Ints,
    priority: Ints,
    given_up: Ints,
    resolved: Ints,
    months: Ints,
    start: int,
    end: int,
    counted: Bools,
    volumes: Ints,
    opened: Ints,
    abandoned: Ints,
    unresolved: Ints,
) -> None:
    """Count the incidents opened in the span by month and priority, and tell which of them were not abandoned."""
    near = 0
    for incident in range(len(moments)):
        moment, rank = moments[incident], priority[incident]
        near = passed(months, moment, near)
        if 0 < near < len(months):
            volumes[near - 1, rank] += 1
        inside, gone = start <= moment < end, given_up[incident] != NEVER
        counted[incident] = inside and not gone
        if inside:
            opened[rank] += 1
            abandoned[rank] += gone
            unresolved[rank] += not gone and resolved[incident] == NEVER


def _times(moment: Ints, history: Histories, counted: Bools) -> Floats:
    """Ticks from opening to a moment of the counted incidents at `QUANTILES`, float64[priorities, 3]."""
    ticks = np.empty(len(moment), dtype=np.int64)
    rows = []
    for first, end in pairwise(history.first_of.tolist()):
        count = _fill_lengths(history.opened, moment, history.by_priority[first:end], counted, ticks)
        rows.append(quantiles(ticks[:count], QUANTILES))
    return np.array(rows)


@in_place
def _fill_lengths(opened: Ints, moment: Ints, incidents: Ints, counted: Bools, ticks: Ints) -> int:
    """Fill in the time from opening to a moment, NEVER where it has not come; answer how many are counted."""
    count = 0
    for incident in incidents:
        if counted[incident]:
            ticks[count] = NEVER if moment[incident] == NEVER else moment[incident] - opened[incident]
            count += 1
    return count
