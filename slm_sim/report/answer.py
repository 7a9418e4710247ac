"""The answer on one screen: what a negotiator with ten seconds has to know, for the page and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from slm_sim.model.balance import CreditBalance
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import ClauseResult, JointPeriod, PenaltyResult, Question, Results
from slm_sim.report.numbers import amount, chance, figure_of, interval_of, money, period, ratio, share
from slm_sim.report.rights import how_likely, likeliest_first, trigger_in_words
from slm_sim.report.words import span_noun

EXPECTED = {
    "paid": "Expected service credits",
    "received": "Expected credits received",
    "between teams": "Expected credits between teams",
}
COSTS = {"paid": "costs", "received": "brings", "between teams": "moves"}
"""How the credits of an agreement are called, by the way they go."""

Tone = Literal["good", "fair", "bad", "plain"]

MONTHLY = "calendar month"
MOST_TRIGGERS = 3
"""Rights to terminate that are named in the answer, the likeliest first."""
OVER_MONTHS = "mean over the months"
ENOUGH_FOR_P95 = 20
"""Replications from which on one in twenty of them means anything."""


@dataclass(frozen=True)
class Card:
    """One figure of the answer.

    label     what it is
    value     the figure; `interval` its interval in brackets, empty if it has none to show
    details   what it means
    tone      how it looks to whoever has to keep the promises
    """

    label: str
    value: str
    interval: str
    details: tuple[str, ...]
    tone: Tone = "plain"


def headline(results: Results) -> str:
    """The answer in a sentence."""
    usual = usual_month(results)
    if usual is None:
        return "No clause could be measured month by month."
    clauses, of = monthly(results), of_which(results)
    if not clauses:
        return "No monthly clause had anything to count."
    if results.question.replications == 1:
        held = (
            f"the one monthly clause{of} held" if clauses == 1 else f"all {clauses} monthly clauses{of} held together"
        )
        return f"In {played_once(results.question)} {held} in {_months_kept(results)} months{_uncounted(results)}."
    together = (
        f"the one monthly clause{of} holds" if clauses == 1 else f"all {clauses} monthly clauses{of} hold together"
    )
    return f"In a usual month {together} with a chance of {share(usual)}{_uncounted(results)}."


def promised(results: Results) -> tuple[ClauseResult, ...]:
    """What is promised to the customer: the clauses of the SLAs; where there is no SLA, all clauses."""
    return tuple(clause for clause in results.clauses if clause.type == "SLA") or results.clauses


def monthly(results: Results) -> int:
    """How many clauses are promised month by month and had anything to count."""
    return sum(clause.service_period == MONTHLY and clause.chance is not None for clause in promised(results))


def _uncounted(results: Results) -> str:
    """Which monthly clauses say nothing, since no incident ever fell under them; else nothing."""
    named = [one.clause for one in promised(results) if one.service_period == MONTHLY and one.chance is None]
    return f"; never anything to count for {', '.join(named)}" if named else ""


def of_which(results: Results) -> str:
    """Whose clauses are promised, where there are others beside them: `` of the SLAs``; else nothing."""
    kept = promised(results)
    if len(kept) == len(results.clauses):
        return ""
    return " of the SLA" if len({clause.agreement for clause in kept}) == 1 else " of the SLAs"


def usual_month(results: Results) -> float | None:
    """The chance that all monthly clauses hold in a month of the span, every month counting alike; None without any."""
    if not results.joint:
        return None
    return sum(month.chance.value for month in results.joint) / len(results.joint)


def played_once(question: Question) -> str:
    """What a single replication is: ``the replayed log`` or ``the one simulated year``."""
    return "the replayed log" if question.kind == "replayed" else f"the one simulated {span_noun(question)}"


def _months_kept(results: Results) -> str:
    return f"{sum(month.chance.value == 1 for month in results.joint)} of {len(results.joint)}"


def most_at_risk(results: Results) -> ClauseResult | None:
    """The promise to the customer that is least likely to be kept; the first of several; None if none was measured."""
    clauses = promised(results)
    measured = [(clause.chance.value, number) for number, clause in enumerate(clauses) if clause.chance]
    return clauses[min(measured)[1]] if measured else None


def cards(results: Results) -> tuple[Card, ...]:
    """The figures of the answer, in the order of their importance."""
    return (*_all_clauses(results), *_weakest(results), *_credits(results))


def kept_periods(clause: ClauseResult, question: Question) -> str:
    """In how many periods a clause is kept: a chance, or a plain count where it was played once."""
    if question.replications > 1:
        return chance(clause.chance)
    measured = [part.chance.value == 1 for part in clause.periods if part.chance is not None]
    return f"{sum(measured)} of {len(measured)}"


def tone(chance_of_keeping: float) -> Tone:
    """How a chance of keeping a promise looks to whoever has to keep it."""
    return "good" if chance_of_keeping >= 0.95 else "fair" if chance_of_keeping >= 0.8 else "bad"


def _all_clauses(results: Results) -> Iterator[Card]:
    usual, of = usual_month(results), of_which(results)
    if usual is None:
        return
    if results.question.replications == 1:
        label = f"Months in which all monthly clauses{of} held"
        yield Card(label, _months_kept(results), "", (f"in {played_once(results.question)}",), tone(usual))
        return
    worst, best = min(results.joint, key=_value), max(results.joint, key=_value)
    details = [
        f"Worst: {period(worst.period)}, {chance(worst.chance)}",
        f"Best: {period(best.period)}, {chance(best.chance)}",
    ]
    if results.joint_all is not None:
        details.append(f"No clause{of} missed in the whole {span_noun(results.question)}: {chance(results.joint_all)}")
    yield Card(f"All monthly clauses{of} hold in a month", share(usual), OVER_MONTHS, tuple(details), tone(usual))


def _value(month: JointPeriod) -> float:
    return month.chance.value


def _weakest(results: Results) -> Iterator[Card]:
    clause = most_at_risk(results)
    if clause is not None and clause.chance is not None:
        kept = f"Kept in {kept_periods(clause, results.question)} of its periods"
        yield Card("Clause most at risk", clause.clause, "", (kept, clause.promise), tone(clause.chance.value))


def _credits(results: Results) -> Iterator[Card]:
    noun = span_noun(results.question)
    if not results.penalties:
        nothing = "No clause carries a service credit, so a miss costs nothing here."
        yield Card("Service credits", "none", "", (nothing,))
    for penalty in results.penalties:
        of = f" ({penalty.agreement})" if len(results.penalties) > 1 else ""
        mean = amount(penalty.mean, penalty.currency)
        details = (high_end(results.question, penalty), *_against_charges(penalty), *_made_of(penalty))
        label = f"{EXPECTED[penalty.flow]} of the {noun}{of}"
        yield Card(label, figure_of(mean), interval_of(mean), details)
        if penalty.flow == "paid":
            yield _cap(penalty, of, noun)
    yield from _rights(results, noun)
    if results.balance is not None:
        yield _net(results.balance, noun)


def _rights(results: Results, noun: str) -> Iterator[Card]:
    """The chance that the customer may leave early, for each SLA, and by which trigger."""
    sla = [rights for rights in results.rights if rights.type == "SLA"]
    for rights in sla:
        of = f" ({rights.agreement})" if len(sla) > 1 else ""
        written, some = how_likely(rights.any_right, results.question), rights.any_right
        seen = [one for one in likeliest_first(rights)[:MOST_TRIGGERS] if one.first is not None]
        unseen = f"By none of {', '.join(one.trigger for one in rights.triggers)}"
        details = tuple(trigger_in_words(one, results.question) for one in seen) or (unseen,)
        label = f"The customer gets a right to terminate in the {noun}{of}"
        yield Card(label, figure_of(written), interval_of(written), details, "plain" if some is None else _risk(some))


def _net(balance: CreditBalance, noun: str) -> Card:
    net = amount(balance.net, balance.currency)
    details = (
        f"Paid: {figure_of(amount(balance.paid, balance.currency))}",
        f"Received: {figure_of(amount(balance.received, balance.currency))}",
    )
    return Card(f"Net service credits of the {noun}", figure_of(net), interval_of(net), details)


def high_end(question: Question, penalty: PenaltyResult) -> str:
    """What the 95th percentile of the credits says; that there is none worth the name below twenty replications."""
    noun = span_noun(question)
    if question.replications < ENOUGH_FOR_P95:
        return f"P95: uncertain, for it needs {ENOUGH_FOR_P95} simulated {noun}s or more"
    high = figure_of(amount(penalty.p95, penalty.currency))
    return f"P95: one {noun} in twenty {COSTS[penalty.flow]} more than {high}"


def _against_charges(penalty: PenaltyResult) -> Iterator[str]:
    if penalty.charges > 0:
        part = ratio(penalty.mean.value / penalty.charges)
        yield f"The mean is {part} of the charges of {money(penalty.charges, penalty.currency)}"
    if penalty.margin is not None and penalty.above_margin is not None:
        yield f"More than our margin of {share(penalty.margin)}: {chance(penalty.above_margin)}"


def _made_of(penalty: PenaltyResult) -> Iterator[str]:
    yield f"Any credit at all: {chance(penalty.any_credit)}"
    for said, part in (("Earned back", penalty.returned), ("Bonuses", penalty.bonus)):
        if part is not None:
            yield f"{said}, taken off already: {figure_of(amount(part, penalty.currency))}"
    if penalty.to_claim is not None:
        whole = penalty.to_claim == (penalty.credits or penalty.mean)
        much = "all of it" if whole else figure_of(amount(penalty.to_claim, penalty.currency))
        yield f"Lost unless claimed in time: {much}"


def _risk(estimate: Estimate) -> Tone:
    """How the chance of something that nobody wants looks."""
    return "good" if estimate.value < 0.05 else "fair" if estimate.value < 0.2 else "bad"


def _cap(penalty: PenaltyResult, of: str, noun: str) -> Card:
    if penalty.cap_reached_month is None or penalty.cap_reached is None:
        unlimited = "No cap is agreed: nothing limits the credits."
        return Card(f"Chance of reaching the cap{of}", "no cap", "", (unlimited,), "bad")
    written = chance(penalty.cap_reached_month)
    once = penalty.cap_reached
    details = (f"At least once in the {noun}: {chance(once)}",)
    return Card(f"A month reaches the cap{of}", figure_of(written), interval_of(written), details, _risk(once))
