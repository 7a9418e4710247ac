"""From a scenario to promises that could be made instead of those in its draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, isinf
from pathlib import Path
from time import monotonic

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.proposal import Lever, Offer, Proposal
from slm_sim.model.propose import TAIL, Propose, worth_unit
from slm_sim.model.results import Warned
from slm_sim.model.scenario import Scenario
from slm_sim.pipeline import Prepared, play, prepare
from slm_sim.plan.choose import Chosen, Question, choose, sample
from slm_sim.plan.levers import levers
from slm_sim.plan.offers import limits_of, offered, wanted_confidences
from slm_sim.plan.options import Option, choices
from slm_sim.plan.readings import grid, promising
from slm_sim.plan.timelimit import time_asked
from slm_sim.plan.trial import Trial, trials, tried
from slm_sim.sla import CompiledAgreement
from slm_sim.sla.credits.terms import monthly_charges
from slm_sim.study.asked import asked, expect_counts, log_of
from slm_sim.study.caveats import leaves_to_chance
from slm_sim.study.money import PARTS
from slm_sim.workload import PreparedReplay

PILOT = 3
"""Terms that are played beforehand, to see how many incidents a period of each clause has."""

SOON = 1.0
"""Seconds for whatever is still to do after an interruption: for choosing an offer, and for trying all of them."""

NO_LEVERS = Warned(
    weight="caution", about="levers", text="Interrupted: what would make the draft easier to keep was not looked for."
)

Telling = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is at most."""


@dataclass(frozen=True, eq=False)
class Proposed:
    """A proposal, and the promises of each offer as they would stand in the agreement.

    options  by the offer's name, per clause in the order of the agreement; offers that are impossible are left out
    """

    proposal: Proposal
    options: dict[str, tuple[Option, ...]]
    compiled: CompiledAgreement


def propose(
    scenario: Scenario,
    *,
    replications: int | None = None,
    fresh: int | None = None,
    seed: int | None = None,
    log: Path | str | None = None,
    time_limit: str | None = None,
    workers: int = 1,
    with_levers: bool = True,
    telling: Telling = lambda what, done, most: None,
) -> Proposed:
    """Choose promises by ``study.propose`` of a scenario, and try them on terms that the choice has not seen.

    replications  simulated terms on which promises are chosen, in place of the scenario's
    fresh         simulated terms on which they are tried, in place of the scenario's
    seed          in place of the scenario's
    log           ticket log to replay, in place of the one that the scenario names
    time_limit    for choosing one offer, such as ``90 s``; in place of the scenario's
    workers       threads; the answer is the same for any number
    with_levers   try what would make the promises as asked for easier to keep, where that is needed; not in a replay

    An interruption while an offer is chosen or tried ends that with the best so far: what is still to do is done within
    a few seconds, on as many terms as that leaves, and no lever is tried. Raises InputError where nothing
    says what the customer values, or for numbers that are not possible; StudyError if the solver fails.
    """
    expect_counts(replications=replications, fresh=fresh, workers=workers)
    scenario = asked(scenario, None, None, seed)
    wanted = _wanted(scenario, replications, fresh, time_limit)
    prepared = prepare(scenario, log_of(scenario, log))
    name = wanted.agreement or scenario.governing_name
    compiled = next(one for one in prepared.agreements if one.name == name)
    question = _question(prepared, compiled, wanted, workers, telling)
    readings = sample(question, compiled)
    question = replace(question, terms=range(readings.terms))
    hurried = readings.terms < wanted.replications
    confidences = wanted_confidences(wanted.confidence.fraction)
    found = {}
    for number, (which, confidence) in enumerate(confidences.items()):
        telling("choosing", number, len(confidences))
        found[which] = choose(replace(question, seconds=SOON) if hurried else question, readings, confidence)
        hurried = hurried or found[which].solution.status == "interrupted"
    first = wanted.replications
    others, ends = range(first, first + wanted.fresh), monotonic() + SOON if hurried else inf
    return _told(question, wanted, confidences, found, others, with_levers, telling, ends)


def not_asked(place: Place) -> Problem:
    """That the study of a scenario does not ask for a proposal."""
    found = "nothing says what the customer values in which promise"
    return Problem(place, found, "such as 'propose: {weights: {resolution: 2, response: 1}}'")


def _wanted(scenario: Scenario, replications: int | None, fresh: int | None, time_limit: str | None) -> Propose:
    wanted = scenario.study.propose
    if wanted is None:
        raise InputError(not_asked(Place("study.propose")))
    given = {"replications": replications, "fresh": fresh, "time_limit": time_asked(time_limit)}
    return wanted.model_copy(update={key: value for key, value in given.items() if value is not None})


def _question(
    prepared: Prepared, compiled: CompiledAgreement, wanted: Propose, workers: int, telling: Telling
) -> Question:
    place = prepared.agreements.index(compiled)
    pilot = [play(prepared, number).attainments[place] for number in range(min(PILOT, wanted.replications))]
    volumes = [[count for one in pilot for count in one[clause].counted.tolist()] for clause in range(len(pilot[0]))]
    could = choices(compiled, wanted, volumes)
    return Question(
        prepared=prepared,
        compiled=compiled,
        choices=could,
        grid=grid(compiled, could),
        limits=limits_of(wanted, _charges(compiled), PARTS),
        terms=range(wanted.replications),
        seconds=float(wanted.time_limit.seconds),
        workers=workers,
        progress=lambda done: telling("playing", done, wanted.replications),
    )


