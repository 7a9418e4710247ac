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

    incident, rank, category   as the workload states them
    step        the present step, an index into all steps of the workload
    ready       the tick at which it was enqueued for this step
    key         its place in every order: (rank, ready, incident) packed into one integer
    home        the team in whose queue the step waits
    remaining   ticks of work left, NOT_BEGUN before anybody took it up
    staff       the team whose people work on it now
    called      the one who works on it was called (on call), not at work
    ends        the tick at which that work will be done
    suspension  the open entry in the record of suspensions, or NOT_SUSPENDED
    done        what the incident's process waits for; `begin` hangs it on a timeout, `halt` takes it off again
    """

    __slots__ = ("called", "category", "done", "ends", "home", "incident", "key", "rank", "ready", "remaining",
                 "staff", "step", "suspension", "work")  # fmt: skip

    home: Staff
    staff: Staff
    work: simpy.Timeout

    def __init__(self, env: simpy.Environment, incident: int, rank: int, category: int) -> None:
        self.incident = incident
        self.rank = rank
        self.category = category
        self.step = self.ready = self.key = -1
        self.remaining = NOT_BEGUN
        self.ends = -1
        self.called = False
        self.suspension = NOT_SUSPENDED
        self.done = env.event()

    def begin(self, env: simpy.Environment, lead: int) -> None:
        """Let the process go on once `lead` ticks have passed and the remaining work is done."""
        self.work = env.timeout(lead + self.remaining)
        self.work.callbacks, self.done.callbacks = self.done.callbacks, self.work.callbacks

    def halt(self) -> None:
        """Let the process wait again: the timeout of the halted work passes unheard."""
        self.work.callbacks, self.done.callbacks = self.done.callbacks, self.work.callbacks
