"""What one replication of a candidate says, in a row of figures that can be compared with that of another one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Floats
from slm_sim.model.attainment import MET, NO_DATA
from slm_sim.model.balance import FLOWS
from slm_sim.pipeline import Played, Prepared
from slm_sim.study.months import length_in_months

MONEY = ("income", "expense", "paid", "received", "staff")
"""Per month of the span: charges that customers pay and that suppliers take, credits to customers and from suppliers,
and the roster with its people on call."""
SIGNS = {"income": 1, "expense": -1, "paid": -1, "received": 1, "staff": -1}
"""Which way each of them counts for us."""


class Figure(NamedTuple):
    """A figure of a row: money and shares by name alone, ``kept`` with its agreement and clause."""

    name: str
    agreement: str = ""
    clause: str = ""


def figures_of(prepared: Prepared) -> tuple[Figure, ...]:
    """The figures of every row of a candidate, in their order."""
    clauses = [clause for compiled in prepared.agreements for clause in compiled.clauses]
    return (
        *map(Figure, MONEY),
        Figure("abandoned"),
        Figure("unresolved"),
        *(Figure("kept", clause.agreement, clause.id) for clause in clauses),
    )


def row_of(prepared: Prepared, played: Played) -> Floats:
    """The figures of one replication, float64[figures].

    Money is per month. ``abandoned`` and ``unresolved`` are shares of the incidents opened in the span, ``kept`` that
    of the periods with data in which the promise was kept; NaN where there is nothing to count.
    """
    months = length_in_months(prepared.span)
    money = dict.fromkeys(MONEY, 0.0)
    for compiled, ledger in zip(prepared.agreements, played.ledgers, strict=True):
        flow = FLOWS[compiled.agreement.type]
        if flow == "between teams":
            continue
        charges, credits = ("income", "paid") if flow == "paid" else ("expense", "received")
        money[charges] += float(sum(total.charges for total in ledger.totals))
        money[credits] += float(sum(total.amount for total in ledger.totals))
    money["staff"] = float(sum(cost.amount or 0 for cost in prepared.staff.costs.values()))
    opened = (played.workload.opened >= prepared.span.start) & (played.workload.opened < prepared.span.end)
    gone = played.history.abandoned[opened] != NEVER
    lasting = ~gone & (played.history.last_resolved[opened] == NEVER)
    kept = [
        np.mean(attainment.verdict[attainment.verdict != NO_DATA] == MET)
        if (attainment.verdict != NO_DATA).any()
        else np.nan
        for of_agreement in played.attainments
        for attainment in of_agreement
    ]
    shares = [gone.mean(), lasting.mean()] if opened.any() else [np.nan, np.nan]
    return np.array([*(money[name] / months for name in MONEY), *shares, *kept])


def surplus(rows: Floats) -> Floats:
    """What each replication leaves of a month, of all that is counted in money, float64[replications]."""
    return np.asarray(sum(sign * rows[:, MONEY.index(name)] for name, sign in SIGNS.items()))
