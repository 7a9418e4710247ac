"""The tables of ledgers that are written whole, stated once for code, files and documentation."""

from __future__ import annotations

from slm_sim.model.tables import AGREEMENT, CLAUSE, CREDIT, REPLICATION, Column, Table

ENTRY = Column("entry", "whole", "", "number of the entry in its ledger, from 1")

LEDGER = Table(
    "ledger",
    "one entry of a ledger that is written whole: a credit, or a bonus or earn-back, which is negative",
    (
        REPLICATION,
        AGREEMENT,
        ENTRY,
        *CREDIT,
        Column("charge", "text", "", "name of the charge that percentages are taken of"),
        Column("base", "money", "currency", "that charge for the period"),
        Column("cap_reached", "yes or no", "", "a cap cut something off, or was met exactly"),
    ),
)

LEDGER_STEPS = Table(
    "ledger_steps",
    "one step in the calculation of an entry",
    (
        REPLICATION,
        AGREEMENT,
        ENTRY,
        Column("step", "whole", "", "number of the step, from 1"),
        Column("kind", "text", "", "what the step does, such as attainment, rule or cap"),
        Column("result", "text", "fraction, seconds or currency", "what came out, as a fraction of whole numbers"),
        Column("words", "text", "", "the step in words"),
    ),
)

LEDGER_CAUSES = Table(
    "ledger_causes",
    "one incident or outage that an entry rests on",
    (
        REPLICATION,
        AGREEMENT,
        ENTRY,
        CLAUSE,
        Column("incident", "text", "", "its identity, as in incidents; of an outage that which ends with it"),
        Column("outage", "text", "", "the outage or planned work, by name; empty for any other incident"),
        Column("breached", "moment", "UTC", "from when it counted"),
        Column("ended", "moment", "UTC", "until when; empty while it lasts", optional=True),
        Column("over_seconds", "number", "s", "open time beyond the target; of an outage agreed time, by users"),
    ),
)

TRACED_TABLES: tuple[Table, ...] = (LEDGER, LEDGER_STEPS, LEDGER_CAUSES)
"""The tables of `slm_sim.model.traced`."""
