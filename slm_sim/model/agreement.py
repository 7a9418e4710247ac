"""An agreement: what two parties promise each other, in the shape of its file.

A clause is called by its target and its row, ``resolution.P1``, wherever it appears: see `slm_sim.sla.clauses`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from slm_sim.model.block import Block, Name
from slm_sim.model.clockterms import Clock
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.measurement import Measurement
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import CalendarLength, NotationError, TargetLength
from slm_sim.model.staffing import Calendar
from slm_sim.model.target import Target
from slm_sim.model.week import HoursOfWeek

AGREEMENT_SCHEMA = "slm-sim/agreement-v1"


def iso_date(value: object) -> date:
    """A date from ``2027-04-01``, or as it is."""
    if isinstance(value, date):
        return value
    if isinstance(value, dict | list):
        raise NotationError("no date stands here", "year-month-day such as 2027-04-01")
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NotationError(f"{str(value)!r} is not a date", "year-month-day such as 2027-04-01") from None


Day = Annotated[date, BeforeValidator(iso_date), WithJsonSchema({"type": "string", "format": "date"})]


class Parties(Block):
    """Who promises what to whom."""

    customer: str
    provider: str


class Term(Block):
    """When the agreement holds; in the bedding-in targets are measured and reported without credits."""

    starts: Day
    lasts: CalendarLength
    bedding_in: CalendarLength | Literal["none"] = "none"


class Scope(Block):
    """What the agreement covers, in words."""

    included: str
    excluded: str = ""


class Service(Block):
    """A service, the hours in which it is agreed to be available, and its charge."""

    covers: str = ""
    agreed_service_time: Name = "24x7"
    charge: Name | None = None


class MaintenanceWindow(Block):
    """Hours in which planned work may take a service down."""

    hours: HoursOfWeek
    notice: TargetLength | None = None
    at_most: str = ""


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
        return tuple(sorted({name for row in self.matrix.values() for name in row.values()}))


class Review(Block):
    """When the parties look at the agreement together, in words."""

    service_review: str = ""
    target_review: str = ""
    change_control: str = ""


class Agreement(Block):
    """A service level agreement, or a draft of one."""

    schema_: Literal["slm-sim/agreement-v1"] = Field(alias="schema")
    type: Literal["SLA"] = "SLA"
    title: str
    version: str = ""
    parties: Parties
    term: Term
    time_zone: str
    holidays: str = "none"
    charges: dict[Name, MoneyRate] = {}
    scope: Scope | None = None
    calendars: dict[Name, Calendar] = {}
    services: dict[Name, Service] = {}
    maintenance_windows: dict[Name, MaintenanceWindow] = {}
    priorities: PriorityScheme
    clocks: dict[Name, Clock] = {}
    measurement: Measurement = Measurement()
    exclusions: dict[Name, str] | Literal["none"] = {}
    targets: dict[Name, Target] = Field(min_length=1)
    credits: dict[Name, CreditScheme] = {}
    customer_duties: dict[Name, str] = {}
    review: Review = Review()