def _charges(compiled: CompiledAgreement) -> Fraction:
    return sum(monthly_charges(compiled), Fraction(0))


def _told(
    question: Question,
    wanted: Propose,
    confidences: dict[str, Fraction],
    found: dict[str, Chosen],
    fresh: range,
    with_levers: bool,
    telling: Telling,
    ends: float,
) -> Proposed:
    scenario, compiled = question.prepared.scenario, question.compiled
    level, tail = float(scenario.study.confidence), float(TAIL)
    charges = _charges(compiled)
    options = {name: one.options for name, one in found.items() if one.options is not None}
    promised = [compiled, *(promising(compiled, own) for own in options.values())]
    held = trials(
        question.prepared, promised, fresh, question.workers, lambda done: telling("trying", done, len(fresh)), ends
    )
    by_name = dict(zip(options, held[1:], strict=True))
    as_asked = tuple(choice.options[0] for choice in question.choices)
    stated = tried(held[0], level, tail, bool(charges))
    needed = float(wanted.confidence)
    pulled: tuple[Lever, ...] = ()
    replayed = isinstance(question.prepared.demand, PreparedReplay)
    pulling = with_levers and not replayed and stated.confidence.value < needed
    whole = ends == inf and stated.terms == len(fresh)
    if pulling and whole:
        pulled = levers(question, scenario, held[0], fresh, needed, telling)
    return Proposed(
        proposal=Proposal(
            title=scenario.title,
            agreement=compiled.name,
            seed=scenario.study.seed,
            confidence=needed,
            replications=len(question.terms),
            currency=next((rate.currency for rate in compiled.agreement.charges.values()), ""),
            charges=float(charges) if charges else None,
            worth_in=worth_unit(wanted),
            as_asked=stated,
            asked=offered(question.choices, as_asked, held[0], level),
            offers=tuple(
                _offer(question, name, confidences[name], one, by_name.get(name), level, tail, bool(charges))
                for name, one in found.items()
            ),
            levers=pulled,
            warnings=(
                *_cautions(question, wanted, found, stated.terms, bool(charges)),
                *((NO_LEVERS,) if pulling and not whole else ()),
            ),
        ),
        options=options,
        compiled=compiled,
    )


def _offer(
    question: Question,
    name: str,
    confidence: Fraction,
    chosen: Chosen,
    trial: Trial | None,
    level: float,
    tail: float,
    charged: bool,
) -> Offer:
    status = chosen.solution.status
    if chosen.options is None:
        return Offer.model_validate(
            {
                "name": name,
                "wanted": float(confidence),
                "status": status,
                "why": chosen.why,
                "hardest": chosen.hardest,
                "rounds": chosen.rounds,
            }
        )
    assert trial is not None
    return Offer.model_validate(
        {
            "name": name,
            "wanted": float(confidence),
            "status": status,
            "worth": chosen.solution.worth,
            "bound": None if isinf(chosen.solution.bound) else chosen.solution.bound,
            "chosen_on": chosen.kept,
            "estimated_credits": chosen.credits if charged else None,
            "rounds": chosen.rounds,
            "settled": chosen.settled,
            "affordable": chosen.affordable,
            "tried": tried(trial, level, tail, charged),
            "clauses": offered(question.choices, chosen.options, trial, level),
        }
    )


def _cautions(
    question: Question, wanted: Propose, found: dict[str, Chosen], tried_on: int, charged: bool
) -> Sequence[Warned]:
    said: list[tuple[str, str]] = []
    for done, terms, asked_for in (
        ("chosen", len(question.terms), wanted.replications),
        ("tried", tried_on, wanted.fresh),
    ):
        if terms < asked_for:
            text = f"Interrupted: offers were {done} on {terms} terms, in place of the {asked_for} that were asked for."
            said.append(("terms", text))
    if not wanted.weights and not wanted.values:
        said.append(
            ("weights", "study.propose states no weights: all promises count alike, whatever the customer values.")
        )
    limited = wanted.expected_credits != "none" or wanted.cvar_95 != "none"
    if limited and not charged:
        said.append(
            ("credits", "The limits of the credits are shares of the charges, and the agreement states no charges.")
        )
    if not leaves_to_chance(question.prepared.scenario):
        text = "Nothing in this replay is left to chance, so all terms are alike: these are confidences of one past."
        said.append(("replay", text))
    for name, one in found.items():
        if not one.settled:
            said.append(
                (
                    name,
                    f"The order of work follows the promises, and no {name} offer stood when it was played by itself.",
                )
            )
        if not one.affordable:
            text = (
                f"No {name} offer was found whose credits keep their limits, those for several clauses together "
                "included: this one may owe more. Wider limits, or more time, may help."
            )
            said.append((name, text))
        if one.solution.status == "out of time":
            said.append(
                (name, f"The {name} offer is the best found within {wanted.time_limit}; a better one may exist.")
            )
        if one.solution.status == "interrupted":
            said.append((name, f"The {name} offer is the best found until the interruption; a better one may exist."))
    return [Warned(weight="caution", about=about, text=text) for about, text in said]
