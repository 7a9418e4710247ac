"""What a log itself shows: volumes, resolution times and how incidents moved."""

from __future__ import annotations

from math import ceil

import numpy as np

from slm_sim.model.arrays import Bools, Floats, Ints
from slm_sim.model.incidentlog import ALL, BACK_SOON, NO_MOMENT, WAITING, IncidentLog, Observed, ObservedTimes

QUANTILES = {"p50": 0.5, "p90": 0.9, "p95": 0.95}


def observed(log: IncidentLog) -> Observed:
    """The facts of a log that a simulation of it is held against."""
    owner = log.spell_incident
    moved = np.zeros(len(owner), dtype=bool)
    moved[1:] = (np.diff(log.spell_team) != 0) & (np.diff(owner) == 0)
    resolved = log.resolved != NO_MOMENT
    seconds = np.where(resolved, (log.resolved - log.opened) / 1000, np.inf)
    months = _months(log)
    names = (*sorted(set(months)), ALL)
    return Observed(
        incidents=log.incidents,
        first_opened=int(log.opened.min()),
        last_opened=int(log.opened.max()),
        reassigned=_share(owner[moved], log),
        reopened=_share(owner[log.spell_state == BACK_SOON], log),
        ever_pending=_share(owner[log.spell_state >= WAITING], log),
        times=tuple(
            _times(priority, month, seconds[_these(log, months, rank, month)])
            for month in names
            for rank, priority in ((-1, ALL), *enumerate(log.names.priorities))
        ),
    )


def _months(log: IncidentLog) -> list[str]:
    import pandas as pd

    opened = pd.DatetimeIndex(log.opened.astype("datetime64[ms]"), tz="UTC").tz_convert(log.zone)
    return [str(month) for month in opened.strftime("%Y-%m")]


def _share(incidents: Ints, log: IncidentLog) -> float:
    return len(np.unique(incidents)) / log.incidents


def _these(log: IncidentLog, months: list[str], rank: int, month: str) -> Bools:
    chosen = np.array([month in (ALL, opened) for opened in months], dtype=bool)
    return chosen if rank < 0 else chosen & (log.priority == rank)


def _times(priority: str, month: str, seconds: Floats) -> ObservedTimes:
    ordered = np.sort(seconds)
    found = {
        name: ordered[ceil(part * len(ordered)) - 1] if len(ordered) else np.inf for name, part in QUANTILES.items()
    }
    return ObservedTimes(
        priority=priority,
        month=month,
        incidents=len(ordered),
        unresolved=int(np.isinf(ordered).sum()),
        resolution={name: float(value) if np.isfinite(value) else None for name, value in found.items()},
    )
