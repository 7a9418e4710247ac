"""The facts of a proposal as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from slm_sim.model import proposaltables as tables
from slm_sim.model.proposal import Proposal, Tried
from slm_sim.model.tables import Table
from slm_sim.report.frames import Row, frame_of, value_and_ends


def table_of(table: Table, proposal: Proposal) -> pd.DataFrame:
    """One of `slm_sim.model.proposaltables.PROPOSAL_TABLES`; its rows are in the order of ``proposal.json``."""
    return frame_of(table, ROWS[table.name](proposal))


def _owed(tried: Tried | None) -> Row:
    if tried is None or tried.credits is None:
        return None, None
    return tried.credits.value, tried.worst


def _offers(proposal: Proposal) -> Iterator[Row]:
    asked = proposal.as_asked
    yield "as asked", "", None, *value_and_ends(asked.confidence), None, 0.0, None, *_owed(asked)
    for one in proposal.offers:
        ends = value_and_ends(one.tried.confidence if one.tried else None)
        yield one.name, one.status, one.wanted, *ends, one.chosen_on, one.worth, one.bound, *_owed(one.tried)


def _clauses(proposal: Proposal) -> Iterator[Row]:
    for name, clauses in (("as asked", proposal.asked), *((one.name, one.clauses) for one in proposal.offers)):
        for clause in clauses:
            kept = None if clause.kept is None else clause.kept.value
            promises = (clause.clause, clause.asked, clause.offered, clause.changed)
            yield name, *promises, clause.weight, clause.worth, kept


def _levers(proposal: Proposal) -> Iterator[Row]:
    for one in proposal.levers:
        yield one.name, *value_and_ends(one.confidence), *value_and_ends(one.difference), one.enough


ROWS: dict[str, Callable[[Proposal], Iterator[Row]]] = {
    tables.OFFERS.name: _offers,
    tables.CLAUSES_OFFERED.name: _clauses,
    tables.LEVERS.name: _levers,
}
