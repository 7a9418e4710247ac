"""The tables of a comparison, stated once for code, files and documentation, as in `slm_sim.model.tables`."""

from __future__ import annotations

from slm_sim.model.tables import Column, Table, interval

CANDIDATE = Column("candidate", "text", "", "intervention, or several joined by +; or as stated")
INTERVAL = interval("as the figure")

CANDIDATES = Table(
    "candidates",
    "one candidate, the best first",
    (
        Column("rank", "whole", "", "by net benefit"),
        CANDIDATE,
        Column("replications", "whole", "", "that were played of it"),
        Column("standing", "text", "", "best, not told apart or worse"),
        Column("worse_than", "text", "", "who is better beyond doubt; empty where nobody is"),
        Column("net_benefit", "number", "currency", "over the horizon, in money of the start", optional=True),
        *INTERVAL,
        Column("positive", "number", "fraction", "share of single replications above zero", optional=True),
        Column("payback_month", "whole", "months", "from which it has paid for itself", optional=True),
    ),
)

COMPARED_FIGURES = Table(
    "figures",
    "one figure of one candidate",
    (
        CANDIDATE,
        Column("figure", "text", "", "chance, credits, staff, charges, abandoned or unresolved"),
        Column("agreement", "text", "", "of a chance; else empty"),
        Column("clause", "text", "", "of a chance; else empty"),
        Column("value", "number", "fraction or currency per month", "the figure", optional=True),
        *INTERVAL,
        Column("difference", "number", "as the figure", "from the scenario as stated, pair by pair", optional=True),
        Column("difference_low", "number", "as the figure", "lower end of its interval", optional=True),
        Column("difference_high", "number", "as the figure", "upper end of its interval", optional=True),
    ),
)

PAIRS = Table(
    "pairs",
    "two candidates against each other",
    (
        Column("one", "text", "", "the one ahead in rank"),
        Column("other", "text", "", "the other one"),
        Column("replications", "whole", "", "of both, at the last look"),
        Column("difference", "number", "currency", "net benefit of the first less that of the second"),
        *INTERVAL,
        Column("verdict", "text", "", "the better one; empty where they cannot be told apart"),
    ),
)

CASH_FLOW = Table(
    "cash_flow",
    "one month of one candidate, means over replications",
    (
        CANDIDATE,
        Column("month", "whole", "months", "0 is the start"),
        Column("spent", "number", "currency", "cost of the interventions"),
        Column("benefit", "number", "currency", "what is better than as stated, of what is in place by then"),
        Column("discounted", "number", "currency", "benefit less spent, in money of the start"),
        Column("balance", "number", "currency", "sum of that up to here"),
    ),
)

MONEY_PARTS = Table(
    "money",
    "one part of one candidate's net benefit",
    (
        CANDIDATE,
        Column("part", "text", "", "once, running, staff, credits or charges"),
        Column("amount", "number", "currency", "over the horizon, in money of the start; below zero what it costs"),
    ),
)

EFFECTS = Table(
    "effects",
    "one change of one intervention",
    (
        Column("intervention", "text", "", "name of the overlay"),
        Column("path", "text", "", "of the value that it changes"),
        Column("phrase", "text", "", "the change as it is written"),
        Column("before", "text", "", "what stands there"),
        Column("best", "text", "", "what the best guess makes of it"),
        Column("low", "text", "", "the same of one end of the range; empty without a range"),
        Column("high", "text", "", "the same of the other end"),
        Column("evidence", "text", "", "where the range comes from; empty where the file does not say"),
    ),
)

INTERACTIONS = Table(
    "interactions",
    "one combination",
    (
        Column("combination", "text", "", "interventions joined by +"),
        Column("beyond_the_sum", "number", "currency", "its net benefit less the sum of those of its parts alone"),
        *INTERVAL,
        Column("replications", "whole", "", "that it and all its parts have in common"),
    ),
)

COMPARED_TABLES: tuple[Table, ...] = (
    CANDIDATES,
    COMPARED_FIGURES,
    PAIRS,
    CASH_FLOW,
    MONEY_PARTS,
    EFFECTS,
    INTERACTIONS,
)
"""Every table of a comparison."""
