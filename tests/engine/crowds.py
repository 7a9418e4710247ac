"""Random cases with a crowd of incidents, in which nearly every policy has something to do; by the case's number."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from slm_sim.calendars import always_open
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Organisation, Team
from slm_sim.model.policy import KEPT, Escalation, Marks, Policy
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED
from tests.engine.cases import (
    AXIS,
    Again,
    Incident,
    Order,
    Step,
    Until,
    escalation,
    marks,
    open_time,
    policy,
    team,
    workload,
)
from tests.engine.strategies import Case

TEAMS = 3
LONGEST = 60
ORDERS: tuple[Order, ...] = ("priority", "age", "deadline")
UNTIL: tuple[Until, ...] = ("first start", "resolved", "resolved", "resolved", "resolved")
AGAIN: tuple[Again, ...] = ("first cycle only", "restart from zero", "resume")
SCALES = {1: 900_000, 15: 60_000, 900: 1_000}
"""Ticks in a unit of a case, and the length of such a tick in milliseconds: 15 min, 1 min, 1 s."""


def crowd(number: int) -> Case:
    """A case of three teams and up to thirty incidents; all of it follows from its number."""
    return Crowd(number).case()


class Crowd:
    def __init__(self, number: int) -> None:
        self.chance = Random(number)
        self.order = ORDERS[number % len(ORDERS)]
        self.suspends = [[True] * TEAMS, [False] * TEAMS, [True, False, True]][number // len(ORDERS) % 3]
        self.scale = self.chance.choice(list(SCALES))
        self.horizon = LONGEST * self.scale
        self.policies = {name: self.chance.random() < 0.6 for name in ("escalation", "patience", "help", "on call")}

    def case(self) -> Case:
        crowd = sorted((self.incident() for _ in range(self.chance.randint(8, 30))), key=lambda found: found.arrival)
        calendars = (self.calendar(), self.calendar())
        crew = tuple(self.team(index) for index in range(TEAMS))
        work = replace(workload(*crowd, horizon=self.horizon), axis=TimeAxis(AXIS.epoch, SCALES[self.scale]))
        always = always_open(0, self.horizon)
        return work, Organisation(crew, (always, *calendars)), self.policy(crowd, (always, calendars[1]))

    def ticks(self, low: int, high: int) -> int:
        """A length between so many units, jittered to the tick."""
        return self.chance.randint(low * self.scale, high * self.scale)

    def now_and_then(self, share: float) -> bool:
        return self.chance.random() < share

    def roster(self, most: int) -> list[tuple[int, int]]:
        at = {0, *(self.ticks(1, LONGEST - 1) for _ in range(self.chance.randint(0, 6)))}
        return [(moment, self.chance.randint(0, most)) for moment in sorted(at)]

    def calendar(self) -> OpenTime:
        edges = sorted(self.chance.sample(range(1, self.horizon), 8))
        return open_time(*zip(edges[0::2], edges[1::2], strict=True), horizon=self.horizon)

    def team(self, index: int) -> Team:
        others = [other for other in range(TEAMS) if other != index]
        helps = self.chance.sample(others, self.chance.randint(0, 2)) if self.policies["help"] else []
        unlimited = index == TEAMS - 1 and self.now_and_then(0.15)
        return team(
            None if unlimited else self.roster(2),
            suspends=self.suspends[index],
            on_call=self.roster(1) if self.policies["on call"] else None,
            calls=[rank for rank in range(3) if self.now_and_then(0.5)],
            skill=[self.chance.choice([100, 100, 150, 50, 0]) for _ in range(2)] if self.now_and_then(0.4) else [],
            helps=helps,
            after=self.chance.choice([0, self.ticks(0, 8)]),
        )

    def incident(self) -> Incident:
        arrival = self.ticks(0, LONGEST - 20) if self.now_and_then(0.9) else 0
        patient = not self.policies["patience"] or self.now_and_then(0.5)
        return Incident(
            arrival=arrival,
            steps=[self.step() for _ in range(self.chance.randint(1, 4))],
            priority=self.chance.randint(0, 2),
            category=self.chance.randint(-1, 1),
            opened=-self.ticks(0, 5) if arrival == 0 and self.now_and_then(0.5) else None,
            leaves=NEVER if patient else arrival + self.ticks(0, 12),
        )

    def step(self) -> Step:
        return Step(
            team=self.chance.randrange(TEAMS),
            effort=max(1, self.ticks(0, 6)),
            delay=self.chance.choice([0, self.ticks(0, 4), self.ticks(0, 10)]),
            calendar=self.chance.randint(0, 2),
            callout=self.ticks(0, 3),
            then=self.chance.choice([PENDING, PENDING, PENDING + 1, REASSIGNED, REOPENED]),
        )

    def policy(self, crowd: list[Incident], calendars: tuple[OpenTime, ...]) -> Policy:
        rules = self.chance.randint(1, 3) if self.policies["escalation"] else 0
        made = policy(
            *self.chance.choice([(), (0,), (0, 1), (1,)] if self.order == "priority" else [(), (), (0,)]),
            order=self.order,
            head_start=[self.ticks(4, 20), self.ticks(0, 10), 0],
            deadlines=[self.marks(crowd) for _ in range(self.chance.randint(1, 2))] if self.order == "deadline" else (),
            escalations=[self.rule(crowd) for _ in range(rules)],
        )
        return replace(made, calendars=calendars)

    def marks(self, crowd: list[Incident]) -> Marks:
        return marks(
            *(NEVER if self.now_and_then(0.1) else min(found.arrival + self.ticks(3, 12), self.horizon)
              for found in crowd),
            calendar=[self.chance.randint(0, 1) for _ in range(3)],
            pauses=[reason for reason in range(2) if self.now_and_then(0.9)],
            until=self.chance.choice(UNTIL),
            again=self.chance.choice(AGAIN),
        )  # fmt: skip

    def rule(self, crowd: list[Incident]) -> Escalation:
        return escalation(
            self.marks(crowd),
            teams=[index for index in range(TEAMS) if self.now_and_then(0.7)],
            raises=self.chance.choice([(0, 0, 1), (0, 0, 0), (0, 1, 2), (0, 1, 1)]),
            hands_to=self.chance.choice([KEPT, *range(TEAMS)]),
        )
