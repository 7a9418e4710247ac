"""What a scenario says to rules: findings that are accepted, and thresholds that are its own, each with a reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from slm_sim.model.block import Block, Name, Whole
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import Share
from slm_sim.model.rule import Code, Parameter, ParameterName, Sentence


class AcceptedFinding(Block):
    """Findings that stay as they are.

    rule     the code of the rule
    of       whose findings: clauses by their keys, teams and agreements by name; every one where it is left out
    because  the reason, which every review prints
    """

    rule: Code
    of: list[str] = []
    because: Sentence


class ChangedThreshold(Block):
    """Thresholds of a rule that are other ones in this scenario, and why."""

    rule: Code
    parameters: Annotated[dict[ParameterName, Parameter], Field(min_length=1)]
    because: Sentence


class Reached(Block):
    """What was reached on a promise before.

    of         the clause by its key
    reached    the share of the incidents that were in time
    incidents  how many were counted
    """

    of: str
    reached: Share
    incidents: Annotated[Whole, Field(ge=1)]


class StaffedPromise(Block):
    """What a promise costs in staff: the cheapest staff that keeps it against the cheapest without it.

    of     the clause by its key
    costs  what the staff costs more
    saves  what is owed less in credits
    """

    of: str
    costs: MoneyRate
    saves: MoneyRate


class RuleTerms(Block):
    """How the rules apply to a scenario, and what they may rest on besides.

    history  what was reached before on the promises that are to be made, from records or a log
    staffing  what keeping them costs in staff, from an optimised staff
    """

    accepted: dict[Name, AcceptedFinding] = {}
    thresholds: dict[Name, ChangedThreshold] = {}
    history: dict[Name, Reached] = {}
    staffing: dict[Name, StaffedPromise] = {}
