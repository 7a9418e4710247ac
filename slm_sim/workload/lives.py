"""The lives of incidents: visit by visit, who works on them how long, whether they wait, and where they go next.

Every draw is addressed by the incident's identity and by the cycle and the visit within it, never by the team. So a
change of routing or of effort leaves the luck of all that it does not concern as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.chance import lengths_of, stream_keys
from slm_sim.model.arrays import Ints, freeze_arrays, read_only
from slm_sim.workload.draws import Draws
from slm_sim.workload.pages import STEP_CALENDAR, STEP_CALLOUT, STEP_DELAY, STEP_EFFORT, STEP_TEAM, STEP_THEN
from slm_sim.workload.rounds import LifeTables
from slm_sim.workload.routes import Routes
from slm_sim.workload.spreads import SpreadTable
from slm_sim.workload.visits import ATTRIBUTES, write_lives
from slm_sim.workload.waits import Return, Waits

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Steps:
    """The steps of incidents in one flat (CSR) layout, as `slm_sim.model.workload.Workload` describes them."""

    first: Ints
    team: Ints
    effort: Ints
    then: Ints
    delay: Ints
    calendar: Ints
    callout: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def life_tables(
    routes: Routes, effort: SpreadTable, callout: SpreadTable, waits: Waits, reopening: Return | None, tick_ms: int,
    seed: int,
) -> LifeTables:  # fmt: skip
    """All that decides the lives of incidents, as compiled code reads it."""
    teams, categories, priorities = routes.resolves.shape
    places = teams * categories * priorities
    efforts, callouts, reasons = len(effort.spreads), len(callout.spreads), len(waits.lasts)
    after = (reopening.after,) if reopening else ()
    called = np.where(callout.which > 0, callout.which + efforts, NOBODY)
    return LifeTables(
        key=stream_keys(seed, ATTRIBUTES),
        kinds=categories * priorities,
        lengths=lengths_of((*effort.spreads, *callout.spreads, *waits.lasts, *after)),
        effort=read_only(np.repeat(effort.which[:, None], categories, axis=1).reshape(places)),
        callout=read_only(np.repeat(called[:, None], categories, axis=1).reshape(places)),
        lasts=efforts + callouts,
        after=efforts + callouts + reasons,
        waits=read_only(np.repeat(waits.share, priorities, axis=1).reshape(places, reasons)),
        calendar=waits.calendar,
        longest=waits.longest,
        resolves=read_only(routes.resolves.reshape(places)),
        onward=read_only(routes.onward.reshape(places, teams)),
        at_most=routes.at_most,
        returns=reopening.share if reopening else 0.0,
        returns_to=reopening.team if reopening else read_only(np.empty(0, dtype=np.int64)),
        per_second=1000 / tick_ms,
    )


def draw_lives(tables: LifeTables, crowd: Ints, draws: Draws) -> Steps:
    """The steps of all incidents of a crowd, in its order."""
    first, steps = write_lives(tables, crowd, np.uint64(draws.replication))
    total = int(first[-1])
    return Steps(
        first=first,
        team=steps[STEP_TEAM, :total],
        effort=steps[STEP_EFFORT, :total],
        then=steps[STEP_THEN, :total],
        delay=steps[STEP_DELAY, :total],
        calendar=steps[STEP_CALENDAR, :total],
        callout=steps[STEP_CALLOUT, :total],
    )
