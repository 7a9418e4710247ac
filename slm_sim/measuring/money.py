"""The ledger of a measured log as facts, and what it leaves out because the log cannot tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from slm_sim.clock import NEVER
from slm_sim.measuring.held import Held
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.ledger import Cause
from slm_sim.model.measured import MeasuredAgreement
from slm_sim.model.measuredmoney import CreditCause, MeasuredBalance, MeasuredCredit, MeasuredMonth
from slm_sim.model.results import Warned
from slm_sim.study.entries import entries, months_of_ledger, plain, without_agreement
from slm_sim.study.moments import Moments


def credits_of(held: Held, log: IncidentLog) -> tuple[MeasuredCredit, ...]:
    """Every entry of the ledger, in its order."""
    return entries(held.ledger, partial(_cause, held, log))


def _cause(held: Held, log: IncidentLog, cause: Cause) -> CreditCause:
    at, clause = Moments(held.span), without_agreement(cause.clause)
    dated = held.dated(clause, cause.subject, log)
    return CreditCause(
        clause=clause,
        incident=log.number[cause.subject],
        breached=at.text(cause.start) if dated else None,
        ended=at.text(cause.end) if dated and cause.end != NEVER else None,
        over=at.seconds(cause.over) if dated else None,
    )


def months_of(held: Held) -> tuple[MeasuredMonth, ...]:
    """What falls due month by month; nothing where the log tells no clause that credits follow from."""
    if all(clause.credit is None for clause in held.compiled.clauses):
        return ()
    return months_of_ledger(held.ledger)


def balances(agreements: Sequence[MeasuredAgreement]) -> tuple[MeasuredBalance, ...]:
    """What is paid and what is received over all agreements, by currency; credits between teams are in neither."""
    found, owing = [], [one for one in agreements if one.flow != "between teams"]
    for currency in dict.fromkeys(name for one in owing for name in one.credits_due):
        paid, received = (
            sum((Decimal(one.credits_due.get(currency, 0)) for one in owing if one.flow == flow), Decimal(0))
            for flow in ("paid", "received")
        )
        net = paid - received
        found.append(MeasuredBalance(currency=currency, paid=plain(paid), received=plain(received), net=plain(net)))
    return tuple(found)


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
