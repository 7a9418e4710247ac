"""A clause: one promise of an agreement, with everything that decides whether it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from slm_sim.model.deadline import Within
from slm_sim.model.level import Level
from slm_sim.model.measurement import Abandoned, MinimumVolume, PlacedBy, ServicePeriod
from slm_sim.model.quantities import Length, Percent

Measure = Literal[
    "share in time",
    "mean time",
    "percentile",
    "number of misses",
    "availability",
    "error rate",
    "longest outage",
    "total outage",
    "first contact resolution",
    "reopen rate",
    "abandonment",
    "backlog in time",
    "mean backlog age",
    "oldest backlog age",
]


SHARES_OF_INCIDENTS = ("share in time", "first contact resolution", "reopen rate", "abandonment", "backlog in time")
"""Measures that are a number of incidents of another."""

OF_MISSES = ("reopen rate", "abandonment")
"""Of these shares those that count misses; the others count what is none."""


@dataclass(frozen=True)
class OutageTerms:
    """What counts as downtime.

    partial_outage       how an outage counts that not all users have
    planned_maintenance  out of both terms as far as it keeps to its window, or downtime like any other
    shortest_outage      a shorter outage does not count
    interval             the length of the intervals by which downtime is judged; None: it counts as it is
    counts_above         the share of an interval that must be exceeded by its downtime for it to count as down
    month                the agreed service time of a month, whatever its length; None: as the calendar has it
    """

    partial_outage: Literal["weighted by users", "counts in full", "does not count"]
    planned_maintenance: Literal["excluded", "counts as downtime"]
    shortest_outage: Length
    interval: Length | None = None
    counts_above: Percent | None = None
    month: Length | None = None


@dataclass(frozen=True)
class Clause:
    """One row of a target, resolved: nothing is inherited any more.

    agreement     the agreement's name in the scenario
    id            target and rows, such as ``resolution.P1`` or ``with-team.desk.P1``; stable, used in reports, findings
                  and credits
    percentile    for the percentile measure, as a fraction of one
    clock         the clock's name, for measures of time
    calendar      in whose open time the clock runs, for a clause on all priorities where the clock's rows do not say
                  otherwise; for availability the agreed service time
    priority, service, category, customer, team, channel   which incidents count; None: all
    within        the target time of a measure that counts those in time or late
    level         the level to reach, and whether at least or at most
    decimals, rounding   of the attainment before it is compared; None: not rounded
    credit        the credit scheme, None: no credit
    outages       for availability: what counts as downtime
    weight        share of the amount at risk that a miss costs; 0 without one
    points        of a miss, where the credit scheme has no levels
    abandoned     whether an incident whose customer gave up is excluded or a miss
    short_abandons  who gave up no later than so long after the opening is excluded either way; None: nobody
    """

    agreement: str
    id: str
    measure: Measure
    percentile: Fraction | None
    clock: str | None
    calendar: str | None
    priority: str | None
    service: str | None
    category: str | None
    customer: str | None
    within: Within | None
    level: Level
    direction: Literal["at least", "at most"]
    period: ServicePeriod
    placed_by: PlacedBy
    decimals: int | None
    rounding: Literal["half up", "half even", "down"] | None
    minimum_volume: MinimumVolume | None
    credit: str | None
    outages: OutageTerms | None = None
    abandoned: Abandoned = "excluded"
    short_abandons: Length | None = None
    team: str | None = None
    channel: str | None = None
    weight: Fraction = Fraction(0)
    points: int = 1

    @property
    def key(self) -> str:
        """The clause with its agreement: ``retail-sla/resolution.P1``."""
        return f"{self.agreement}/{self.id}"

    @property
    def clock_target(self) -> Within | None:
        """The time that its clock is held against; None of a clause that is not about one."""
        target = self.within or self.level
        return target if self.clock is not None and isinstance(target, Within) else None
