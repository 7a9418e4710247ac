"""A ledger as facts: the same for a measured log and for a replication that is played once more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from slm_sim.model.ledger import Cause, Credit, Ledger
from slm_sim.model.measuredmoney import CreditCause, CreditStep, MeasuredCredit, MeasuredMonth, MeasuredRight
from slm_sim.model.step import Input, Step


def entries(ledger: Ledger, cause_of: Callable[[Cause], CreditCause]) -> tuple[MeasuredCredit, ...]:
    """Every entry of a ledger, in its order; `cause_of` names what a credit rests on."""
    return tuple(_entry(credit, cause_of) for credit in ledger.credits)


def _entry(credit: Credit, cause_of: Callable[[Cause], CreditCause]) -> MeasuredCredit:
    return MeasuredCredit(
        clause=without_agreement(credit.clause),
        period=credit.period,
        month=credit.month,
        kind=credit.kind,
        scheme=credit.scheme,
        family=credit.family,
        rule=credit.band,
        charge=credit.charge,
        percent=float(credit.percent),
        base=coins(credit.base),
        before_caps=coins(credit.before_caps),
        amount=coins(credit.amount),
        currency=credit.currency,
        cap_reached=credit.cap_reached,
        trace=credit.trace,
        steps=tuple(map(_step, credit.steps)),
        causes=tuple(map(cause_of, credit.causes)),
    )


def _step(step: Step) -> CreditStep:
    inputs = {name: _number(value) for name, value in step.inputs.items()}
    return CreditStep(kind=step.kind, inputs=inputs, result=ratio(step.result))


def _number(value: Input) -> int | str:
    match value:
        case Fraction():
            return ratio(value)
        case int():
            return value
        case _:
            return str(value)


def ratio(number: Fraction) -> str:
    """A number as a fraction of whole numbers: ``19/20``, ``12/1``."""
    return f"{number.numerator}/{number.denominator}"


def months_of_ledger(ledger: Ledger) -> tuple[MeasuredMonth, ...]:
    """What falls due month by month."""
    return tuple(
        MeasuredMonth(
            period=total.period,
            charges=coins(total.charges),
            before_caps=coins(total.before_caps),
            amount=coins(total.amount),
            cap_reached=total.cap_reached,
            currency=total.currency,
        )
        for total in ledger.totals
    )


def due_by_currency(months: Iterable[MeasuredMonth]) -> dict[str, str]:
    """What falls due over all of some months, by currency, as decimal text: 0 where nothing is due."""
    due: dict[str, Decimal] = {}
    for month in months:
        due[month.currency] = due.get(month.currency, Decimal(0)) + Decimal(month.amount)
    return {currency: plain(amount) for currency, amount in due.items()}


def rights_of_ledger(ledger: Ledger) -> tuple[MeasuredRight, ...]:
    """The rights to terminate that a ledger gives."""
    return tuple(
        MeasuredRight(trigger=right.trigger, period=right.period, because=right.because) for right in ledger.rights
    )


def without_agreement(clause: str) -> str:
    """The id of a clause from its key, which names its agreement as well."""
    return clause.partition("/")[2]


def coins(amount: Fraction) -> str:
    """An amount as decimal text; charges of odd periods are cut at four decimals, credits never have more than that."""
    return plain(round(Decimal(amount.numerator) / Decimal(amount.denominator), 4))


def plain(amount: Decimal) -> str:
    """An exact amount as decimal text, without an exponent or zeros at its end: ``1000``, ``0.5``."""
    return f"{amount.normalize():f}"
