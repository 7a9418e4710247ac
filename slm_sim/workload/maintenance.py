"""Planned maintenance: which openings of a window are used, and for how long services are down in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import compile_hours, holiday_dates
from slm_sim.chance import length_ticks
from slm_sim.clock import TimeAxis
from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.model.demand import Maintenance
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.spread import Spread
from slm_sim.model.workload import Names
from slm_sim.workload.draws import Draws
from slm_sim.workload.outages import shares_of
from slm_sim.workload.spreads import spread_of

MS_PER_HOUR = 3_600_000


@dataclass(frozen=True, eq=False)
class PlannedWork:
    """A kind of planned maintenance, and the openings of its window in the run.

    opens, closes  ticks of each opening, int64[w]
    hour           its beginning in hours since 1970-01-01 UTC: the address of its draws, int64[w]
    used           the chance that an opening is used
    share          millionths of the users of each service who lose it, int64[services]
    """

    name: str
    opens: Ints
    closes: Ints
    hour: Ints
    used: float
    downtime: Spread
    share: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Planned:
    """The planned maintenance of one replication in the order of its starts, int64 each."""

    kind: Ints
    start: Ints
    end: Ints
    window_end: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def planned_work(scenario: Scenario, names: Names, span: Span) -> tuple[PlannedWork, ...]:
    """The kinds of planned maintenance of a scenario, in the order of the file.

    An opening of the window is used at most once by each kind, so a rate above that of the openings uses all of them.
    """
    return tuple(_kind(scenario, names, span, name, work) for name, work in scenario.maintenance.items())


def draw_maintenance(kinds: tuple[PlannedWork, ...], axis: TimeAxis, draws: Draws) -> Planned:
    """The planned maintenance of one replication: it begins when its window opens, and may overrun it."""
    parts = [(np.empty(0, dtype=np.int64),) * 4]
    for number, kind in enumerate(kinds):
        used = np.flatnonzero(draws.uniforms(f"maintenance:{kind.name}", kind.hour) < kind.used)
        uniform = draws.uniforms(f"maintenance lasts:{kind.name}", kind.hour[used])
        start = kind.opens[used]
        end = start + length_ticks(kind.downtime, uniform, axis.tick_ms)
        parts.append((np.full_like(used, number), start, end, kind.closes[used]))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort((columns[0], columns[1]))
    return Planned(*(column[order] for column in columns))


def _kind(scenario: Scenario, names: Names, span: Span, name: str, work: Maintenance) -> PlannedWork:
    agreement = _agreement_with(scenario, work.window)
    first, last = (span.axis.moment_at(tick).date() for tick in (span.lowest, span.highest))
    window = compile_hours(
        work.window,
        agreement.maintenance_windows[work.window].hours,
        agreement.time_zone,
        holiday_dates(agreement.holidays, first, last),
        span.axis,
        span.lowest,
        span.highest,
    )
    between = (span.highest - span.lowest) / max(len(window.opens), 1)
    inside = (window.opens >= 0) & (window.opens < span.horizon)
    opens = window.opens[inside]
    epoch_hours = span.axis.epoch.timestamp() / 3600
    return PlannedWork(
        name=name,
        opens=opens,
        closes=window.closes[inside],
        hour=np.floor(epoch_hours + opens * (span.axis.tick_ms / MS_PER_HOUR)).astype(np.int64),
        used=float(work.rate.per_second * span.axis.seconds_in(1)) * between,
        downtime=spread_of(work.downtime),
        share=shares_of(work.affects, names.services),
    )


def _agreement_with(scenario: Scenario, window: str) -> Agreement:
    """The agreement that defines a maintenance window: the governing one if it does, else the first that does."""
    governing = [scenario.governing_agreement] if scenario.governing_agreement else []
    return next(found for found in (*governing, *scenario.agreements.values()) if window in found.maintenance_windows)
