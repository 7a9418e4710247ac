"""Service credits: who owes what, for which clause and period, and how it was worked out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Credit:
    """One service credit, in the currency of its charge, exact.

    clause      agreement and clause, ``retail-sla/resolution.P1``
    period      label of the service period
    band        the band that applied
    percent     of `base`, as a fraction of one
    base        the charge of the period that the percentage is taken of
    before_caps percent x base, rounded half up to the currency's minor unit
    amount      what is owed after the caps
    trace       each step of the calculation, in words
    """

    clause: str
    period: str
    band: str
    percent: Fraction
    base: Fraction
    before_caps: Fraction
    amount: Fraction
    currency: str
    trace: tuple[str, ...]


@dataclass(frozen=True)
class PeriodTotal:
    """What one agreement owes for one period of its charges.

    charges     all charges of the agreement in that period
    before_caps, amount   sum of credits before and after caps
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
class Ledger:
    """All credits of one replication, in the order of (agreement, period, clause), and their totals per period."""

    credits: tuple[Credit, ...]
    totals: tuple[PeriodTotal, ...]
