"""An agreement: what two parties promise each other, in the shape of its file.

A clause is called by its target and its row, ``resolution.P1``, wherever it appears: see `slm_sim.sla.clauses`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from slm_sim.model.block import Block, Name
from slm_sim.model.measurement import Abandoned as Abandoned
from slm_sim.model.measurement import Measured
from slm_sim.model.measurement import Measurement as Measurement
from slm_sim.model.measurement import MeasurementRow as MeasurementRow
from slm_sim.model.measurement import MinimumVolume as MinimumVolume
from slm_sim.model.measurement import PlacedBy as PlacedBy
from slm_sim.model.measurement import Rounding as Rounding
from slm_sim.model.measurement import ServicePeriod as ServicePeriod
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import CalendarLength, ClockLength, Length, NotationError, Percent, Share, TargetLength
from slm_sim.model.staffing import Calendar
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


class ClockRow(Block):
    """What differs for one priority."""

    calendar: Name


class Clock(Block):
    """What is timed: from opening until the first touch by a person or until resolved, in a calendar's open time.

    pauses_while_pending   the reasons for which the clock stands still
    after_reopening        resume (the time while resolved does not count), restart from zero, or first cycle only
    after_priority_change  the last priority's target counts from opening, earlier pauses kept
    """

    starts: Literal["opened"] = "opened"
    stops: Literal["first touch", "resolved"]
    pauses_while_pending: list[Name] = []
    calendar: Name = "24x7"
    by_priority: dict[Name, ClockRow] = {}
    after_priority_change: Literal["count from opening"] = "count from opening"
    pauses_before_change: Literal["kept"] = "kept"
    after_reopening: Literal["resume", "first cycle only", "restart from zero"] = "resume"


Level = Percent | Length


def read_level(value: object) -> object:
    """A level to reach: a percentage or a length of time."""
    if not isinstance(value, str):
        return value
    return Percent.parse(value) if value.rstrip().endswith("%") else Length.parse(value)


LevelField = Annotated[
    Level,
    BeforeValidator(read_level),
    WithJsonSchema({"type": "string", "examples": ["95 %", "10 business days"]}),
]


class TargetRow(Block):
    """A clause: what differs for one priority or service."""

    within: TargetLength | None = None
    at_least: LevelField | None = None
    at_most: LevelField | None = None
    credit: Name | None = None


class Target(TargetRow):
    """A promise, with rows by priority or by service for what differs; each row is a clause.

    measure  share in time · mean time · 90th percentile (any) · availability · first contact resolution · reopen rate
    """

    measure: Measured
    clock: Name | None = None
    service: Name | None = None
    priority: Name | None = None
    category: Name | None = None
    customer: Name | None = None
    by_priority: dict[Name, TargetRow] = {}
    by_service: dict[Name, TargetRow] = {}
    partial_outage: Literal["weighted by users", "counts in full", "does not count"] = "weighted by users"
    planned_maintenance: Literal["excluded", "counts as downtime"] = "excluded"
    shortest_outage: ClockLength = Length.parse("0 min")
    measurement: MeasurementRow = MeasurementRow()

    @model_validator(mode="after")
    def _one_dimension(self) -> Target:
        if self.by_priority and self.by_service:
            raise ValueError("a target has rows by_priority or by_service, not both")
        return self


class Band(Block):
    """What is owed once the attainment lies strictly beyond the edge; the edge itself is never below the edge."""

    below: LevelField | Literal["target"] | None = None
    above: LevelField | Literal["target"] | None = None
    credit: Share

    @model_validator(mode="after")
    def _one_edge(self) -> Band:
        if (self.below is None) == (self.above is None):
            raise ValueError("a band has one edge: below (for an at_least promise) or above (for an at_most promise)")
        return self


class Caps(Block):
    """The most that is paid per window, of the charge that the scheme is taken of."""

    service_period: Share | Literal["none"] = "none"
    contract_year: Share | Literal["none"] = "none"


class CreditScheme(Block):
    """Service credits by bands of attainment.

    of  what every percentage in the scheme is a percentage of: a charge by name, or ``charge of the service``
    """

    family: Literal["bands"] = "bands"
    of: str
    bands: dict[Name, Band] = Field(min_length=1)
    caps: Caps = Caps()
    claim: str = ""
    paid_by: str = ""
    remedy: Literal["sole", "not sole", ""] = ""


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
