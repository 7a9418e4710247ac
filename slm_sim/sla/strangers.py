"""Names in an agreement that a log does not know: a reason nobody waits for, a team or a customer nobody has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from slm_sim.errors import Place, Problem, nearest_word
from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.clockterms import Clock
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.results import Warned

PlaceOf = Callable[..., Place]
"""Where the value at a path of an agreement stands."""


def strangers(agreement: Agreement, place_of: PlaceOf, log: IncidentLog) -> Iterator[Problem]:
    """The reasons to which the mapping translates no state of the log, and the teams that no row of it names.

    A log with one row per incident shows neither, whatever the mapping says.
    """
    if not log.shows_moves:
        return
    for name, clock in agreement.clocks.items():
        for key, words, asked in named(clock):
            if words == "pending":
                known, meant, none = log.names.pending, f"no state of {log.file} means", "no pending reason"
            else:
                known, meant, none = log.names.teams, f"no row of {log.file} names", "no team"
            if asked in known:
                continue
            found = f"the clock {name!r} says '{key}: {words} {asked}', which {meant}"
            expected = f"one of {', '.join(known)}" if len(known) > 1 else repr(known[0]) if known else none
            yield Problem(place_of("clocks", name, key), found, expected, nearest_word(asked, known))


def warned_of_strangers(agreement: Agreement, place_of: PlaceOf, log: IncidentLog) -> Iterator[Warned]:
    """What a reader has to know of clocks that wait for what the log never shows."""
    for problem in strangers(agreement, place_of, log):
        yield Warned(weight="caution", about="clocks", text=f"This never happens in the log: {problem}")


def named(clock: Clock) -> Iterator[tuple[str, str, str]]:
    """Every pending reason and team that a clock names: the key, the words before the name, and the name."""
    yield from (("pauses_while_pending", "pending", reason) for reason in clock.pauses_while_pending)
    for key, phrase in clock.phrases:
        if phrase.name and phrase.words in ("pending", "assigned to", "with"):
            yield key, phrase.words, phrase.name


def nobody_in(clause: Clause, log: IncidentLog) -> str:
    """Why no incident of a log can fall under a clause, by what it is about besides priorities; empty if one can."""
    names = log.names
    for asked, known, column, said in (
        (clause.service, names.services, "service", "concerns the service"),
        (clause.customer, names.customers, "customer", "is of the customer"),
        (clause.channel, names.channels, "channel", "was reported by the channel"),
        (clause.category, names.categories, "category", "has the category"),
        (clause.team, names.teams, "team", "was ever given to the team"),
    ):
        if asked is not None and not known:
            return f"the log does not say the {column} of its incidents; a mapping names the column as {column}"
        if asked is not None and asked not in known:
            near = nearest_word(asked, known)
            return f"no incident of the log {said} {asked!r}" + (f"; did you mean {near!r}?" if near else "")
    return ""
