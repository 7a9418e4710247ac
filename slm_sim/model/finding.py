"""A finding: what a rule has to say about one part of an agreement or of the organisation behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from slm_sim.errors import Place

Severity = Literal["block", "high", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("block", "high", "warning", "info")
"""From the gravest on: do not sign · negotiate · look again · know."""


def gravity(severity: Severity) -> int:
    """Where a severity stands among others, the gravest first."""
    return SEVERITIES.index(severity)


def by_severity(severities: Iterable[Severity]) -> str:
    """How many there are of each severity, in words: ``2 high, 1 info``; empty of none."""
    counts = Counter(severities)
    return ", ".join(f"{counts[word]} {word}" for word in SEVERITIES if counts[word])


@dataclass(frozen=True)
class Finding:
    """A rule that fired, or that could not be evaluated.

    code      of the rule, such as ``SLM302``
    name      of the rule, which completes "allow ..."
    severity  block, high, warning or info
    subject   what it is about: a clause by its key (``retail-sla/resolution.P1``), an agreement or a team by its name
    place     where that stands
    message   what is wrong, with the figures that made the rule fire
    figures   these figures by the names of their facts, as they are written in the message
    advice    what to do about it
    """

    code: str
    name: str
    severity: Severity
    subject: str
    place: Place
    message: str
    figures: tuple[tuple[str, str], ...]
    advice: str

    @property
    def key(self) -> tuple[str, str]:
        """By which findings of two drafts are held against each other: the code, and the subject."""
        return self.code, self.subject


@dataclass(frozen=True)
class Silence:
    """A rule that had nothing to judge by, or not everywhere.

    missing   the facts that it needs and that are not known of any of these subjects
    subjects  what it could not judge, by its key
    judged    how many it could judge: 0 of a rule that is silent altogether
    over      what it looks at: clause, clock, ...
    """

    code: str
    name: str
    missing: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    judged: int = 0
    over: str = ""
