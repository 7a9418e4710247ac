"""The semantics once more, one tick at a time, with nothing clever in it: the twin that the engines are held against.

It keeps no clock of events, no heap and no key arithmetic. Work is a number that is counted down while time passes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Capacity, Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import KEPT, Marks, Policy
from slm_sim.model.workload import PENDING, REOPENED, Workload

NEVER = -1


@dataclass
class Job:
    """An incident: where it is in its steps, and what is left of what it is doing."""

    number: int
    priority: int
    rank: int
    category: int
    steps: list[int]
    home: int = NEVER
    doing: str = "not here"  # then: waiting, worked on, called for, away, over
    enqueued: int = NEVER
    by: int = NEVER
    lead: int = 0
    left: int = 0
    begun: bool = False
    due: int | None = None
    spent: list[int] = field(default_factory=list)


@dataclass
class Diary:
    ready: list[int]
    start: list[int]
    end: list[int]
    by: list[int]
    on_call: list[bool]
    pauses: list[list[int]] = field(default_factory=list)  # step, from, to, resumed by, resumed on call
    escalations: list[list[int]] = field(default_factory=list)  # step, at, rank, team


def people_at(capacity: Capacity | None, tick: int, unlimited: int) -> int:
    if capacity is None:
        return unlimited
    return int(capacity.people[np.flatnonzero(capacity.at <= tick)[-1]])


def is_open(calendar: OpenTime, tick: int) -> bool:
    return bool(np.any((calendar.opens <= tick) & (tick < calendar.closes)))


class Calendar:
    """Open ticks, one by one."""

    def __init__(self, calendar: OpenTime) -> None:
        self.lowest, self.highest = calendar.lowest, calendar.highest
        self.open = {tick for tick in range(calendar.lowest, calendar.highest) if is_open(calendar, tick)}

    def between(self, start: int, end: int) -> int:
        return sum(tick in self.open for tick in range(max(start, self.lowest), end))

    def later(self, moment: int, ticks: int) -> int:
        while ticks and moment < self.highest:
            ticks -= moment in self.open
            moment += 1
        return moment


class Mark:
    """One mark of every incident: where it stands, None where it does not count."""

    def __init__(self, marks: Marks, policy: Policy, workload: Workload) -> None:
        self.marks, self.w = marks, workload
        self.at = [None if first == NEVER else int(first) for first in marks.first]
        self.calendars = [Calendar(policy.calendars[number]) for number in marks.calendar]

    def come_back(self, job: Job, done: int, since: int, now: int) -> None:
        stood, then = self.at[job.number], int(self.w.step_then[done])
        if stood is None:
            return
        calendar = self.calendars[job.priority]
        pauses, since_counts = self.marks.pauses, since <= stood
        if then == REOPENED and (self.marks.until, self.marks.after_reopening) == ("resolved", "restart from zero"):
            length = calendar.between(int(self.w.opened[job.number]), int(self.marks.first[job.number]))
            self.at[job.number] = calendar.later(now, length)
        elif then == REOPENED and (self.marks.until, self.marks.after_reopening) != ("resolved", "resume"):
            self.at[job.number] = None
        elif since_counts and (then == REOPENED or (then >= PENDING and pauses[then - PENDING])):
            self.at[job.number] = calendar.later(stood, calendar.between(since, now))


class Naive:
    def __init__(self, workload: Workload, organisation: Organisation, policy: Policy) -> None:
        self.w, self.o, self.p, self.preempts = workload, organisation, policy, policy.preempts
        self.deadlines = [Mark(marks, policy, workload) for marks in policy.deadlines]
        self.warnings = [Mark(rule.marks, policy, workload) for rule in policy.escalations]
        first = workload.first_step
        self.jobs = [
            Job(
                number=i,
                priority=int(workload.priority[i]),
                rank=int(workload.priority[i]),
                category=int(workload.category[i]),
                steps=list(range(first[i], first[i + 1])),
            )
            for i in range(workload.incidents)
        ]
        m = workload.steps
        self.diary = Diary([NEVER] * m, [NEVER] * m, [NEVER] * m, [NEVER] * m, [False] * m)
        self.now = 0

    # What is so just now

    def level(self, rank: int) -> int:
        below = [other for other in range(rank) if not self.preempts[other:].any()]
        return rank if self.p.order == "priority" else rank - len(below)

    def place(self, job: Job) -> tuple[int, bool, int, int]:
        moment, behind = job.enqueued, False
        if self.p.order == "age":
            moment -= int(self.p.head_start[job.rank])
        elif self.p.order == "deadline":
            behind = job.due is None
            moment = job.enqueued if job.due is None else job.due
        return (self.level(job.rank), behind, moment, job.number)

    def waiting(self) -> list[Job]:
        return sorted((job for job in self.jobs if job.doing == "waiting"), key=self.place)

    def working(self, team: int) -> list[Job]:
        return sorted((job for job in self.jobs if job.doing == "worked on" and job.by == team), key=self.place)

    def called(self, team: int) -> int:
        return sum(job.doing == "called for" and job.by == team for job in self.jobs)

    def people(self, team: int) -> int:
        return people_at(self.o.teams[team].capacity, self.now, unlimited=10**6)

    def free(self, team: int) -> int:
        return self.people(team) - len(self.working(team))

    def percent(self, team: int, job: Job) -> int:
        skill = self.o.teams[team].skill
        return 100 if len(skill) == 0 or job.category < 0 else int(skill[job.category])

    # What may happen to a job

    def enqueue(self, job: Job) -> None:
        job.doing, job.enqueued, job.begun = "waiting", self.now, False
        job.home = int(self.w.step_team[job.steps[0]])
        job.due = min((due for mark in self.deadlines if (due := mark.at[job.number]) is not None), default=None)
        self.diary.ready[job.steps[0]] = self.now

    def put(self, job: Job, team: int, doing: str, lead: int) -> None:
        if not job.begun:
            exact = int(self.w.step_effort[job.steps[0]]) * self.percent(team, job)
            job.left = max(1, exact // 100 + (exact % 100 >= 50))
            job.begun = True
        job.doing, job.by, job.lead = doing, team, lead

    def note_beginning(self, job: Job) -> None:
        step, called = job.steps[0], job.doing == "called for"
        open_pauses = [pause for pause in self.diary.pauses if pause[0] == step and pause[2] == NEVER]
        if open_pauses:
            open_pauses[0][2:] = [self.now, job.by, int(called)]
        elif self.diary.start[step] == NEVER:
            self.diary.start[step], self.diary.by[step], self.diary.on_call[step] = self.now, job.by, called

    def start(self, job: Job, team: int) -> None:
        self.put(job, team, "worked on", 0)
        self.note_beginning(job)

    def suspend(self, job: Job) -> None:
        self.diary.pauses.append([job.steps[0], self.now, NEVER, NEVER, 0])
        job.doing = "waiting"

    def come_back(self, job: Job) -> None:
        done = job.steps[0] - 1
        for mark in (*self.deadlines, *self.warnings):
            mark.come_back(job, done, self.diary.end[done], self.now)
        self.enqueue(job)

    def finish(self, job: Job) -> None:
        done = job.steps.pop(0)
        self.diary.end[done] = self.now
        if self.w.step_touches.size == 0 or self.w.step_touches[done]:
            for mark in (*self.deadlines, *self.warnings):
                if mark.marks.until == "first start":
                    mark.at[job.number] = None
        job.doing, job.left = "away", int(self.w.step_delay[done])
        job.lead = int(self.w.step_calendar[done])
        if not job.steps:
            job.doing = "over"
        elif job.left == 0:
            self.come_back(job)

    def give_up(self, job: Job) -> None:
        first = int(self.w.first_step[job.number])
        if job.steps and job.steps[0] == first and self.diary.start[first] == NEVER:
            job.doing = "over"

    def escalate(self, job: Job) -> None:
        for number, rule in enumerate(self.p.escalations):
            moment = self.warnings[number].at[job.number]
            if number in job.spent or not rule.teams[job.home] or moment is None or moment > self.now:
                continue
            job.spent.append(number)
            rank, team = int(rule.priority[job.rank]), job.home if rule.team == KEPT else rule.team
            if (rank, team) != (job.rank, job.home):
                job.rank, job.home = rank, team
                self.diary.escalations.append([job.steps[0], self.now, rank, team])
            return self.escalate(job)

    # A moment

    def events(self) -> None:
        for job in self.jobs:
            if job.doing == "not here" and self.w.arrival[job.number] == self.now:
                self.enqueue(job)
            elif job.doing == "away" and job.left == 0:
                self.come_back(job)
            elif job.doing in ("worked on", "called for") and job.lead == 0 and job.left == 0:
                self.finish(job)
        for job in self.jobs:
            if self.w.leaves.size and self.w.leaves[job.number] == self.now:
                self.give_up(job)
            if job.doing == "waiting" and not job.begun:
                self.escalate(job)

    def suspend_overrun(self) -> None:
        for team, facts in enumerate(self.o.teams):
            while facts.suspends and self.free(team) < 0:
                self.suspend(self.working(team)[-1])

    def serve_one(self) -> bool:
        for job in self.waiting():
            team = job.home
            if not self.percent(team, job):
                continue
            if self.free(team) > 0:
                self.start(job, team)
                return True
            victims = [other for other in self.working(team) if self.level(other.rank) > self.level(job.rank)]
            if self.preempts[job.rank] and self.people(team) > 0 and victims:
                self.suspend(victims[-1])
                self.start(job, team)
                return True
        return False

    def help(self) -> None:
        for helper, facts in enumerate(self.o.teams):
            for helped in facts.helps:
                for job in self.waiting():
                    patient = self.now - job.enqueued >= facts.helps_after or self.people(helped) == 0
                    if job.home == helped and patient and self.percent(helper, job) and self.free(helper) > 0:
                        self.start(job, helper)

    def call_in(self) -> None:
        for team, facts in enumerate(self.o.teams):
            if facts.on_call is None:
                continue
            for job in self.waiting():
                free = people_at(facts.on_call, self.now, 0) - self.called(team)
                listed = facts.on_call_priorities[job.rank] and self.percent(team, job)
                if job.home == team and listed and free > 0:
                    self.put(job, team, "called for", int(self.w.step_callout[job.steps[0]]))

    def pass_tick(self) -> None:
        for job in self.jobs:
            if job.doing in ("worked on", "called for"):
                if job.lead > 0:
                    job.lead -= 1
                else:
                    job.left -= 1
            elif job.doing == "away" and (job.lead == 0 or is_open(self.o.calendars[job.lead], self.now)):
                job.left -= 1

    def moment(self) -> None:
        self.events()
        self.suspend_overrun()
        while self.serve_one():
            pass
        self.help()
        self.call_in()
        for job in self.jobs:
            if job.doing == "called for" and job.lead == 0:
                self.note_beginning(job)

    def check(self) -> None:
        """What must hold at the end of every moment."""
        for team, facts in enumerate(self.o.teams):
            if facts.suspends:
                assert self.free(team) >= 0
            if self.free(team) > 0:
                assert not [j for j in self.waiting() if j.home == team and self.percent(team, j)]

    def run(self) -> Outcomes:
        for tick in range(self.w.horizon):
            self.now = tick
            self.moment()
            self.check()
            self.pass_tick()
        pauses = np.array(sorted(self.diary.pauses, key=lambda pause: pause[0]), dtype=np.int64).reshape(-1, 5)
        escalations = np.array(sorted(self.diary.escalations, key=lambda row: row[0]), dtype=np.int64).reshape(-1, 4)
        return Outcomes(
            ready=np.array(self.diary.ready, dtype=np.int64),
            start=np.array(self.diary.start, dtype=np.int64),
            end=np.array(self.diary.end, dtype=np.int64),
            by=np.array(self.diary.by, dtype=np.int64),
            on_call=np.array(self.diary.on_call, dtype=np.bool_),
            suspended_step=pauses[:, 0],
            suspended_from=pauses[:, 1],
            suspended_to=pauses[:, 2],
            resumed_by=pauses[:, 3],
            resumed_on_call=pauses[:, 4].astype(np.bool_),
            escalated_step=escalations[:, 0],
            escalated_at=escalations[:, 1],
            escalated_priority=escalations[:, 2],
            escalated_team=escalations[:, 3],
        )


def simulate_naively(workload: Workload, organisation: Organisation, policy: Policy) -> Outcomes:
    """The outcomes, tick by tick."""
    return Naive(workload, organisation, policy).run()
