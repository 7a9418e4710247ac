"""Clock rules: what each event means to a clock, worked out once from the words of its agreement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from slm_sim.model import events
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.clockterms import Clock
from slm_sim.model.phrases import Moments, Phrase, Phrases
from slm_sim.model.workload import Names
from slm_sim.sla.eventwords import WORDS, named_by

STARTS, STOPS, CANCELS, RESETS, HOLDS, RELEASES, REBASES, RECOUNTS, WAKES, RENEWS, ENDS = (1 << n for n in range(11))
"""What an event does to a clock, as bits:

STARTS, STOPS, CANCELS, RESETS   as in `slm_sim.model.clockterms.Clock`
HOLDS, RELEASES   from the one to the other it stands still
REBASES, RECOUNTS   a change of priority: it counts from here; what it stood still before counts after all
WAKES, RENEWS, ENDS   a reopening, for a clock that had stopped when resolved or closed: it resumes, restarts, is done
"""

REASSIGNED = events.KINDS
"""The row of `Rules.does` for a team after the first; all other rows are kinds of events."""

NEW, IN_PROGRESS, RESOLVED, CLOSED, PENDING = range(5)
"""States of an incident; ``PENDING + 1 + r`` is pending for reason r, PENDING where nobody says why."""

_STATES = {"new": NEW, "in progress": IN_PROGRESS, "resolved": RESOLVED, "closed": CLOSED}

_KINDS = {
    **{words: kind for kind, words in WORDS.items()},
    "assigned to team": events.TEAM,
    "reassigned": REASSIGNED,
    "priority changes": events.PRIORITY,
}

_AFTER_REOPENING = {"resume": WAKES, "restart from zero": RENEWS, "first cycle only": ENDS}


class Rules(NamedTuple):
    """What a clock makes of a history.

    does         what an event does, by its kind and its value + 1, bits as above, int64[kinds + 1, values + 1]
    still_in     the states in which the clock stands still, bool[states]
    still_with   the teams with which it does, by their index + 1, bool[teams + 1]
    from_opened  a run counts from the opening if it is the incident's first
    earlier      and stands still in the pauses between
    """

    does: Ints
    still_in: Bools
    still_with: Bools
    from_opened: bool
    earlier: bool


def clock_rules(clock: Clock, names: Names, team: str | None = None) -> Rules:
    """The rules of a clock, against the names of a workload or a log; what they do not know does nothing.

    team  of a clock that starts when assigned to a team: only the visits to this one
    """
    width = 1 + max(len(names.priorities), len(names.teams), len(names.pending))
    does = np.zeros((events.KINDS + 1, width), dtype=np.int64)
    starts = clock.starts if team is None else _visits_to(team, clock.starts)
    _mark(does, starts, STARTS, names)
    _mark(does, clock.stops, STOPS, names)
    _mark(does, clock.cancelled_by, CANCELS, names)
    _mark(does, clock.resets_on, RESETS, names)
    _mark(does, clock.pauses_from, HOLDS, names)
    _mark(does, clock.resumes, RELEASES, names)
    if clock.after_priority_change == "count from the change":
        does[events.PRIORITY] |= REBASES
    elif clock.pauses_before_change == "dropped":
        does[events.PRIORITY] |= RECOUNTS
    if (does[[events.RESOLVED, events.CLOSED]] & STOPS).any():
        resets = does[events.REOPENED, 0] & RESETS
        does[events.REOPENED] |= RENEWS if resets else _AFTER_REOPENING[clock.after_reopening]
    still_in, still_with = _still(clock, names)
    from_opened = clock.counts_from == "opened"
    return Rules(does, still_in, still_with, from_opened, from_opened and clock.earlier_pauses == "kept")


def _visits_to(team: str, starts: Moments) -> Moments:
    """The moments at which a clock starts, those of going to a team only as far as it is this one."""
    narrowed = (Phrase("assigned to", team) if one.words == "assigned to team" else one for one in starts.phrases)
    return Moments(tuple(one for one in narrowed if one.words != "assigned to" or one.name == team))


def _mark(does: Ints, moments: Phrases | None, bit: int, names: Names) -> None:
    for phrase in moments.phrases if moments else ():
        for kind, column in _events(phrase, names):
            does[kind, column] |= bit


def _events(phrase: Phrase, names: Names) -> Iterator[tuple[int, int | slice]]:
    """The kinds of events that a phrase means, and for each the columns of `Rules.does`."""
    kind = _KINDS[phrase.words]
    if not phrase.name:
        yield kind, slice(None)
        return
    known = named_by(kind, names)
    if phrase.name not in known:
        return
    column = known.index(phrase.name) + 1
    yield kind, column
    if phrase.words == "priority becomes":
        yield events.OPENED, column


def _still(clock: Clock, names: Names) -> tuple[Bools, Bools]:
    """In which states and with which teams a clock stands still."""
    reasons = np.isin(np.array(names.pending, dtype=object), clock.pauses_while_pending)
    still_in = np.concatenate((np.zeros(PENDING + 1, dtype=np.bool_), reasons))
    still_with = np.zeros(len(names.teams) + 1, dtype=np.bool_)
    for phrase in clock.pauses_while.phrases if clock.pauses_while else ():
        if phrase.words == "with":
            still_with[1:] |= np.array([name == phrase.name for name in names.teams], dtype=np.bool_)
        elif phrase.name:
            still_in[PENDING + 1 :] |= np.array([name == phrase.name for name in names.pending], dtype=np.bool_)
        elif phrase.words == "pending":
            still_in[PENDING:] = True
        else:
            still_in[_STATES[phrase.words]] = True
    return still_in, still_with
