"""Compare interventions: which change is worth its money, and which cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from slm_sim.engine import Engine
from slm_sim.errors import InputError, Problem, StudyError
from slm_sim.model.arrays import Floats
from slm_sim.model.compared import Compared
from slm_sim.model.intervention import Compare
from slm_sim.model.scenario import Scenario
from slm_sim.plan.benefit import net_benefit, plan_of
from slm_sim.plan.candidates import POINTS, Prepare, candidates
from slm_sim.plan.conclude import candidate_results, interactions, intervention_fact, looks_taken, pairs_compared
from slm_sim.plan.doubts import warnings
from slm_sim.plan.money import currency_of, uniforms_for
from slm_sim.plan.race import FIRST, race
from slm_sim.plan.sample import Progress, Sample
from slm_sim.plan.timelimit import Limit, OutOfTime, end_of, time_asked
from slm_sim.plan.yearly import figures_of
from slm_sim.read import Stated, interventions_of, place_of, stated
from slm_sim.study.asked import asked, expect_counts, log_of
from slm_sim.study.assemble import question
from slm_sim.study.caveats import leaves_to_chance


def compare(
    scenario: Scenario | Stated | str | Path,
    overlays: Sequence[str] | None = None,
    *,
    replications: int | None = None,
    seed: int | None = None,
    time_limit: str | None = None,
    workers: int = 1,
    engine: Engine = "auto",
    progress: Progress = lambda done, most: None,
) -> Compared:
    """Hold interventions against each other and against the scenario as stated, all with the same chances.

    scenario      a file, the name of a shipped scenario, or one that has been read
    overlays      the interventions, in place of those that its study compares
    replications  budget: as many as if each candidate had been played so often; in place of the study's
    seed          in place of the study's
    time_limit    for playing them, such as ``90 s``; in place of the study's
    workers       threads that share the replications; the results are the same for any number
    progress      called with (replications played of all candidates, at most)

    An interruption by the keyboard gives what was known after the last whole stage, and so does the end of the time.
    Raises InputError where the scenario cannot be read, has no overlays, or one of those asked for is unknown or makes
    no sense; StudyError if time runs out before the first stage is over.
    """
    expect_counts(replications=replications, workers=workers)
    there = scenario if isinstance(scenario, Stated) else stated(scenario)
    study = asked(there.scenario, replications, None, seed).study
    wanted = study.compare or Compare()
    limit: Limit = time_asked(time_limit) or wanted.time_limit
    ends = end_of(limit)
    names = overlays or wanted.overlays or list(there.scenario.overlays)
    if not names:
        raise InputError(
            Problem(place_of(there.base.tree, ("overlays",)), "there is nothing to compare", "a scenario with overlays")
        )
    compared = interventions_of(there, names)
    every, refused = candidates(there, compared, wanted.combinations)
    ready = Prepare(there, compared, study, log_of(there.scenario, None), engine)
    plans = [plan_of(one, wanted.horizon, _discount(there.scenario)) for one in every]
    number_of = {plan.candidate.parts: number for number, plan in enumerate(plans)}
    each = study.replications if leaves_to_chance(there.scenario) else 1
    sample = Sample(every, ready, workers, each * len(every), progress, ends)
    confidence = float(study.confidence)
    uniforms = uniforms_for(study.seed, len(every))

    def played(playing: Sequence[int], numbers: range) -> list[Floats]:
        sample.play(playing, numbers)
        rows = {plan.candidate.parts: found for plan, found in zip(plans, sample.rows, strict=True)}
        return [net_benefit(plans[one], rows, slice(numbers.start, numbers.stop)) for one in playing]

    needs = {number: frozenset(number_of[parts] for parts in plan.needs) for number, plan in enumerate(plans)}
    try:
        raced = race(played, len(every), each, 1 - confidence, uniforms, needs)
    except OutOfTime:
        found = f"within {limit} not all {len(every)} candidates were played {min(FIRST, each)} times"
        raise StudyError(f"{found}, and before that nothing can be told: more time, or fewer candidates") from None
    rows = [found[: len(net)] for found, net in zip(sample.rows, raced.values, strict=True)]
    asked_for = question(ready.at(every[0], 0), len(raced.values[0]), precise=False)
    return Compared(
        title=asked_for.title,
        story=asked_for.story,
        starts=asked_for.starts,
        ends=asked_for.ends,
        currency=currency_of(there.scenario),
        horizon_months=float(wanted.horizon.months),
        discount=float(_discount(there.scenario) or 0),
        seed=study.seed,
        confidence=confidence,
        points=POINTS if any(one.uncertain for one in compared) else 1,
        played=sum(map(len, raced.values)),
        budget=each * len(every),
        stopped=raced.stopped,
        warnings=tuple(warnings(plans, compared, rows, refused, raced)),
        interventions=tuple(map(intervention_fact, compared)),
        candidates=candidate_results(
            plans, [figures_of(ready.at(one, 0)) for one in every], rows, raced, confidence, uniforms
        ),
        pairs=pairs_compared(plans, raced),
        interactions=interactions(plans, raced, confidence),
        looks=looks_taken(plans, raced),
    )


def _discount(scenario: Scenario) -> Fraction | None:
    return scenario.finance.discount.fraction if scenario.finance.discount else None
