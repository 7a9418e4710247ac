"""Rights to terminate and targets that are reset, in words for the page and for the terminal."""

from __future__ import annotations

from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Question, Results
from slm_sim.model.rights import FirstSeen, RightsResult, TriggerResult
from slm_sim.report.numbers import NOTHING, chance, period, share
from slm_sim.report.words import span_noun

TOO_SHORT = "the span is too short"


def how_likely(estimate: Estimate | None, question: Question) -> str:
    """A chance, or what few replications say in its place: ``never in 60 simulated years (at most 6 %)``."""
    if estimate is None:
        return TOO_SHORT
    if question.replications == 1:
        return "yes" if estimate.value else "no"
    if estimate.value or estimate.high is None:
        return chance(estimate)
    times = f"{question.replications} simulated {span_noun(question)}s"
    return f"never in {times} (at most {share(estimate.high, estimate.half_width)})"


def when_first(first: FirstSeen | None) -> str:
    """The median of the first periods with the earliest and the latest: ``Aug 2027 (Mar 2027 to Dec 2027)``."""
    if first is None:
        return NOTHING
    if first.earliest == first.latest:
        return period(first.median)
    return f"{period(first.median)} ({period(first.earliest)} to {period(first.latest)})"


def likeliest_first(rights: RightsResult) -> tuple[TriggerResult, ...]:
    """The triggers of an agreement by their chance; those that the span is too short for last."""
    return tuple(sorted(rights.triggers, key=lambda one: -1 if one.chance is None else one.chance.value, reverse=True))


def trigger_in_words(trigger: TriggerResult, question: Question) -> str:
    """A trigger in a line: ``By heavy-credits: 12 % (8 to 17), usually first in Aug 2027``."""
    said = f"By {trigger.trigger}: {how_likely(trigger.chance, question)}"
    if trigger.first is None:
        return said
    usually = "" if question.replications == 1 else "usually "
    return f"{said}, {usually}first in {period(trigger.first.median)}"


def of_rights(results: Results) -> str:
    """Which right to terminate is likeliest, for whom, and how many targets move."""
    told = [
        (trigger.chance.value, rights.agreement, trigger)
        for rights in results.rights
        for trigger in rights.triggers
        if trigger.chance is not None
    ]
    if not results.rights:
        return "No agreement gives a right to terminate; targets may move."
    if not told:
        return "The span is too short for any right to terminate to arise."
    most, agreement, trigger = max(told, key=lambda one: one[0])
    noun = span_noun(results.question)
    if not most:
        return f"No right to terminate arises in any simulated {noun}."
    if results.question.replications == 1:
        return f"In the one simulated {noun} {agreement} gives a right to terminate by {trigger.trigger}."
    return (
        f"The likeliest right to terminate is {trigger.trigger} of {agreement}: {trigger.terms}, "
        f"with a chance of {chance(trigger.chance)} in the {noun}."
    )
