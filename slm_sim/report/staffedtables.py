"""The facts of a plan of the staff as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from slm_sim.model import staffedtables as tables
from slm_sim.model.staffed import Staffed
from slm_sim.model.tables import Table
from slm_sim.report.frames import Row, frame_of, value_and_ends


def table_of(table: Table, staffed: Staffed) -> pd.DataFrame:
    """One of `slm_sim.model.staffedtables.STAFFED_TABLES`; its rows are in the order of ``staff.json``."""
    return frame_of(table, ROWS[table.name](staffed))


def _roster(staffed: Staffed) -> Iterator[Row]:
    for row in staffed.rows:
        yield row.team, row.shift, row.days, row.hours, row.before, row.people, row.needed, row.cost


def _lines(staffed: Staffed) -> Iterator[Row]:
    for line in staffed.lines:
        yield line.team, line.pattern, line.people, *line.days, line.cost


def _rota(staffed: Staffed) -> Iterator[Row]:
    for circle in staffed.circles:
        for person, begins in zip(circle.people, range(len(circle.weeks)), strict=True):
            for number in range(len(circle.weeks)):
                week = circle.weeks[(begins + number) % len(circle.weeks)]
                yield circle.team, circle.pattern, person, number + 1, *week.days, week.on_call, week.is_leave


def _teams(staffed: Staffed) -> Iterator[Row]:
    for team in staffed.teams:
        yield team.team, team.cost, team.cost_before, *value_and_ends(team.occupancy)


def _one_more(staffed: Staffed) -> Iterator[Row]:
    for one in staffed.one_more:
        estimates = (*value_and_ends(one.kept), *value_and_ends(one.credits))
        yield one.team, one.shift, one.change, one.cost, *estimates


ROWS: dict[str, Callable[[Staffed], Iterator[Row]]] = {
    tables.ROSTER.name: _roster,
    tables.LINES.name: _lines,
    tables.ROTA.name: _rota,
    tables.TEAMS.name: _teams,
    tables.ONE_MORE.name: _one_more,
}
