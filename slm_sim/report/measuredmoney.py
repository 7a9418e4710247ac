"""Credits due on a measured log in words: to whom, and what is paid beside what is received."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from slm_sim.model.balance import CreditFlow
from slm_sim.model.measured import Measured, MeasuredAgreement
from slm_sim.model.measuredmoney import MeasuredBalance
from slm_sim.report.numbers import NBSP, period
from slm_sim.report.summary import TextTable
from slm_sim.report.words import day

DUE: dict[CreditFlow, str] = {
    "paid": "Credits due to the customer",
    "received": "Credits due from the supplier",
    "between teams": "Credits between teams",
}
"""What the credits of one agreement are called, by the way their money goes."""


def due_in_words(agreement: MeasuredAgreement) -> tuple[str, ...]:
    """The credits due on one agreement, by currency; and where they exceed the charges of a month.

    Nothing where the log tells no clause that credits follow from.
    """
    amounts = agreement.credits_due.items()
    told = tuple(f"{DUE[agreement.flow]}: {coins(amount, currency)}." for currency, amount in amounts)
    more = [month for month in agreement.months if Decimal(month.amount) > Decimal(month.charges)]
    if not more:
        return told
    months = ", ".join(dict.fromkeys(period(month.period) for month in more))
    return (*told, f"In {months} they exceed the charges of the month: several caps together leave room for that.")


def all_due(measured: Measured) -> tuple[str, ...]:
    """What is paid, received and left of several agreements together; nothing of one, whose own headline says so."""
    if len(measured.agreements) < 2:
        return ()
    return tuple(f"Credits {'; '.join(_parts(measured, balance))}." for balance in measured.balance)


def _parts(measured: Measured, balance: MeasuredBalance) -> Iterator[str]:
    flows = {one.flow for one in measured.agreements if balance.currency in one.credits_due}
    if "paid" in flows:
        yield f"paid to customers: {coins(balance.paid, balance.currency)}"
    if "received" in flows:
        yield f"received from suppliers: {coins(balance.received, balance.currency)}"
    if {"paid", "received"} <= flows:
        yield f"net: {coins(balance.net, balance.currency)}"


def claim_table(agreement: MeasuredAgreement) -> TextTable:
    """The credits that must be claimed, by when, and whether they were."""
    return TextTable(
        "To be claimed",
        ("Clause", "Period", "Until", "Claimed", "At stake"),
        tuple(
            (one.clause, period(one.period), day(one.until), one.claimed, coins(one.amount, one.currency))
            for one in agreement.claims
        ),
    )


def coins(amount: str, currency: str, cents: int = 0) -> str:
    """An exact amount with its currency, in one piece: ``1 000 GBP``, ``1 839.88 GBP``; so many decimals or more."""
    exact = Decimal(amount).normalize()
    places = max(cents, -int(exact.as_tuple().exponent), 2 if exact % 1 else 0)
    return f"{exact:,.{places}f}".replace(",", NBSP).replace("-", "−") + f"{NBSP}{currency}"
