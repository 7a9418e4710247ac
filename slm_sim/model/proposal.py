"""Promises that could be made instead of those in a draft: the content of ``proposal.json``, documented and versioned.

Shares are fractions of one. Money is in the currency of the agreement; a term is the span that the scenario measures.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact
from slm_sim.model.results import Warned

Status = Literal["best", "out of time", "interrupted", "impossible"]


class ClauseOffered(Fact):
    """One clause of an offer.

    asked, offered  the promise in few words, such as ``4 h, at least 95 %``
    weight          what a promise twice as tight is worth; 0 where the worth of each is stated
    worth           what the difference is worth to the customer; above 0 more than what was asked
    kept            chance that a service period keeps it, on fresh terms; None without data
    """

    clause: str
    asked: str
    offered: str
    changed: bool
    weight: float
    worth: float
    kept: Estimate | None


class Tried(Fact):
    """What a set of promises came to on fresh terms, which nobody had looked at when they were chosen.

    confidence  share of the months that kept every promise
    credits     of a term, after caps; None where the agreement has no charges
    worst       mean of the credits over the worst terms
    terms       how many were played
    """

    confidence: Estimate
    credits: Estimate | None
    worst: float | None
    terms: int


class Offer(Fact):
    """One offer.

    wanted      the chance that was asked for that a month keeps every promise
    status      best: no choice among the options is worth more by a ten-thousandth; out of time, interrupted: the best
                so far; impossible: no choice keeps the limits, for the reason in `why`
    hardest     where it is impossible, the clause that is missed most often whatever it promises
    worth       to the customer, compared with what was asked; 0 is as much
    bound       no choice is worth more; None where the order of work follows the promises and the choice went round
    chosen_on   the confidence on the terms on which it was chosen, which flatters it
    estimated_credits   mean of a term on these, caps and what is credited for several clauses together left aside
    rounds      how often it was chosen; more than once where the order of work follows the targets
    settled     it keeps the limits in terms that were played by it
    affordable  its credits were found to keep their limits on the terms on which it was chosen, after caps and with
                what is credited for several clauses together
    tried       on fresh terms: the figures to rely on
    """

    name: Literal["safe", "balanced", "ambitious"]
    wanted: float
    status: Status
    why: str = ""
    hardest: str = ""
    worth: float | None = None
    bound: float | None = None
    chosen_on: float | None = None
    estimated_credits: float | None = None
    rounds: int = 1
    settled: bool = True
    affordable: bool = True
    tried: Tried | None = None
    clauses: tuple[ClauseOffered, ...] = ()


class Lever(Fact):
    """What would make the promises that were asked for easier to keep, and by how much, term by term.

    changes     what it puts at which path of the scenario
    confidence  with it, of the promises as asked
    difference  to the scenario as stated, on the same terms
    enough      it reaches the confidence that was asked for
    """

    name: str
    changes: dict[str, str]
    confidence: Estimate
    difference: Estimate
    enough: bool


class Proposal(Fact):
    """Everything that a proposal found.

    agreement     its name in the scenario
    confidence    that a month keeps every promise, as asked for
    replications  terms on which promises were chosen
    charges       of a term, in `currency`; None without any
    worth_in      what all worths count, such as ``EUR / month``; empty where only their ratios count
    as_asked      the promises as they stand, on fresh terms
    offers        safe, balanced, ambitious
    levers        tried where the promises as they stand are not kept with the confidence that was asked for
    """

    schema_: Literal["slm-sim/proposal-v1"] = Field(alias="schema", default="slm-sim/proposal-v1")
    title: str
    agreement: str
    seed: int
    confidence: float
    replications: int
    currency: str
    charges: float | None
    worth_in: str = ""
    as_asked: Tried
    asked: tuple[ClauseOffered, ...]
    offers: tuple[Offer, ...]
    levers: tuple[Lever, ...] = ()
    warnings: tuple[Warned, ...] = ()
