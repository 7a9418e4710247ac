"""What a sensitivity analysis found: the content of ``sensitivity.json``, documented and versioned.

Money is per month in `currency`; shares and chances are fractions of one. Every estimate carries its interval and says
how that was made.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact
from slm_sim.model.results import Warned

OutcomeName = Literal["left", "credits", "staff", "charges", "chance", "abandoned", "unresolved"]


class Outcome(Fact):
    """A figure that may move.

    name      ``left`` is what is left of a month, as `Sensed.left_means` says; ``credits``, ``staff`` and ``charges``
              are the money behind it, ``abandoned`` and ``unresolved`` shares of the incidents, ``chance`` that a
              clause is kept in any one of its periods
    estimate  as stated; None without data
    """

    name: OutcomeName
    agreement: str
    clause: str
    estimate: Estimate | None


class AssumptionFact(Fact):
    """An assumption: where it stands, what is stated, and the ends of its range."""

    path: str
    stated: str
    low: str
    high: str


class Swing(Fact):
    """What one outcome does when one assumption goes to either end, all else as stated: differences from as stated."""

    path: str
    outcome: OutcomeName
    agreement: str
    clause: str
    at_low: Estimate | None
    at_high: Estimate | None


class BreakEven(Fact):
    """Where what is left becomes nothing, along one assumption with all else as stated.

    verdict  ``turns`` within the range; else it is ``good`` or ``bad`` all the way between the values that were played
    value    at which it turns, and the ends of its interval: None where it does not turn
    change   of the stated value, as a fraction; None where nothing comparable is stated
    bad      on which side of the value nothing is left
    """

    path: str
    verdict: Literal["turns", "good", "bad"]
    value: str | None
    low: str | None
    high: str | None
    change: float | None
    bad: Literal["above", "below", ""]


class SobolIndex(Fact):
    """How much of an outcome's variance one assumption accounts for: alone, and together with others."""

    path: str
    outcome: OutcomeName
    agreement: str
    clause: str
    first: Estimate
    total: Estimate


class Sensed(Fact):
    """All that a sensitivity analysis found.

    left_means    what is left of a month, in words
    replications  of each point that was played
    played        replications of all points together
    stopped       why no more was played; where time ran out, or somebody interrupted, what was not known by then is
                  missing: ends of ranges, values at which the deal turns, and points of a sample
    warnings      where a Sobol sample is too small for its indices to be told
    """

    schema_: Literal["slm-sim/sensitivity-v1"] = Field(alias="schema", default="slm-sim/sensitivity-v1")
    title: str
    story: str
    starts: str
    ends: str
    currency: str
    how: Literal["one at a time", "sobol"]
    samples: int
    replications: int
    played: int
    stopped: Literal["all played", "out of time", "interrupted"] = "all played"
    seed: int
    confidence: float
    left_means: str
    assumptions: tuple[AssumptionFact, ...]
    outcomes: tuple[Outcome, ...]
    swings: tuple[Swing, ...]
    break_even: tuple[BreakEven, ...]
    indices: tuple[SobolIndex, ...]
    warnings: tuple[Warned, ...] = ()
