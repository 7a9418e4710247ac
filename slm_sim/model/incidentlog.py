"""A ticket log as facts: what happened to each incident and when, and what was wrong with the rows that say so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays

NO_MOMENT = int(np.iinfo(np.int64).min)
"""The moment of something that has not happened, or of which the log says nothing."""

UNTOUCHED, IN_HAND, BACK_SOON, WAITING = 0, 1, 2, 3
"""The state of a spell (`IncidentLog.spell_state`): it lies with a team and nobody has looked at it; it is with a team,
waiting or in work; it is resolved and will be reopened; ``WAITING + r`` waits for pending reason r."""


@dataclass(frozen=True)
class LogProblem:
    """One kind of problem in a log, counted.

    kind      what is wrong, one of the words of docs/logs.md, such as ``unreadable_date``
    count     rows or incidents that have it, as `found` says
    found     the problem in words
    examples  the first few, each with its line
    done      what was done about it
    """

    kind: str
    count: int
    found: str
    examples: tuple[str, ...]
    done: str


@dataclass(frozen=True)
class LogNames:
    """The names behind the small integers of a log; priorities in the order of the mapping, the others sorted.

    pairs  the impact and the urgency that stand in the place of each priority, until a matrix says which it is; empty
           of a log that states priorities
    """

    priorities: tuple[str, ...]
    teams: tuple[str, ...]
    categories: tuple[str, ...]
    pending: tuple[str, ...]
    services: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class IncidentLog:
    """Incidents in the order of their opening, and the spells of each in one flat (CSR) layout.

    Moments are milliseconds of Unix time (UTC), NO_MOMENT where there is none.

    file, rows   where it was read, and how many rows of data the file holds
    left_out     how many incidents the file names of which nothing is here; `problems` say why
    zone         the IANA zone of its clock times
    until        the last moment of which the log speaks
    names        behind the indices below
    number       what the log calls each incident
    shows_touch  whether it shows first touches
    shows_moves  whether it shows how incidents moved, waited and came back; with one row per incident it does not

    Per incident, int64[n]:
    opened, first_touch, resolved, closed    `resolved` is the last time, NO_MOMENT for one that is still open
    stated       bool[n]: a column states the moment of resolution; otherwise it was read off the rows
    unsaid       bool[n]: the log says that it was resolved, and not when; `resolved` is NO_MOMENT then
    hidden       bool[n]: the log counts it as reopened, and does not say when
    priority     index into names.priorities, the last that the log knows
    category, service, customer, channel   index into names.categories and so on, the last that the log knows, -1 where
                 it knows none
    first_spell  int64[n + 1]; the spells of incident i are first_spell[i] .. first_spell[i + 1] - 1, at least one
    first_held   int64[n + 1]; likewise the priorities that it had, at least one

    Per priority that an incident had, int64[h]:
    held_priority   index into names.priorities
    held_from       since when: from the opening, then from each change

    Per spell, int64[s]; they follow each other without gap from `opened` to `resolved`:
    spell_team   index into names.teams: who holds the incident
    spell_state  UNTOUCHED, IN_HAND, BACK_SOON, or WAITING + reason
    spell_from   when it begins
    spell_to     when it ends, NO_MOMENT for the last one of an incident that is still open

    problems     everything that was wrong, counted
    not_in_the_log   what the mapping's author warns about
    """

    file: str
    rows: int
    left_out: int
    zone: str
    until: int
    names: LogNames
    number: tuple[str, ...]
    shows_touch: bool
    shows_moves: bool
    opened: Ints
    first_touch: Ints
    resolved: Ints
    closed: Ints
    stated: Bools
    unsaid: Bools
    hidden: Bools
    priority: Ints
    category: Ints
    service: Ints
    customer: Ints
    channel: Ints
    first_held: Ints
    held_priority: Ints
    held_from: Ints
    first_spell: Ints
    spell_team: Ints
    spell_state: Ints
    spell_from: Ints
    spell_to: Ints
    problems: tuple[LogProblem, ...]
    not_in_the_log: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def incidents(self) -> int:
        """How many incidents there are."""
        return len(self.number)

    @property
    def spell_incident(self) -> Ints:
        """The incident of each spell, int64[s]."""
        return np.repeat(np.arange(self.incidents), np.diff(self.first_spell))


ALL = "all"
"""The priority or month of an `ObservedTimes` row that covers every one of them."""


@dataclass(frozen=True)
class ObservedTimes:
    """What a log shows of the incidents of one priority that were opened in one month.

    month       such as ``2016-03``, in the zone of the log
    incidents   opened in it
    unresolved  of them, still open when the log ends
    resolution  seconds of clock time from opening to the last resolution: ``p50``, ``p90`` and ``p95``. Incidents that
                are still open count as later than all others; None where the quantile lies among them
    """

    priority: str
    month: str
    incidents: int
    unresolved: int
    resolution: dict[str, float | None]


@dataclass(frozen=True)
class Observed:
    """What a log shows, to stand beside what is simulated.

    first_opened, last_opened   milliseconds of Unix time
    reassigned    share of incidents that went from one team to another
    reopened      share that came back at least once
    ever_pending  share that waited for somebody outside at least once
    times         per month and priority, and for all of either
    """

    incidents: int
    first_opened: int
    last_opened: int
    reassigned: float
    reopened: float
    ever_pending: float
    times: tuple[ObservedTimes, ...]
