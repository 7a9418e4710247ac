"""A scenario: one question about one support organisation, with all that is needed to answer it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from slm_sim.model.acceptance import RuleTerms
from slm_sim.model.agreement import Agreement
from slm_sim.model.assumption import Sensitivity
from slm_sim.model.block import Block, Name, Whole
from slm_sim.model.decisions import DecisionTable
from slm_sim.model.demand import Maintenance, Outage, ReplayedWorkload, SynthesisedWorkload
from slm_sim.model.document import Day
from slm_sim.model.handling import (
    Backlog,
    Dispatch,
    EscalationRule,
    Overflow,
    PendingReason,
    Priorities,
    Reopening,
    Routing,
)
from slm_sim.model.intervention import Compare, Overlay
from slm_sim.model.propose import Propose
from slm_sim.model.quantities import CalendarLength, ClockLength, Growth, Length, Percent, Points, Share
from slm_sim.model.staff import Staff
from slm_sim.model.staffing import Calendar, OnCallTerms, Shift, Site, SkillSet, Team

SCENARIO_SCHEMA = "slm-sim/scenario-v1"


class Time(Block):
    """The span that is simulated: warm-up + whole service periods + a run-out in which arrivals go on.

    starts   local midnight in the zone of the agreement (else of the only site, else UTC) at which counting starts
    lasts    the span that is measured
    warm_up  before the start, simulated and not counted
    run_out  after the end, so that clocks still running can be decided
    tick     the unit in which all moments are counted, 1 ms to 15 min
    """

    starts: Day
    lasts: CalendarLength
    warm_up: ClockLength = Length.parse("0 min")
    run_out: ClockLength = Length.parse("4 weeks")
    tick: ClockLength = Length.parse("1 s")


class Finance(Block):
    """Our side of the money; the customer never reads this file.

    margin    our share of the charges
    discount  how much less money is worth a year later
    """

    margin: Share | None = None
    discount: Growth | None = None


Count = Annotated[Whole, Field(ge=1)]


class Bootstrap(Block):
    """Resampling of whole weeks: how far another span like the one in the log might have differed."""

    of: Literal["weeks"] = "weeks"
    samples: Count = 1000


Values = Annotated[list[Any], Field(min_length=1)]


class Vary(Block):
    """Variations of the scenario, each played beside it with the same chances.

    how      every combination of values, named cases, or a sample that covers all ranges evenly
    values   grid: the values of each path
    cases    list: what each case changes, phrases by path
    ranges   latin hypercube: the range of each path, such as 2 / year to 8 / year
    samples  latin hypercube: how many variations
    """

    how: Literal["grid", "list", "latin hypercube"]
    values: Annotated[dict[str, Values], Field(min_length=1)] | None = None
    cases: Annotated[dict[Name, Annotated[dict[str, Any], Field(min_length=1)]], Field(min_length=1)] | None = None
    ranges: Annotated[dict[str, str], Field(min_length=1)] | None = None
    samples: Count | None = None


class Study(Block):
    """How often the scenario is played, and how sure the answer must be.

    replications  simulated terms, at most
    precision     stop once the chance of every clause is known to within so many points either way
    bootstrap     for a replay: intervals by resampling whole weeks of the log
    confidence    of every interval
    vary          what else is played
    compare       which overlays are held against each other, and over how long
    propose       which promises an agreement could make instead
    staff         for which promises the cheapest staff is looked for
    sensitivity   which assumptions may be off, and how far
    """

    seed: Annotated[Whole, Field(ge=0)]
    replications: Count = 100
    precision: Points | None = None
    bootstrap: Bootstrap | None = None
    confidence: Share = Percent.parse("95 %")
    vary: Vary | None = None
    compare: Compare | None = None
    propose: Propose | None = None
    staff: Staff | None = None
    sensitivity: Sensitivity | None = None


def _workload_kind(value: Any) -> str:
    replays = "replay" in value if isinstance(value, dict) else isinstance(value, ReplayedWorkload)
    return "replay" if replays else "synthesis"


WorkloadSection = Annotated[
    Annotated[SynthesisedWorkload, Tag("synthesis")] | Annotated[ReplayedWorkload, Tag("replay")],
    Discriminator(_workload_kind),
]


class Extension(Block):
    """A scenario that is another one, changed: the shape of a file with ``extends``.

    extends   the parent, seen from this file; it may have a parent itself
    changes   changes of the parent's values, each by its path
    overlays  beside those of the parent
    """

    schema_: Literal["slm-sim/scenario-v1"] = Field(alias="schema")
    extends: str
    title: str | None = None
    story: str | None = None
    changes: dict[str, Any] = {}
    overlays: dict[Name, Overlay] = {}


class Scenario(Block):
    """One support organisation, its demand, its agreements and the study to be made of them; the shape of the file.

    `agreements` and `decision_tables` hold what stands in the files that the scenario names.
    """

    schema_: Literal["slm-sim/scenario-v1"] = Field(alias="schema")
    title: str
    story: str = ""
    time: Time
    sites: dict[Name, Site] = {}
    calendars: dict[Name, Calendar] = {}
    workload: WorkloadSection
    outages: dict[Name, Outage] = {}
    maintenance: dict[Name, Maintenance] = {}
    shifts: dict[Name, Shift] = {}
    on_call_terms: dict[Name, OnCallTerms] = {}
    skill_sets: dict[Name, SkillSet] = {}
    teams: dict[Name, Team] = {}
    routing: Routing | None = None
    overflow: Overflow | None = None
    pending: dict[Name, PendingReason] = {}
    reopening: Reopening | None = None
    dispatch: Dispatch = Dispatch()
    escalation: dict[Name, EscalationRule] = {}
    backlog: Backlog | None = None
    agreements: dict[Name, Agreement] = {}
    decision_tables: dict[Name, DecisionTable] = {}
    priorities: Priorities | None = None
    finance: Finance = Finance()
    rules: RuleTerms = RuleTerms()
    study: Study
    overlays: dict[Name, Overlay] = {}

    @property
    def governing_agreement(self) -> Agreement | None:
        """The agreement that defines the priorities: the one that is named, else the first, else none."""
        return self.agreements.get(self.governing_name or "")

    @property
    def governing_name(self) -> str | None:
        """What the scenario calls the agreement that defines the priorities."""
        named = self.priorities.defined_in if self.priorities else None
        return named or next(iter(self.agreements), None)

    @property
    def priority_names(self) -> tuple[str, ...]:
        """The priorities, the most urgent first.

        As listed, else of the governing agreement, of the table that decides them, of the mix, or P1.
        """
        if self.priorities and self.priorities.names:
            return tuple(self.priorities.names)
        if self.governing_agreement is not None:
            return self.governing_agreement.priorities.names
        deciding = self.decision_tables.get((self.priorities and self.priorities.decided_by) or "")
        if deciding is not None and deciding.decides.priority:
            return tuple(deciding.decides.priority)
        mix = self.workload.priority_mix if isinstance(self.workload, SynthesisedWorkload) else None
        return tuple(mix or ("P1",))
