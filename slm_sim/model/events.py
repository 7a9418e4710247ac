"""Events: what happened to each incident, moment after moment, as an agreement's clocks look at it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays

OPENED, TEAM, TOUCHED, IN_PROGRESS, PENDING, PRIORITY, RESOLVED, REOPENED, CLOSED, ABANDONED = range(10)
"""What an event is (`Events.kind`), and what its value says:

OPENED        the contract counts from here; the priority that it had then, -1 where nobody knows
TEAM          it went to a team; which one. An incident that goes back to its team has come to it anew
TOUCHED       a person began to work on it, for the first time
IN_PROGRESS   it is being worked on: for the first time, or after it was pending
PENDING       it waits for somebody outside; for which reason
PRIORITY      its priority changed; to which one
RESOLVED, CLOSED
REOPENED      it is in progress again, since somebody had touched it before
ABANDONED     its customer gave up

Of those without a word on the value it is -1.
"""

KINDS = 10

UNKNOWN_MOMENT = int(np.iinfo(np.int64).min)
"""The moment of an event that did happen, though nobody knows when. It stands where it belongs in the history."""


@dataclass(frozen=True, eq=False)
class Events:
    """The events of every incident in one flat (CSR) layout, those of an incident in the order in which they happened.

    first   int64[n + 1]; the events of incident i are first[i] .. first[i + 1] - 1, the first of them OPENED
    moment  the tick of each event, int64[m], never before the one that stands before it; or UNKNOWN_MOMENT
    kind    what it is, int64[m]
    value   index into the names of the workload or the log, see the kinds; int64[m]

    Events of one tick stand in the order in which one led to the other: resolved before reopened, pending before in
    progress. What had not happened by the horizon is no event.
    """

    first: Ints
    moment: Ints
    kind: Ints
    value: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def __len__(self) -> int:
        """How many incidents there are."""
        return len(self.first) - 1

    def of(self, incident: int) -> Events:
        """The events of one incident alone."""
        here = slice(self.first[incident], self.first[incident + 1])
        alone = np.array([0, here.stop - here.start])
        return Events(alone, self.moment[here], self.kind[here], self.value[here])

    @property
    def priority(self) -> Ints:
        """The last priority of every incident, int64[n]."""
        states: Bools = (self.kind == OPENED) | (self.kind == PRIORITY)
        row = np.maximum.accumulate(np.where(states, np.arange(len(self.kind)), 0))
        last: Ints = self.value[row[self.first[1:] - 1]]
        return last
