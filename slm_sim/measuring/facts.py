"""From what a log reached to the facts of ``measure.json``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slm_sim.measuring.breaches import breaches
from slm_sim.measuring.claims import claim_warnings, claims_of
from slm_sim.measuring.held import Held
from slm_sim.measuring.leftout import left_out
from slm_sim.measuring.money import credits_of, money_warnings, months_of
from slm_sim.measuring.possible import warnings
from slm_sim.measuring.span import coverage
from slm_sim.measuring.stillopen import still_open
from slm_sim.model.attainment import MET, MISSED, NO_DATA, Attainment
from slm_sim.model.balance import FLOWS
from slm_sim.model.clause import Clause
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.measured import (
    LogSpoken,
    MeasuredAgreement,
    MeasuredClause,
    MeasuredPeriod,
    Verdict,
)
from slm_sim.model.results import Warned
from slm_sim.sla.verdicts import rounded
from slm_sim.study.clauses import unit
from slm_sim.study.entries import due_by_currency, rights_of_ledger
from slm_sim.study.moments import Moments
from slm_sim.study.replay import moment_of_log, problems_found
from slm_sim.study.words import promise

VERDICTS: dict[int, Verdict] = {MET: "met", MISSED: "missed", NO_DATA: "no data"}


def facts_of_log(log: IncidentLog) -> LogSpoken:
    """The log itself."""
    return LogSpoken(
        file=log.file,
        rows=log.rows,
        incidents=log.incidents,
        left_out=log.left_out,
        zone=log.zone,
        first_opened=moment_of_log(int(log.opened[0])),
        last_opened=moment_of_log(int(log.opened[-1])),
        until=moment_of_log(log.until),
        problems=problems_found(log.problems),
        not_in_the_log=dict(log.not_in_the_log),
        warnings=tuple(left_out(log)),
    )


def facts_of(held: Held, log: IncidentLog) -> MeasuredAgreement:
    """An agreement with what was reached on it."""
    agreement, at = held.reading.agreement, Moments(held.span)
    months, claims = months_of(held), claims_of(held.ledger)
    reached = {clause.id: found for clause, found in zip(held.compiled.clauses, held.reached, strict=True)}
    return MeasuredAgreement(
        agreement=held.name,
        type=agreement.type,
        flow=FLOWS[agreement.type],
        title=agreement.title,
        version=agreement.version,
        files=held.reading.files,
        zone=held.span.zone,
        starts=at.text(held.span.start),
        ends=at.text(held.span.end),
        tick_seconds=at.seconds(1),
        warnings=(
            *_unmeasured(held),
            *warnings(held.reading, log),
            *coverage(log, held.span),
            *money_warnings(held),
            *claim_warnings(claims, held.span),
        ),
        clauses=tuple(_clause(clause, why, reached.get(clause.id), at) for clause, why in held.clauses),
        credits=credits_of(held, log),
        claims=claims,
        months=months,
        credits_due=due_by_currency(months),
        rights=rights_of_ledger(held.ledger),
        breaches=tuple(breaches(held, log)),
        open=still_open(held, log),
    )


def _unmeasured(held: Held) -> Iterator[Warned]:
    """Clauses whose periods are longer than what was measured, or that nothing at all was measured."""
    names = [c.id for c, periods in zip(held.compiled.clauses, held.compiled.periods, strict=True) if not periods]
    if names and len(names) == len(held.compiled.clauses):
        periods = " or ".join(dict.fromkeys(clause.period for clause in held.compiled.clauses))
        at = Moments(held.span)
        days = f"{at.text(held.span.start)[:10]} to {at.text(held.span.end - 1)[:10]}"
        text = f"Nothing was measured: no whole {periods} lies in {days}. Ask for whole ones with --from and --to."
        yield Warned(weight="stop", about="periods", text=text)
    elif names:
        text = f"No whole service period of these clauses lies in the measured span: {', '.join(names)}."
        yield Warned(weight="caution", about="periods", text=text)


def _clause(clause: Clause, why_not: str, reached: Attainment | None, at: Moments) -> MeasuredClause:
    return MeasuredClause(
        clause=clause.id,
        promise=promise(clause),
        measure=clause.measure,
        unit=unit(clause),
        direction=clause.direction,
        service_period=clause.period,
        credit=clause.credit,
        not_in_the_log=why_not,
        periods=() if reached is None else tuple(_periods(clause, reached, at)),
    )


def _periods(clause: Clause, reached: Attainment, at: Moments) -> Iterator[MeasuredPeriod]:
    for number, period in enumerate(reached.periods):
        above, below = int(reached.numerator[number]), int(reached.denominator[number])
        share = unit(clause) == "share"
        value = reached.value(number)
        if value is not None and unit(clause) == "seconds":
            value *= at.span.axis.seconds_in(1)
        yield MeasuredPeriod(
            period=period.label,
            starts=at.text(period.start),
            ends=at.text(period.end),
            counted=int(reached.counted[number]),
            misses=int(reached.misses[number]),
            undecided=int(reached.undecided[number]),
            unknown=int(reached.unknown[number]),
            excluded=int(reached.excluded[number]),
            attainment=None if value is None else float(value),
            exact="" if value is None else f"{above}/{below}" if share else str(value),
            rounded=_rounded(clause, reached, number) if share else "",
            verdict=VERDICTS[int(reached.verdict[number])],
            by_minimum_volume=bool(reached.by_minimum_volume[number]),
        )


def _rounded(clause: Clause, reached: Attainment, number: int) -> str:
    """What is compared with the level in place of the exact attainment; empty where it is the same, or nothing is."""
    exact = reached.value(number)
    if exact is None or reached.by_minimum_volume[number]:
        return ""
    compared = Fraction(*rounded(clause, int(reached.numerator[number]), int(reached.denominator[number])))
    return "" if compared == exact else str(compared)
