"""The tables of a study: their columns, types, units and meanings, stated once for code, files and documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["whole", "number", "text", "yes or no", "moment", "money"]


@dataclass(frozen=True)
class Column:
    """A column: its name, what kind of value it holds, the unit, and what it means. Optional ones may be empty."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, its columns, and whether it is small enough to be written as CSV too."""

    name: str
    row: str
    columns: tuple[Column, ...]
    small: bool = True


REPLICATION = Column("replication", "whole", "", "number of the replication, from 0")
AGREEMENT = Column("agreement", "text", "", "name of the agreement in the scenario")
CLAUSE = Column("clause", "text", "", "target and row, such as resolution.P1")
PERIOD = Column("period", "text", "", "service period: 2027-04, 2027-Q2 or year 1")
TEAM = Column("team", "text", "", "name of the team")
CURRENCY = Column("currency", "text", "", "ISO 4217 code")

MISSES = Column("misses", "whole", "incidents", "of them, out of time, reopened or not resolved at first contact")
EXCLUDED = Column("excluded", "whole", "incidents", "taken out before counting")
ATTAINED = Column(
    "attainment", "number", "fraction, seconds or incidents", "what was reached, before rounding", optional=True
)
VERDICT = Column("verdict", "text", "", "met, missed or no data")
BY_MINIMUM_VOLUME = Column(
    "by_minimum_volume", "yes or no", "", "the minimum-volume rule decided in place of the percentage"
)

CREDIT = (
    CLAUSE,
    PERIOD,
    Column("month", "text", "", "calendar month in which it falls due"),
    Column("kind", "text", "", "credit, bonus or earn-back"),
    Column("scheme", "text", "", "name of the credit scheme"),
    Column("family", "text", "", "its family"),
    Column("rule", "text", "", "the band, level, step or rung that applied; of a rule without any its family"),
    Column("percent", "number", "fraction", "of the charge that the scheme is taken of"),
    Column("before_caps", "money", "currency", "the credit before any cap"),
    Column("amount", "money", "currency", "what is owed after caps, minimum and claim"),
    CURRENCY,
)
"""What a credit rests on, and what it comes to."""
MONTHLY = (
    PERIOD,
    Column("charges", "money", "currency", "all charges of the agreement in that month"),
    Column("before_caps", "money", "currency", "its credits before any cap"),
    Column("amount", "money", "currency", "its credits after the caps"),
    Column("cap_reached", "yes or no", "", "a cap cut something off, or was met exactly"),
    CURRENCY,
)
"""What an agreement comes to in a month."""


def interval(unit: str, low: str = "low", high: str = "high") -> tuple[Column, Column]:
    """Columns of both ends of a confidence interval, which are empty where the sample is too small for any."""
    return (
        Column(low, "number", unit, "lower end of its confidence interval", optional=True),
        Column(high, "number", unit, "upper end of its confidence interval", optional=True),
    )


def estimate(name: str, unit: str, meaning: str) -> tuple[Column, Column, Column]:
    """Columns of a figure and of both ends of its confidence interval; each may be empty."""
    figure = Column(name, "number", unit, meaning, optional=True)
    return figure, *interval(unit, f"{name}_from", f"{name}_to")


ATTAINMENT = Table(
    "attainment",
    "one clause in one service period of one replication",
    (
        REPLICATION,
        AGREEMENT,
        CLAUSE,
        PERIOD,
        Column(
            "counted",
            "whole",
            "incidents",
            "incidents that decide the measure; of downtime: ticks of agreed service time",
        ),
        MISSES,
        Column("undecided", "whole", "incidents", "not decided at the end of the run, counted apart"),
        EXCLUDED,
        ATTAINED,
        VERDICT,
        BY_MINIMUM_VOLUME,
    ),
)

CREDITS = Table(
    "credits",
    "one service credit of one replication, or one bonus or earn-back, which is negative",
    (REPLICATION, AGREEMENT, *CREDIT),
)

CHARGES = Table(
    "charges",
    "one agreement in one month of one replication",
    (
        REPLICATION,
        AGREEMENT,
        *MONTHLY,
    ),
)

TEAM_LOAD = Table(
    "team_load",
    "one team in one hour of the week, mean over the counted span and all replications",
    (
        TEAM,
        Column("hour_of_week", "whole", "hours", "from Monday 00:00, local time of the study's zone; 0 to 167"),
        Column("at_work", "number", "people", "people at work", optional=True),
        Column("busy", "number", "people", "people of the team with an incident in hand, for whichever team"),
        Column("waiting", "number", "incidents", "incidents waiting in the team's queue"),
    ),
)

