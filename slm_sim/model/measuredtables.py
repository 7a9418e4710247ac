"""The tables of a measured log, stated once for code, files and documentation, as in `slm_sim.model.tables`."""

from __future__ import annotations

from slm_sim.model.tables import CLAUSE, CURRENCY, PERIOD, Column, Table

AGREEMENT = Column("agreement", "text", "", "name of the agreement's file")
INCIDENT = Column("incident", "text", "", "what the log calls the incident")

REACHED = Table(
    "attainment",
    "one clause in one service period",
    (
        AGREEMENT,
        CLAUSE,
        PERIOD,
        Column("counted", "whole", "incidents", "incidents that decide the measure"),
        Column("misses", "whole", "incidents", "of them, out of time, reopened or not resolved at first contact"),
        Column("undecided", "whole", "incidents", "clock still running when the log ends, counted apart"),
        Column("unknown", "whole", "incidents", "clock that cannot be read, as a moment is missing; never met"),
        Column("excluded", "whole", "incidents", "taken out before counting"),
        Column(
            "attainment", "number", "fraction, seconds or incidents", "what was reached, before rounding", optional=True
        ),
        Column("exact", "text", "", "the same as a fraction of whole numbers; empty without data"),
        Column("rounded", "text", "", "as the agreement rounds it, for the verdict; empty where that changes nothing"),
        Column("verdict", "text", "", "met, missed or no data"),
        Column("by_minimum_volume", "yes or no", "", "the minimum-volume rule decided in place of the percentage"),
    ),
)

CREDITS = Table(
    "credits",
    "one entry of the ledger: a credit, or what the provider is owed, which is negative",
    (
        AGREEMENT,
        CLAUSE,
        PERIOD,
        Column("month", "text", "", "calendar month in which it falls due"),
        Column("kind", "text", "", "credit, bonus or earn-back"),
        Column("scheme", "text", "", "name of the credit scheme"),
        Column("family", "text", "", "its family"),
        Column("rule", "text", "", "the band, level or step that applied"),
        Column("percent", "number", "fraction", "of the charge that the scheme is taken of"),
        Column("before_caps", "money", "currency", "the credit before any cap"),
        Column("amount", "money", "currency", "what is owed after the caps"),
        CURRENCY,
    ),
)

CHARGES = Table(
    "charges",
    "one agreement in one month",
    (
        AGREEMENT,
        PERIOD,
        Column("charges", "money", "currency", "all charges of the agreement in that month"),
        Column("before_caps", "money", "currency", "its credits before any cap"),
        Column("amount", "money", "currency", "its credits after the caps"),
        Column("cap_reached", "yes or no", "", "a cap cut something off, or was met exactly"),
        CURRENCY,
    ),
)

BREACHES = Table(
    "breaches",
    "one incident that counted against one clause in one service period",
    (
        AGREEMENT,
        CLAUSE,
        PERIOD,
        INCIDENT,
        Column("priority", "text", "", "its last priority"),
        Column("opened", "moment", "UTC", "when it was opened"),
        Column("target", "text", "", "what was promised to it"),
        Column("elapsed_seconds", "number", "s", "open time that counts against it", optional=True),
        Column("over_seconds", "number", "s", "of it, beyond the target", optional=True),
        Column(
            "breached",
            "moment",
            "UTC",
            "when the target was used up; else when it came back or was passed on; empty where the log does not say",
            optional=True,
        ),
        Column("ended", "moment", "UTC", "when its clock stopped; empty while it runs", optional=True),
    ),
)

CLOCK_LINES = Table(
    "clock_lines",
    "one thing that the clock of a breach did",
    (
        AGREEMENT,
        CLAUSE,
        PERIOD,
        INCIDENT,
        Column("line", "whole", "", "number of the line, from 1"),
        Column("moment", "moment", "UTC", "when; empty where nobody knows", optional=True),
        Column("what", "text", "", "started, paused, resumed, target reached, stopped and so on"),
        Column("why", "text", "", "the reason in words"),
        Column("elapsed_seconds", "number", "s", "open time that had then elapsed"),
    ),
)

MEASURED_TABLES: tuple[Table, ...] = (REACHED, CREDITS, CHARGES, BREACHES, CLOCK_LINES)
"""Every table of a measured log."""
