"""Names in the words of clocks that a log does not know: a team nobody is given to, a reason nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.clockterms import Clock
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.read import AgreementReading, place_of


def place_in(reading: AgreementReading, *path: str) -> Place:
    """Where a value of an agreement stands, else what is nearest to it on the way."""
    return place_of(reading.tree, path)


def expect_no_strangers(reading: AgreementReading, log: IncidentLog) -> None:
    """Raise `InputError` if a clock of a signed agreement names a reason or a team that the log does not know."""
    problems = list(strangers(reading, log))
    if problems and reading.agreement.is_signed:
        raise InputError(problems)


def strangers(reading: AgreementReading, log: IncidentLog) -> Iterator[Problem]:
    """The reasons to which the mapping translates no state of the log, and the teams that no row of it names.

    A log with one row per incident shows neither, whatever the mapping says.
    """
    if not log.shows_moves:
        return
    for name, clock in reading.agreement.clocks.items():
        for key, words, asked in named(clock):
            known, meant = (
                (log.names.pending, f"no state of {log.file} means")
                if words == "pending"
                else (log.names.teams, f"no row of {log.file} names")
            )
            if asked in known:
                continue
            none = "no pending reason" if words == "pending" else "no team"
            yield Problem(
                place_in(reading, "clocks", name, key),
                f"the clock {name!r} says '{key}: {words} {asked}', which {meant}",
                none if not known else f"one of {', '.join(known)}" if len(known) > 1 else repr(known[0]),
                nearest_word(asked, known),
            )


def named(clock: Clock) -> Iterator[tuple[str, str, str]]:
    """Every pending reason and team that a clock names: the key, the words before the name, and the name."""
    yield from (("pauses_while_pending", "pending", reason) for reason in clock.pauses_while_pending)
    for key, phrase in clock.phrases:
        if phrase.name and phrase.words in ("pending", "assigned to", "with"):
            yield key, phrase.words, phrase.name
