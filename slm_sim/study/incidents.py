"""Every incident of a replication as a row of a table, and such a table as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from slm_sim.clock import NEVER, TimeAxis
from slm_sim.engine.derive import incident_of_step
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.tables import INCIDENTS, Kind
from slm_sim.model.workload import REASSIGNED
from slm_sim.pipeline import Played, Prepared
from slm_sim.sla.histories import Histories
from slm_sim.study.times import CALL_OUT, HANDS_ON, WAITING, Parts
from slm_sim.workload import PreparedReplay

Moments = npt.NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table as arrays.

    values  numbers, moments in UTC without their zone, or for text the place of each word in `words`, -1 for none
    words   the texts that occur; empty for anything else
    """

    values: npt.NDArray[Any]
    words: npt.NDArray[np.str_]

    def chosen(self, rows: Bools) -> Column:
        """The column of some rows."""
        return Column(self.values[rows], self.words)


def columns_of(frames: Sequence[pd.DataFrame]) -> dict[str, Column]:
    """The incidents tables of some replications, one below the other, as arrays by the name of the column."""
    return {
        column.name: _column(pd.concat([frame[column.name] for frame in frames]), column.kind)
        for column in INCIDENTS.columns
        if frames
    }


def first_rows(columns: Mapping[str, Column], count: int) -> dict[str, Column]:
    """The rows of the replications whose number is below `count`."""
    return {name: column.chosen(columns["replication"].values < np.int64(count)) for name, column in columns.items()}


def frame_of(columns: Mapping[str, Column]) -> pd.DataFrame:
    """The incidents table that the columns hold."""
    return pd.DataFrame({column.name: _values(columns[column.name], column.kind) for column in INCIDENTS.columns})


def _column(values: pd.Series[Any], kind: Kind) -> Column:
    none = np.array([], dtype=np.str_)
    if kind == "text":
        codes, words = pd.factorize(values)
        return Column(codes.astype(np.int64), np.array(words.tolist(), dtype=np.str_))
    if kind == "moment":
        return Column(values.dt.tz_localize(None).to_numpy(dtype="datetime64[ms]"), none)
    return Column(values.to_numpy(), none)


def _values(column: Column, kind: Kind) -> pd.DatetimeIndex | npt.NDArray[Any] | list[str | None]:
    if kind == "moment":
        return _utc(column.values)
    return _named(tuple(column.words.tolist()), column.values) if kind == "text" else column.values


def incident_rows(prepared: Prepared, played: Played, history: Histories, spent: Parts) -> pd.DataFrame:
    """The incidents table of one replication, see `slm_sim.model.tables.INCIDENTS`."""
    workload, outcomes, names = played.workload, played.outcomes, played.workload.names
    axis = prepared.span.axis
    owner = incident_of_step(workload)
    reached = np.flatnonzero(outcomes.ready != NEVER)
    last_team = workload.step_team[workload.first_step[:-1]].copy()
    last_team[owner[reached]] = workload.step_team[reached]
    moved = (workload.step_then == REASSIGNED) & (outcomes.end != NEVER)
    seconds = float(axis.seconds_in(1))
    pending = [column for column, name in enumerate(spent.names) if name.startswith("pending ")]
    column = {name: spent.ticks[:, number] for number, name in enumerate(spent.names)}
    return pd.DataFrame(
        {
            "replication": played.replication,
            "incident": _labels(prepared, played),
            "opened": _utc(_at(axis, workload.opened)),
            "responded": moments(axis, history.first_touch),
            "resolved": moments(axis, history.last_resolved),
            "priority": _named(names.priorities, workload.priority),
            "category": _named(names.categories, workload.category),
            "customer": _named(names.customers, workload.customer),
            "service": _named(names.services, workload.service),
            "first_team": _named(names.teams, workload.step_team[workload.first_step[:-1]]),
            "last_team": _named(names.teams, last_team),
            "reassignments": np.bincount(owner[moved], minlength=workload.incidents),
            "reopened": history.cycles - 1,
            "waiting_seconds": (column[WAITING] + column[CALL_OUT]) * seconds,
            "touch_seconds": column[HANDS_ON] * seconds,
            "pending_seconds": spent.ticks[:, pending].sum(axis=1) * seconds,
            "excluded": _named(names.exclusions, workload.excluded),
            "outage": _named(
                names.outages,
                np.where(workload.outage >= 0, np.append(workload.disruptions.kind, -1)[workload.outage], -1),
            ),
        }
    )


def moments(axis: TimeAxis, ticks: Ints) -> pd.DatetimeIndex:
    """Ticks as timestamps in UTC; NEVER is none."""
    return _utc(np.where(ticks == NEVER, np.datetime64("NaT"), _at(axis, ticks)))


def _at(axis: TimeAxis, ticks: Ints) -> Moments:
    epoch = np.datetime64(axis.epoch.replace(tzinfo=None), "ms")
    return np.asarray(epoch + (ticks * axis.tick_ms).astype("timedelta64[ms]"))


def _utc(at: Moments) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(at).tz_localize("UTC")


def _named(names: tuple[str, ...], index: Ints) -> list[str | None]:
    """The name of each index, None for -1."""
    valid = (*names, None)
    return [valid[number] for number in index.tolist()]


def _labels(prepared: Prepared, played: Played) -> list[str]:
    """The number that the log gave an incident; the identity of any other, in hexadecimal."""
    demand, number = prepared.demand, dict[int, str]()
    if isinstance(demand, PreparedReplay):
        number = dict(zip(demand.identity.tolist(), demand.number, strict=True))
    return [number.get(identity, f"{identity:x}") for identity in played.workload.identity.tolist()]
