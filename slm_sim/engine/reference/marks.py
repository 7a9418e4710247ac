"""Deadlines and escalations while time moves: where the marks of every incident stand, and what they bring about."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.calendars import delay_function, elapsed
from slm_sim.clock import NEVER
from slm_sim.model.opentime import OpenTime
from slm_sim.model.policy import KEPT, Marks, Policy
from slm_sim.model.workload import PENDING, REOPENED, Workload


class Standing:
    """Where one mark of every incident stands: a tick, or NEVER where it does not count (any more)."""

    def __init__(self, marks: Marks, calendars: tuple[OpenTime, ...], workload: Workload) -> None:
        self.at: list[int] = marks.first.tolist()
        self._marks = marks
        self._priority: list[int] = workload.priority.tolist()
        self._opened: list[int] = workload.opened.tolist()
        self._first: list[int] = marks.first.tolist()
        self._calendars = [calendars[number] for number in marks.calendar.tolist()]
        self._after = [delay_function(calendar) for calendar in self._calendars]

    def touched(self, incident: int) -> None:
        """A person has had the incident in hand."""
        if self._marks.until == "first start":
            self.at[incident] = NEVER

    def back(self, incident: int, then: int, since: int, now: int) -> None:
        """An incident is enqueued again after what followed its last step (`Workload.step_then`), which ended then."""
        if self.at[incident] == NEVER:
            return
        if then == REOPENED:
            self._reopen(incident, since, now)
        elif then >= PENDING and self._marks.pauses[then - PENDING]:
            self._put_off(incident, since, now)

    def _reopen(self, incident: int, since: int, now: int) -> None:
        if self._marks.until == "first start" or self._marks.after_reopening == "first cycle only":
            self.at[incident] = NEVER
        elif self._marks.after_reopening == "resume":
            self._put_off(incident, since, now)
        else:
            calendar = self._calendars[self._priority[incident]]
            opened = max(self._opened[incident], calendar.lowest)
            first = max(self._first[incident], opened)
            self.at[incident] = self._later(incident, now, int(elapsed(calendar, opened, first)))

    def _put_off(self, incident: int, since: int, now: int) -> None:
        if since <= self.at[incident]:
            calendar = self._calendars[self._priority[incident]]
            self.at[incident] = self._later(incident, self.at[incident], int(elapsed(calendar, since, now)))

    def _later(self, incident: int, moment: int, ticks: int) -> int:
        priority = self._priority[incident]
        try:
            return self._after[priority](moment, ticks)
        except ValueError:  # the length does not end within the compiled ticks
            return int(self._calendars[priority].highest)


class Marking:
    """All marks of a policy, and the escalations that are not spent."""

    def __init__(self, policy: Policy, workload: Workload) -> None:
        self.rules = policy.escalations
        self._deadlines = [Standing(marks, policy.calendars, workload) for marks in policy.deadlines]
        self._warnings = [Standing(rule.marks, policy.calendars, workload) for rule in policy.escalations]
        self._all = [*self._deadlines, *self._warnings]
        self._spent: set[tuple[int, int]] = set()

    def touched(self, incident: int) -> None:
        """A person has had the incident in hand."""
        for standing in self._all:
            standing.touched(incident)

    def back(self, incident: int, then: int, since: int, now: int) -> None:
        """An incident is enqueued again; see `Standing.back`."""
        for standing in self._all:
            standing.back(incident, then, since, now)

    def deadline(self, incident: int) -> int:
        """The earliest deadline that counts, NEVER if none does."""
        if not self._deadlines:
            return NEVER
        return min((standing.at[incident] for standing in self._deadlines if standing.at[incident] != NEVER),
                   default=NEVER)  # fmt: skip

    def escalated(self, incident: int, rank: int, team: int, now: int) -> Iterator[tuple[int, int]]:
        """Rank and team after each escalation that falls due now; what changes nothing is spent and not told."""
        while (number := self._due(incident, team, now)) is not None:
            self._spent.add((number, incident))
            rule = self.rules[number]
            changed = int(rule.priority[rank]), team if rule.team == KEPT else rule.team
            if changed != (rank, team):
                rank, team = changed
                yield changed

    def next_moment(self, incident: int, team: int) -> int:
        """The next moment at which an incident in the queue of a team is to be escalated, NEVER if there is none."""
        return min((self._warnings[number].at[incident] for number in self._open(incident, team)), default=NEVER)

    def _due(self, incident: int, team: int, now: int) -> int | None:
        return next((number for number in self._open(incident, team) if self._warnings[number].at[incident] <= now),
                    None)  # fmt: skip

    def _open(self, incident: int, team: int) -> list[int]:
        """The rules that hold in the queue of a team and that may still fall due."""
        return [
            number
            for number, rule in enumerate(self.rules)
            if rule.teams[team]
            and (number, incident) not in self._spent
            and self._warnings[number].at[incident] != NEVER
        ]
