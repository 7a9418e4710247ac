"""What is written down while time moves, and turned into Outcomes at the end."""

from __future__ import annotations

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.outcomes import Outcomes


class Record:
    """The columns of Outcomes as growing lists; each moment is written when it happens."""

    def __init__(self, steps: int) -> None:
        self.ready = [NEVER] * steps
        self.start = [NEVER] * steps
        self.end = [NEVER] * steps
        self.by = [-1] * steps
        self.on_call = [False] * steps
        self.suspended_step: list[int] = []
        self.suspended_from: list[int] = []
        self.suspended_to: list[int] = []
        self.resumed_by: list[int] = []
        self.resumed_on_call: list[bool] = []
        self.escalated_step: list[int] = []
        self.escalated_at: list[int] = []
        self.escalated_priority: list[int] = []
        self.escalated_team: list[int] = []

    def begin(self, step: int, moment: int, team: int, on_call: bool) -> None:
        """Somebody takes up a step for the first time."""
        self.start[step] = moment
        self.by[step] = team
        self.on_call[step] = on_call

    def break_off(self, step: int) -> None:
        """The customer gave up while somebody on call was on the way."""
        self.start[step] = NEVER
        self.by[step] = -1
        self.on_call[step] = False

    def suspend(self, step: int, moment: int) -> int:
        """Work on a step stops unfinished; returns the entry that `resume` will close."""
        self.suspended_step.append(step)
        self.suspended_from.append(moment)
        self.suspended_to.append(NEVER)
        self.resumed_by.append(-1)
        self.resumed_on_call.append(False)
        return len(self.suspended_step) - 1

    def resume(self, entry: int, moment: int, team: int, on_call: bool) -> None:
        """Somebody goes on with a suspended step."""
        self.suspended_to[entry] = moment
        self.resumed_by[entry] = team
        self.resumed_on_call[entry] = on_call

    def escalate(self, step: int, moment: int, rank: int, team: int) -> None:
        """A waiting step gets another rank or another team."""
        self.escalated_step.append(step)
        self.escalated_at.append(moment)
        self.escalated_priority.append(rank)
        self.escalated_team.append(team)

    def outcomes(self) -> Outcomes:
        """The record as a fact; what comes several times to a step is sorted by step and time."""
        order = np.argsort(np.array(self.suspended_step, dtype=np.int64), kind="stable")
        escalated = np.argsort(np.array(self.escalated_step, dtype=np.int64), kind="stable")
        return Outcomes(
            ready=np.array(self.ready, dtype=np.int64),
            start=np.array(self.start, dtype=np.int64),
            end=np.array(self.end, dtype=np.int64),
            by=np.array(self.by, dtype=np.int64),
            on_call=np.array(self.on_call, dtype=np.bool_),
            suspended_step=np.array(self.suspended_step, dtype=np.int64)[order],
            suspended_from=np.array(self.suspended_from, dtype=np.int64)[order],
            suspended_to=np.array(self.suspended_to, dtype=np.int64)[order],
            resumed_by=np.array(self.resumed_by, dtype=np.int64)[order],
            resumed_on_call=np.array(self.resumed_on_call, dtype=np.bool_)[order],
            escalated_step=np.array(self.escalated_step, dtype=np.int64)[escalated],
            escalated_at=np.array(self.escalated_at, dtype=np.int64)[escalated],
            escalated_priority=np.array(self.escalated_priority, dtype=np.int64)[escalated],
            escalated_team=np.array(self.escalated_team, dtype=np.int64)[escalated],
        )
