"""The ledger of a measured log as facts, and what it leaves out because the log cannot tell it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from slm_sim.clock import NEVER
from slm_sim.measuring.held import Held
from slm_sim.measuring.moments import Moments
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.ledger import Cause, Credit
from slm_sim.model.measured import CreditCause, MeasuredCredit, MeasuredMonth, MeasuredRight
from slm_sim.model.results import Warned


def credits_of(held: Held, log: IncidentLog) -> tuple[MeasuredCredit, ...]:
    """Every entry of the ledger, in its order."""
    return tuple(_credit(credit, held, log) for credit in held.ledger.credits)


def _credit(credit: Credit, held: Held, log: IncidentLog) -> MeasuredCredit:
    return MeasuredCredit(
        clause=_without_agreement(credit.clause),
        period=credit.period,
        month=credit.month,
        kind=credit.kind,
        scheme=credit.scheme,
        family=credit.family,
        rule=credit.band,
        charge=credit.charge,
        percent=float(credit.percent),
        base=_coins(credit.base),
        before_caps=_coins(credit.before_caps),
        amount=_coins(credit.amount),
        currency=credit.currency,
        cap_reached=credit.cap_reached,
        trace=credit.trace,
        causes=tuple(_cause(cause, held, log) for cause in credit.causes),
    )


def _cause(cause: Cause, held: Held, log: IncidentLog) -> CreditCause:
    at, clause = Moments(held.span), _without_agreement(cause.clause)
    dated = held.dated(clause, cause.subject, log)
    return CreditCause(
        clause=clause,
        incident=log.number[cause.subject],
        breached=at.text(cause.start) if dated else None,
        ended=at.text(cause.end) if dated and cause.end != NEVER else None,
    )


def months_of(held: Held) -> tuple[MeasuredMonth, ...]:
    """What falls due month by month; nothing where the log tells no clause that credits follow from."""
    if all(clause.credit is None for clause in held.compiled.clauses):
        return ()
    return tuple(
        MeasuredMonth(
            period=total.period,
            charges=_coins(total.charges),
            before_caps=_coins(total.before_caps),
            amount=_coins(total.amount),
            cap_reached=total.cap_reached,
            currency=total.currency,
        )
        for total in held.ledger.totals
    )


def rights_of(held: Held) -> tuple[MeasuredRight, ...]:
    """The rights to terminate that what was measured gives."""
    return tuple(
        MeasuredRight(trigger=right.trigger, period=right.period, because=right.because) for right in held.ledger.rights
    )


def money_warnings(held: Held) -> Iterator[Warned]:
    """Clauses with credits, and rights, that the log cannot tell."""
    untold = [clause.id for clause, why in held.clauses if why and clause.credit is not None]
    if untold:
        text = f"Credits for what the log cannot tell are missing from every sum: {', '.join(untold)}."
        yield Warned(weight="caution", about="credits", text=text)
    stated = held.reading.agreement.termination_triggers
    for name in stated.keys() - held.compiled.agreement.termination_triggers.keys():
        text = f"The right to terminate {name!r} rests on {stated[name].clause}, which the log cannot tell."
        yield Warned(weight="caution", about="rights", text=text)


def _without_agreement(clause: str) -> str:
    return clause.partition("/")[2]


def _coins(amount: Fraction) -> str:
    """An amount as decimal text; charges of odd periods are cut at four decimals, credits never have more than that."""
    return str(round(Decimal(amount.numerator) / Decimal(amount.denominator), 4).normalize().__format__("f"))
