"""What the reader of results must know of agreements that are still drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slm_sim.model.doubt import NOT_STATED, Doubt
from slm_sim.model.results import Warned


def of_drafts(doubts: Sequence[Doubt]) -> Iterator[Warned]:
    """A caution for each contradiction, and a note for each draft on all that it leaves out."""
    for doubt in doubts:
        if doubt.name != NOT_STATED:
            text = f"The draft {doubt.agreement} cannot be signed as it stands: {doubt}."
            yield Warned(weight="caution", about=doubt.agreement, text=text)
    for agreement in dict.fromkeys(doubt.agreement for doubt in doubts):
        silent = [doubt.problem for doubt in doubts if (doubt.name, doubt.agreement) == (NOT_STATED, agreement)]
        if silent:
            listed = ", ".join(f"{problem.found} ({problem.place})" for problem in silent)
            text = f"The draft {agreement} leaves words out, for which defaults were played: {listed}."
            yield Warned(weight="note", about=agreement, text=text)
