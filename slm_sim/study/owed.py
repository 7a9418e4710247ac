"""What replications owe under one agreement, and what that is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from slm_sim.model.arrays import Bools, Floats, Ints
from slm_sim.study.money import PARTS, MoneyRecord, earned, summed


@dataclass(frozen=True, eq=False)
class Makeup:
    """What the credits of the span are made of, in units of the currency, float64[replications] each.

    credits        after caps, minimum and claims, before anything is set off against them
    returned       what the provider earns back of them
    bonus          what the provider earns beside them
    below_minimum  what is not paid because a period came to less than the minimum; no part of the credits
    to_claim       what of the credits is lost unless the customer asks for it in time
    """

    credits: Floats
    returned: Floats
    bonus: Floats
    below_minimum: Floats
    to_claim: Floats


@dataclass(frozen=True, eq=False)
class Owed:
    """What all replications owe under one agreement, in units of its currency.

    period       labels of the months
    charges      all charges of the span
    amount       credits after the caps, less what is returned and bonuses, float64[replications, months]
    any_credit   some credit falls due in the month, whatever is set off against it, bool[replications, months]
    cap_reached  bool[replications, months]
    by_clause    per clause that can cost a credit, by its id: as `amount`, over the span, float64[replications]
    by_family    the same per family of credit schemes
    over_margin  the credits exceed the margin, bool[replications]
    """

    currency: str
    period: tuple[str, ...]
    charges: float
    amount: Floats
    any_credit: Bools
    cap_reached: Bools
    by_clause: Mapping[str, Floats]
    by_family: Mapping[str, Floats]
    makeup: Makeup
    over_margin: Bools


def owed(agreement: str, credit_clauses: Sequence[str], families: Sequence[str], record: MoneyRecord) -> Owed | None:
    """What the replications of a record owe under one agreement; None where it has no charges.

    credit_clauses  ids of the clauses that can cost a credit
    families        of the credit schemes that they have
    """
    if not len(record.period):
        return None
    rows = record.credits
    return Owed(
        currency=str(record.currency[0]),
        period=tuple(record.period.tolist()),
        charges=float(record.whole_charges[0]),
        amount=record.amount / PARTS,
        any_credit=_any_credit(record),
        cap_reached=record.cap_reached.copy(),
        by_clause={
            clause: _sum(record, rows.clause == f"{agreement}/{clause}", rows.amount) for clause in credit_clauses
        },
        by_family={family: _sum(record, rows.family == family, rows.amount) for family in families},
        makeup=_makeup(record),
        over_margin=record.over_margin.copy(),
    )


def joined(parts: Sequence[Owed]) -> Owed:
    """One agreement, its replications part after part."""
    makeups: dict[str, Any] = {
        name: np.concatenate([getattr(part.makeup, name) for part in parts]) for name in Makeup.__dataclass_fields__
    }
    return replace(
        parts[0],
        amount=np.concatenate([part.amount for part in parts]),
        any_credit=np.concatenate([part.any_credit for part in parts]),
        cap_reached=np.concatenate([part.cap_reached for part in parts]),
        by_clause={clause: np.concatenate([part.by_clause[clause] for part in parts]) for clause in parts[0].by_clause},
        by_family={family: np.concatenate([part.by_family[family] for part in parts]) for family in parts[0].by_family},
        makeup=Makeup(**makeups),
        over_margin=np.concatenate([part.over_margin for part in parts]),
    )


def _makeup(record: MoneyRecord) -> Makeup:
    rows = record.credits
    is_credit = rows.kind == "credit"
    return Makeup(
        credits=_sum(record, is_credit, rows.amount),
        returned=earned(record, "earn-back") / PARTS,
        bonus=earned(record, "bonus") / PARTS,
        below_minimum=_sum(record, is_credit, rows.below_minimum),
        to_claim=_sum(record, is_credit, rows.to_claim),
    )


def _sum(record: MoneyRecord, these: Bools, parts: Ints) -> Floats:
    """Some of the ledgers' entries added up by replication, in units of the currency."""
    return np.asarray(summed(record, these, parts) / PARTS)


def _any_credit(record: MoneyRecord) -> Bools:
    rows, found = record.credits, np.zeros(record.amount.shape, dtype=np.bool_)
    these = (rows.kind == "credit") & (rows.amount > 0)
    row = np.searchsorted(record.replication, rows.replication[these])
    found[row, np.searchsorted(record.period, rows.month[these])] = True
    return found
