"""Credits and rights of a ledger as facts, of a real log or of a replication that was played once more.

Money is decimal text, exact, in the currency named beside it.
"""

from __future__ import annotations

from typing import Literal

from slm_sim.model.fact import Fact
from slm_sim.model.step import StepKind


class CreditCause(Fact):
    """What a credit rests on: from when until when it counted against the promise, as in
    `slm_sim.model.measured.Breach`.

    incident  what the log calls it; of an outage the incident that its restoration ends, of planned work none
    outage    what the scenario calls the outage or the planned work; empty for any other incident
    over      seconds of open time beyond the target; of an outage of agreed time, weighted by users; None where the
              log does not say
    """

    clause: str
    incident: str
    outage: str = ""
    breached: str | None
    ended: str | None
    over: float | None


class CreditStep(Fact):
    """A step of the calculation in numbers, see `slm_sim.model.step`; the sentence that says it stands in the trace.

    inputs  by name: whole numbers, fractions of whole numbers such as ``19/20``, and names
    result  a fraction of whole numbers
    """

    kind: StepKind
    inputs: dict[str, int | str]
    result: str


class MeasuredCredit(Fact):
    """One entry of the ledger: a credit, or what the provider is owed, which is negative.

    clause       a clause; where all clauses of a scheme are counted together the scheme, ``credits.pool``
    period       the service period in which it was earned
    month        the calendar month in which it falls due
    scheme, family, rule   the scheme by name, its family, and the band, level or step that applied
    percent      of `base`, the charge, as a fraction of one
    trace        each step of the calculation, in words; `steps` are the same in numbers
    causes       the incidents and outages that counted
    """

    clause: str
    period: str
    month: str
    kind: Literal["credit", "bonus", "earn-back"]
    scheme: str
    family: str
    rule: str
    charge: str
    percent: float
    base: str
    before_caps: str
    amount: str
    currency: str
    cap_reached: bool
    trace: tuple[str, ...]
    steps: tuple[CreditStep, ...]
    causes: tuple[CreditCause, ...]


class MeasuredClaim(Fact):
    """A credit that must be claimed: by which local date, whether it was, and how much is lost if not.

    claimed  as it was said; what is ``not said`` is counted as claimed
    """

    clause: str
    period: str
    until: str
    claimed: Literal["yes", "no", "not said"]
    amount: str
    currency: str


class MeasuredRight(Fact):
    """A right to terminate: its name in the agreement, a period in which it is due, and the periods that caused it."""

    trigger: str
    period: str
    because: tuple[str, ...]


class MeasuredMonth(Fact):
    """What falls due in one calendar month: the agreement's charges, and its credits before and after caps."""

    period: str
    charges: str
    before_caps: str
    amount: str
    cap_reached: bool
    currency: str


class MeasuredBalance(Fact):
    """Credits due over all agreements in one currency, as the provider of the SLAs sees them; without those of OLAs.

    paid, received  what SLAs cost and what underpinning contracts bring, each by itself
    net             paid less received; below zero where more is received
    """

    currency: str
    paid: str
    received: str
    net: str
