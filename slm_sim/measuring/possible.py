"""What a log can tell of an agreement, and what it cannot: said for each clause, and never counted as kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.arrays import Bools
from slm_sim.model.clause import Clause
from slm_sim.model.clockterms import Clock
from slm_sim.model.incidentlog import WAITING, IncidentLog
from slm_sim.model.measurement import OF_THE_BACKLOG
from slm_sim.model.results import Warned
from slm_sim.read import AgreementReading, of_drafts, place_of
from slm_sim.sla.strangers import named, nobody_in, strangers, warned_of_strangers

TOLD_BY_MOVES = ("first contact resolution", "reopen rate")
"""Measures that read how an incident moved and came back."""

TOLD_BY_MOMENTS = ("share in time", "mean time", "percentile", "number of misses", *OF_THE_BACKLOG)
"""Measures that read when incidents were opened, touched and resolved; of any other a log knows nothing."""


def place_in(reading: AgreementReading, *path: str) -> Place:
    """Where a value of an agreement stands, else what is nearest to it on the way."""
    return place_of(reading.tree, path)


def not_in_the_log(clause: Clause, clock: Clock | None, log: IncidentLog) -> str:
    """Why a log cannot tell what was reached on a clause with its clock; empty if it can."""
    if clause.measure not in (*TOLD_BY_MOVES, *TOLD_BY_MOMENTS):
        return f"the log holds nothing of which '{clause.measure}' is made"
    if nobody := nobody_in(clause, log):
        return nobody
    read = moments_read(clock) if clock else set()
    if "first touch" in read and not log.shows_touch:
        return "the log does not show first touches; a mapping names their column as first_touch"
    if read - SHOWN_BY_COLUMNS and not log.shows_moves:
        return f"the log has one row per incident, and does not show '{min(read - SHOWN_BY_COLUMNS)}'"
    if clause.measure in TOLD_BY_MOVES and not log.shows_moves:
        return "the log has one row per incident, and does not show how they moved or came back"
    return ""


SHOWN_BY_COLUMNS = frozenset(("opened", "first touch", "resolved", "closed"))
"""Moments that a log with one row per incident may show."""


def moments_read(clock: Clock) -> set[str]:
    """The moments that a clock must know to run and to stop, in the words of its phrases, without names."""
    return {phrase.words for word, phrase in clock.phrases if word != "pauses_while"}


def expect_its_priorities(reading: AgreementReading, log: IncidentLog) -> None:
    """Raise `InputError` if the log holds priorities that the agreement does not know."""
    known = reading.agreement.priorities.names
    used = [log.names.priorities[rank] for rank in np.unique(log.priority)]
    problems = [
        Problem(
            place_in(reading, "priorities"),
            f"the mapping of {log.file} translates priorities to {name!r}, which the agreement does not know",
            "one of " + ", ".join(known),
            nearest_word(name, known),
        )
        for name in used
        if name not in known
    ]
    if problems:
        raise InputError(problems)


def expect_no_strangers(reading: AgreementReading, log: IncidentLog) -> None:
    """Raise `InputError` if a clock of a signed agreement names a reason or a team that the log does not know."""
    problems = list(strangers(reading.agreement, partial(place_in, reading), log))
    if problems and reading.agreement.is_signed:
        raise InputError(problems)


def warnings(reading: AgreementReading, log: IncidentLog) -> Iterator[Warned]:
    """What a reader has to know before any figure of an agreement that was measured on a log."""
    agreement = reading.agreement
    yield from (told.model_copy(update={"weight": "caution"}) for told in of_drafts(reading.doubts))
    yield from warned_of_strangers(agreement, partial(place_in, reading), log)
    waiting = {
        name
        for clock in agreement.clocks.values()
        for key, words, name in named(clock)
        if key.startswith("pauses") and words == "pending"
    }
    if waiting and not log.shows_moves:
        text = "With one row per incident the log shows no waiting: no clock pauses, so times are too long, if wrong."
        yield Warned(weight="caution", about="pauses", text=text)
    waited = {log.names.pending[state] for state in np.unique(log.spell_state[log.spell_state >= WAITING] - WAITING)}
    for reason in sorted(waiting):
        if reason in log.names.pending and reason not in waited:
            text = f"No incident of the log was ever pending {reason}, for which a clock would pause."
            yield Warned(weight="note", about="pauses", text=text)
    used = {log.names.priorities[rank] for rank in np.unique(log.priority)}
    for name in agreement.priorities.names:
        if name not in used:
            text = f"{place_in(reading, 'priorities')}: no incident of the log has the priority {name}."
            yield Warned(weight="caution", about="priorities", text=text)
    if isinstance(agreement.exclusions, dict) and agreement.exclusions:
        reasons = ", ".join(agreement.exclusions)
        text = f"The log does not say which incidents are excluded ({reasons}), so all of them count."
        yield Warned(weight="caution", about="exclusions", text=text)
    if log.unsaid.any():
        text = (
            f"The log says that {_so_many(log.unsaid)} resolved, and not when: "
            "the resolution is unknown, and never counts as met."
        )
        yield Warned(weight="caution", about="moments", text=text)
    if log.hidden.any():
        text = (
            f"The log says that {_so_many(log.hidden)} reopened, and not when: "
            "the resolution is unknown, and never counts as met."
        )
        yield Warned(weight="caution", about="moments", text=text)


def _so_many(which: Bools) -> str:
    many = int(which.sum())
    return "one incident was" if many == 1 else f"{many} incidents were"
