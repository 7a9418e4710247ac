"""The tables of a proposal, stated once for code, files and documentation, as in `slm_sim.model.tables`."""

from __future__ import annotations

from slm_sim.model.tables import Column, Table

OFFER = Column("offer", "text", "", "as asked, safe, balanced or ambitious")
INTERVAL = (
    Column("low", "number", "fraction", "lower end of its interval", optional=True),
    Column("high", "number", "fraction", "upper end of its interval", optional=True),
)

OFFERS = Table(
    "offers",
    "one offer, the draft first",
    (
        OFFER,
        Column("status", "text", "", "best, out of time, interrupted or impossible; empty for the draft"),
        Column("wanted", "number", "fraction", "confidence that was asked for", optional=True),
        Column("confidence", "number", "fraction", "months that kept every promise, on fresh terms", optional=True),
        *INTERVAL,
        Column("chosen_on", "number", "fraction", "the same on the terms on which it was chosen", optional=True),
        Column("worth", "number", "", "to the customer, compared with the draft", optional=True),
        Column("bound", "number", "", "no choice is worth more", optional=True),
        Column("credits", "number", "currency", "of a term on average, on fresh terms", optional=True),
        Column("worst_credits", "number", "currency", "on average over the worst terms", optional=True),
    ),
)

CLAUSES_OFFERED = Table(
    "clauses",
    "one clause of one offer",
    (
        OFFER,
        Column("clause", "text", "", "its target and its rows"),
        Column("asked", "text", "", "the promise of the draft"),
        Column("offered", "text", "", "the promise of the offer"),
        Column("changed", "yes or no", "", "whether they differ"),
        Column("weight", "number", "", "what a promise twice as tight is worth; 0 where each has a value"),
        Column("worth", "number", "", "to the customer; above 0 more than the draft"),
        Column("kept", "number", "fraction", "service periods that kept it, on fresh terms", optional=True),
    ),
)

LEVERS = Table(
    "levers",
    "one lever, the strongest first",
    (
        Column("lever", "text", "", "what is changed"),
        Column("confidence", "number", "fraction", "months that kept every promise of the draft, with it"),
        *INTERVAL,
        Column("difference", "number", "fraction", "to the scenario as stated, term by term"),
        Column("difference_low", "number", "fraction", "lower end of its interval", optional=True),
        Column("difference_high", "number", "fraction", "upper end of its interval", optional=True),
        Column("enough", "yes or no", "", "whether it reaches the confidence that was asked for"),
    ),
)

PROPOSAL_TABLES: tuple[Table, ...] = (OFFERS, CLAUSES_OFFERED, LEVERS)
"""Every table of a proposal."""