BACKLOG = Table(
    "backlog",
    "one team in one week of the run, mean over replications",
    (
        TEAM,
        Column("week", "whole", "weeks", "from the start of the counted span; negative in the warm-up"),
        Column("week_start", "moment", "UTC", "beginning of the week"),
        Column("waiting", "number", "incidents", "mean number waiting in that week"),
        Column("low", "number", "incidents", "lower end of the confidence interval", optional=True),
        Column("high", "number", "incidents", "upper end of the confidence interval", optional=True),
    ),
)

VOLUMES = Table(
    "volumes",
    "one priority in one calendar month, mean over replications",
    (
        Column("period", "text", "", "calendar month, such as 2027-04"),
        Column("priority", "text", "", "name of the priority"),
        Column("incidents", "number", "incidents", "opened in the month"),
        Column("low", "number", "incidents", "lower end of the confidence interval", optional=True),
        Column("high", "number", "incidents", "upper end of the confidence interval", optional=True),
    ),
)

INCIDENTS = Table(
    "incidents",
    "one incident of a replication that was kept in full (the first, unless more were asked for)",
    (
        REPLICATION,
        Column("incident", "text", "", "its identity, the same in every variant; the log's number in a replay"),
        Column("opened", "moment", "UTC", "when the contract's clocks start"),
        Column("responded", "moment", "UTC", "first start by a person", optional=True),
        Column(
            "resolved", "moment", "UTC", "last time it was resolved; empty if still open or given up", optional=True
        ),
        Column("abandoned", "moment", "UTC", "when its customer gave up; it is open no more", optional=True),
        Column("priority", "text", "", "name of the priority"),
        Column("category", "text", "", "name of the category", optional=True),
        Column("customer", "text", "", "name of the customer", optional=True),
        Column("service", "text", "", "service that it disturbs", optional=True),
        Column("first_team", "text", "", "team of its first step"),
        Column("last_team", "text", "", "team of the last step that was ready"),
        Column("reassignments", "whole", "", "times it moved from one team to another"),
        Column("reopened", "whole", "", "times it came back"),
        Column("waiting_seconds", "number", "s", "in a queue"),
        Column("touch_seconds", "number", "s", "in somebody's hands"),
        Column("pending_seconds", "number", "s", "waiting for somebody outside"),
        Column("excluded", "text", "", "reason for which it does not count", optional=True),
        Column("outage", "text", "", "outage that it reports or belongs to", optional=True),
    ),
    small=False,
)

TERMS = Table(
    "terms",
    "one agreement over the whole span of one replication",
    (
        REPLICATION,
        AGREEMENT,
        Column("charges", "money", "currency", "all charges of the span"),
        Column("amount", "money", "currency", "all credits of the span, after the caps, less what is set off"),
        Column("returned", "money", "currency", "set off: what is earned back"),
        Column("bonus", "money", "currency", "set off: bonuses"),
        CURRENCY,
    ),
)

RIGHTS = Table(
    "rights",
    "one right to terminate that arises in one replication",
    (
        REPLICATION,
        AGREEMENT,
        Column("trigger", "text", "", "its name in the agreement"),
        Column("period", "text", "", "service period, or calendar month, in which it arises first"),
    ),
)

RESETS = Table(
    "resets",
    "one target that is reset in one replication",
    (
        REPLICATION,
        AGREEMENT,
        CLAUSE,
        Column("since", "text", "", "first service period for which the new level holds"),
        Column("level", "number", "fraction, seconds or incidents", "the new level"),
    ),
)

TABLES: tuple[Table, ...] = (
    ATTAINMENT,
    CREDITS,
    CHARGES,
    TERMS,
    RIGHTS,
    RESETS,
    TEAM_LOAD,
    BACKLOG,
    VOLUMES,
    INCIDENTS,
)
"""Every table of a results folder."""

VARIATION = Column("variation", "text", "", "its name; the first is the scenario as stated")

VARIATIONS = Table(
    "variations",
    "one figure of one variation",
    (
        VARIATION,
        Column("figure", "text", "", "chance (of a clause in any one period), credits (of the span), credits p95"),
        AGREEMENT,
        Column("clause", "text", "", "target and row, of a chance", optional=True),
        Column("currency", "text", "", "ISO 4217 code, of credits", optional=True),
        Column("value", "number", "fraction or currency", "the figure", optional=True),
        *interval("fraction or currency"),
        Column(
            "difference", "number", "fraction or currency", "from the scenario as stated, pair by pair", optional=True
        ),
        Column("difference_low", "number", "fraction or currency", "lower end of its interval", optional=True),
        Column("difference_high", "number", "fraction or currency", "upper end of its interval", optional=True),
    ),
)

VARIED_VALUES = Table(
    "varied_values",
    "one varied value of one variation",
    (
        VARIATION,
        Column("path", "text", "", "where the value stands in the scenario"),
        Column("value", "text", "", "what stands there in this variation"),
    ),
)

VARIATION_TABLES: tuple[Table, ...] = (VARIATIONS, VARIED_VALUES)
"""The tables that the results folder of a study with variations holds besides."""
