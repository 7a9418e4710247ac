"""The twelve families of service credits: what each says of how a missed promise becomes money.

docs/measures.md tells each with an example.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from slm_sim.model.block import Block, Name, Whole
from slm_sim.model.creditmodifiers import Scheme
from slm_sim.model.creditnotation import DistanceField, Edge, FailureCount, OwedField, OwedOrNone, Window
from slm_sim.model.quantities import CalendarLength, ClockLength, Factor, Length, Percent, Share

PartUnits = Literal["pro rata", "count in full", "do not count"]
"""What becomes of a unit that was begun and not completed."""

FailuresOf = Literal["every period", "missed periods"]
Counted = Literal["each promise alone", "all together"]
EdgeSide = Literal["the better side", "the worse side"]
"""The side to which a figure belongs that lies exactly on an edge; the edge ``target`` is passed by a miss alone."""


class Beyond(Block):
    """What applies strictly beyond an edge."""

    noun: ClassVar[str] = "level"

    below: Edge | None = None
    above: Edge | None = None

    @model_validator(mode="after")
    def _one_edge(self) -> Beyond:
        if (self.below is None) == (self.above is None):
            said = "has one edge: below (for an at_least promise) or above (for an at_most promise)"
            raise ValueError(f"a {self.noun} {said}")
        return self


class Band(Beyond):
    """What is owed once the attainment lies beyond the edge; the edge itself is never below the edge.

    down_to, up_to  the far edge, where the next band does not begin at once
    """

    noun: ClassVar[str] = "band"

    down_to: Edge | None = None
    up_to: Edge | None = None
    credit: OwedField


class PointsLevel(Beyond):
    """How many points a clause is given once its attainment lies beyond the edge."""

    points: Whole


class CreditStep(Block):
    """What is owed from so many on, up to the next step."""

    from_: Annotated[Whole, Field(ge=1, alias="from")]
    credit: OwedField


class Banded(Scheme):
    """Credits by bands."""

    bands: Annotated[dict[Name, Band], Field(min_length=1)]
    edges_belong_to: EdgeSide = "the better side"


class BandsScheme(Banded):
    """Bands of attainment."""

    family: Literal["bands"] = "bands"


class OutageTimeScheme(Banded):
    """Bands of the time that a service was down in a period.

    time  of which time the bands are: of the longest outage, or of all of them
    """

    family: Literal["outage time"]
    time: Literal["longest outage", "total outage"]


class MeanTimeScheme(Banded):
    """Bands of a mean: of a mean time that is promised, else of how long the failures of a period lasted."""

    family: Literal["mean time"]


class PoolScheme(Scheme):
    """A share of the charge is at risk; a missed clause costs its weight of it.

    at_risk          share of the charge
    pool_allocation  share of the amount at risk that this scheme may give away
    weights_total    what the weights of the clauses add up to
    """

    family: Literal["at-risk pool"]
    at_risk: Share
    pool_allocation: Factor = Percent.parse("100 %")
    weights_total: Factor = Percent.parse("100 %")


class Pointed(Scheme):
    """Points by how far a clause was missed.

    levels  points by level; without levels a missed clause has the ``points`` of its row, else one
    """

    levels: dict[Name, PointsLevel] = {}
    edges_belong_to: EdgeSide = "the better side"


class ServicePointsScheme(Pointed):
    """Each point at a rate.

    rate    of one point
    """

    family: Literal["service points"]
    rate: OwedField


class PointsTableScheme(Pointed):
    """The points of all clauses of a period together decide, by steps; a repeat multiplies points."""

    family: Literal["points table"]
    steps: Annotated[dict[Name, CreditStep], Field(min_length=1)]


class LinearScheme(Scheme):
    """A rate for each unit that lies between the attainment and where counting begins, once the promise was missed.

    per           the unit: percentage points, or time where the promise is one of time
    counted_from  the target, or a level such as 100 %
    """

    family: Literal["linear"]
    rate: OwedField
    per: DistanceField
    part_units: PartUnits = "pro rata"
    counted_from: Edge = "target"


class TimeUnitScheme(Scheme):
    """A rate for each unit of time by which an incident was late, or a service down; each failure by itself.

    at_most      for one failure
    failures_of  whether failures count where the promise was kept all the same
    """

    family: Literal["per unit of time"]
    rate: OwedField
    per: ClockLength
    part_units: PartUnits = "pro rata"
    at_most: OwedOrNone = "none"
    failures_of: FailuresOf = "every period"


RUNGS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class LadderScheme(Scheme):
    """A price for each failure that depends on how many came before it in the window.

    first .. tenth  a rung that is left out costs as much as the one before it
    each_more   each failure after the last rung that is stated
    window      a rolling one reaches back from the moment of each failure
    counted     whether failures of one clause count for that clause alone, or for all clauses of the scheme
    """

    family: Literal["ladder"]
    first: OwedOrNone
    second: OwedOrNone | None = None
    third: OwedOrNone | None = None
    fourth: OwedOrNone | None = None
    fifth: OwedOrNone | None = None
    sixth: OwedOrNone | None = None
    seventh: OwedOrNone | None = None
    eighth: OwedOrNone | None = None
    ninth: OwedOrNone | None = None
    tenth: OwedOrNone | None = None
    each_more: OwedOrNone
    window: Window
    counted: Counted = "each promise alone"
    failures_of: FailuresOf = "every period"


class BreachCountScheme(Scheme):
    """The number of breaches in a period decides, by steps.

    counts  what a breach is
    """

    family: Literal["breach count"]
    steps: Annotated[dict[Name, CreditStep], Field(min_length=1)]
    counts: Literal["missed targets", "failures"] = "missed targets"


class PersistentFailureScheme(Scheme):
    """A credit each time that so many failures have come together in a window.

    every         so many failures
    window        a rolling one ends with the service period looked at
    after_credit  start again: what was paid for is counted no more · keep counting: each period pays for its window
    charged_for   as in every scheme, but a year unless it says otherwise
    """

    family: Literal["persistent failure"]
    every: FailureCount
    window: Window
    credit: OwedField
    counted: Counted = "each promise alone"
    after_credit: Literal["start again", "keep counting"] = "start again"
    failures_of: FailuresOf = "every period"
    charged_for: Literal["service period"] | CalendarLength = Length.parse("1 year")


class Side(Block):
    """The rate of one side of a target, per unit, and the most that it comes to in a period."""

    rate: OwedField
    cap: OwedOrNone


class BonusMalusScheme(Scheme):
    """A bonus for what is better than the target, a malus for what is worse, and neither within a dead band.

    dead_band     on either side of the target
    per           the unit of the rates
    counted_from  where units begin to count
    """

    family: Literal["bonus and malus"]
    dead_band: DistanceField
    per: DistanceField
    part_units: PartUnits = "pro rata"
    counted_from: Literal["dead band", "target"] = "dead band"
    bonus: Side
    malus: Side
