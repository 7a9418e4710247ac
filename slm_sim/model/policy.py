"""How waiting work is put in order: what the engine needs to know of decisions, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.opentime import OpenTime

KEPT = -1
"""In an escalation: the incident stays with the team in whose queue it waits."""


@dataclass(frozen=True, eq=False)
class Marks:
    """The moment at which so much of a target is used up, for every incident: a deadline, or a warning before it.

    first            the tick at which it is, if the incident never pauses, int64[incidents]; NEVER where the target is
                     none of the incident's
    calendar         index into `Policy.calendars`, in whose open time a pause puts the mark off, int64[priorities], by
                     the priority that the workload states
    pauses           bool[pending reasons]: waiting for this reason puts the mark off
    until            the mark counts until the first start by a person, or until the incident is resolved
    after_reopening  whether it counts again: not at all, anew from the return with as much open time as at first, or on
                     from where it stood when the incident was resolved
    """

    first: Ints
    calendar: Ints
    pauses: Bools
    until: Literal["first start", "resolved"]
    after_reopening: Literal["first cycle only", "restart from zero", "resume"]

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Escalation:
    """What is done, once, with an incident that waits when a mark is reached and that nobody has begun at this step.

    marks     when
    teams     bool[teams]: in whose queues
    priority  the rank in the order of work from then on, by the rank until then, int64[priorities]; never less urgent
    team      the team that it is handed to, or `KEPT`
    """

    marks: Marks
    teams: Bools
    priority: Ints
    team: int = KEPT

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Policy:
    """In which order waiting work is taken up, and what interrupts or escalates it.

    preempts     bool[priorities]: a waiting incident of this priority suspends running work of a lower one
    order        by priority, then first come; by age: first come with a head start by priority; or by deadline.
                 Under the latter two, priorities down to the least urgent one that pre-empts still come first, in order
    head_start   ticks by which a priority counts as enqueued earlier under the order by age, int64[priorities]; empty
                 otherwise
    deadlines    under the order by deadline: the earliest of those that count decides
    escalations  in the order in which they are carried out if several fall due together
    calendars    in whose open time marks are put off
    """

    preempts: Bools
    order: Literal["priority", "age", "deadline"] = "priority"
    head_start: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    deadlines: tuple[Marks, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    calendars: tuple[OpenTime, ...] = ()

    def __post_init__(self) -> None:
        freeze_arrays(self)
