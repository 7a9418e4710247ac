"""What a study found: the content of ``results.json``, documented and versioned.

Chances, shares and occupancies are fractions of one; lengths of time are seconds; money is in the currency named
beside it; moments are ISO 8601 with a zone. Every estimate carries its interval and says how that was made.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.balance import AgreementType, CreditBalance, CreditFlow
from slm_sim.model.chosen import ChosenTerm
from slm_sim.model.clause import Measure
from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact
from slm_sim.model.judged import RulesResult
from slm_sim.model.rights import ResetResult, RightsResult
from slm_sim.model.varied import VariationResult

RESULTS_SCHEMA = "slm-sim/results-v1"


class ChangeMade(Fact):
    """One change of an overlay as it was applied: path, the text that stood there, the text that stands there now."""

    path: str
    before: str
    after: str


class OverlayApplied(Fact):
    """An overlay that was in force."""

    name: str
    story: str
    changes: tuple[ChangeMade, ...]


class Question(Fact):
    """What was asked: the scenario in short, the span that was played, and how often.

    starts, ends     the counted span, ISO 8601 with zone; ends is exclusive
    stopped_because  why there are not more replications
    conditional_on   for a replay: what the intervals hold fixed; empty for a synthesised workload
    """

    title: str
    story: str
    kind: Literal["synthesised", "replayed"]
    starts: str
    ends: str
    zone: str
    warm_up_seconds: float
    run_out_seconds: float
    tick_seconds: float
    seed: int
    replications: int
    stopped_because: Literal["all replications played", "precision reached"]
    confidence: float
    conditional_on: str = ""


class Warned(Fact):
    """Something the reader must know before any figure; `weight` orders and colours it."""

    weight: Literal["stop", "caution", "note"]
    about: str
    text: str


class ClausePeriod(Fact):
    """One clause in one service period, over all replications.

    chance      that the promise is kept in this period, of the replications that had data; None without any
    attainment  mean of what was reached, None without data; in the clause's unit (see ClauseResult.unit)
    counted     mean number of incidents (of downtime: hours of agreed service time)
    no_data     share of the replications in which there was nothing to count
    undecided   mean number of incidents that are not decided at the end
    """

    period: str
    chance: Estimate | None
    attainment: Estimate | None
    counted: float
    no_data: float
    undecided: float


class ClauseResult(Fact):
    """One clause over the term.

    promise     in words, as the agreement puts it
    measure     what is measured
    unit        of level and attainment: ``share``, ``seconds`` (of the clock's open time) or ``incidents``
    level       what was promised; None for business days, which are no fixed number of seconds
    chance      that the promise is kept in any one of its service periods; None without data
    all_periods chance that it is kept in every period of the span
    attainment  mean over periods and replications
    bootstrap   for a replay: attainment over the whole span with the interval from resampled weeks, of the first
                replication
    """

    agreement: str
    type: AgreementType = "SLA"
    clause: str
    promise: str
    measure: Measure
    unit: Literal["share", "seconds", "incidents"]
    level: float | None
    direction: Literal["at least", "at most"]
    service_period: str
    credit: str | None
    chance: Estimate | None
    all_periods: Estimate | None
    attainment: Estimate | None
    bootstrap: Estimate | None = None
    periods: tuple[ClausePeriod, ...]


class JointPeriod(Fact):
    """The chance that every clause of the SLAs (where there are none, of all agreements) which has data is kept in a
    calendar month.
    """

    period: str
    chance: Estimate


class PenaltyPeriod(Fact):
    """Credits of one month: mean with its interval, 95th percentile, chance of any, chance of reaching the cap."""

    period: str
    mean: Estimate
    p95: float
    any_credit: Estimate
    cap_reached: Estimate


class PenaltyResult(Fact):
    """What one agreement costs in service credits over the span, or brings.

    flow         paid to the customer, received from the supplier, or between teams
    charges      all charges of the span
    any_credit   chance of at least one credit in the span, whatever is set off against it
    cap_reached  chance of reaching a cap at least once in the span; None where no cap was agreed
    by_clause    mean credit per clause, after caps, less what is returned; `by_family` per family of credit schemes
    credits      before anything is set off against them; `returned` is earned back, `bonus` earned beside them. Means,
                 each None where no scheme knows such a thing; then ``credits`` is the mean
    below_minimum   mean of what is lost because a period came to less than the minimum; None without minimum
    to_claim     mean of what is lost unless the customer asks for it in time; None where all is automatic
    margin       our share of the charges as the scenario states it, None if it does not
    above_margin chance that the credits exceed the margin; None without one
    """

    agreement: str
    flow: CreditFlow = "paid"
    currency: str
    charges: float
    mean: Estimate
    p50: Estimate
    p95: Estimate
    any_credit: Estimate
    cap_reached: Estimate | None
    cap_reached_month: Estimate | None
    by_clause: dict[str, Estimate]
    by_family: dict[str, Estimate] = {}
    credits: Estimate | None = None
    returned: Estimate | None = None
    bonus: Estimate | None = None
    below_minimum: Estimate | None = None
    to_claim: Estimate | None = None
    margin: float | None
    above_margin: Estimate | None
    periods: tuple[PenaltyPeriod, ...]


class TeamResult(Fact):
    """How one team fared.

    steady      False: its backlog grows through the span, and means of it say nothing
    occupancy   hands-on time as a share of the time at work, None for unlimited teams
    backlog     mean number of incidents waiting, None where the team is not steady
    growth      incidents by which the waiting backlog grows per week
    visits      mean steps per counted month
    paid_hours, staff_cost   per month, None where not known
    """

    team: str
    tier: str
    unlimited: bool
    steady: bool
    occupancy: Estimate | None
    backlog: Estimate | None
    growth: Estimate | None
    visits: float
    paid_hours: float | None
    staff_cost: float | None
    currency: str | None


class PriorityTimes(Fact):
    """Times of the incidents of one priority, opened in the span; quantiles are means over replications.

    response, resolution   seconds of clock time (24x7) at p50, p90 and p95; incidents still open at the horizon count
                           as later than all others, None where the quantile lies among them; those whose customer
                           gave up are no part of the sample
    parts                  mean seconds per resolved incident: ``waiting``, ``call-out``, ``hands-on``, ``with a team
                           whose work is not seen``, ``pending <reason>``, ``until reopened``
    abandoned              share of the opened whose customer gave up before anybody began
    unresolved             share of the opened still open at the horizon
    """

    priority: str
    incidents_per_month: Estimate
    response: dict[str, Estimate | None]
    resolution: dict[str, Estimate | None]
    parts: dict[str, float]
    abandoned: float
    unresolved: float


class WarmUp(Fact):
    """Whether the warm-up was long enough: MSER-5 on weekly means over replications.

    needed_weeks  weeks that the check would cut off, None where it cannot tell
    """

    given_weeks: float
    needed_weeks: float | None
    enough: bool | None
    explanation: str


class LogProblemFound(Fact):
    """One kind of problem in a log: how often, a few examples, and what was done."""

    kind: str
    count: int
    examples: tuple[str, ...]
    done: str


class ObservedTimes(Fact):
    """What the log itself shows for one priority and month, beside the same figures as simulated."""

    priority: str
    period: str
    incidents: int
    simulated_incidents: float
    observed: dict[str, float | None]
    simulated: dict[str, float | None]


class LogResult(Fact):
    """What was replayed: the log, its problems, the source of every fact, and how the replay compares with it.

    sources          per fact: log, scenario or not known
    not_in_the_log   what the mapping's author warns about
    comparison       observed beside simulated resolution quantiles (seconds, clock time), of the first replication
    """

    file: str
    rows: int
    incidents: int
    played: int
    first_opened: str
    last_opened: str
    reassigned: float
    reopened: float
    ever_pending: float
    problems: tuple[LogProblemFound, ...]
    sources: dict[str, str]
    not_in_the_log: dict[str, str]
    comparison: tuple[ObservedTimes, ...]


class Results(Fact):
    """All that a study found, apart from its tables."""

    schema_: Literal["slm-sim/results-v1"] = Field(alias="schema", default="slm-sim/results-v1")
    question: Question
    overlays: tuple[OverlayApplied, ...] = ()
    assumptions: tuple[str, ...]
    warnings: tuple[Warned, ...]
    clauses: tuple[ClauseResult, ...]
    joint: tuple[JointPeriod, ...]
    joint_all: Estimate | None
    penalties: tuple[PenaltyResult, ...]
    balance: CreditBalance | None = None
    rights: tuple[RightsResult, ...] = ()
    resets: tuple[ResetResult, ...] = ()
    ledgers: tuple[ChosenTerm, ...] = ()
    teams: tuple[TeamResult, ...]
    times: tuple[PriorityTimes, ...]
    warm_up: WarmUp
    log: LogResult | None = None
    variations: tuple[VariationResult, ...] = ()
    rules: RulesResult | None = None
