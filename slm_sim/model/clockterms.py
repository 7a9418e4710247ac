"""What an agreement says of its clocks: what each times, and when it stands still."""

from __future__ import annotations

from typing import Literal

from slm_sim.model.block import Block, Name
from slm_sim.model.phrases import Moments, Phrase, Phrases, States
from slm_sim.model.quantities import Share

PHRASES = ("starts", "stops", "pauses_while", "pauses_from", "resumes", "cancelled_by", "resets_on")
"""The words of a clock under which phrases stand."""


class ClockRow(Block):
    """What differs for one priority."""

    calendar: Name


class Clock(Block):
    """What is timed, in a calendar's open time: from a moment in the history of an incident to another.

    starts                 each time it does not run and one of these moments comes; again, for another run
    counts_from            opened: once it has started it counts from the opening
    earlier_pauses         whether it then stood still in the pauses before its start
    stops                  the moments that end a run; resolved is not closed
    pauses_while_pending   the reasons for which the clock stands still
    pauses_while           the states, or teams, in which it stands still
    pauses_from, resumes   the moments between which it stands still
    cancelled_by           the moments that take a run back, as if it had never been
    resets_on              the moments at which it begins anew, while it runs
    warns_at               the shares of the target at which it warns
    after_priority_change  the last priority's target counts from the start, or from the change
    pauses_before_change   dropped: what the clock had stood still before the change counts after all
    after_reopening        of a clock that stopped when resolved or closed: resume (the time in between does not
                           count), restart from zero, or first cycle only
    """

    starts: Moments = Moments.parse("opened")
    counts_from: Literal["start", "opened"] = "start"
    earlier_pauses: Literal["kept", "dropped"] = "kept"
    stops: Moments
    pauses_while_pending: list[Name] = []
    pauses_while: States | None = None
    pauses_from: Moments | None = None
    resumes: Moments | None = None
    cancelled_by: Moments | None = None
    resets_on: Moments | None = None
    warns_at: list[Share] = []
    calendar: Name = "24x7"
    by_priority: dict[Name, ClockRow] = {}
    after_priority_change: Literal["count from opening", "count from the change"] = "count from opening"
    pauses_before_change: Literal["kept", "dropped"] = "kept"
    after_reopening: Literal["resume", "first cycle only", "restart from zero"] = "resume"

    @property
    def phrases(self) -> tuple[tuple[str, Phrase], ...]:
        """Every phrase in which it speaks of moments and states, with the word under which it stands."""
        stated: dict[str, Phrases | None] = {word: getattr(self, word) for word in PHRASES}
        return tuple((word, phrase) for word, said in stated.items() if said for phrase in said.phrases)

    @property
    def is_response(self) -> bool:
        """Whether it stops when somebody begins to work, and at nothing else."""
        return self.stops == RESPONSE

    @property
    def is_plain(self) -> bool:
        """Whether it runs from opening to the first touch or to resolved, and at most pauses while pending."""
        follows_more = (self.pauses_while, self.pauses_from, self.resumes, self.cancelled_by, self.resets_on)
        if self.starts != OPENING or any(follows_more):
            return False
        return self.stops == RESOLUTION or (self.is_response and not self.pauses_while_pending)


OPENING, RESPONSE, RESOLUTION = map(Moments.parse, ("opened", "first touch", "resolved"))
