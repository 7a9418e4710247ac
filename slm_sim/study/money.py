"""Ledgers as arrays: money is held exactly, in whole ten-thousandths of its currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from slm_sim.model.arrays import Bools, Floats, Ints
from slm_sim.model.ledger import Credit, CreditKind, Ledger, Reset, Right
from slm_sim.model.level import Count, Level
from slm_sim.model.quantities import Percent

PARTS = 10_000
"""Ten-thousandths in a unit of money: the smallest coin of any currency is a whole number of them."""

Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class CreditRows:
    """Entries of ledgers, one a row; money in ten-thousandths, `percent` as a fraction of one.

    below_minimum  what is lost because the period came to less than the minimum that is paid
    to_claim       what of the amount is lost unless the customer asks for it in time
    """

    replication: Ints
    clause: Texts
    period: Texts
    month: Texts
    scheme: Texts
    family: Texts
    kind: Texts
    band: Texts
    percent: Floats
    before_caps: Ints
    amount: Ints
    below_minimum: Ints
    to_claim: Ints
    currency: Texts


@dataclass(frozen=True, eq=False)
class RightRows:
    """Rights to terminate, one a row: the period in which a trigger gave it first in a replication."""

    replication: Ints
    trigger: Texts
    period: Texts


@dataclass(frozen=True, eq=False)
class ResetRows:
    """Targets that were reset, one a row; `level` in the clause's unit: a fraction, seconds or a number."""

    replication: Ints
    clause: Texts
    since: Texts
    level: Floats


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
    credits, rights, resets   those of every replication, in the order of the replications
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
    rights: RightRows
    resets: ResetRows

    def first(self, count: int) -> MoneyRecord:
        """The record without the replications whose number is `count` or more."""
        kept = self.replication < count
        found: dict[str, Any] = {name: getattr(self, name)[kept] for name in _PER_REPLICATION}
        for name, kind in ROWS.items():
            rows = getattr(self, name)
            found[name] = kind(*(getattr(rows, one)[rows.replication < count] for one in kind.__dataclass_fields__))
        return MoneyRecord(period=self.period, currency=self.currency, **found)


ROWS: Mapping[str, type[CreditRows | RightRows | ResetRows]] = {
    "credits": CreditRows,
    "rights": RightRows,
    "resets": ResetRows,
}
"""The fields of a record that hold rows of their own."""

_PER_REPLICATION = tuple(name for name in MoneyRecord.__dataclass_fields__ if name not in ("period", "currency", *ROWS))


def joined_money(records: Sequence[MoneyRecord]) -> MoneyRecord:
    """The records of an agreement, one or more in the order of their replications, as one."""
    found: dict[str, Any] = {
        name: np.concatenate([getattr(record, name) for record in records]) for name in _PER_REPLICATION
    }
    for name, kind in ROWS.items():
        parts = [getattr(record, name) for record in records]
        found[name] = kind(
            *(np.concatenate([getattr(part, one) for part in parts]) for one in kind.__dataclass_fields__)
        )
    return MoneyRecord(period=records[0].period, currency=records[0].currency, **found)


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
        credits=_credit_rows([(number, credit) for number, ledger in ledgers.items() for credit in ledger.credits]),
        rights=_right_rows([(number, right) for number, ledger in ledgers.items() for right in _firsts(ledger)]),
        resets=_reset_rows([(number, reset) for number, ledger in ledgers.items() for reset in ledger.resets]),
    )


def summed(record: MoneyRecord, these: Bools, parts: Ints) -> Ints:
    """Some of the ledgers' entries added up by replication, int64[replications]."""
    total = np.zeros(len(record.replication), dtype=np.int64)
    np.add.at(total, np.searchsorted(record.replication, record.credits.replication[these]), parts[these])
    return total


def earned(record: MoneyRecord, kind: CreditKind) -> Ints:
    """What the provider earns by entries of one kind in each replication, in ten-thousandths, int64[replications]."""
    return summed(record, record.credits.kind == kind, -record.credits.amount)


def in_parts(amount: Fraction) -> int:
    """An amount in ten-thousandths, rounded half to even where it is no whole number of them."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return int(exact.quantize(Decimal(1) / PARTS).scaleb(4))


def _credit_rows(credits: Sequence[tuple[int, Credit]]) -> CreditRows:
    def texts(name: str) -> Texts:
        return np.array([getattr(credit, name) for _, credit in credits], dtype=np.str_)

    def parts(amounts: Sequence[Fraction]) -> Ints:
        return np.array([in_parts(amount) for amount in amounts], dtype=np.int64)

    return CreditRows(
        replication=np.array([number for number, _ in credits], dtype=np.int64),
        clause=texts("clause"),
        period=texts("period"),
        month=texts("month"),
        scheme=texts("scheme"),
        family=texts("family"),
        kind=texts("kind"),
        band=texts("band"),
        percent=np.array([float(credit.percent) for _, credit in credits]),
        before_caps=parts([credit.before_caps for _, credit in credits]),
        amount=parts([credit.amount for _, credit in credits]),
        below_minimum=parts([_below_minimum(credit) for _, credit in credits]),
        to_claim=parts([_to_claim(credit) for _, credit in credits]),
        currency=texts("currency"),
    )


def _below_minimum(credit: Credit) -> Fraction:
    lost = Fraction(0)
    for step in credit.steps:
        before = step.inputs["before"] if step.kind == "minimum payable" else None
        if isinstance(before, Fraction):
            lost += before - step.result
    return lost


def _to_claim(credit: Credit) -> Fraction:
    must_be = any(step.kind == "claim" for step in credit.steps)
    return credit.amount if must_be else Fraction(0)


def _firsts(ledger: Ledger) -> list[Right]:
    """The first right that each trigger gives."""
    first: dict[str, Right] = {}
    for right in ledger.rights:
        first.setdefault(right.trigger, right)
    return list(first.values())


def _right_rows(rights: Sequence[tuple[int, Right]]) -> RightRows:
    return RightRows(
        replication=np.array([number for number, _ in rights], dtype=np.int64),
        trigger=np.array([right.trigger for _, right in rights], dtype=np.str_),
        period=np.array([right.period for _, right in rights], dtype=np.str_),
    )


def _reset_rows(resets: Sequence[tuple[int, Reset]]) -> ResetRows:
    return ResetRows(
        replication=np.array([number for number, _ in resets], dtype=np.int64),
        clause=np.array([reset.clause for _, reset in resets], dtype=np.str_),
        since=np.array([reset.since for _, reset in resets], dtype=np.str_),
        level=np.array([_in_unit(reset.level) for _, reset in resets], dtype=np.float64),
    )


def _in_unit(level: Level) -> float:
    if isinstance(level, Count):
        return float(level.amount)
    return float(level.fraction if isinstance(level, Percent) else level.seconds)
