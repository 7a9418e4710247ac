"""The sections of an agreement that people read and nothing counts: who signs, who is called, what each side does.

They are written here so that the formal document can be made from the file alone.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from slm_sim.model.block import Block, Name
from slm_sim.model.quantities import ClockLength, NotationError

Texts = dict[Name, str]
"""Texts by name, each one sentence or a few."""


def iso_date(value: object) -> date:
    """A date from ``2027-04-01``, or as it is."""
    if isinstance(value, date):
        return value
    if isinstance(value, dict | list):
        raise NotationError("no date stands here", "year-month-day such as 2027-04-01")
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NotationError(f"{str(value)!r} is not a date", "year-month-day such as 2027-04-01") from None


Day = Annotated[date, BeforeValidator(iso_date), WithJsonSchema({"type": "string", "format": "date"})]


class Parties(Block):
    """Who promises what to whom."""

    customer: str
    provider: str


class Signatory(Block):
    """Who signs, in which role, for which party, and when.

    party  whom they sign for, as under ``parties``
    """

    name: str
    role: str = ""
    party: str = ""
    signed: Day | None = None


class Control(Block):
    """The document itself: its number, its owner, when it was issued, and what it replaces."""

    number: str = ""
    owner: str = ""
    issued: Day | None = None
    replaces: str = ""


class Scope(Block):
    """What the agreement covers, in words."""

    included: str
    excluded: str = ""


class SupportRow(Block):
    """What differs for one priority."""

    hours: Name


class Support(Block):
    """How and when people reach the provider.

    hours       a calendar: when somebody answers
    channels    how, by name: a telephone number, a portal
    languages   in which the provider answers
    handling    what happens to an incident from its report to its closure, in words
    """

    hours: Name = "24x7"
    by_priority: dict[Name, SupportRow] = {}
    channels: Texts = {}
    languages: str = ""
    handling: str = ""


class EscalationRow(Block):
    """Who is told of an incident of one priority, and how long after it was opened, while it is unresolved."""

    notify: dict[Name, ClockLength] = Field(min_length=1)


class Escalation(Block):
    """Hierarchical escalation: who is told, by priority, in clock time from opening.

    disputes  who decides where the parties disagree, in words
    """

    by_priority: dict[Name, EscalationRow] = {}
    disputes: str = ""


class Review(Block):
    """When the parties look at the agreement together, in words."""

    service_review: str = ""
    target_review: str = ""
    change_control: str = ""
