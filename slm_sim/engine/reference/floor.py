"""The floor on which tickets and teams meet: SimPy moves the time, each moment is settled at its end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from heapq import heappush
from itertools import pairwise
from typing import TYPE_CHECKING

import simpy
from simpy.events import EventPriority

from slm_sim.calendars import delay_function
from slm_sim.engine.reference.record import Record
from slm_sim.engine.reference.staff import NOBODY, Help, Staff, head, muster
from slm_sim.engine.reference.ticket import NOT_BEGUN, NOT_SUSPENDED, Ticket
from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Capacity, Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload

Life = Generator[simpy.Event, object, None]

AFTER_ALL_EVENTS = EventPriority(2)
"""SimPy knows 0 (urgent) and 1 (normal); a larger number comes later in the same moment."""


class Ticks(simpy.Environment):
    """A SimPy environment whose moments are integers."""

    if TYPE_CHECKING:

        @property
        def now(self) -> int:
            """The present tick."""


class EndOfMoment(simpy.Event):
    """Happens after all other events of a moment in which it was asked for."""

    def __init__(self, env: Ticks, settle: Callable[[simpy.Event], None]) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        self._settle = settle

    def ask(self) -> None:
        """Have this moment settled; to be asked once in a moment."""
        self.callbacks = [self._settle]
        self.env.schedule(self, AFTER_ALL_EVENTS)


def simulate(workload: Workload, organisation: Organisation, policy: Policy) -> Outcomes:
    """What happens to every step of every incident: the answer of the reference engine."""
    floor = Floor(workload, organisation, policy)
    if workload.horizon > 0:
        floor.env.run(until=workload.horizon)
    return floor.record.outcomes()


class Floor:
    """The state of one simulation.

    waiting   the book of all tickets that wait for somebody, by key
    touched   the teams to which something happened in this moment
    """

    def __init__(self, workload: Workload, organisation: Organisation, policy: Policy) -> None:
        self.env = Ticks()
        self.end_of_moment = EndOfMoment(self.env, self.settle)
        self.record = Record(workload.steps)
        self.horizon = workload.horizon
        self.crew = muster(organisation, policy, len(workload.names.priorities), len(workload.names.categories))
        self.helpers = [staff for staff in self.crew if staff.helps]
        self.waiting: dict[int, Ticket] = {}
        self.touched: list[Staff] = []

        self.incidents = workload.incidents
        self.step_home = [self.crew[team] for team in workload.step_team.tolist()]
        self.step_effort: list[int] = workload.step_effort.tolist()
        self.step_delay: list[int] = workload.step_delay.tolist()
        self.step_calendar: list[int] = workload.step_calendar.tolist()
        self.step_callout: list[int] = workload.step_callout.tolist()
        self.delayed = [within(calendar, workload.horizon) for calendar in organisation.calendars]

        for staff, team in zip(self.crew, organisation.teams, strict=True):
            if team.capacity is not None:
                simpy.Process(self.env, self._roster(staff, team.capacity))
            if team.on_call is not None:
                simpy.Process(self.env, self._on_call_roster(staff, team.on_call))
        simpy.Process(self.env, self._arrivals(workload))

    # The events of a moment: they change the state and touch teams, nobody acts yet.

    def _roster(self, staff: Staff, capacity: Capacity) -> Life:
        for passed, people in changes(capacity):
            yield simpy.Timeout(self.env, passed)
            staff.capacity = people
            self._touch(staff)

    def _on_call_roster(self, staff: Staff, on_call: Capacity) -> Life:
        for passed, people in changes(on_call):
            yield simpy.Timeout(self.env, passed)
            staff.on_call = people
            self._touch(staff)

    def _arrivals(self, workload: Workload) -> Life:
        env = self.env
        bounds = pairwise(workload.first_step.tolist())
        ranks, categories = workload.priority.tolist(), workload.category.tolist()
        for incident, (arrival, (first, beyond)) in enumerate(zip(workload.arrival.tolist(), bounds, strict=True)):
            if arrival > env.now:
                yield simpy.Timeout(env, arrival - env.now)
            ticket = Ticket(env, incident, ranks[incident], categories[incident])
            simpy.Process(env, self._incident(ticket, range(first, beyond)))

    def _incident(self, ticket: Ticket, steps: range) -> Life:
        for step in steps:
            self._enqueue(ticket, step)
            yield ticket.done
            self._complete(ticket)
            delay = self.step_delay[step]
            if delay and step + 1 < steps.stop:
                now, calendar = self.env.now, self.step_calendar[step]
                due = self.delayed[calendar](now, delay) if calendar else now + delay
                yield simpy.Timeout(self.env, due - now)

    def _enqueue(self, ticket: Ticket, step: int) -> None:
        now = self.env.now
        self.record.ready[step] = now
        ticket.step = step
        ticket.ready = now
        ticket.key = (ticket.rank * self.horizon + now) * self.incidents + ticket.incident
        ticket.home = self.step_home[step]
        ticket.remaining = NOT_BEGUN
        self._wait(ticket)

    def _complete(self, ticket: Ticket) -> None:
        self.record.end[ticket.step] = self.env.now
        staff = ticket.staff
        if ticket.called:
            staff.called -= 1
        else:
            del staff.in_work[ticket.key]
        if staff.own or staff.helps:
            self._touch(staff)

    def _wait(self, ticket: Ticket) -> None:
        key, home = ticket.key, ticket.home
        self.waiting[key] = ticket
        for view in home.views[ticket.rank][ticket.category]:
            heappush(view, key)
        for help_ in home.later:
            help_.note(ticket, self.env.now)
        if home.alert or home.idle():
            self._touch(home)

    def _look(self, help_: Help, _: simpy.Event) -> None:
        help_.looks_again = False
        self._touch(help_.helper)

    def _touch(self, staff: Staff) -> None:
        if not staff.touched:
            staff.touched = True
            if not self.touched:
                self.end_of_moment.ask()
            self.touched.append(staff)

    # The end of a moment: the touched teams act.

    def settle(self, _: simpy.Event) -> None:
        """Suspend what has nobody left, serve the own queues, then help other teams, then call people in."""
        self._suspend_overrun()
        self._serve_own_queues()
        if self.helpers:
            self._help()
        self._call_in()
        for staff in self.touched:
            staff.touched = False
        self.touched.clear()

    def _suspend_overrun(self) -> None:
        for staff in self.touched:
            if staff.suspends:
                while len(staff.in_work) > staff.capacity:
                    self._suspend(staff)

    def _serve_own_queues(self) -> None:
        waiting = self.waiting
        while True:
            first, chosen = NOBODY, None
            for staff in self.touched:
                if staff.own:
                    key = staff.next_own(waiting)
                    if key != NOBODY and (chosen is None or key < first):
                        first, chosen = key, staff
            if chosen is None:
                return
            if not chosen.idle():
                self._suspend(chosen)
            self._start(chosen, first)

    def _help(self) -> None:
        for helper in self.helpers:
            for help_ in helper.helps:
                if helper.idle():
                    help_.ripen(self.env.now, self.waiting)
                    while helper.idle() and (key := head(help_.view(), self.waiting)) != NOBODY:
                        self._start(helper, key)
                    if helper.idle() and help_.unripe and not help_.looks_again:
                        self._look_again(help_, help_.unripe[0][0])

    def _look_again(self, help_: Help, moment: int) -> None:
        help_.looks_again = True
        timer = simpy.Timeout(self.env, moment - self.env.now)
        timer.callbacks.append(partial(self._look, help_))

    def _call_in(self) -> None:
        for staff in self.touched:
            while staff.called < staff.on_call and (key := head(staff.on_call_view, self.waiting)) != NOBODY:
                self._call(staff, key)

    def _suspend(self, staff: Staff) -> None:
        ticket = staff.in_work.pop(max(staff.in_work))
        ticket.unhang()
        ticket.remaining = ticket.ends - self.env.now
        ticket.suspension = self.record.suspend(ticket.step, self.env.now)
        self._wait(ticket)

    def _start(self, staff: Staff, key: int) -> None:
        ticket = staff.in_work[key] = self.waiting.pop(key)
        ticket.called = False
        self._work(ticket, staff, 0)

    def _call(self, staff: Staff, key: int) -> None:
        ticket = self.waiting.pop(key)
        ticket.called = True
        staff.called += 1
        self._work(ticket, staff, self.step_callout[ticket.step])

    def _work(self, ticket: Ticket, staff: Staff, lead: int) -> None:
        step, begins = ticket.step, self.env.now + lead
        ticket.staff = staff
        if ticket.remaining == NOT_BEGUN:
            ticket.remaining = max(1, (self.step_effort[step] * staff.percent[ticket.category] + 50) // 100)
        if begins < self.horizon:
            if ticket.suspension == NOT_SUSPENDED:
                self.record.begin(step, begins, staff.team, ticket.called)
            else:
                self.record.resume(ticket.suspension, begins, staff.team, ticket.called)
                ticket.suspension = NOT_SUSPENDED
        ticket.ends = begins + ticket.remaining
        ticket.hang(lead + ticket.remaining)


def changes(capacity: Capacity) -> Iterator[tuple[int, int]]:
    """Every change of a capacity after tick 0: the ticks since the one before, and the people from then on."""
    for (before, moment), people in zip(pairwise(capacity.at.tolist()), capacity.people.tolist()[1:], strict=True):
        yield moment - before, people


def within(calendar: OpenTime, horizon: int) -> Callable[[int, int], int]:
    """When a delay ends: as `delay_function` says, but no later than the horizon, at which nothing happens any more.

    Raises ValueError for a calendar that was not compiled for all the ticks of the simulation.
    """
    if calendar.lowest > 0 or calendar.highest < horizon:
        raise ValueError(
            f"calendar {calendar.name!r} was compiled for the ticks from {calendar.lowest} to {calendar.highest}; "
            f"a simulation needs those from 0 to {horizon}"
        )
    delayed = delay_function(calendar)

    def due(start: int, length: int) -> int:
        try:
            return delayed(start, length)
        except ValueError:  # the length does not end within the compiled ticks
            return horizon

    return due
