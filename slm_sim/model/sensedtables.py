"""The tables of a sensitivity analysis, stated once for code, files and documentation, as in `slm_sim.model.tables`."""

from __future__ import annotations

from slm_sim.model.tables import Column, Table, estimate

PATH = Column("path", "text", "", "of the value that may be off")
OUTCOME = (
    Column("outcome", "text", "", "left, credits, staff, charges, chance, abandoned or unresolved"),
    Column("agreement", "text", "", "of a chance; else empty"),
    Column("clause", "text", "", "of a chance; else empty"),
)

SWINGS = Table(
    "swings",
    "one outcome and one assumption, all else as stated",
    (
        PATH,
        Column("stated", "text", "", "what stands there"),
        Column("low", "text", "", "lower end of its range"),
        Column("high", "text", "", "upper end of its range"),
        *OUTCOME,
        *estimate("at_low", "as the outcome", "difference from as stated at the lower end"),
        *estimate("at_high", "as the outcome", "difference from as stated at the upper end"),
    ),
)

BREAK_EVEN = Table(
    "break_even",
    "one assumption",
    (
        PATH,
        Column("verdict", "text", "", "turns, good or bad"),
        Column("value", "text", "", "at which nothing is left; empty where it does not turn"),
        Column("low", "text", "", "lower end of its interval"),
        Column("high", "text", "", "upper end of its interval"),
        Column("change", "number", "fraction", "of the stated value", optional=True),
        Column("bad", "text", "", "on which side nothing is left: above or below"),
    ),
)

INDICES = Table(
    "indices",
    "one outcome and one assumption, of a Sobol sample",
    (
        PATH,
        *OUTCOME,
        *estimate("first", "as the outcome", "share of the variance that it accounts for alone"),
        *estimate("total", "as the outcome", "share that it accounts for alone and together with others"),
    ),
)

SENSED_TABLES: tuple[Table, ...] = (SWINGS, BREAK_EVEN, INDICES)
"""Every table of a sensitivity analysis."""
