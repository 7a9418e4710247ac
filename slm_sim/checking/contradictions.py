"""Contradictions of drafts as findings: what the reader doubts and no rule looks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slm_sim.model.doubt import NOT_STATED, Doubt
from slm_sim.model.finding import Finding

CONTRADICTION = "SLM001"
"""The code of the finding that a draft cannot be signed as it stands."""

WHY_NEITHER_ACCEPTED_NOR_IGNORED = (
    "This cannot be accepted or ignored: once the agreement is signed, the file is refused for it."
)

LOOKED_FOR_BY_RULES = (
    "no-time-zone",
    "gap-between-bands",
    "overlapping-bands",
    "falling-bands",
    NOT_STATED,
)
"""Doubts of which rules speak: SLM109, SLM407 to SLM409, and one for each word on which money depends."""


def contradictions(doubts: Iterable[Doubt]) -> Iterator[Finding]:
    """A finding for each contradiction of a draft of which no rule speaks, in the order of the doubts."""
    for doubt in doubts:
        if doubt.name not in LOOKED_FOR_BY_RULES:
            yield Finding(
                code=CONTRADICTION,
                name="contradiction",
                severity="block",
                subject=f"{doubt.agreement}/{doubt.name}",
                place=doubt.problem.place,
                message=f"{doubt.agreement} cannot be signed as it stands: {doubt.problem.found}",
                figures=(),
                advice=f"What would be right: {doubt.problem.expected}. {WHY_NEITHER_ACCEPTED_NOR_IGNORED}",
            )
