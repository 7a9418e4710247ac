"""The tables of a study about money, and about the rights that follow: what each replication's ledger says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

from slm_sim.model.arrays import Ints
from slm_sim.pipeline import Prepared
from slm_sim.study.money import Texts, earned
from slm_sim.study.record import Record


def _credits(prepared: Prepared, record: Record) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "replication": money.credits.replication,
                "agreement": agreement.name,
                "clause": _clauses(money.credits.clause),
                "period": money.credits.period,
                "month": money.credits.month,
                "kind": money.credits.kind,
                "scheme": money.credits.scheme,
                "family": money.credits.family,
                "rule": money.credits.band,
                "percent": money.credits.percent,
                "before_caps": _amounts(money.credits.before_caps),
                "amount": _amounts(money.credits.amount),
                "currency": money.credits.currency,
            }
        )
        for agreement, money in zip(prepared.agreements, record.money, strict=True)
    ]
    return _by_replication(parts)


def _charges(prepared: Prepared, record: Record) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "replication": np.repeat(record.replication, len(money.period)),
                "agreement": agreement.name,
                "period": np.tile(money.period, len(record.replication)),
                "charges": _amounts(money.charges),
                "before_caps": _amounts(money.before_caps),
                "amount": _amounts(money.amount),
                "cap_reached": money.cap_reached.ravel(),
                "currency": np.tile(money.currency, len(record.replication)),
            }
        )
        for agreement, money in zip(prepared.agreements, record.money, strict=True)
    ]
    return _by_replication(parts)


def _terms(prepared: Prepared, record: Record) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "replication": record.replication,
                "agreement": agreement.name,
                "charges": _amounts(money.term_charges),
                "amount": _amounts(money.amount.sum(axis=1)),
                "returned": _amounts(earned(money, "earn-back")),
                "bonus": _amounts(earned(money, "bonus")),
                "currency": money.currency[0],
            }
        )
        for agreement, money in zip(prepared.agreements, record.money, strict=True)
        if len(money.period)
    ]
    return _by_replication(parts)


def _rights(prepared: Prepared, record: Record) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "replication": money.rights.replication,
                "agreement": agreement.name,
                "trigger": money.rights.trigger,
                "period": money.rights.period,
            }
        )
        for agreement, money in zip(prepared.agreements, record.money, strict=True)
    ]
    return _by_replication(parts)


def _resets(prepared: Prepared, record: Record) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "replication": money.resets.replication,
                "agreement": agreement.name,
                "clause": _clauses(money.resets.clause),
                "since": money.resets.since,
                "level": money.resets.level,
            }
        )
        for agreement, money in zip(prepared.agreements, record.money, strict=True)
    ]
    return _by_replication(parts)


PER_REPLICATION: Mapping[str, Callable[[Prepared, Record], pd.DataFrame]] = {
    "credits": _credits,
    "charges": _charges,
    "terms": _terms,
    "rights": _rights,
    "resets": _resets,
}
"""How the rows of a record are made, for each of these tables."""


def _clauses(keys: Texts) -> list[str]:
    return [key.partition("/")[2] for key in keys.tolist()]


def _by_replication(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows of all agreements, replication after replication."""
    if not parts:
        return pd.DataFrame()
    return pd.concat(parts, ignore_index=True).sort_values("replication", kind="stable", ignore_index=True)


def _amounts(parts: Ints) -> list[Decimal]:
    return [Decimal(amount).scaleb(-4) for amount in parts.ravel().tolist()]
