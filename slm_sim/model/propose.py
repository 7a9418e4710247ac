"""What a proposal of targets is asked: ``study.propose`` of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from slm_sim.model.block import Block, Name, Whole
from slm_sim.model.deadline import WithinField
from slm_sim.model.level import LevelField
from slm_sim.model.quantities import ClockLength, Length, Percent, Share
from slm_sim.model.worth import Worth, WorthField, unit_of

Row = TypeVar("Row")

Times = Annotated[list[WithinField], Field(min_length=1)]
Levels = Annotated[list[LevelField], Field(min_length=1)]


class Promises(Block):
    """What one clause may promise, every time with every level; what is not stated: as people usually write it."""

    within: Times | None = None
    at_least: Levels | None = None
    at_most: Levels | None = None


class Values(Block):
    """What the customer says that the promises of one clause are worth, the draft's own among them.

    A promise with a time and a level is worth what both are; where only one of them has rows, the other stays as it is.
    """

    within: Annotated[dict[WithinField, WorthField], Field(min_length=1)] | None = None
    at_least: Annotated[dict[LevelField, WorthField], Field(min_length=1)] | None = None
    at_most: Annotated[dict[LevelField, WorthField], Field(min_length=1)] | None = None


TAIL = Fraction(1, 20)
"""How many of the terms are the worst ones, over which ``cvar_95`` is an average."""


class Propose(Block):
    """Which promises an agreement could make instead.

    agreement     its name in the scenario; not stated: the one that defines the priorities
    weights       what a promise twice as tight is worth to the customer, clause by clause or for a whole target; a
                  number or money of a month, and without any all promises count the same
    values        what each promise is worth, clause by clause or for a whole target, in place of a weight
    confidence    the chance that a month keeps every promise, for the balanced offer; the safe one takes half of the
                  risk, the ambitious one twice
    expected_credits  what the credits of a term may come to on average, of its charges
    cvar_95       what they may come to on average over the worst twentieth of the terms
    options       promises to choose among, by clause or by target
    minimum_volume  whether a minimum-volume rule may be proposed where a month has few incidents
    replications  simulated terms on which promises are chosen
    fresh         simulated terms, none of them among those, on which each offer is tried
    time_limit    for choosing one offer
    """

    agreement: Name | None = None
    weights: Annotated[dict[str, WorthField], Field(min_length=1)] = {}
    values: Annotated[dict[str, Values], Field(min_length=1)] = {}
    confidence: Share = Percent.parse("90 %")
    expected_credits: Share | Literal["none"] = "none"
    cvar_95: Share | Literal["none"] = "none"
    options: dict[str, Promises] = {}
    minimum_volume: Literal["may be proposed", "as asked"] = "may be proposed"
    replications: Annotated[Whole, Field(ge=2)] = 200
    fresh: Annotated[Whole, Field(ge=2)] = 200
    time_limit: ClockLength = Length.parse("60 s")


def stated_for(table: Mapping[str, Row], clause: str) -> Row | None:
    """What a table by clause or target says of a clause: its own row, else that of the rows around it, else None."""
    parts = clause.split(".")
    keys = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((table[key] for key in keys if key in table), None)


def weight_of(asked: Propose, clause: str) -> Worth:
    """What a promise of a clause twice as tight is worth; nothing where its worth is stated promise by promise.

    Where neither weights nor values are stated, the same of each.
    """
    if stated_for(asked.values, clause) is not None:
        return 0
    return stated_for(asked.weights, clause) or 0 if asked.weights else 1


def worths_of(asked: Propose) -> Iterator[tuple[tuple[str, ...], Worth]]:
    """Every worth that is stated, with its path."""
    for name, weight in asked.weights.items():
        yield ("weights", name), weight
    for name, values in asked.values.items():
        for word, rows in (("within", values.within), ("at_least", values.at_least), ("at_most", values.at_most)):
            for promise, worth in (rows or {}).items():
                yield ("values", name, word, str(promise)), worth


def worth_unit(asked: Propose) -> str:
    """What all of its worths count: such as ``EUR / month``; empty where they are numbers, or none is stated."""
    return next((unit_of(worth) for _, worth in worths_of(asked)), "")
