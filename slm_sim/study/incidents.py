"""Every incident of a replication as a row of a table, and such a table as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from slm_sim.clock import NEVER, TimeAxis
from slm_sim.engine.spells import incident_of_step
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import REASSIGNED, Workload
from slm_sim.pipeline import Played, Prepared
from slm_sim.study.times import CALL_OUT, HANDS_ON, WAITING, Parts
from slm_sim.workload import PreparedReplay

Moments = npt.NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table as arrays.

    values  numbers, texts, moments in UTC without their zone, or the place of each text in `words`, -1 for none
    words   the texts that may occur, where `values` are places
    """

    values: npt.NDArray[Any]
    words: npt.NDArray[np.str_] = field(default_factory=lambda: np.array([], dtype=np.str_))

    def chosen(self, rows: Bools) -> Column:
        """The column of some rows."""
        return Column(self.values[rows], self.words)


Columns = Mapping[str, Column]
"""A table, its columns by their names."""


def one_below_the_other(tables: Sequence[Columns]) -> dict[str, Column]:
    """The incidents of several replications as one table; an empty one of none."""
    return {
        name: Column(np.concatenate([table[name].values for table in tables]), column.words)
        for name, column in (tables[0] if tables else {}).items()
    }


def first_rows(columns: Columns, count: int) -> dict[str, Column]:
    """The rows of the replications whose number is below `count`."""
    return {name: column.chosen(columns["replication"].values < np.int64(count)) for name, column in columns.items()}


def incident_columns(prepared: Prepared, played: Played, spent: Parts) -> dict[str, Column]:
    """The incidents of one replication, see `slm_sim.model.tables.INCIDENTS`."""
    workload, outcomes, history = played.workload, played.outcomes, played.history
    names = workload.names
    axis = prepared.span.axis
    owner = incident_of_step(workload)
    reached = np.flatnonzero(outcomes.ready != NEVER)
    last_team = workload.step_team[workload.first_step[:-1]].copy()
    queue, hand_overs = _handed_over(workload, outcomes, owner)
    last_team[owner[reached]] = queue[reached]
    moved = (workload.step_then == REASSIGNED) & (outcomes.end != NEVER)
    moved &= workload.step_team != np.append(workload.step_team[1:], -1)
    seconds = float(axis.seconds_in(1))
    pending = [column for column, name in enumerate(spent.names) if name.startswith("pending ")]
    column = {name: spent.ticks[number] for number, name in enumerate(spent.names)}
    outage = np.where(workload.outage >= 0, np.append(workload.disruptions.kind, -1)[workload.outage], -1)
    return {
        "replication": Column(np.full(workload.incidents, played.replication)),
        "incident": Column(np.array(labels(prepared, played), dtype=np.str_)),
        "opened": Column(_at(axis, workload.opened)),
        "responded": Column(moments(axis, history.first_touch)),
        "resolved": Column(moments(axis, history.last_resolved)),
        "abandoned": Column(moments(axis, history.abandoned)),
        "priority": _named(names.priorities, workload.priority),
        "category": _named(names.categories, workload.category),
        "customer": _named(names.customers, workload.customer),
        "service": _named(names.services, workload.service),
        "first_team": _named(names.teams, workload.step_team[workload.first_step[:-1]]),
        "last_team": _named(names.teams, last_team),
        "reassignments": Column(np.bincount(owner[moved], minlength=workload.incidents) + hand_overs),
        "reopened": Column(history.cycles - 1),
        "waiting_seconds": Column((column[WAITING] + column[CALL_OUT]) * seconds),
        "touch_seconds": Column(column[HANDS_ON] * seconds),
        "pending_seconds": Column(spent.ticks[pending].sum(axis=0) * seconds),
        "excluded": _named(names.exclusions, workload.excluded),
        "outage": _named(names.outages, outage),
    }


def _handed_over(workload: Workload, outcomes: Outcomes, owner: Ints) -> tuple[Ints, Ints]:
    """The team in whose queue each step was last, int64[steps], and how often each incident changed hands, int64[n]."""
    team, moves = workload.step_team.copy(), np.zeros(workload.incidents, dtype=np.int64)
    for step, to in zip(outcomes.escalated_step.tolist(), outcomes.escalated_team.tolist(), strict=True):
        moves[owner[step]] += team[step] != to
        team[step] = to
    return team, moves


def moments(axis: TimeAxis, ticks: Ints) -> Moments:
    """Ticks as moments in UTC; NEVER is none."""
    return np.where(ticks == NEVER, np.datetime64("NaT"), _at(axis, ticks))


def _at(axis: TimeAxis, ticks: Ints) -> Moments:
    epoch = np.datetime64(axis.epoch.replace(tzinfo=None), "ms")
    return np.asarray(epoch + (ticks * axis.tick_ms).astype("timedelta64[ms]"))


def _named(names: tuple[str, ...], index: Ints) -> Column:
    return Column(index, np.array(names, dtype=np.str_))


def labels(prepared: Prepared, played: Played) -> list[str]:
    """The number that the log gave an incident; the identity of any other, in hexadecimal."""
    demand, number = prepared.demand, dict[int, str]()
    if isinstance(demand, PreparedReplay):
        number = dict(zip(demand.identity.tolist(), demand.number, strict=True))
    return [number.get(identity, f"{identity:x}") for identity in played.workload.identity.tolist()]
