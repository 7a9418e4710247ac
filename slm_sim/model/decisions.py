"""A decision table: which priority, which first team, who is called or escalated, row by row, in the shape of its file.

How its rows become decisions is worked out in `slm_sim.tables`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from slm_sim.model.block import Block, Name

DECISION_TABLE_SCHEMA = "slm-sim/decision-table-v1"

ANY = "any"
"""In a cell: whatever it is."""

NOT = "not "
"""In a cell, before a word: all words but this one."""

OTHER_HOURS = "other hours"
"""The last word of ``opened_in``: none of the calendars before it was open."""

CALLED, WAITS = "called", "waits"
"""What is decided of an incident with which only people on call could begin."""

NOT_ESCALATED = "none"
"""What is decided of an incident that waits without being escalated."""

Words = Annotated[list[Name], Field(min_length=1)]
Hours = Annotated[list[Name | Literal["other hours"]], Field(min_length=1)]
Cell = str | Annotated[list[str], Field(min_length=1)]


class Decided(Block):
    """Stands in place of a value that a decision table decides, case by case."""

    decided_by: Name


class Inputs(Block):
    """What a table reads, with all words that it knows of it.

    opened_in  calendars of the scenario: the first that was open when the incident was opened; last ``other hours``
    """

    impact: Words | None = None
    urgency: Words | None = None
    category: Words | None = None
    customer: Words | None = None
    service: Words | None = None
    opened_in: Hours | None = None
    priority: Words | None = None
    team: Words | None = None

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The words of each input that is read, in the order of the format."""
        stated = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: tuple(words) for name, words in stated if words is not None}


class Outcomes(Block):
    """What a table decides, one thing alone, with all words that it may decide.

    team        the first team of an incident
    on_call     whether people on call are called for it
    escalation  the rule by which it is escalated while it waits, or ``none``
    """

    priority: Words | None = None
    team: Words | None = None
    on_call: Annotated[list[Literal["called", "waits"]], Field(min_length=1)] | None = None
    escalation: Words | None = None

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """What is decided, with its words; a table that makes sense decides one thing."""
        stated = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: tuple(words) for name, words in stated if words is not None}


class DecisionRow(Block):
    """A row: the cases that it is about, and what is decided of them.

    A cell is a word, a list of words, ``not`` with a word, or ``any``; an input that is not stated may be any.
    """

    impact: Cell | None = None
    urgency: Cell | None = None
    category: Cell | None = None
    customer: Cell | None = None
    service: Cell | None = None
    opened_in: Cell | None = None
    priority: Cell | None = None
    team: Cell | None = None
    then: str

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells that are stated."""
        stated = ((name, getattr(self, name)) for name in type(self).model_fields if name != "then")
        return {name: cell for name, cell in stated if cell is not None}


class DecisionTable(Block):
    """A decision table.

    hit_policy  first: of several rows that are about a case, the one that stands first decides; unique: only one is
    otherwise   what is decided of a case that no row is about; not stated: there is no such case
    """

    schema_: Literal["slm-sim/decision-table-v1"] = Field(alias="schema")
    title: str
    story: str = ""
    reads: Inputs
    decides: Outcomes
    hit_policy: Literal["first", "unique"]
    rows: Annotated[dict[Name, DecisionRow], Field(min_length=1)]
    otherwise: str | None = None

    @property
    def outcome(self) -> str:
        """What is decided: ``priority``, ``team``, ``on_call`` or ``escalation``."""
        return next(iter(self.decides.words))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The words that may be decided."""
        return self.decides.words[self.outcome]
