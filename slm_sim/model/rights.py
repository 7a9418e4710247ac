"""What follows from service levels besides money: rights to terminate, and targets that are reset."""

from __future__ import annotations

from typing import Literal

from slm_sim.model.balance import AgreementType
from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact


class FirstSeen(Fact):
    """When something happens first, of the replications in which it happens: labels of service periods."""

    earliest: str
    median: str
    latest: str


class TriggerResult(Fact):
    """One trigger that gives a right to terminate.

    terms   what gives the right, in words
    notice  how long before the end it must be said, as the agreement puts it; None if it does not say
    chance  that the right arises in the span; None where the span has fewer periods than it takes
    first   the period in which it arises first; None where it never does
    """

    trigger: str
    terms: str
    notice: str | None
    chance: Estimate | None
    first: FirstSeen | None


class RightsResult(Fact):
    """The rights to terminate one agreement.

    any_right  chance that at least one of them arises in the span; None where the span is too short for all
    triggers   in the order of the agreement
    """

    agreement: str
    type: AgreementType
    any_right: Estimate | None
    triggers: tuple[TriggerResult, ...]


class ResetResult(Fact):
    """A target that becomes what was reached once it was bettered for long enough.

    level   as agreed; `unit` says of what: a share, seconds or a number of incidents
    chance  that it is reset at least once in the span
    reset   mean of the level after the last reset, of the replications with one; None where there is none
    first   the first period for which a new level holds; None where there is none
    """

    agreement: str
    clause: str
    unit: Literal["share", "seconds", "incidents"]
    level: float | None
    chance: Estimate
    reset: Estimate | None
    first: FirstSeen | None
