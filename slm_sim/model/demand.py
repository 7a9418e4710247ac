"""The demand side of a scenario: where incidents come from, what they are about, and what breaks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from slm_sim.model.block import Block, CountBlock, Name, Part, Parts, SpreadBlock, shares
from slm_sim.model.quantities import ClockLength, Factor, Growth, NotationError, Percent, Rate, Share
from slm_sim.model.week import DayKey, MonthKey, SpanKey, parse_span, spread_over_days

ALL = Percent.parse("100 %")


def _week_adds_up(rows: dict[str, Percent | str]) -> dict[str, Percent | str]:
    spread_over_days(rows)
    shares(rows)
    return rows


def _day_adds_up(rows: dict[str, Percent | str]) -> dict[str, Percent | str]:
    spans = sorted(parse_span(key) for key in rows)
    edges = [minute for span in spans for minute in span]
    if edges[0] != 0 or edges[-1] != 1440 or edges[1:-1:2] != edges[2:-1:2]:
        raise ValueError("the spans of a day must follow each other from 00:00 to 24:00 without gap or overlap")
    shares(rows)
    return rows


class Profile(Block):
    """The shape of demand in local time of the customer's site.

    week      share of a week's incidents per day; a range of days shares its figure evenly
    day       share of a day's incidents per span of hours, even within a span
    year      each month against a usual one; a month that is not named is one
    holidays  a public holiday against the same weekday
    """

    week: Annotated[dict[DayKey, Part], AfterValidator(_week_adds_up)] | None = None
    day: Annotated[dict[SpanKey, Part], AfterValidator(_day_adds_up)] | None = None
    year: dict[MonthKey, Factor] = {}
    holidays: Factor = ALL


def _below_one(percent: Percent) -> Percent:
    if percent.fraction == 1:
        raise NotationError("busyness that never changes is no daily variation", "an autocorrelation below 100 %")
    return percent


Memory = Annotated[Share, AfterValidator(_below_one)]


class DailyVariation(Block):
    """How much busier or quieter whole days are than chance explains, and how such days cluster."""

    coefficient_of_variation: Factor
    autocorrelation: Memory = Percent.parse("0 %")


class Customer(Block):
    """A group of users with a site of its own: its local time shapes its demand."""

    share: Part
    site: Name
    desk: Name | None = None
    volume: Factor = ALL


class Category(Block):
    """A kind of incident, and the service that it disturbs."""

    share: Part
    service: Name | None = None
    volume: Factor = ALL


class Impact(Block):
    """How often this impact occurs, and how urgent it then is."""

    share: Part
    urgency: Parts


class ChannelRow(Block):
    """What differs for incidents of one priority."""

    share: Part | None = None
    patience: SpreadBlock | None = None


class Channel(Block):
    """A way in which customers make contact, with rows by priority for what differs.

    share     of the incidents that customers report
    patience  who is not answered for so long hangs up, and the incident is over; not stated: nobody does
    calendar  in whose open time they wait
    """

    share: Part
    patience: SpreadBlock | None = None
    calendar: Name = "24x7"
    by_priority: dict[Name, ChannelRow] = {}


def channel_shares(channels: Mapping[str, Channel], priority: str | None) -> dict[str, Fraction]:
    """The share of each channel among the incidents of a priority; None stands for one that no row names.

    Raises `NotationError` if they do not add up.
    """
    rows = {name: channel.by_priority.get(priority or "") for name, channel in channels.items()}
    return shares({name: (row.share if row else None) or channels[name].share for name, row in rows.items()})


class SynthesisedWorkload(Block):
    """Incidents drawn from a stated volume, its profile and its mix."""

    incidents: Rate
    growth: Growth = Growth.parse("0 % / year")
    daily_variation: DailyVariation | None = None
    profile: Profile = Profile()
    customers: dict[Name, Customer] = {}
    categories: dict[Name, Category] = {}
    impact: dict[Name, Impact] | None = None
    priority_mix: Parts | None = None
    channels: dict[Name, Channel] = {}
    exclusions: dict[Name, Share] = {}


Source = Literal["log", "scenario", "not known"]


class Sources(Block):
    """Where each fact of a replay comes from; what rests on ``not known`` is declined."""

    arrival: Source = "log"
    priority: Source = "log"
    category: Source = "log"
    route: Source = "log"
    time_with_team: Source = "log"
    pending: Source = "log"
    reopening: Source = "log"
    effort: Source = "not known"
    headcount: Source = "not known"
    outages: Source = "not known"


class Replay(Block):
    """A ticket log and how to read it.

    teams    ``as delays``: a group that the scenario does not describe has unlimited people and the log's times
    volume   the load to play, as a percentage of the log's
    """

    log: str
    mapping: str
    teams: Literal["as delays"] = "as delays"
    volume: Factor = ALL


class ReplayedWorkload(Block):
    """Incidents taken from a ticket log."""

    replay: Replay
    sources: Sources = Sources()


class ChildIncidents(Block):
    """The tickets that an outage brings; they do not wait for it."""

    count: CountBlock
    spread_over: ClockLength
    category: Name
    priority: Name


class Outage(Block):
    """A kind of major incident: a service is down until its parent incident is restored.

    rate            how often, on average; within ``occurs_during`` if that is stated
    affects         share of the users of each service who lose it
    detected_after  from the start of the outage to its incident
    restored_by     the team whose work ends it; downtime = detection + waiting for a person + effort
    """

    rate: Rate
    occurs_during: Name | None = None
    affects: dict[Name, Share] = Field(min_length=1)
    detected_after: SpreadBlock | None = None
    restored_by: Name
    effort: SpreadBlock
    child_incidents: ChildIncidents | None = None


class Maintenance(Block):
    """Planned work on services, inside a window that the agreement defines; what overruns it is an outage."""

    rate: Rate
    window: Name
    affects: dict[Name, Share] = Field(min_length=1)
    downtime: SpreadBlock
