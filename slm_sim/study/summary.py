"""What a study keeps of a replication: small, so that it can travel between processes, and enough for every figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Floats, Ints
from slm_sim.model.attainment import Attainment
from slm_sim.model.ledger import Ledger
from slm_sim.model.span import Span
from slm_sim.pipeline import Played, Prepared
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
from slm_sim.study.times import parts, quantiles

QUANTILES = (0.5, 0.9, 0.95)


@dataclass(frozen=True, eq=False)
class Summary:
    """One replication in figures.

    attainments, ledgers   as played, per agreement
    at_work, busy, waiting mean people and incidents, float64[teams, 168]; at_work is NaN for unlimited teams
    weekly_waiting         float64[teams, weeks], weeks as in `week_bins`
    people, in_hand        mean people at work and busy over the measured span, float64[teams]; people NaN if unlimited
    visits                 steps that became ready in the span, int64[teams]
    volumes                incidents opened, int64[months, priorities]
    opened                 incidents opened in the span, int64[priorities]
    unresolved             of them still open at the horizon
    response, resolution   seconds at `QUANTILES` of all opened in the span, float64[priorities, 3]; incidents that are
                           open at the horizon count as later than all others, so it is infinite where the quantile
                           lies among them; NaN without incidents
    part_names, spent      mean seconds per resolved incident, float64[priorities, parts]; NaN where none was resolved
    incidents              the columns of the incidents table, of a replication that is kept in full
    """

    replication: int
    attainments: tuple[tuple[Attainment, ...], ...]
    ledgers: tuple[Ledger, ...]
    at_work: Floats
    busy: Floats
    waiting: Floats
    weekly_waiting: Floats
    people: Floats
    in_hand: Floats
    visits: Ints
    volumes: Ints
    opened: Ints
    unresolved: Ints
    response: Floats
    resolution: Floats
    part_names: tuple[str, ...]
    spent: Floats
    incidents: Columns | None


def summarise(prepared: Prepared, played: Played, keep_incidents: bool) -> Summary:
    """A replication in figures; `keep_incidents` keeps every incident of it as well."""
    span, workload, outcomes = prepared.span, played.workload, played.outcomes
    history = played.history
    teams = played.organisation.teams
    hours, weeks = _hours(span), week_bins(span)
    at_work = mean_at_work(played.organisation, hours)
    busy = mean_busy(workload, outcomes, len(teams), hours)
    waiting = mean_waiting(workload, outcomes, len(teams), hours)
    length = np.diff(hours.edges)
    priorities = len(workload.names.priorities)
    counted = (workload.opened >= span.start) & (workload.opened < span.end)
    ended = counted & (history.last_resolved != NEVER)
    spent = parts(workload, outcomes, np.array([team.capacity is None for team in teams]))
    ready = (outcomes.ready >= span.start) & (outcomes.ready < span.end)
    return Summary(
        replication=played.replication,
        attainments=played.attainments,
        ledgers=played.ledgers,
        at_work=by_class(at_work, hours, HOURS_OF_WEEK),
        busy=by_class(busy, hours, HOURS_OF_WEEK),
        waiting=by_class(waiting, hours, HOURS_OF_WEEK),
        weekly_waiting=mean_waiting(workload, outcomes, len(teams), weeks),
        people=np.average(at_work, axis=1, weights=length),
        in_hand=np.average(busy, axis=1, weights=length),
        visits=np.bincount(workload.step_team[ready], minlength=len(teams)),
        volumes=_volumes(span, workload.opened, workload.priority, priorities),
        opened=np.bincount(workload.priority[counted], minlength=priorities),
        unresolved=np.bincount(workload.priority[counted & ~ended], minlength=priorities),
        response=_times(history.first_touch, prepared, played, counted, priorities),
        resolution=_times(history.last_resolved, prepared, played, counted, priorities),
        part_names=spent.names,
        spent=np.array(
            [
                _mean_rows(spent.ticks[ended & (workload.priority == priority)]) * float(span.axis.seconds_in(1))
                for priority in range(priorities)
            ]
        ),
        incidents=incident_columns(prepared, played, history, spent) if keep_incidents else None,
    )


@cache
def _hours(span: Span) -> Bins:
    return hour_bins(span)


def _volumes(span: Span, opened: Ints, priority: Ints, priorities: int) -> Ints:
    months = calendar_months(span)
    edges = np.array([months[0].start, *(month.end for month in months)])
    month = np.searchsorted(edges, opened, side="right") - 1
    inside = (month >= 0) & (month < len(months))
    found = np.bincount(month[inside] * priorities + priority[inside], minlength=len(months) * priorities)
    return found.reshape(len(months), priorities)


def _times(moment: Ints, prepared: Prepared, played: Played, counted: Bools, priorities: int) -> Floats:
    workload = played.workload
    ticks = np.where(moment == NEVER, NEVER, moment - workload.opened)[counted]
    priority = workload.priority[counted]
    rows = [quantiles(ticks[priority == number], QUANTILES) for number in range(priorities)]
    return np.array(rows) * float(prepared.span.axis.seconds_in(1))


def _mean_rows(ticks: Ints) -> Floats:
    return ticks.mean(axis=0) if len(ticks) else np.full(ticks.shape[1], np.nan)
