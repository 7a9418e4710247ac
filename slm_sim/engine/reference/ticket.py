"""One incident on its way through the teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

if TYPE_CHECKING:
    from slm_sim.engine.reference.staff import Staff

NOT_BEGUN = 0
NOT_SUSPENDED = -1


class Ticket:
    """An incident at its present step.

    incident, category   as the workload states them
    rank        in the order of work: at first the priority that the workload states
    step        the present step, an index into all steps of the workload
    ready       the tick at which it was enqueued for this step
    level       the first part of its key
    key         its place in every order, see `Order`
    times       how often it was given one
    due         its deadline, NEVER without one
    home        the team in whose queue the step waits
    remaining   ticks of work left, NOT_BEGUN before anybody took it up
    staff       the team whose people work on it now
    called      the one who works on it was called (on call), not at work
    ends        the tick at which that work will be done
    suspension  the open entry in the record of suspensions, or NOT_SUSPENDED
    done        the event for which the incident's process waits; whoever takes up the work hangs that process on a
                timeout, by exchanging the callbacks of the two events
    work        that timeout
    """

    __slots__ = ("called", "category", "done", "due", "ends", "home", "incident", "key", "level", "rank", "ready",
                 "remaining", "staff", "step", "suspension", "times", "work")  # fmt: skip

    home: Staff
    staff: Staff
    work: simpy.Timeout

    def __init__(self, env: simpy.Environment, incident: int, rank: int, category: int) -> None:
        self.incident = incident
        self.rank = rank
        self.category = category
        self.step = self.ready = self.due = self.level = self.key = -1
        self.times = 0
        self.remaining = NOT_BEGUN
        self.ends = -1
        self.called = False
        self.suspension = NOT_SUSPENDED
        self.done = simpy.Event(env)

    def hang(self, ticks: int) -> None:
        """Let the incident's process go on after so many ticks."""
        self.work = simpy.Timeout(self.done.env, ticks)
        self.work.callbacks, self.done.callbacks = self.done.callbacks, self.work.callbacks

    def unhang(self) -> None:
        """Let it wait on: the timeout of work that was suspended passes unheard."""
        self.work.callbacks, self.done.callbacks = self.done.callbacks, self.work.callbacks
