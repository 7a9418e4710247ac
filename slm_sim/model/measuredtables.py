"""The tables of a measured log, stated once for code, files and documentation, as in `slm_sim.model.tables`."""

from __future__ import annotations

from slm_sim.model.tables import (
    ATTAINED,
    BY_MINIMUM_VOLUME,
    CLAUSE,
    CREDIT,
    EXCLUDED,
    MISSES,
    MONTHLY,
    PERIOD,
    VERDICT,
    Column,
    Table,
)

AGREEMENT = Column("agreement", "text", "", "name of the agreement's file")
INCIDENT = Column("incident", "text", "", "what the log calls the incident")
PRIORITY = Column("priority", "text", "", "its last priority")
OPENED = Column("opened", "moment", "UTC", "when it was opened")
TARGET = Column("target", "text", "", "what was promised to it")

REACHED = Table(
    "attainment",
    "one clause in one service period",
    (
        AGREEMENT,
        CLAUSE,
        PERIOD,
        Column("counted", "whole", "incidents", "incidents that decide the measure"),
        MISSES,
        Column("undecided", "whole", "incidents", "not decided when the log ends, counted apart"),
        Column("unknown", "whole", "incidents", "clock that cannot be read, as a moment is missing; never met"),
        EXCLUDED,
        ATTAINED,
        Column("exact", "text", "", "the same as a fraction of whole numbers; empty without data"),
        Column("rounded", "text", "", "as the agreement rounds it, for the verdict; empty where that changes nothing"),
        VERDICT,
        BY_MINIMUM_VOLUME,
    ),
)

CREDITS = Table(
    "credits",
    "one entry of the ledger: a credit, or what the provider is owed, which is negative",
    (AGREEMENT, *CREDIT),
)

CHARGES = Table(
    "charges",
    "one agreement in one month",
    (
        AGREEMENT,
        *MONTHLY,
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
        PRIORITY,
        OPENED,
        TARGET,
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

OPEN = Table(
    "open",
    "one incident that is open within its target on one clause when the log ends, the least time left first",
    (
        AGREEMENT,
        CLAUSE,
        INCIDENT,
        PRIORITY,
        OPENED,
        TARGET,
        Column("clock", "text", "", "running or paused"),
        Column("elapsed_seconds", "number", "s", "open time that its clock has counted"),
        Column("used", "number", "share", "of the target"),
        Column("warned", "text", "", "the last warning point that it has passed", optional=True),
        Column("left_seconds", "number", "s", "open time until the target is used up"),
        Column(
            "due",
            "moment",
            "UTC",
            "when that is if the clock runs on from the end of the log; empty beyond every calendar",
            optional=True,
        ),
    ),
)

MEASURED_TABLES: tuple[Table, ...] = (REACHED, CREDITS, CHARGES, BREACHES, CLOCK_LINES, OPEN)
"""Every table of a measured log."""
