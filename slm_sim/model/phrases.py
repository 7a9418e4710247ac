"""Phrases: the moments and the states of an incident, in the words in which an agreement speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from slm_sim.errors import nearest_word
from slm_sim.model.notation import NotationError, Quantity

NAME = "[A-Za-z0-9][A-Za-z0-9-]*"


@dataclass(frozen=True)
class Phrase:
    """One phrase: its words, and the name after them if they ask for one, as in ``assigned to`` ``experts``."""

    words: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.words} {self.name}".rstrip()


@dataclass(frozen=True)
class Phrases(Quantity):
    """Several phrases, of which any will do: ``reassigned or resolved``.

    alone   the phrases that need no name
    named   those that end with one
    meant   the phrase that others usually mean
    """

    phrases: tuple[Phrase, ...]

    alone: ClassVar[tuple[str, ...]]
    named: ClassVar[tuple[str, ...]]
    meant: ClassVar[dict[str, str]]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read phrases joined by ``or``; `NotationError` for one that is none, with the nearest."""
        return cls(tuple(cls._phrase(part) for part in " ".join(text.split()).split(" or ")))

    @classmethod
    def _phrase(cls, text: str) -> Phrase:
        if text in cls.alone:
            return Phrase(text)
        words, _, name = text.rpartition(" ")
        if words in cls.named:
            return Phrase(words, name)
        heads = cls.named if nearest_word(words, cls.named) else ()
        known = (*cls.alone, *cls.meant, *(f"{head} {name}" for head in heads))
        near = nearest_word(text, known)
        expected = ", ".join((*cls.alone, *(f"{head} NAME" for head in cls.named)))
        raise NotationError(f"{text!r} is not {cls.notation}", f"one of {expected}", cls.meant.get(near, near))

    def names(self, words: str) -> tuple[str, ...]:
        """The names after these words."""
        return tuple(phrase.name for phrase in self.phrases if phrase.words == words and phrase.name)

    def __str__(self) -> str:
        return " or ".join(map(str, self.phrases))


def _pattern(alone: tuple[str, ...], named: tuple[str, ...]) -> str:
    one = "|".join((*alone, *(f"{head} {NAME}" for head in named)))
    return f"({one})( or ({one}))*"


class Moments(Phrases):
    """Moments in the history of an incident.

    opened, first touch, in progress, resolved, reopened, closed, abandoned   as in `slm_sim.model.events`
    pending, pending REASON        it begins to wait
    assigned to team, assigned to NAME   it goes to any team, or to this one
    reassigned                     it goes to a team after it had been with one
    priority changes               after the opening
    priority becomes NAME          and also the opening with that priority
    """

    notation = "a moment in the history of an incident"
    examples = ("opened", "first touch", "reassigned or resolved")
    alone = (
        "opened",
        "first touch",
        "in progress",
        "pending",
        "resolved",
        "reopened",
        "closed",
        "abandoned",
        "assigned to team",
        "reassigned",
        "priority changes",
    )
    named = ("pending", "assigned to", "priority becomes")
    meant: ClassVar[dict[str, str]] = {
        "created": "opened",
        "reported": "opened",
        "logged": "opened",
        "response": "first touch",
        "first response": "first touch",
        "acknowledged": "first touch",
        "resolution": "resolved",
        "fixed": "resolved",
        "restored": "resolved",
        "completed": "resolved",
        "closure": "closed",
        "cancelled": "abandoned",
        "escalated": "reassigned",
        "priority changed": "priority changes",
    }
    pattern = _pattern(alone, named)


class States(Phrases):
    """States of an incident: what it is while nothing happens.

    new            before the first touch
    in progress    from the first touch on, and again once it need not wait any more or is reopened
    resolved, closed
    pending, pending REASON   it waits for anything, or for this reason
    with NAME      it is with this team
    """

    notation = "a state of an incident"
    examples = ("pending customer", "pending customer or with experts")
    alone = ("new", "in progress", "pending", "resolved", "closed")
    named = ("pending", "with")
    meant: ClassVar[dict[str, str]] = {
        "active": "in progress",
        "work in progress": "in progress",
        "on hold": "pending",
        "waiting": "pending",
        "suspended": "pending",
    }
    pattern = _pattern(alone, named)
