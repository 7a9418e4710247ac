"""What a real log shows against agreements: the content of ``measure.json``, documented and versioned.

Shares are fractions of one; lengths of time are seconds; moments are ISO 8601 with a zone. Money is decimal text,
exact, in the currency named beside it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.balance import AgreementType, CreditFlow
from slm_sim.model.fact import Fact
from slm_sim.model.measuredmoney import MeasuredBalance, MeasuredClaim, MeasuredCredit, MeasuredMonth, MeasuredRight
from slm_sim.model.results import LogProblemFound, Warned

Verdict = Literal["met", "missed", "no data"]


class LogSpoken(Fact):
    """The log: where it was read, of what time it speaks, and what was wrong with it.

    until           the last moment of which it speaks; what was open then counts as open
    left_out        incidents that the file names beside them, and that could not be used
    not_in_the_log  what the mapping's author warns about
    warnings        what has to be known of the log before any figure
    """

    file: str
    rows: int
    incidents: int
    left_out: int = 0
    zone: str
    first_opened: str
    last_opened: str
    until: str
    problems: tuple[LogProblemFound, ...]
    not_in_the_log: dict[str, str]
    warnings: tuple[Warned, ...] = ()


class MeasuredPeriod(Fact):
    """One clause in one service period.

    starts, ends  ISO 8601 in the agreement's zone; ends is exclusive
    counted       incidents that decide the measure
    misses        of them, out of time, reopened or not resolved at first contact
    undecided     incidents that are not decided when the log ends, counted apart
    unknown       incidents of which the log does not say when the clock started or stopped, counted apart, never met
    excluded      incidents taken out before counting
    attainment    before rounding, in the clause's unit; None without data
    exact         the same as a fraction of whole numbers, such as ``23/25``; empty without data
    rounded       as the agreement rounds it, on which the verdict rests; empty where that changes nothing
    """

    period: str
    starts: str
    ends: str
    counted: int
    misses: int
    undecided: int
    unknown: int
    excluded: int
    attainment: float | None
    exact: str
    rounded: str = ""
    verdict: Verdict
    by_minimum_volume: bool


class MeasuredClause(Fact):
    """One clause over the periods that were measured.

    promise         in words, as the agreement puts it
    unit            of the attainment: ``share``, ``seconds`` (of the clock's open time) or ``incidents``
    not_in_the_log  why this log cannot tell; empty where it can. Such a clause has no periods
    """

    clause: str
    promise: str
    measure: str
    unit: Literal["share", "seconds", "incidents"]
    direction: Literal["at least", "at most"]
    service_period: str
    credit: str | None
    not_in_the_log: str = ""
    periods: tuple[MeasuredPeriod, ...] = ()


class Line(Fact):
    """One line of a clock: when, what it did, why, and the seconds of open time that had then elapsed.

    moment  None where nobody knows it
    """

    moment: str | None
    what: str
    why: str
    elapsed: float


class Breach(Fact):
    """What counted against a promise: one incident on one clause in one period.

    incident   what the log calls it
    target     what was promised to it, in words
    elapsed    seconds of open time that count against it, until its clock stopped or the log ends
    over       of them, beyond the target
    breached   when the target was used up; for a measure without a clock, when it came back or was passed on. None
               where the log does not say
    ended      when its clock stopped; None while it runs
    lines      its clock, line by line; none for a measure without a clock
    """

    clause: str
    period: str
    incident: str
    priority: str
    opened: str
    target: str
    elapsed: float | None
    over: float | None
    breached: str | None
    ended: str | None
    lines: tuple[Line, ...]


class OpenIncident(Fact):
    """An incident that is open and within its target on one clause when the log ends.

    clock    whether it runs or pauses
    elapsed  seconds of open time that it has counted
    used     of the target, as a fraction of one
    warned   the last warning point passed, such as ``75 %``; None before the first, or of a clock that has none
    left     seconds of open time until the target is used up
    due      when that is if the clock runs on from the end of the log; None where it lies beyond every calendar
    """

    clause: str
    incident: str
    priority: str
    opened: str
    target: str
    clock: Literal["running", "paused"]
    elapsed: float
    used: float
    warned: str | None
    left: float
    due: str | None


class MeasuredAgreement(Fact):
    """One agreement on the incidents of the log.

    type, flow    what it is, and so which way the money of its credits goes
    files         the agreement's, and those that it underpins
    starts, ends  the measured span, ISO 8601 in its zone; ends is exclusive
    tick_seconds  the finest time that is told apart
    credits_due   all months of `months` together, by currency; empty where the log tells no clause that credits follow
                  from, or no month was measured
    open          the least time left first
    """

    agreement: str
    type: AgreementType
    flow: CreditFlow
    title: str
    version: str
    files: tuple[str, ...]
    zone: str
    starts: str
    ends: str
    tick_seconds: float
    warnings: tuple[Warned, ...]
    clauses: tuple[MeasuredClause, ...]
    credits: tuple[MeasuredCredit, ...]
    claims: tuple[MeasuredClaim, ...]
    months: tuple[MeasuredMonth, ...]
    credits_due: dict[str, str]
    rights: tuple[MeasuredRight, ...]
    breaches: tuple[Breach, ...]
    open: tuple[OpenIncident, ...]


class Measured(Fact):
    """A log held against agreements: the content of ``measure.json``.

    balance  by currency; nothing where the log tells no clause of an SLA or UC that credits follow from
    """

    schema_: Literal["slm-sim/measure-v1"] = Field(alias="schema", default="slm-sim/measure-v1")
    log: LogSpoken
    agreements: tuple[MeasuredAgreement, ...]
    balance: tuple[MeasuredBalance, ...]
