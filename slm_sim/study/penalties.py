"""From ledgers to the distribution of service credits: per span, per month, per clause, and against the margin."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Floats
from slm_sim.model.estimate import Estimate
from slm_sim.model.ledger import Ledger, PeriodTotal
from slm_sim.model.results import PenaltyPeriod, PenaltyResult
from slm_sim.statistics import mean, pooled_proportion, proportion, quantile


def penalty_result(
    agreement: str,
    ledgers: Sequence[Ledger],
    credit_clauses: Sequence[str],
    capped: bool,
    margin: Fraction | None,
    confidence: float,
) -> PenaltyResult | None:
    """The credits of one agreement over all replications; None where it has no charges.

    credit_clauses  ids of the clauses that can cost a credit
    capped          whether the agreement names any cap
    """
    totals = [[total for total in ledger.totals if total.agreement == agreement] for ledger in ledgers]
    if not totals[0]:
        return None
    owed = np.array([[float(total.amount) for total in row] for row in totals])
    reached = np.array([[total.cap_reached for total in row] for row in totals])
    span_owed = owed.sum(axis=1)
    charges = sum((total.charges for total in totals[0]), Fraction(0))
    months = np.full(len(owed), owed.shape[1])
    return PenaltyResult(
        agreement=agreement,
        currency=totals[0][0].currency,
        charges=float(charges),
        mean=_mean(span_owed, confidence),
        p50=quantile(span_owed, 0.5, confidence),
        p95=quantile(span_owed, 0.95, confidence),
        any_credit=proportion(int((span_owed > 0).sum()), len(span_owed), confidence),
        cap_reached=proportion(int(reached.any(axis=1).sum()), len(reached), confidence) if capped else None,
        cap_reached_month=pooled_proportion(reached.sum(axis=1), months, confidence) if capped else None,
        by_clause={clause: _mean(_per_clause(agreement, clause, ledgers), confidence) for clause in credit_clauses},
        margin=None if margin is None else float(margin),
        above_margin=None
        if margin is None
        else proportion(sum(_owed_exactly(row) > margin * charges for row in totals), len(totals), confidence),
        periods=tuple(
            PenaltyPeriod(
                period=total.period,
                mean=_mean(owed[:, column], confidence),
                p95=float(np.quantile(owed[:, column], 0.95, method="inverted_cdf")),
                any_credit=proportion(int((owed[:, column] > 0).sum()), len(owed), confidence),
                cap_reached=proportion(int(reached[:, column].sum()), len(owed), confidence),
            )
            for column, total in enumerate(totals[0])
        ),
    )


def _mean(owed: Floats, confidence: float) -> Estimate:
    """The mean of credits; where no replication owes any, they do not tell how much a rare one might cost."""
    if not owed.any():
        return Estimate(0.0, None, None, confidence, "none owed in any replication: no interval")
    return mean(owed, confidence, 0)


def is_capped(agreement: Agreement) -> bool:
    """Whether any credit scheme of an agreement names a cap."""
    caps = [
        cap for scheme in agreement.credits.values() for cap in (scheme.caps.service_period, scheme.caps.contract_year)
    ]
    return any(cap != "none" for cap in caps)


def _owed_exactly(row: Sequence[PeriodTotal]) -> Fraction:
    return sum((total.amount for total in row), Fraction(0))


def _per_clause(agreement: str, clause: str, ledgers: Sequence[Ledger]) -> Floats:
    key = f"{agreement}/{clause}"
    return np.array(
        [float(sum(credit.amount for credit in ledger.credits if credit.clause == key)) for ledger in ledgers]
    )
