"""Attainments, clauses and ledgers in few words, and one small desk to be varied by paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.attainment import MET, MISSED, NO_DATA, Attainment, Period
from slm_sim.model.clause import Clause
from slm_sim.model.ledger import Credit, Ledger, PeriodTotal
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.pipeline import Prepared
from slm_sim.study.gather import Gathered, gather
from slm_sim.study.reached import Reached, reached
from slm_sim.study.record import clause_record, record_of
from slm_sim.study.summary import Summary
from tests.documents import changed

AXIS = TimeAxis(datetime(2027, 1, 1, tzinfo=UTC), tick_ms=60_000)
DAY = 1440
SPAN = Span(AXIS, "Etc/UTC", 0, 90 * DAY, 104 * DAY)
VERDICTS = {"+": MET, "-": MISSED, ".": NO_DATA}

CLAUSE = Clause(
    agreement="shops",
    id="resolution.P1",
    measure="share in time",
    percentile=None,
    clock="resolution",
    calendar="24x7",
    priority="P1",
    service=None,
    category=None,
    customer=None,
    within=Length.parse("4 h"),
    level=Percent.parse("95 %"),
    direction="at least",
    period="calendar month",
    placed_by="due",
    decimals=None,
    rounding=None,
    minimum_volume=None,
    credit=None,
)


def clause(**changes: Any) -> Clause:
    return replace(CLAUSE, **changes)


def attainment(marks: str, labels: Sequence[str] = (), of: int = 10, **columns: Sequence[int]) -> Attainment:
    """What was reached, one mark per period: ``+`` met with all of so many, ``-`` missed with half, ``.`` no data."""
    verdict = np.array([VERDICTS[mark] for mark in marks], dtype=np.int64)
    counted = np.where(verdict == NO_DATA, 0, of)
    misses = np.where(verdict == MISSED, counted // 2, 0)
    periods = tuple(
        Period(label, number * 30 * DAY, (number + 1) * 30 * DAY)
        for number, label in enumerate(labels or [f"2027-{month + 1:02d}" for month in range(len(marks))])
    )
    found: dict[str, Any] = {
        "counted": counted,
        "misses": misses,
        "undecided": counted * 0,
        "unknown": counted * 0,
        "excluded": counted * 0,
        "numerator": counted - misses,
        "denominator": counted,
        "verdict": verdict,
        "by_minimum_volume": counted * 0,
        **{name: np.array(values) for name, values in columns.items()},
    }
    return Attainment(clause="shops/resolution.P1", periods=periods, **found)


def ledger(owed: Sequence[Mapping[str, int | Fraction]], charge: int = 1000, cap: int | None = None) -> Ledger:
    """Credits by clause, month by month; what exceeds the cap of a month is taken from the last clause."""
    credits, totals = [], []
    for number, month in enumerate(owed):
        label = f"2027-{number + 1:02d}"
        before = sum((Fraction(amount) for amount in month.values()), Fraction(0))
        left = before if cap is None else min(before, Fraction(cap))
        totals.append(PeriodTotal("shops", label, Fraction(charge), before, left, left == cap, "EUR"))
        for name, stated in month.items():
            amount = min(Fraction(stated), left)
            left -= amount
            share = Fraction(stated) / charge
            credits.append(
                Credit(
                    clause=f"shops/{name}",
                    period=label,
                    month=label,
                    scheme="scheme",
                    family="bands",
                    charge="fee",
                    band="missed",
                    percent=share,
                    base=Fraction(charge),
                    before_caps=Fraction(stated),
                    amount=amount,
                    currency="EUR",
                    steps=(),
                )
            )
    return Ledger(tuple(credits), tuple(totals))


def reached_by(attainments: Sequence[Attainment], of: Clause = CLAUSE) -> Reached:
    """What replications reached on a clause, one attainment for each."""
    return reached(of, attainments[0].periods, clause_record(attainments), AXIS)


def gathered(prepared: Prepared, summaries: Sequence[Summary]) -> Gathered:
    return gather(prepared, [record_of(prepared, summaries)])


DESK: dict[str, Any] = {
    "schema": "slm-sim/scenario-v1",
    "title": "One desk",
    "time": {"starts": "2027-01-04", "lasts": "26 weeks", "warm_up": "2 weeks", "run_out": "1 week", "tick": "1 min"},
    "sites": {"here": {"time_zone": "Etc/UTC"}},
    "shifts": {"always": {"hours": "00:00-24:00"}},
    "priorities": {"names": ["P1", "P2"]},
    "workload": {
        "incidents": "1.6 / h",
        "categories": {"any": {"share": "100 %"}},
        "priority_mix": {"P1": "20 %", "P2": "rest"},
    },
    "teams": {
        "desk": {
            "headcount": {"always": {"Mon-Sun": 2}},
            "at_shift_end": "finish",
            "effort": {"shape": "exponential", "mean": "1 h"},
        }
    },
    "routing": {"starts_at": "desk", "by_team": {"desk": {"resolves": "100 %"}}},
    "study": {"seed": 11, "replications": 6},
}

AGREEMENT: dict[str, Any] = {
    "schema": "slm-sim/agreement-v1",
    "title": "A draft",
    "parties": {"customer": "Shops", "provider": "Desk"},
    "term": {"starts": "2027-01-01", "lasts": "2 years"},
    "time_zone": "Etc/UTC",
    "holidays": "none",
    "charges": {"fee": "1 000 EUR / month"},
    "services": {"tills": {}},
    "priorities": {"meaning": {"P1": "Down", "P2": "Slow"}},
    "clocks": {"resolution": {"stops": "resolved"}},
    "targets": {
        "resolution": {
            "measure": "share in time",
            "clock": "resolution",
            "at_least": "90 %",
            "by_priority": {"P1": {"within": "6 h"}, "P2": {"within": "12 h"}},
            "credit": "bands",
        }
    },
    "credits": {
        "bands": {
            "family": "bands",
            "of": "fee",
            "bands": {"missed": {"below": "target", "credit": "10 %"}},
            "caps": {"service_period": "15 %", "contract_year": "none"},
        }
    },
}


def desk(changes: dict[str, Any] | None = None) -> Scenario:
    """The desk with values changed by their paths, such as ``workload/incidents``."""
    return Scenario.model_validate(changed(DESK, changes or {}))


PROMISED: dict[str, Any] = {
    "agreements": {"shops": AGREEMENT},
    "priorities": {"defined_in": "shops"},
    "time/starts": "2027-01-01",
    "time/lasts": "3 months",
}
"""Changes that hold the desk against an agreement for three months."""
