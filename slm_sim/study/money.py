"""Ledgers as arrays: money is held exactly, in whole ten-thousandths of its currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from slm_sim.model.arrays import Bools, Floats, Ints
from slm_sim.model.ledger import Credit, Ledger

PARTS = 10_000
"""Ten-thousandths in a unit of money: the smallest coin of any currency is a whole number of them."""

Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class CreditRows:
    """Service credits, one a row; money in ten-thousandths, `percent` as a fraction of one."""

    replication: Ints
    clause: Texts
    period: Texts
    band: Texts
    percent: Floats
    before_caps: Ints
    amount: Ints
    currency: Texts


@dataclass(frozen=True, eq=False)
class MoneyRecord:
    """What replications owe under one agreement; no months if it has no charges.

    replication          the numbers, in ascending order
    period, currency     labels of the months and the currency of each, text[m]
    charges, before_caps, amount   in ten-thousandths, int64[replications, m]
    cap_reached          bool[replications, m]
    term_charges         all charges of the span, in ten-thousandths, int64[replications]
    whole_charges        the same in units of the currency, float64[replications]
    over_margin          the credits of the span exceed the stated share of its charges, bool[replications]
    credits              every credit of every replication
    """

    replication: Ints
    period: Texts
    currency: Texts
    charges: Ints
    before_caps: Ints
    amount: Ints
    cap_reached: Bools
    term_charges: Ints
    whole_charges: Floats
    over_margin: Bools
    credits: CreditRows

    def first(self, count: int) -> MoneyRecord:
        """The record without the replications whose number is `count` or more."""
        kept = self.replication < count
        rows = self.credits.replication < count
        return MoneyRecord(
            period=self.period,
            currency=self.currency,
            **{name: getattr(self, name)[kept] for name in _PER_REPLICATION},
            credits=CreditRows(**{name: getattr(self.credits, name)[rows] for name in CreditRows.__dataclass_fields__}),
        )


_PER_REPLICATION = (
    "replication",
    "charges",
    "before_caps",
    "amount",
    "cap_reached",
    "term_charges",
    "whole_charges",
    "over_margin",
)


def joined_money(records: Sequence[MoneyRecord]) -> MoneyRecord:
    """The records of an agreement, one or more in the order of their replications, as one."""
    return MoneyRecord(
        period=records[0].period,
        currency=records[0].currency,
        **{name: np.concatenate([getattr(record, name) for record in records]) for name in _PER_REPLICATION},
        credits=CreditRows(
            **{
                name: np.concatenate([getattr(record.credits, name) for record in records])
                for name in CreditRows.__dataclass_fields__
            }
        ),
    )


def money_record(ledgers: Mapping[int, Ledger], margin: Fraction | None) -> MoneyRecord:
    """The ledgers of one agreement, by the number of their replication; `margin` is a share of the charges."""
    all_totals = [ledger.totals for ledger in ledgers.values()]
    charges = [sum((total.charges for total in totals), Fraction(0)) for totals in all_totals]
    owed = [sum((total.amount for total in totals), Fraction(0)) for totals in all_totals]
    months = len(all_totals[0])

    def each_month(name: str) -> Ints:
        found = [[in_parts(getattr(total, name)) for total in totals] for totals in all_totals]
        return np.array(found, dtype=np.int64).reshape(len(found), months)

    return MoneyRecord(
        replication=np.array(list(ledgers), dtype=np.int64),
        period=np.array([total.period for total in all_totals[0]], dtype=np.str_),
        currency=np.array([total.currency for total in all_totals[0]], dtype=np.str_),
        charges=each_month("charges"),
        before_caps=each_month("before_caps"),
        amount=each_month("amount"),
        cap_reached=np.array(
            [[total.cap_reached for total in totals] for totals in all_totals], dtype=np.bool_
        ).reshape(len(all_totals), months),
        term_charges=np.array([in_parts(charge) for charge in charges], dtype=np.int64),
        whole_charges=np.array([float(charge) for charge in charges]),
        over_margin=np.array(
            [margin is not None and credit > margin * charge for credit, charge in zip(owed, charges, strict=True)]
        ),
        credits=_credit_rows(
            [(number, credit) for number, ledger in ledgers.items() for credit in ledger.credits],
        ),
    )


def in_parts(amount: Fraction) -> int:
    """An amount in ten-thousandths, rounded half to even where it is no whole number of them."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return int(exact.quantize(Decimal(1) / PARTS).scaleb(4))


def _credit_rows(credits: Sequence[tuple[int, Credit]]) -> CreditRows:
    def texts(name: str) -> Texts:
        return np.array([getattr(credit, name) for _, credit in credits], dtype=np.str_)

    return CreditRows(
        replication=np.array([number for number, _ in credits], dtype=np.int64),
        clause=texts("clause"),
        period=texts("period"),
        band=texts("band"),
        percent=np.array([float(credit.percent) for _, credit in credits]),
        before_caps=np.array([in_parts(credit.before_caps) for _, credit in credits], dtype=np.int64),
        amount=np.array([in_parts(credit.amount) for _, credit in credits], dtype=np.int64),
        currency=texts("currency"),
    )


@dataclass(frozen=True, eq=False)
class Owed:
    """What all replications owe under one agreement, in units of its currency.

    period       labels of the months
    charges      all charges of the span
    amount       credits after the caps, float64[replications, months]
    cap_reached  bool[replications, months]
    by_clause    per clause that can cost a credit, by its id: its credits over the span, float64[replications]
    over_margin  the credits exceed the margin, bool[replications]
    """

    currency: str
    period: tuple[str, ...]
    charges: float
    amount: Floats
    cap_reached: Bools
    by_clause: Mapping[str, Floats]
    over_margin: Bools


def owed(agreement: str, credit_clauses: Sequence[str], record: MoneyRecord) -> Owed | None:
    """What the replications of a record owe under one agreement; None where it has no charges.

    credit_clauses  ids of the clauses that can cost a credit
    """
    if not len(record.period):
        return None
    return Owed(
        currency=str(record.currency[0]),
        period=tuple(record.period.tolist()),
        charges=float(record.whole_charges[0]),
        amount=record.amount / PARTS,
        cap_reached=record.cap_reached.copy(),
        by_clause={clause: _per_clause(record, f"{agreement}/{clause}") for clause in credit_clauses},
        over_margin=record.over_margin.copy(),
    )


def joined(parts: Sequence[Owed]) -> Owed:
    """One agreement, its replications part after part."""
    return replace(
        parts[0],
        amount=np.concatenate([part.amount for part in parts]),
        cap_reached=np.concatenate([part.cap_reached for part in parts]),
        by_clause={clause: np.concatenate([part.by_clause[clause] for part in parts]) for clause in parts[0].by_clause},
        over_margin=np.concatenate([part.over_margin for part in parts]),
    )


def _per_clause(record: MoneyRecord, clause: str) -> Floats:
    these = record.credits.clause == clause
    total = np.zeros(len(record.replication), dtype=np.int64)
    row = np.searchsorted(record.replication, record.credits.replication[these])
    np.add.at(total, row, record.credits.amount[these])
    return np.asarray(total / PARTS)
