"""One offer: chosen on readings, tried on the same terms exactly, chosen again where that shows more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import inf, nan
from time import monotonic

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.pipeline import Prepared
from slm_sim.plan.offers import Limits, impossible, programme_of, taken
from slm_sim.plan.options import Choice, Option
from slm_sim.plan.programme import Picks, Programme, Solution, failing, keeps_the_limits, worst_mean, worth_of
from slm_sim.plan.readings import Grid, Readings, promising, read, together
from slm_sim.plan.solve import solve
from slm_sim.plan.trial import Progress, credits_of, keeping, reads_targets, side_by_side, term, trials
from slm_sim.sla import CompiledAgreement
from slm_sim.sla.credits.terms import counts_together
from slm_sim.study.money import PARTS

MOST_ROUNDS = 5
"""How often an offer is chosen again because the order of work followed it; then it is told that it does not settle."""

MOST_CUTS = 20
"""How many choices are taken out because credits for several clauses together break a limit."""


@dataclass(frozen=True, eq=False)
class Question:
    """What all offers are chosen from.

    compiled  the agreement as asked
    terms     numbers of the simulated terms on which promises are chosen
    seconds   for choosing one offer; a round that has begun is ended
    """

    prepared: Prepared
    compiled: CompiledAgreement
    choices: tuple[Choice, ...]
    grid: Grid
    limits: Limits
    terms: range
    seconds: float
    workers: int
    progress: Progress = field(default=lambda done: None)


@dataclass(frozen=True, eq=False)
class Chosen:
    """An offer as it was chosen.

    options  per clause, None where no choice keeps the limits
    kept     share of the months that kept it on the terms on which it was chosen, NaN for none
    credits  mean of a term on these, before caps, in units of the currency
    rounds   how often it was chosen
    settled  it keeps the limits in terms that were played by it
    affordable  its credits were found to keep their limits, those for several clauses together included
    why, hardest  where no choice keeps the limits: the reason, and the clause that is missed most often
    """

    options: tuple[Option, ...] | None
    solution: Solution
    kept: float
    credits: float
    rounds: int
    settled: bool
    affordable: bool = True
    why: str = ""
    hardest: str = ""


def sample(question: Question, promised: CompiledAgreement) -> Readings:
    """What every option comes to in the terms, played by an organisation that works by these promises."""
    working = question.prepared
    if reads_targets(working, promised.name):
        working = keeping(working, promised)
    found = side_by_side(
        lambda number: read(question.grid, term(working, number)), question.terms, question.workers, question.progress
    )
    return together(found)


def choose(question: Question, readings: Readings, confidence: Fraction) -> Chosen:
    """The offer of a confidence.

    Where the order of work follows the promises, the terms are played again by those that were chosen, and it is chosen
    again, until the choice stays the same. If it does not, the best of those that keep the limits in the terms played
    by them is the offer; else the last one, which is told not to have settled.
    """
    follows, ends = reads_targets(question.prepared, question.compiled.name), monotonic() + question.seconds
    standing: list[Chosen] = []
    picks: Picks | None = None
    for rounds in range(1, MOST_ROUNDS + 1):
        if picks is not None:
            readings = sample(question, promising(question.compiled, taken(question.choices, picks)))
        programme = programme_of(question.choices, readings, confidence, question.limits)
        if picks is not None and keeps_the_limits(programme, picks) and _is_affordable(question, picks):
            standing.append(
                _chosen(question, programme, Solution(picks, worth_of(programme, picks), inf, "best"), rounds)
            )
        solution, affordable = _within_the_limits(question, programme, ends)
        found = replace(_chosen(question, programme, solution, rounds), affordable=affordable)
        if solution.status == "impossible":
            why, hardest = impossible(question.choices, programme)
            found = replace(found, why=why, hardest=hardest)
        if not follows or solution.picks == picks or solution.status == "interrupted":
            return found
        if solution.picks is None:
            break
        picks, found = solution.picks, replace(found, settled=False)
        if monotonic() >= ends:
            break
    best = max(standing, key=lambda one: one.solution.worth, default=found)
    return replace(best, rounds=rounds)


def _chosen(question: Question, programme: Programme, solution: Solution, rounds: int) -> Chosen:
    picks = solution.picks
    if picks is None:
        return Chosen(None, solution, nan, nan, rounds, True)
    kept = 1 - failing(programme, picks) / programme.fails[0].shape[1]
    owed = [credits[pick] for credits, pick in zip(programme.credits, picks, strict=True)]
    credits = float(np.sum(owed, axis=0).mean()) / PARTS
    return Chosen(tuple(taken(question.choices, picks)), solution, kept, credits, rounds, True)


def _within_the_limits(question: Question, programme: Programme, ends: float) -> tuple[Solution, bool]:
    """A solution, and whether its credits keep the limits exactly, too, where some are for several clauses together.

    Choices that do not are taken out one after the other, until one does; the last one is the answer if there are too
    many of them, or no time is left.
    """
    without: list[Picks] = []
    solution = solve(programme, _left(ends))
    while solution.picks is not None:
        try:
            if _is_affordable(question, solution.picks):
                return solution, True
        except KeyboardInterrupt:
            return replace(solution, status="interrupted"), False
        if len(without) == MOST_CUTS or monotonic() >= ends or solution.status == "interrupted":
            return solution, False
        without.append(solution.picks)
        solution = solve(programme, _left(ends), without)
    return solution, True


def _left(ends: float) -> float:
    """The seconds until time is over; a last one in which something may be found even then."""
    return max(ends - monotonic(), 1.0)


def _is_affordable(question: Question, picks: Picks) -> bool:
    """Whether the credits keep the limits after caps; what the programme says of them where each is for one clause."""
    limits, schemes = question.limits, question.compiled.agreement.credits.values()
    stated = limits.expected is not None or limits.worst is not None
    if not stated or not any(counts_together(scheme) for scheme in schemes):
        return True
    owed = _exact_credits(question, taken(question.choices, picks))
    return (limits.expected is None or owed.mean() <= limits.expected) and (
        limits.worst is None or worst_mean(owed, limits.tail) <= limits.worst
    )


def _exact_credits(question: Question, options: Sequence[Option]) -> Floats:
    """The credits of each term on which promises are chosen, after caps, in ten-thousandths."""
    promised = promising(question.compiled, options)
    (trial,) = trials(question.prepared, [promised], question.terms, question.workers)
    return credits_of(trial) * PARTS
