"""The answer on one screen: what a negotiator with ten seconds has to know, for the page and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from slm_sim.model.results import ClauseResult, JointPeriod, PenaltyResult, Results
from slm_sim.report.numbers import amount, chance, money, period, share

Tone = Literal["good", "fair", "bad", "plain"]

MONTHLY = "calendar month"


@dataclass(frozen=True)
class Card:
    """One figure of the answer: what it is, the figure, what it means, and how it looks to the provider."""

    label: str
    value: str
    details: tuple[str, ...]
    tone: Tone = "plain"


def headline(results: Results) -> str:
    """The answer in a sentence."""
    usual = usual_month(results)
    if usual is None:
        return "No clause of the agreement could be measured month by month."
    clauses = sum(clause.service_period == MONTHLY for clause in results.clauses)
    together = "the one monthly clause holds" if clauses == 1 else f"all {clauses} monthly clauses hold together"
    return f"In a usual month {together} with a chance of {share(usual)}."


def usual_month(results: Results) -> float | None:
    """The chance that all monthly clauses hold in a month of the span, every month counting alike; None without any."""
    if not results.joint:
        return None
    return sum(month.chance.value for month in results.joint) / len(results.joint)


def most_at_risk(results: Results) -> ClauseResult | None:
    """The clause that is least likely to be kept; the first of several; None where none was measured."""
    measured = [(clause.chance.value, number) for number, clause in enumerate(results.clauses) if clause.chance]
    return results.clauses[min(measured)[1]] if measured else None


def cards(results: Results) -> tuple[Card, ...]:
    """The figures of the answer, in the order of their importance."""
    return (*_all_clauses(results), *_weakest(results), *_credits(results))


def tone(chance_of_keeping: float) -> Tone:
    """How a chance of keeping a promise looks to whoever has to keep it."""
    return "good" if chance_of_keeping >= 0.95 else "fair" if chance_of_keeping >= 0.8 else "bad"


def _all_clauses(results: Results) -> Iterator[Card]:
    usual = usual_month(results)
    if usual is None:
        return
    worst, best = min(results.joint, key=_value), max(results.joint, key=_value)
    details = [
        f"worst: {period(worst.period)}, {chance(worst.chance)}",
        f"best: {period(best.period)}, {chance(best.chance)}",
    ]
    if results.joint_all is not None:
        details.append(f"no clause missed in the whole span: {chance(results.joint_all)}")
    yield Card("Chance that all monthly clauses hold in a month", share(usual), tuple(details), tone(usual))


def _value(month: JointPeriod) -> float:
    return month.chance.value


def _weakest(results: Results) -> Iterator[Card]:
    clause = most_at_risk(results)
    if clause is not None and clause.chance is not None:
        kept = f"kept in {chance(clause.chance)} of its periods"
        yield Card("Clause most at risk", clause.clause, (kept, clause.promise), tone(clause.chance.value))


def _credits(results: Results) -> Iterator[Card]:
    if not results.penalties:
        yield Card("Service credits", "none", ("No clause carries a service credit, so a miss costs nothing here.",))
    for penalty in results.penalties:
        of = f" ({penalty.agreement})" if len(results.penalties) > 1 else ""
        yield Card(
            f"Expected service credits of the span{of}",
            amount(penalty.mean, penalty.currency),
            (
                f"P95: one span in twenty costs more than {money(penalty.p95.value, penalty.currency)}",
                _against_charges(penalty),
            ),
        )
        yield _cap(penalty, of)


def _against_charges(penalty: PenaltyResult) -> str:
    whole = money(penalty.charges, penalty.currency)
    if penalty.charges <= 0:
        return f"charges of the span: {whole}"
    said = f"{share(penalty.mean.value / penalty.charges)} of the charges of {whole}"
    if penalty.margin is None or penalty.above_margin is None:
        return said
    return f"{said}; more than our margin of {share(penalty.margin)}: {chance(penalty.above_margin)}"


def _cap(penalty: PenaltyResult, of: str) -> Card:
    if penalty.cap_reached_month is None or penalty.cap_reached is None:
        return Card(f"Chance of the cap{of}", "no cap", ("No cap is agreed: nothing limits the credits.",), "bad")
    once = f"at least once in the span: {chance(penalty.cap_reached)}"
    return Card(
        f"Chance that a month reaches the cap{of}",
        chance(penalty.cap_reached_month),
        (once,),
        "good" if penalty.cap_reached.value < 0.05 else "fair" if penalty.cap_reached.value < 0.2 else "bad",
    )
