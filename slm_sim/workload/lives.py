"""The lives of incidents: visit by visit, who works on them how long, whether they wait, and where they go next.

Every draw is addressed by the incident's identity and by the cycle and the visit within it, never by the team. So a
change of routing or of effort leaves the luck of all that it does not concern as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.chance import quantile, to_ticks
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED
from slm_sim.workload.draws import Draws
from slm_sim.workload.incidents import Incidents
from slm_sim.workload.mix import chosen_in_row
from slm_sim.workload.routes import Routes
from slm_sim.workload.spreads import SpreadTable
from slm_sim.workload.steps import StepBook, Steps
from slm_sim.workload.waits import SAME_TEAM, Return, Waits

VISITS_PER_CYCLE = 1 << 14
"""More than a routing allows; part of the address of every draw."""

MOST_REOPENINGS = 8
"""An incident that has come back so often is resolved for good."""


@dataclass(frozen=True, eq=False)
class Handling:
    """All that decides the lives of incidents."""

    routes: Routes
    effort: SpreadTable
    waits: Waits
    reopening: Return | None
    tick_ms: int


@dataclass(frozen=True, eq=False)
class _Visit:
    """One visit of each of some incidents, by its number in the crowd, int64[k] each."""

    incident: Ints
    identity: Ints
    priority: Ints
    category: Ints
    customer: Ints
    team: Ints
    number: Ints
    cycle: Ints

    @property
    def address(self) -> Ints:
        return self.cycle * VISITS_PER_CYCLE + self.number


def draw_lives(handling: Handling, crowd: Incidents, draws: Draws) -> Steps:
    """The steps of all incidents, in the order of the crowd.

    One round is one visit of every incident that is not resolved for good. A visit that waits is two steps, with half
    the effort before the wait and half after it. Half the effort of one tick is one tick.
    """
    book = StepBook(len(crowd))
    here, team = np.arange(len(crowd)), crowd.team
    number, cycle = np.zeros_like(here), np.zeros_like(here)
    while here.size:
        visit = _visits(crowd, here, team, number, cycle)
        effort = _work_before_waiting(handling, visit, draws, book)
        resolved = _resolves(handling.routes, visit, draws)
        returns, delay = _returns(handling, visit, resolved, draws)
        then = np.where(returns, REOPENED, np.where(resolved, RESOLVED, REASSIGNED))
        book.write(here, team, effort, then, delay, 0, 2 * visit.address + 1)
        goes_on = returns | ~resolved
        onward = _next_team(handling.routes, visit, resolved, draws)
        team = np.where(resolved, _team_after_return(handling, visit), onward)
        here, team = here[goes_on], team[goes_on]
        number, cycle = np.where(returns, 0, number + 1)[goes_on], (cycle + returns)[goes_on]
    return book.steps()


def _visits(crowd: Incidents, here: Ints, team: Ints, number: Ints, cycle: Ints) -> _Visit:
    return _Visit(
        incident=here,
        identity=crowd.identity[here],
        priority=crowd.priority[here],
        category=crowd.category[here],
        customer=crowd.customer[here],
        team=team,
        number=number,
        cycle=cycle,
    )


def _work_before_waiting(handling: Handling, visit: _Visit, draws: Draws, book: StepBook) -> Ints:
    """The effort of the last step of each visit; where the visit waits, the step before it is written."""
    uniform = draws.uniforms("effort", visit.identity, visit.address)
    effort = handling.effort.ticks(visit.team, visit.priority, uniform, handling.tick_ms)
    waits = handling.waits
    if not waits.lasts:
        return effort
    sums = waits.share[visit.team, visit.category]
    reason = (draws.uniforms("pending", visit.identity, visit.address)[:, None] >= sums).sum(axis=1)
    waiting = np.flatnonzero(reason < len(waits.lasts))
    reason, before = reason[waiting], np.maximum(effort[waiting] // 2, 1)
    calendar = waits.calendar[reason, visit.customer[waiting]]
    uniform = draws.uniforms("pending lasts", visit.identity[waiting], visit.address[waiting])
    delay = np.empty_like(before)
    for number, spread in enumerate(waits.lasts):
        delay[reason == number] = to_ticks(quantile(spread, uniform[reason == number]), handling.tick_ms)
    book.write(
        visit.incident[waiting],
        visit.team[waiting],
        before,
        PENDING + reason,
        np.minimum(delay, waits.longest[calendar]),
        calendar,
        2 * visit.address[waiting],
    )
    effort[waiting] = np.maximum(effort[waiting] - before, 1)
    return effort


def _resolves(routes: Routes, visit: _Visit, draws: Draws) -> Bools:
    chance = routes.resolves[visit.team, visit.category, visit.priority]
    lucky = draws.uniforms("resolves", visit.identity, visit.address) < chance
    return np.asarray(lucky | (visit.number >= routes.at_most))


def _next_team(routes: Routes, visit: _Visit, resolved: Bools, draws: Draws) -> Ints:
    going = np.flatnonzero(~resolved)
    sums = routes.onward[visit.team[going], visit.category[going], visit.priority[going]]
    team = visit.team.copy()
    team[going] = chosen_in_row(sums, draws.uniforms("reassigned to", visit.identity[going], visit.address[going]))
    return team


def _returns(handling: Handling, visit: _Visit, resolved: Bools, draws: Draws) -> tuple[Bools, Ints]:
    """Which incidents come back after having been resolved, and the ticks until then, 0 for all others."""
    returns, delay = np.zeros_like(resolved), np.zeros_like(visit.incident)
    reopening = handling.reopening
    if reopening is not None:
        asked = np.flatnonzero(resolved & (visit.cycle < MOST_REOPENINGS))
        returns[asked] = draws.uniforms("reopened", visit.identity[asked], visit.cycle[asked]) < reopening.share
        back = np.flatnonzero(returns)
        uniform = draws.uniforms("reopened after", visit.identity[back], visit.cycle[back])
        away = to_ticks(quantile(reopening.after, uniform), handling.tick_ms)
        delay[back] = np.minimum(away, handling.waits.longest[0])
    return returns, delay


def _team_after_return(handling: Handling, visit: _Visit) -> Ints:
    if handling.reopening is None:
        return visit.team
    stated = handling.reopening.team[visit.customer]
    return np.where(stated == SAME_TEAM, visit.team, stated)
