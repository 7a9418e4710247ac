"""Decision tables: what rows that people can read decide of every incident.

Tables of results are another thing: see `slm_sim.model.tables`.

    lookup    a table worked out: an array over all combinations of its words
    cases     gaps, overlaps, and rows that decide nothing
    uses      where a scenario lets a table decide
"""

from __future__ import annotations

from slm_sim.tables.cases import Case, Overlap, gaps, idle_rows, overlaps
from slm_sim.tables.lookup import UNDECIDED, Lookup, combinations, decisions, lookup_of, meant, outcomes_for

__all__ = [
    "UNDECIDED",
    "Case",
    "Lookup",
    "Overlap",
    "combinations",
    "decisions",
    "gaps",
    "idle_rows",
    "lookup_of",
    "meant",
    "outcomes_for",
    "overlaps",
]
