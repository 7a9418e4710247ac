"""Lives and marks a second time: one incident after the other, one number after the other, by the rules alone."""

from __future__ import annotations

import numpy as np

from slm_sim.chance import length_ticks
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED, Workload
from slm_sim.span import span
from slm_sim.workload.draws import Draws
from slm_sim.workload.mix import Mix
from slm_sim.workload.names import names_of
from slm_sim.workload.rounds import MOST_REOPENINGS, VISITS_PER_CYCLE
from slm_sim.workload.routes import routes_of
from slm_sim.workload.spreads import SpreadTable, callouts_of, efforts_of
from slm_sim.workload.waits import SAME_TEAM, delay_calendars, return_of, waits_of

Step = tuple[int, int, int, int, int, int]
"""Team, effort, what follows, the delay, its calendar, and the call-out."""


class Naive:
    """The rules of a scenario, and the luck of one replication."""

    def __init__(self, scenario: Scenario, replication: int) -> None:
        run, names = span(scenario), names_of(scenario)
        self.tick_ms = run.axis.tick_ms
        self.draws = Draws(scenario.study.seed, replication)
        self.routes = routes_of(scenario, names)
        self.effort, self.callout = efforts_of(scenario, names), callouts_of(scenario, names)
        self.waits = waits_of(scenario, names, delay_calendars(scenario, run), run)
        self.back = return_of(scenario, names)

    def number(self, attribute: str, identity: int, draw: int = 0) -> float:
        """One uniform number."""
        return float(self.draws.uniforms(attribute, np.array([identity]), draw)[0])

    def marks(self, mix: Mix, identity: int) -> tuple[int, int]:
        """Priority and exclusion."""
        impact = pick(mix.impact.tolist(), self.number("impact", identity))
        urgency = pick(mix.urgency[impact].tolist(), self.number("urgency", identity))
        reason = pick(mix.exclusion.tolist(), self.number("exclusion", identity))
        return int(mix.priority[0, impact, urgency]), reason if reason < len(mix.exclusion) - 1 else -1

    def life(self, workload: Workload, row: int) -> list[Step]:
        """All steps of an incident of which the first team is known."""
        figures = (workload.identity, workload.category, workload.priority, workload.customer)
        identity, category, priority, customer = (int(figure[row]) for figure in figures)
        team, cycle, visit, steps = int(workload.step_team[workload.first_step[row]]), 0, 0, list[Step]()

        def write(effort: int, then: int, delay: int, calendar: int, luck: int) -> None:
            called = 0
            if self.callout.which[team].any():
                called = self.ticks(self.callout, team, priority, self.number("call-out", identity, luck))
            steps.append((team, effort, then, delay, calendar, called))

        while True:
            at = cycle * VISITS_PER_CYCLE + visit
            effort = self.ticks(self.effort, team, priority, self.number("effort", identity, at))
            sums = self.waits.share[team, category].tolist()
            waiting = self.number("pending", identity, at)
            if sums and waiting < sums[-1]:
                reason = pick([*sums, 1.0], waiting)
                lasts = self.waits.lasts[reason]
                delay = int(length_ticks(lasts, np.array(self.number("pending lasts", identity, at)), self.tick_ms))
                calendar, before = int(self.waits.calendar[reason, customer]), max(effort // 2, 1)
                write(before, PENDING + reason, min(delay, int(self.waits.longest[calendar])), calendar, 2 * at)
                effort = max(effort - before, 1)
            chance = self.routes.resolves[team, category, priority]
            if visit < self.routes.at_most and not self.number("resolves", identity, at) < chance:
                write(effort, REASSIGNED, 0, 0, 2 * at + 1)
                sums = self.routes.onward[team, category, priority].tolist()
                team, visit = pick(sums, self.number("reassigned to", identity, at)), visit + 1
                continue
            if (
                self.back is None
                or cycle == MOST_REOPENINGS
                or self.number("reopened", identity, cycle) >= self.back.share
            ):
                write(effort, RESOLVED, 0, 0, 2 * at + 1)
                return steps
            away = length_ticks(self.back.after, np.array(self.number("reopened after", identity, cycle)), self.tick_ms)
            write(effort, REOPENED, min(int(away), int(self.waits.longest[0])), 0, 2 * at + 1)
            to = int(self.back.team[customer])
            team, cycle, visit = team if to == SAME_TEAM else to, cycle + 1, 0

    def ticks(self, table: SpreadTable, team: int, priority: int, number: float) -> int:
        """One length."""
        return int(length_ticks(table.spreads[table.which[team, priority]], np.array(number), self.tick_ms))


def pick(sums: list[float], number: float) -> int:
    """The first choice whose running sum the number does not reach; the last one fills up to one."""
    return next((k for k, passed in enumerate(sums[:-1]) if number < passed), len(sums) - 1)
