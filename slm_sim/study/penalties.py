"""From what is owed to the distribution of service credits: per span, per month, per clause, and against the margin."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import inf

import numpy as np

from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Floats
from slm_sim.model.balance import CreditFlow
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import PenaltyPeriod, PenaltyResult
from slm_sim.statistics import mean, pooled_proportion, proportion, quantile
from slm_sim.study.owed import Makeup, Owed


def penalty_result(
    agreement: str,
    owed: Owed,
    terms: Agreement,
    margin: Fraction | None,
    confidence: float,
    flow: CreditFlow = "paid",
) -> PenaltyResult:
    """The credits of one agreement over all replications.

    terms   the agreement: whether it names a cap, and what else its schemes may do to credits
    margin  our share of the charges, which `owed` was held against; it says nothing of credits that are not paid
    flow    which way the credits go
    """
    amount, due, reached = owed.amount, owed.any_credit, owed.cap_reached
    of_span = amount.sum(axis=1)
    margin = margin if flow == "paid" else None
    months, capped = np.full(len(amount), amount.shape[1]), is_capped(terms)
    return PenaltyResult(
        agreement=agreement,
        flow=flow,
        currency=owed.currency,
        charges=owed.charges,
        mean=mean_credit(of_span, confidence),
        p50=quantile(of_span, 0.5, confidence),
        p95=quantile(of_span, 0.95, confidence),
        any_credit=proportion(int(due.any(axis=1).sum()), len(due), confidence),
        cap_reached=proportion(int(reached.any(axis=1).sum()), len(reached), confidence) if capped else None,
        cap_reached_month=pooled_proportion(reached.sum(axis=1), months, confidence) if capped else None,
        by_clause=_means(owed.by_clause, confidence),
        by_family=_means(owed.by_family, confidence),
        **_makeup(owed.makeup, terms, confidence),
        margin=None if margin is None else float(margin),
        above_margin=None
        if margin is None
        else proportion(int(owed.over_margin.sum()), len(owed.over_margin), confidence),
        periods=tuple(
            PenaltyPeriod(
                period=period,
                mean=mean_credit(amount[:, column], confidence),
                p95=float(np.quantile(amount[:, column], 0.95, method="inverted_cdf")),
                any_credit=proportion(int(due[:, column].sum()), len(due), confidence),
                cap_reached=proportion(int(reached[:, column].sum()), len(amount), confidence),
            )
            for column, period in enumerate(owed.period)
        ),
    )


def mean_credit(owed: Floats, confidence: float) -> Estimate:
    """The mean of credits; where no replication owes any, they do not tell how much a rare one might cost."""
    if not owed.any():
        return Estimate(0.0, None, None, confidence, "none owed in any replication: no interval")
    return mean(owed, confidence, -inf if (owed < 0).any() else 0)


def _means(owed: Mapping[str, Floats], confidence: float) -> dict[str, Estimate]:
    return {name: mean_credit(credits, confidence) for name, credits in owed.items()}


def _makeup(makeup: Makeup, terms: Agreement, confidence: float) -> dict[str, Estimate]:
    """The parts of the credits that the agreement's schemes know, by the names of `PenaltyResult`."""
    schemes = terms.credits.values()
    known = {
        "returned": any(scheme.earn_back != "none" for scheme in schemes),
        "bonus": any(scheme.family == "bonus and malus" for scheme in schemes),
        "below_minimum": any(scheme.minimum_payable != "none" for scheme in schemes),
        "to_claim": any(scheme.claim != "automatic" for scheme in schemes),
    }
    known["credits"] = known["returned"] or known["bonus"]
    return {name: mean_credit(getattr(makeup, name), confidence) for name, is_known in known.items() if is_known}


def is_capped(agreement: Agreement) -> bool:
    """Whether any credit scheme of an agreement names a cap."""
    return any(scheme.caps.stated for scheme in agreement.credits.values())
