"""What a promise costs, notch by notch: the content of ``frontier.json``, and its table."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact
from slm_sim.model.tables import Column, Table, estimate


class Notch(Fact):
    """The cheapest staff for one value of the promise, as in `slm_sim.model.staffed.Staffed`; costs are per month.

    people  at once in all rows of each team's headcount, added up, by team
    """

    value: str
    status: Literal["best", "out of time", "interrupted", "impossible"]
    cost: float | None
    bound: float
    confidence: Estimate | None
    credits: Estimate | None
    people: dict[str, int]
    collisions: tuple[str, ...]


class Frontier(Fact):
    """The notches of a promise in the order in which they were asked for.

    path    of the value that is changed
    asked   the chance that a month keeps every promise, for each notch
    """

    schema_: Literal["slm-sim/frontier-v1"] = Field(alias="schema", default="slm-sim/frontier-v1")
    title: str
    story: str
    starts: str
    ends: str
    currency: str
    seed: int
    path: str
    asked: float
    notches: tuple[Notch, ...]


NOTCHES = Table(
    "notches",
    "one value of the promise",
    (
        Column("value", "text", "", "what is promised"),
        Column("status", "text", "", "best, out of time, interrupted or impossible"),
        Column("cost", "number", "currency or hours per month", "of the cheapest staff", optional=True),
        Column("bound", "number", "currency or hours per month", "any staff that keeps the promises costs more"),
        *estimate("confidence", "fraction", "of the months that keep every promise, on fresh terms"),
        *estimate("credits", "currency per month", "paid less received, on fresh terms"),
    ),
)
FRONTIER_TABLES: tuple[Table, ...] = (NOTCHES,)
"""Every table of a frontier."""
