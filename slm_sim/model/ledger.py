"""Service credits: who owes what, for which clause and period, and how it was worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from slm_sim.model.arrays import Bools
from slm_sim.model.attainment import Failures
from slm_sim.model.level import Level
from slm_sim.model.step import Step

CreditKind = Literal["credit", "bonus", "earn-back"]


@dataclass(frozen=True)
class Cause:
    """Something that counted against a promise.

    subject     index of the incident, or of the outage, in its workload
    start, end  ticks from which and until which it counted; end NEVER while it lasts
    over        open ticks beyond the target; of an outage agreed ticks times millionths of users
    """

    clause: str
    subject: int
    start: int
    end: int
    over: int


@dataclass(frozen=True, eq=False)
class Ground:
    """What a credit rests on in one clause: the failures of one period, as far as they were counted.

    kept  which rows of the failures were not left out, bool[k]; None: all
    """

    clause: str
    failures: Failures
    period: int
    kept: Bools | None = None


@dataclass(frozen=True)
class Credit:
    """One entry, in the currency of its charge, exact. What the provider is owed is negative: a bonus, an earn-back.

    clause      agreement and clause, ``retail-sla/resolution.P1``; where all clauses of a scheme are counted together
                the scheme, ``retail-sla/credits.pool``
    period      label of the service period; of an earn-back that in which it was earned
    month       label of the calendar month in which it falls due
    scheme, family, charge   the rule: the scheme by name, its family, and the charge that percentages are of, by name
    band        the band, level, step or rung that applied; else the family
    percent     before_caps as a fraction of `base`
    base        the charge that percentages are taken of
    before_caps what the rule and its multiplier come to, rounded half up to the currency's minor unit
    amount      what is owed after caps, minimum and claim
    cap_reached a cap cut something off, or was met exactly
    steps       the calculation, each step with its numbers
    """

    clause: str
    period: str
    month: str
    scheme: str
    family: str
    charge: str
    band: str
    percent: Fraction
    base: Fraction
    before_caps: Fraction
    amount: Fraction
    currency: str
    steps: tuple[Step, ...]
    kind: CreditKind = "credit"
    cap_reached: bool = False
    grounds: tuple[Ground, ...] = field(default=(), compare=False, repr=False)

    @property
    def trace(self) -> tuple[str, ...]:
        """Each step of the calculation, in words."""
        return tuple(step.words for step in self.steps)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The incidents and outages that counted, in the order of clauses, then of time."""
        return tuple(cause for ground in self.grounds for cause in _causes(ground))


def _causes(ground: Ground) -> list[Cause]:
    failures = ground.failures
    rows = failures.period == ground.period
    if ground.kept is not None:
        rows = rows & ground.kept
    columns = (failures.subject, failures.start, failures.end, failures.over)
    found = zip(*(column[rows].tolist() for column in columns), strict=True)
    return [Cause(ground.clause, *row) for row in found]


@dataclass(frozen=True)
class PeriodTotal:
    """What one agreement owes for one month of its charges.

    charges     all charges of the agreement in that month
    before_caps, amount   sum of credits before and after caps; bonuses and earn-backs are subtracted
    cap_reached the cap cut something off, or was met exactly
    """

    agreement: str
    period: str
    charges: Fraction
    before_caps: Fraction
    amount: Fraction
    cap_reached: bool
    currency: str


@dataclass(frozen=True)
class Right:
    """A right to terminate, in a period in which it is due.

    trigger  its name in the agreement
    period   label of the service period, or of the month, in which it is due
    because  labels of the periods that caused it
    reached  what was reached: a number of periods, a mean, or a sum of money
    needed   what gives the right
    """

    agreement: str
    trigger: str
    period: str
    because: tuple[str, ...]
    reached: Fraction
    needed: Fraction


@dataclass(frozen=True)
class Reset:
    """A target that became what was reached.

    since  label of the first period for which the new level holds
    mean   what was reached on average, exactly, before rounding and limit
    """

    clause: str
    since: str
    before: Level
    level: Level
    mean: Fraction


@dataclass(frozen=True)
class Ledger:
    """What one replication owes under one agreement.

    credits  in the order of (end of the period, its start, clause)
    totals   per calendar month
    rights   to terminate, by trigger and then by time; the first of a trigger says since when
    resets   targets that were reset, by clause and then by time
    """

    credits: tuple[Credit, ...]
    totals: tuple[PeriodTotal, ...]
    rights: tuple[Right, ...] = ()
    resets: tuple[Reset, ...] = ()
