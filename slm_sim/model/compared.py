"""What a comparison of interventions found: the content of ``compare.json``, documented and versioned.

Shares and chances are fractions of one, money is in `currency`, and a benefit is what an intervention is better by than
the scenario as stated. Every estimate carries its interval and says how that was made.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact
from slm_sim.model.results import Warned


class EffectRange(Fact):
    """One effect of an intervention: as it is written, what stood there, and the range that is believed.

    low, high  the values at the ends of the range as it is written; None where none is given
    """

    path: str
    phrase: str
    before: str
    best: str
    low: str | None
    high: str | None


class InterventionFact(Fact):
    """An intervention as the scenario states it.

    once, running  what it costs at the start, and per month from then on
    lead_months    until it is in place
    evidence       where its ranges come from; empty where the file does not say
    place          where it stands: file, line and column
    """

    name: str
    story: str
    evidence: str
    once: float
    running: float
    lead_months: float
    place: str
    effects: tuple[EffectRange, ...]


class ComparedFigure(Fact):
    """A figure of a candidate beside that of the scenario as stated.

    figure      ``chance`` that a clause is kept in any one of its periods; shares ``abandoned`` and ``unresolved`` of
                the incidents; per month ``credits`` paid less received, ``staff`` cost and ``charges`` less those of
                suppliers
    estimate    the figure; None without data
    difference  from the scenario as stated, pair by pair; None for this one, and where only one of both has the figure
    """

    figure: Literal["chance", "credits", "staff", "charges", "abandoned", "unresolved"]
    agreement: str
    clause: str
    estimate: Estimate | None
    difference: Estimate | None


class CashMonth(Fact):
    """One month of a candidate's cash flow, means over replications; month 0 is the start.

    spent, benefit  of this month, as they are paid
    discounted      benefit less spent, in money of the start
    balance         sum of all that up to here
    """

    month: int
    spent: float
    benefit: float
    discounted: float
    balance: float


class MoneyPart(Fact):
    """A part of a candidate's net benefit over the horizon, in money of the start; below zero what it costs."""

    part: Literal["once", "running", "staff", "credits", "charges"]
    amount: float


class CandidateResult(Fact):
    """A candidate: the scenario as stated, an intervention, or several together.

    parts         interventions by name
    replications  that were played of it
    rank          by net benefit, 1 for the best
    standing      ``best``; ``not told apart`` from the best; ``worse`` than `worse_than` beyond doubt
    net_benefit   over the horizon, in money of the start, with the interval of its comparison with the scenario as
                  stated; None for this one
    positive      the share of single replications above zero: of simulated spans, each at its point of the effects and
                  taken as if the whole horizon were like it; not the chance that `net_benefit`, a mean, is above zero
    payback       the month in which what came in makes up for what was spent and from which it does to the end; None
                  where that is not within the horizon
    money         what the net benefit is made of
    """

    name: str
    parts: tuple[str, ...]
    replications: int
    rank: int
    standing: Literal["best", "not told apart", "worse"]
    worse_than: str
    net_benefit: Estimate | None
    positive: Estimate | None
    payback: int | None
    money: tuple[MoneyPart, ...]
    cash_flow: tuple[CashMonth, ...]
    figures: tuple[ComparedFigure, ...]


class PairCompared(Fact):
    """The net benefit of one candidate less that of another one, pair by pair, at the last look at both.

    verdict  the better of both, or empty where they cannot be told apart
    """

    one: str
    other: str
    replications: int
    difference: Estimate
    verdict: str


class Interaction(Fact):
    """What a combination brings beyond the sum of what each of its parts brings alone.

    replications  that the combination and all its parts have in common, on which this rests
    """

    combination: str
    replications: int
    beyond_the_sum: Estimate


class LookTaken(Fact):
    """A look at the candidates after a stage.

    replications  of each candidate that was still played
    error         probability of error that its comparisons may spend
    dropped       who was found worse beyond doubt
    """

    replications: int
    playing: tuple[str, ...]
    error: float
    dropped: tuple[str, ...]


class Compared(Fact):
    """All that a comparison found; candidates are in the order of their rank.

    starts, ends  the span that was simulated, ISO 8601 with zone; ends is exclusive
    points     of the uncertain effects: replication r was played at point r mod `points`; 1 where nothing is uncertain
    discount   of money a year later, as a fraction
    played     replications of all candidates together, of the `budget` that there was
    """

    schema_: Literal["slm-sim/compare-v1"] = Field(alias="schema", default="slm-sim/compare-v1")
    title: str
    story: str
    starts: str
    ends: str
    currency: str
    horizon_months: float
    discount: float
    seed: int
    confidence: float
    points: int
    played: int
    budget: int
    stopped: Literal["one is left", "budget spent", "out of time", "interrupted"]
    warnings: tuple[Warned, ...]
    interventions: tuple[InterventionFact, ...]
    candidates: tuple[CandidateResult, ...]
    pairs: tuple[PairCompared, ...]
    interactions: tuple[Interaction, ...]
    looks: tuple[LookTaken, ...]
