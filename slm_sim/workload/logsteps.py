"""From the spells of a log to the steps of a workload, tick by tick.

Every spell with a team becomes a step, every spell of waiting or of being resolved the delay after one. Where the log
shows none between two delays, or none at the beginning or the end, a step of one tick stands in for it. A step lasts at
least one tick, so a boundary between two spells may move by a few; opening and resolution never do, unless an incident
was resolved in fewer ticks than it has steps (`LogSteps.late`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from slm_sim.model.arrays import Bools, Ints, firsts_of, freeze_arrays
from slm_sim.model.incidentlog import BACK_SOON, IN_HAND, UNTOUCHED, WAITING
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED

OPEN = int(np.iinfo(np.int64).max)
"""The end of an incident that the log leaves open."""


@dataclass(frozen=True, eq=False)
class TickSpells:
    """Spells of a log on a time axis; the incidents are numbered from 0 without gap, in the order of their spells.

    incident, team, state, start   per spell; see `IncidentLog`
    end                            per incident: the tick of its resolution, OPEN where there is none
    """

    incident: Ints
    team: Ints
    state: Ints
    start: Ints
    end: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class LogSteps:
    """The steps of incidents in one flat (CSR) layout, see `Workload`.

    visit  per step, int64[m]: the row of the first step of the visit that it belongs to
    late   per incident, int64[n]: ticks by which it is resolved later than in the log
    """

    first_step: Ints
    team: Ints
    effort: Ints
    then: Ints
    delay: Ints
    touches: Bools
    visit: Ints
    late: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def log_steps(spells: TickSpells, declared: Bools, longest: int) -> LogSteps:
    """The steps behind spells.

    declared  bool[teams]: the team's work is drawn, so that all its steps are hands-on
    longest   ticks of a step or a delay that lasts beyond the horizon
    """
    resolved = spells.end != OPEN
    far = int(spells.start.max()) + 2 * longest
    spells = completed(_merged(replace(spells, end=np.where(resolved, spells.end, far)), declared), resolved)
    work = is_work(spells.state)
    start, end, late = _apart(spells, work)
    last = np.diff(spells.incident, append=-1) != 0
    length = np.minimum(np.where(last, end[spells.incident], np.append(start[1:], 0)) - start, longest)
    step = np.flatnonzero(work)
    then = what_follows(spells, step)
    delayed = (then != RESOLVED) & (then != REASSIGNED)
    owner, team = spells.incident[step], spells.team[step]
    return LogSteps(
        first_step=firsts_of(owner, len(end)),
        team=team,
        effort=length[step],
        then=then,
        delay=np.where(delayed, np.append(length, 0)[step + 1], 0),
        touches=spells.state[step] == IN_HAND,
        visit=_visits(owner, team, then),
        late=late,
    )


def what_follows(spells: TickSpells, step: Ints) -> Ints:
    """What follows each step, as in `Workload.step_then`; `step` holds the rows of the spells that are steps."""
    last = np.diff(spells.incident, append=-1)[step] != 0
    state = spells.state[np.minimum(step + 1, len(spells.state) - 1)]
    reason = np.where(state == BACK_SOON, REOPENED, state - WAITING + PENDING)
    return np.where(last, RESOLVED, np.where(is_work(state), REASSIGNED, reason))


def is_work(state: Ints) -> Bools:
    """Which spells are with a team: neither waiting nor resolved."""
    return np.asarray((state == UNTOUCHED) | (state == IN_HAND))


def _merged(spells: TickSpells, declared: Bools) -> TickSpells:
    """A declared team works from the moment it gets an incident, so nothing lies untouched with it."""
    state = np.where(declared[spells.team] & (spells.state == UNTOUCHED), IN_HAND, spells.state)
    same = (np.diff(spells.incident, prepend=-1) == 0) & (np.diff(spells.team, prepend=-1) == 0)
    same &= (np.diff(state, prepend=-1) == 0) & declared[spells.team]
    return TickSpells(spells.incident[~same], spells.team[~same], state[~same], spells.start[~same], spells.end)


def completed(spells: TickSpells, resolved: Bools) -> TickSpells:
    """With an empty spell in hand before every delay that lacks one, and at the end of each incident."""
    incident, state = spells.incident, spells.state
    first, last = np.diff(incident, prepend=-1) != 0, np.diff(incident, append=-1) != 0
    before = ~is_work(state) & (first | (np.append(IN_HAND, state[:-1]) != IN_HAND))
    after = last & (~is_work(state) | ((state == UNTOUCHED) & resolved[incident]))
    source = np.concatenate((np.flatnonzero(after), np.flatnonzero(before)))
    at = np.concatenate((np.flatnonzero(after) + 1, np.flatnonzero(before)))
    ends = np.concatenate((spells.end[incident[after]], spells.start[before]))
    return TickSpells(
        np.insert(incident, at, incident[source]),
        np.insert(spells.team, at, spells.team[source]),
        np.insert(state, at, IN_HAND),
        np.insert(spells.start, at, ends),
        spells.end,
    )


def _apart(spells: TickSpells, work: Bools) -> tuple[Ints, Ints, Ints]:
    """Where each spell begins so that every step has its tick, where each incident ends, and how much later than said.

    Less the ticks that the steps before it need, no spell may begin before the one above it, nor so late that the ticks
    of all steps do not fit before the end.
    """
    incident = spells.incident
    least = work.astype(np.int64)
    first = np.flatnonzero(np.diff(incident, prepend=-1))
    needed = np.add.reduceat(least, first)
    end = np.maximum(spells.end, spells.start[first] + needed)
    before = np.cumsum(least) - least
    before -= before[first][incident]
    slack = spells.start - before
    apart = (int(slack.max()) - int(slack.min()) + 1) * incident
    slack = np.maximum.accumulate(slack + apart) - apart
    return np.minimum(slack, (end - needed)[incident]) + before, end, end - spells.end


def _visits(incident: Ints, team: Ints, then: Ints) -> Ints:
    """The first step of each step's visit: a new one begins with another team and after every reopening."""
    begins = (np.diff(incident, prepend=-1) != 0) | (np.diff(team, prepend=-1) != 0)
    begins[1:] |= then[:-1] == REOPENED
    return np.maximum.accumulate(np.where(begins, np.arange(len(incident)), 0))
