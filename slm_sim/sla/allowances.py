"""What maintenance windows allow: on which services, and how much planned work is excluded before it is downtime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor

import numpy as np

from slm_sim.model.agreement import MaintenanceWindow
from slm_sim.model.arrays import Ints
from slm_sim.model.workload import Workload
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.periods import period_starts

PERIODS = {"week": "week", "month": "calendar month", "quarter": "calendar quarter", "year": "contract year"}
NO_PERIODS = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Allowed:
    """What a maintenance window allows.

    window  for which services it is
    ticks   of planned work in each of the periods that begin at `starts`, int64[p], increasing; None without a limit
    """

    window: MaintenanceWindow
    ticks: int | None
    starts: Ints


@lru_cache(maxsize=64)
def allowances(compiled: CompiledAgreement) -> Mapping[str, Allowed]:
    """What the maintenance windows of an agreement allow, by name."""
    agreement, span = compiled.agreement, compiled.span
    found = {}
    for name, window in agreement.maintenance_windows.items():
        if window.at_most is None:
            found[name] = Allowed(window, None, NO_PERIODS)
        else:
            ticks = floor(span.axis.exact_ticks_in(window.at_most.length.seconds))
            starts = period_starts(PERIODS[window.at_most.per], agreement.term, agreement.time_zone, span)
            found[name] = Allowed(window, ticks, starts)
    return found


def within_allowances(allowed: Mapping[str, Allowed], service: int, workload: Workload, planned_until: Ints) -> Ints:
    """Until when each planned work on a service is excluded, int64[rows], given until when its window excludes it.

    Work in a window that is not for the service is not excluded at all. Other work counts against the allowance of its
    window in the period in which it begins, in the order of time, and what overlaps once. A window that another
    agreement defines allows whatever fits into it.
    """
    broken, found = workload.disruptions, planned_until.copy()
    for name, limit in allowed.items():
        kinds = [kind for kind, window in enumerate(workload.names.windows) if window == name]
        rows = np.flatnonzero(np.isin(broken.planned_kind, kinds) & (broken.planned_share[:, service] > 0))
        if not limit.window.is_for(workload.names.services[service]):
            found[rows] = broken.planned_start[rows]
        elif limit.ticks is not None:
            rows = rows[np.argsort(broken.planned_start[rows], kind="stable")]
            periods = np.searchsorted(limit.starts, broken.planned_start[rows], "right")
            for period in np.unique(periods):
                _use_up(limit.ticks, broken.planned_start, rows[periods == period], found)
    return found


def _use_up(left: int, start: Ints, rows: Ints, until: Ints) -> None:
    """Cut the works of one period, which are in the order of time, to what is left of their allowance."""
    covered = int(start[rows[0]])
    for row in rows:
        begins = max(int(start[row]), covered)
        until[row] = min(int(until[row]), begins + left)
        left -= max(int(until[row]) - begins, 0)
        covered = max(covered, int(until[row]))
