"""More or fewer incidents than a log holds, without touching those that stay.

Below 100 % each incident stays if its mark lies below the volume. Above, every incident of the log stays, and for each
of them come copies: of the n-th copies those whose mark lies below what the volume leaves for them. A copy arrives in
the hour of its original and is otherwise like an incident drawn from the same hour of the week. Marks are addressed by
identity, so more volume only adds incidents to those of a lower one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from slm_sim.chance import Stream, global_identity
from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Bools, Ints, freeze_arrays

WEEK_HOURS = 168
HOUR_MS = 3_600_000

MARK, DONOR = 0, 1


@dataclass(frozen=True, eq=False)
class HoursOfWeek:
    """When incidents were opened in the course of a week, in local time of the log, per incident.

    hour   from Monday 00:00, int64[n]: 0 to 167
    into   milliseconds into that hour, int64[n]
    drawn  bool[n]: whether copies may come for it and of it; what was open at the start has none
    """

    hour: Ints
    into: Ints
    drawn: Bools

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Picked:
    """The incidents of one replication, in the order of (arrival, opened, identity).

    source   the incident of the log whose life each of them has, int64[n]
    identity, arrival, opened   as in `Workload`
    """

    source: Ints
    identity: Ints
    arrival: Ints
    opened: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def hours_of_week(opened_ms: Ints, zone: str, drawn: Bools) -> HoursOfWeek:
    """The hours of the week of openings, given in milliseconds of Unix time."""
    import pandas as pd

    local = pd.DatetimeIndex(opened_ms.astype("datetime64[ms]"), tz="UTC").tz_convert(zone).tz_localize(None)
    shown = local.to_numpy(dtype="datetime64[ms]").astype(np.int64)
    thursday_hours = shown // HOUR_MS
    return HoursOfWeek((thursday_hours + 3 * 24) % WEEK_HOURS, shown % HOUR_MS, drawn)


def pick_incidents(
    identity: Ints, arrival: Ints, opened: Ints, hours: HoursOfWeek, volume: float, axis: TimeAxis, stream: Stream
) -> Picked:
    """The incidents that make up a volume; a volume of 1 is the log itself. `stream` marks them."""
    stays = np.flatnonzero(stream.uniforms(identity, MARK) < volume)
    parts = [Picked(stays, identity[stays], arrival[stays], opened[stays])]
    parts += [
        _copies(identity, arrival, hours, volume - number, number, axis, stream) for number in range(1, ceil(volume))
    ]
    source, names, at, since = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("source", "identity", "arrival", "opened")
    )
    order = np.lexsort((names, since, at))
    return Picked(source[order], names[order], at[order], since[order])


def _copies(
    identity: Ints, arrival: Ints, hours: HoursOfWeek, share: float, number: int, axis: TimeAxis, stream: Stream
) -> Picked:
    """The n-th copies: where their originals were, drawn from those of the same hour of the week."""
    names = global_identity(f"copy {number} of a log", identity)
    originals = np.flatnonzero(hours.drawn & (stream.uniforms(names, MARK) < share))
    names = names[originals]
    pool = np.flatnonzero(hours.drawn)
    pool = pool[np.argsort(hours.hour[pool], kind="stable")]
    first, past = (np.searchsorted(hours.hour[pool], hours.hour[originals], side) for side in ("left", "right"))
    donors = pool[first + (stream.uniforms(names, DONOR) * (past - first)).astype(np.int64)]
    later = np.rint((hours.into[donors] - hours.into[originals]) / axis.tick_ms).astype(np.int64)
    at = np.maximum(arrival[originals] + later, 0)
    return Picked(donors, names, at, at)
