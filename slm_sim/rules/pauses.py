"""Whether the time that one clock measures is time in which another stands still."""

from __future__ import annotations

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.clockterms import Clock
from slm_sim.model.phrases import Phrase


def pauses_while(clock: Clock, reason: str) -> bool:
    """Whether a clock stands still while an incident waits for this reason."""
    return _stands_still(clock, Phrase("pending", reason), None)


def begins_in_a_pause(other: Agreement, link: Clause, agreement: Agreement, clause: Clause) -> bool:
    """Whether the clock of a clause stands still at every moment at which that of a link begins to run."""
    begins, clock = other.clocks.get(link.clock or ""), agreement.clocks.get(clause.clock or "")
    return (
        begins is not None
        and clock is not None
        and all(_stands_still(clock, moment, link.team) for moment in begins.starts.phrases)
    )


def _stands_still(clock: Clock, moment: Phrase, team: str | None) -> bool:
    """Whether a clock stands still from a moment on, of an incident that comes to this team."""
    if moment.words == "pending" and moment.name in clock.pauses_while_pending:
        return True
    still = clock.pauses_while.phrases if clock.pauses_while else ()
    since = clock.pauses_from.phrases if clock.pauses_from else ()
    return bool({moment, Phrase(moment.words)} & {*since}) or bool(_states(moment, team) & {*still})


def _states(moment: Phrase, team: str | None) -> set[Phrase]:
    """The states that begin with a moment."""
    if moment.words == "pending":
        return {moment, Phrase("pending")}
    if moment.words == "opened":
        return {Phrase("new")}
    if moment.words in ("assigned to", "assigned to team", "reassigned") and (with_whom := moment.name or team):
        return {Phrase("with", with_whom)}
    return {moment}
