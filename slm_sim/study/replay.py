"""What a replay adds: the log beside its simulation, and how far other weeks might have differed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from slm_sim.chance import Stream, resampled
from slm_sim.errors import Place
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Attainment, Period
from slm_sim.model.clause import OF_MISSES, SHARES_OF_INCIDENTS
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.estimate import Estimate
from slm_sim.model.incidentlog import ALL, IncidentLog, LogProblem
from slm_sim.model.results import LogProblemFound, LogResult, ObservedTimes, Warned
from slm_sim.model.span import Span
from slm_sim.pipeline import Prepared, play
from slm_sim.read import place_of
from slm_sim.read.tree import Table
from slm_sim.sla import attain
from slm_sim.sla.strangers import nobody_in, warned_of_strangers
from slm_sim.statistics import bootstrap_share
from slm_sim.study.load import week_bins
from slm_sim.workload import PreparedReplay, observed, ranked_for

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = {"p50": 0.5, "p90": 0.9, "p95": 0.95}


def log_result(prepared: Prepared, log: IncidentLog, played: pd.DataFrame) -> LogResult:
    """The log, its problems and the source of every fact, and its resolution times beside the simulated ones.

    played  the incidents table of one replication
    """
    assert isinstance(prepared.demand, PreparedReplay)
    assert isinstance(prepared.scenario.workload, ReplayedWorkload)
    seen = observed(ranked_for(prepared.scenario, log))
    zone = log.zone
    return LogResult(
        file=log.file,
        rows=log.rows,
        incidents=seen.incidents,
        played=prepared.demand.incidents,
        first_opened=moment_of_log(seen.first_opened),
        last_opened=moment_of_log(seen.last_opened),
        reassigned=seen.reassigned,
        reopened=seen.reopened,
        ever_pending=seen.ever_pending,
        problems=problems_found((*log.problems, *prepared.demand.notes)),
        sources=prepared.scenario.workload.sources.model_dump(),
        not_in_the_log=dict(log.not_in_the_log),
        comparison=tuple(
            ObservedTimes(
                priority=row.priority,
                period=row.month,
                incidents=row.incidents,
                simulated_incidents=len(these),
                observed=row.resolution,
                simulated=_resolution(these),
            )
            for row in seen.times
            for these in [_opened_in(played, row.priority, row.month, zone)]
            if row.incidents
        ),
    )


def warned_of_log(prepared: Prepared, log: IncidentLog, tree: Table | None) -> Iterator[Warned]:
    """What agreements ask for and a log never shows: reasons and teams of their clocks, what their clauses are about.

    tree  of the scenario, which knows the places; without it, its words are told by their paths
    """
    for compiled in prepared.agreements:
        at = ("agreements", compiled.name)
        yield from warned_of_strangers(compiled.agreement, lambda *path, at=at: _place(tree, (*at, *path)), log)
        for clause in compiled.clauses:
            if nobody := nobody_in(clause, log):
                yield Warned(weight="caution", about=clause.key, text=f"{clause.key} has no incident: {nobody}.")


def _place(tree: Table | None, path: tuple[str, ...]) -> Place:
    return Place(".".join(path)) if tree is None else place_of(tree, path)


def bootstrap_results(prepared: Prepared, confidence: float) -> dict[str, Estimate]:
    """For a replay that asks for it: each share over the whole span, with the interval of resampled weeks.

    By clause key. Averages, percentiles and availability are not shares of incidents and have none.
    """
    asked = prepared.scenario.study.bootstrap
    if asked is None or not isinstance(prepared.demand, PreparedReplay):
        return {}
    played, weeks = play(prepared, 0), _weeks(prepared.span)
    found: dict[str, Estimate] = {}
    for compiled in prepared.agreements:
        by_week = replace(compiled, periods=tuple(weeks for _ in compiled.clauses))
        reached = attain(by_week, played.workload, played.outcomes, played.history)
        for clause, weekly in zip(compiled.clauses, reached, strict=True):
            if clause.measure in SHARES_OF_WEEKS and weekly.counted.any():
                stream = Stream(prepared.scenario.study.seed, 0, "bootstrap")
                picks = resampled(stream, asked.samples, len(weekly.counted))
                found[clause.key] = bootstrap_share(_kept(clause.measure, weekly), weekly.counted, picks, confidence)
    return found


SHARES_OF_WEEKS = tuple(name for name in SHARES_OF_INCIDENTS if name != "backlog in time")
"""Shares of which each incident counts in one week; the backlog of one week may be that of the next."""


def _weeks(span: Span) -> tuple[Period, ...]:
    """The weeks of the measured span; what is left at its end is no week and is not resampled."""
    bins = week_bins(span)
    return tuple(
        Period(f"week {number}", int(start), int(end))
        for number, start, end in zip(bins.of, bins.edges, bins.edges[1:], strict=False)
        if start >= span.start and end <= span.end
    )


def _kept(measure: str, weekly: Attainment) -> Ints:
    return weekly.misses if measure in OF_MISSES else weekly.counted - weekly.misses


def _opened_in(incidents: pd.DataFrame, priority: str, month: str, zone: str) -> pd.DataFrame:
    chosen = np.ones(len(incidents), dtype=np.bool_)
    if priority != ALL:
        chosen &= (incidents["priority"] == priority).to_numpy()
    if month != ALL:
        chosen &= (incidents["opened"].dt.tz_convert(zone).dt.strftime("%Y-%m") == month).to_numpy()
    return incidents[chosen]


def _resolution(incidents: pd.DataFrame) -> dict[str, float | None]:
    """Quantiles of the time to the last resolution in seconds; open incidents count as later than all others."""
    seconds = (incidents["resolved"] - incidents["opened"]).dt.total_seconds().fillna(np.inf).to_numpy()
    ordered = np.sort(seconds)
    found = {
        name: ordered[ceil(share * len(ordered)) - 1] if len(ordered) else np.inf for name, share in QUANTILES.items()
    }
    return {name: float(value) if np.isfinite(value) else None for name, value in found.items()}


def problems_found(problems: Iterable[LogProblem]) -> tuple[LogProblemFound, ...]:
    """The problems of a log as results state them."""
    return tuple(
        LogProblemFound(kind=problem.found, count=problem.count, examples=problem.examples, done=problem.done)
        for problem in problems
    )


def moment_of_log(milliseconds: int) -> str:
    """A moment of a log as ISO 8601 in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()
