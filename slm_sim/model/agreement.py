"""An agreement: what two parties promise each other, in the shape of its file.

A clause is called by its target and its row, ``resolution.P1``, wherever it appears: see `slm_sim.sla.clauses`.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from slm_sim.model.allowance import Allowance
from slm_sim.model.balance import AgreementType
from slm_sim.model.block import Block, Name
from slm_sim.model.clockterms import Clock
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.document import (
    Control,
    Day,
    Escalation,
    Parties,
    Review,
    Scope,
    Signatory,
    Support,
    Texts,
)
from slm_sim.model.measurement import Measurement
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import CalendarLength, Rate, TargetLength
from slm_sim.model.staffing import Calendar
from slm_sim.model.target import Target
from slm_sim.model.triggers import TerminationTrigger
from slm_sim.model.week import HoursOfWeek

AGREEMENT_SCHEMA = "slm-sim/agreement-v1"


class Term(Block):
    """When the agreement holds; in the bedding-in targets are measured and reported without credits.

    renewal  what happens at the end of the term, in words
    """

    starts: Day
    lasts: CalendarLength
    bedding_in: CalendarLength | Literal["none"] = "none"
    renewal: str = ""


class Service(Block):
    """A service, the hours in which it is agreed to be available, and its charge.

    components        what it is made of, in words
    depends_on        other services that it needs, of this agreement or of one that underpins it
    critical_periods  when it matters most, in words
    """

    covers: str = ""
    agreed_service_time: Name = "24x7"
    charge: Name | None = None
    components: Texts = {}
    depends_on: list[Name] = []
    critical_periods: Texts = {}


class MaintenanceWindow(Block):
    """Hours in which planned work may take a service down.

    at_most   how much of it is excluded from availability; what goes beyond counts as downtime
    services  those that it is for, all if it names none; work in it on any other service counts as downtime
    """

    hours: HoursOfWeek
    notice: TargetLength | None = None
    at_most: Allowance | None = None
    services: list[Name] = Field(default=[], min_length=1)

    def is_for(self, service: str) -> bool:
        """Whether planned work on a service may be done in it."""
        return not self.services or service in self.services


class PriorityScheme(Block):
    """How priorities are decided: from impact and urgency by a matrix, or by the meaning of each.

    The order of priorities, most urgent first, is that of ``meaning``, else of the names in the matrix, sorted.
    """

    impact: dict[Name, str] = {}
    urgency: dict[Name, str] = {}
    matrix: dict[Name, dict[Name, Name]] = {}
    meaning: dict[Name, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The priorities, the most urgent first."""
        if self.meaning:
            return tuple(self.meaning)
        return tuple(sorted(self.made))

    @property
    def made(self) -> frozenset[str]:
        """The priorities that some impact and urgency make; none without a matrix."""
        return frozenset(priority for row in self.matrix.values() for priority in row.values())


class WorkloadLimit(Block):
    """How many incidents the provider has agreed to handle; beyond them, targets are reported without credits."""

    incidents: Rate
    beyond: Literal["targets are reported without credits"] = "targets are reported without credits"


class Agreement(Block):
    """What one party promises another: a service level agreement (SLA), an operational level agreement (OLA) between
    teams of one house, or an underpinning contract (UC) with a supplier; or a draft of one.

    underpins  the file of the agreement that this one helps to keep; definitions that are not stated here are as there
    version    of the text; one that begins with ``signed`` or ``final, signed``, in capitals or not, is signed, any
               other a draft
    """

    schema_: Literal["slm-sim/agreement-v1"] = Field(alias="schema")
    type: AgreementType = "SLA"
    title: str
    version: str = ""
    underpins: str | None = None
    control: Control = Control()
    parties: Parties
    signatories: dict[Name, Signatory] = {}
    term: Term
    time_zone: str = "Etc/UTC"
    holidays: str = "none"
    charges: dict[Name, MoneyRate] = {}
    purpose: str = ""
    scope: Scope | None = None
    calendars: dict[Name, Calendar] = {}
    services: dict[Name, Service] = {}
    maintenance_windows: dict[Name, MaintenanceWindow] = {}
    support: Support = Support()
    priorities: PriorityScheme
    clocks: dict[Name, Clock] = {}
    measurement: Measurement = Measurement()
    exclusions: dict[Name, str] | Literal["none"] = {}
    targets: dict[Name, Target] = Field(min_length=1)
    credits: dict[Name, CreditScheme] = {}
    workload_limit: WorkloadLimit | None = None
    escalation: Escalation = Escalation()
    customer_duties: Texts = {}
    provider_duties: Texts = {}
    continuity: Texts = {}
    security: Texts = {}
    complaints: str = ""
    termination: Texts = {}
    termination_triggers: dict[Name, TerminationTrigger] = {}
    review: Review = Review()
    glossary: dict[str, str] = {}
    amendments: Texts = {}

    @property
    def is_signed(self) -> bool:
        """Whether the agreement is signed; every other one is a draft."""
        return re.match(r"(final\b[\s,;:]*)?signed\b", self.version.strip(), re.IGNORECASE) is not None
