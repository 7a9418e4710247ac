"""The floor on which tickets and teams meet: SimPy moves the time, each moment is settled at its end."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from heapq import heappush
from itertools import pairwise

import simpy

from slm_sim.clock import NEVER
from slm_sim.engine.reference.marks import Marking
from slm_sim.engine.reference.moment import EndOfMoment, Ticks
from slm_sim.engine.reference.order import Order
from slm_sim.engine.reference.record import Record
from slm_sim.engine.reference.roster import changes, within
from slm_sim.engine.reference.staff import NOBODY, Help, Staff, head, muster
from slm_sim.engine.reference.ticket import NOT_BEGUN, NOT_SUSPENDED, Ticket
from slm_sim.model.organisation import Capacity, Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload

Life = Generator[simpy.Event, object, None]


def simulate(workload: Workload, organisation: Organisation, policy: Policy) -> Outcomes:
    """What happens to every step of every incident: the answer of the reference engine."""
    floor = Floor(workload, organisation, policy)
    if workload.horizon > 0:
        floor.env.run(until=workload.horizon)
    return floor.record.outcomes()


class Floor:
    """The state of one simulation.

    order     the keys of tickets
    marking   their deadlines and escalations
    touched   the teams to which something happened in this moment
    """

    def __init__(self, workload: Workload, organisation: Organisation, policy: Policy) -> None:
        self.env = Ticks()
        self.end_of_moment = EndOfMoment(self.env, self.settle)
        self.record = Record(workload.steps)
        self.horizon = workload.horizon
        self.crew = muster(organisation, policy, len(workload.names.priorities), len(workload.names.categories))
        self.helpers = [staff for staff in self.crew if staff.helps]
        self.order = Order(policy, workload)
        self.marking = Marking(policy, workload)
        self.touched: list[Staff] = []

        self.step_home = [self.crew[team] for team in workload.step_team.tolist()]
        self.step_effort: list[int] = workload.step_effort.tolist()
        self.step_delay: list[int] = workload.step_delay.tolist()
        self.step_calendar: list[int] = workload.step_calendar.tolist()
        self.step_callout: list[int] = workload.step_callout.tolist()
        self.step_then: list[int] = workload.step_then.tolist()
        self.step_touches: list[bool] = workload.step_touches.tolist() or [True] * workload.steps
        self.first_step: list[int] = workload.first_step.tolist()
        self.leaves: list[int] = workload.leaves.tolist() or [NEVER] * workload.incidents
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
        bounds = pairwise(self.first_step)
        ranks, categories = workload.priority.tolist(), workload.category.tolist()
        for incident, (arrival, (first, beyond)) in enumerate(zip(workload.arrival.tolist(), bounds, strict=True)):
            if arrival > env.now:
                yield simpy.Timeout(env, arrival - env.now)
            ticket = Ticket(env, incident, ranks[incident], categories[incident])
            if self.leaves[incident] == env.now:
                self.record.ready[first] = env.now
                continue
            simpy.Process(env, self._incident(ticket, range(first, beyond)))
            if self.leaves[incident] != NEVER:
                self._at(self.leaves[incident], partial(self._leave, ticket, first))

    def _incident(self, ticket: Ticket, steps: range) -> Life:
        for step in steps:
            self._enqueue(ticket, step)
            yield ticket.done
            self._complete(ticket)
            if step + 1 < steps.stop:
                delay, done = self.step_delay[step], self.env.now
                if delay:
                    calendar = self.step_calendar[step]
                    due = self.delayed[calendar](done, delay) if calendar else done + delay
                    yield simpy.Timeout(self.env, due - done)
                self.marking.back(ticket.incident, self.step_then[step], done, self.env.now)

    def _enqueue(self, ticket: Ticket, step: int) -> None:
        self.record.ready[step] = ticket.ready = self.env.now
        ticket.step = step
        ticket.home = self.step_home[step]
        ticket.remaining = NOT_BEGUN
        ticket.due = self.marking.deadline(ticket.incident)
        self._escalate(ticket)
        self._wait(ticket)

    def _escalate(self, ticket: Ticket) -> None:
        """Let a ticket that is in no queue have the rank and the home that it is to have by now, and a key."""
        if self.marking.rules:
            self._apply_rules(ticket)
        ticket.level = self.order.level[ticket.rank]
        ticket.key = self.order.key(ticket.rank, ticket.ready, ticket.due, ticket.incident, ticket.times)
        ticket.times += 1

    def _apply_rules(self, ticket: Ticket) -> None:
        now, step = self.env.now, ticket.step
        for rank, team in self.marking.escalated(ticket.incident, ticket.rank, ticket.home.team, now):
            ticket.rank, ticket.home = rank, self.crew[team]
            self.record.escalate(step, now, rank, team)
        later = self.marking.next_moment(ticket.incident, ticket.home.team)
        if later != NEVER:
            self._at(later, partial(self._mark_passes, ticket, step))

    def _mark_passes(self, ticket: Ticket, step: int, _: simpy.Event) -> None:
        begun = ticket.step != step or ticket.remaining != NOT_BEGUN
        leaving = step == self.first_step[ticket.incident] and self.leaves[ticket.incident] == self.env.now
        if not begun and not leaving and ticket.key in ticket.home.queue:
            del ticket.home.queue[ticket.key]
            self._escalate(ticket)
            self._wait(ticket)

    def _leave(self, ticket: Ticket, first: int, _: simpy.Event) -> None:
        """The customer gives up, unless somebody has begun before this moment."""
        if ticket.step != first or NEVER < self.record.start[first] < self.env.now:
            return
        if not ticket.home.queue.pop(ticket.key, None):
            ticket.unhang()
            ticket.staff.called -= 1
            self.record.break_off(first)
            self._touch(ticket.staff)

    def _at(self, moment: int, act: Callable[[simpy.Event], None]) -> None:
        """Have something done at a later moment, if that lies within the run."""
        if moment < self.horizon:
            simpy.Timeout(self.env, moment - self.env.now).callbacks.append(act)

    def _complete(self, ticket: Ticket) -> None:
        self.record.end[ticket.step] = self.env.now
        if self.step_touches[ticket.step]:
            self.marking.touched(ticket.incident)
        staff = ticket.staff
        if ticket.called:
            staff.called -= 1
        else:
            del staff.in_work[ticket.key]
        if staff.own or staff.helps:
            self._touch(staff)

    def _wait(self, ticket: Ticket) -> None:
        key, home = ticket.key, ticket.home
        home.queue[key] = ticket
        for view in home.views[ticket.rank][ticket.category]:
            heappush(view, key)
        for help_ in home.later:
            help_.note(ticket, self.env.now)
        if home.alert or home.idle():
            self._touch(home)

    def _look(self, help_: Help, _: simpy.Event) -> None:
        if help_.looks_at == self.env.now:
            help_.looks_at = NEVER
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
        while True:
            first, chosen = NOBODY, None
            for staff in self.touched:
                if staff.own:
                    key = staff.next_own()
                    if key != NOBODY and (chosen is None or key < first):
                        first, chosen = key, staff
            if chosen is None:
                return
            if not chosen.idle():
                self._suspend(chosen)
            self._start(chosen, chosen, first)

    def _help(self) -> None:
        for helper in self.helpers:
            for help_ in helper.helps:
                if helper.idle():
                    help_.ripen(self.env.now)
                    while helper.idle() and (key := help_.next_ripe()) != NOBODY:
                        self._start(helper, help_.helped, key)
                    if helper.idle() and help_.unripe:
                        self._look_again(help_, help_.unripe[0][0])

    def _look_again(self, help_: Help, moment: int) -> None:
        if help_.looks_at == NEVER or moment < help_.looks_at:
            help_.looks_at = moment
            self._at(moment, partial(self._look, help_))

    def _call_in(self) -> None:
        for staff in self.touched:
            while staff.called < staff.on_call and (key := head(staff.on_call_view, staff.queue)) != NOBODY:
                self._call(staff, key)

    def _suspend(self, staff: Staff) -> None:
        ticket = staff.in_work.pop(max(staff.in_work))
        ticket.unhang()
        ticket.remaining = ticket.ends - self.env.now
        ticket.suspension = self.record.suspend(ticket.step, self.env.now)
        self._wait(ticket)

    def _start(self, staff: Staff, home: Staff, key: int) -> None:
        ticket = staff.in_work[key] = home.queue.pop(key)
        ticket.called = False
        self._work(ticket, staff, 0)

    def _call(self, staff: Staff, key: int) -> None:
        ticket = staff.queue.pop(key)
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
