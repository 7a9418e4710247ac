"""Which assumption moves the answer: one at a time, or all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from slm_sim.chance import Stream, latin_hypercube, resampled
from slm_sim.engine import Engine
from slm_sim.errors import InputError, Problem, StudyError
from slm_sim.model.assumption import Sensitivity
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Warned
from slm_sim.model.scenario import Scenario
from slm_sim.model.sensed import AssumptionFact, BreakEven, Outcome, Sensed, SobolIndex, Swing
from slm_sim.pipeline import prepare
from slm_sim.plan.breakeven import root, step
from slm_sim.plan.figures import differences_of, estimate_of
from slm_sim.plan.money import currency_of, uniforms_for
from slm_sim.plan.outcomes import LEFT, Outcomes, Played, left_in_words
from slm_sim.plan.timelimit import OutOfTime, end_of, time_asked
from slm_sim.plan.yearly import Figure
from slm_sim.read import Assumption, Stated, assumptions_of, place_of, stated
from slm_sim.statistics import sobol_indices
from slm_sim.study.asked import asked, expect_counts, log_of
from slm_sim.study.assemble import question

AT_EACH_POINT = 5
"""Replications of each point of a Sobol sample, unless they are asked for."""
RESAMPLES = 500
FEWEST_POINTS = 8
"""Of a Sobol sample, below which nothing can be told."""
WIDE = 0.5
"""The width of an interval of a share of the variance from which on the sample is too small to tell it."""
FAMILY = "the ends of all ranges"

How = Literal["one at a time", "sobol"]


def sensitivity(
    scenario: Scenario | Stated | str | Path,
    ranges: Mapping[str, str] | None = None,
    *,
    how: How | None = None,
    samples: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    time_limit: str | None = None,
    workers: int = 1,
    engine: Engine = "auto",
    progress: Callable[[int, int], None] = lambda done, most: None,
) -> Sensed:
    """Say how far each assumption moves what is left of a month, the credits, and the chance of each clause.

    scenario      a file, the name of a shipped scenario, or one that has been read
    ranges        by path, such as ``3 000 / month to 5 000 / month``; in place of those of its study
    how, samples  in place of those of its study
    replications  of each point; in place of the study's, or of five of a Sobol sample
    time_limit    for playing them, such as ``90 s``; in place of the study's
    progress      called with (replications played, at most)

    All points are played in the same replications. An interruption by the keyboard gives what is known by then, and so
    does the end of the time. Raises InputError where the scenario or a range cannot be read; StudyError if time runs
    out before the scenario as stated is played.
    """
    expect_counts(replications=replications, workers=workers, samples=samples)
    there = scenario if isinstance(scenario, Stated) else stated(scenario)
    study = asked(there.scenario, replications, None, seed).study
    wanted = _wanted(there, ranges, how, samples)
    assumptions = assumptions_of(there, wanted.ranges)
    one_by_one = wanted.how == "one at a time"
    each = study.replications if one_by_one else replications or AT_EACH_POINT
    most = each * (1 + (8 * len(assumptions) if one_by_one else wanted.samples * (2 + len(assumptions))))
    log, limit = log_of(there.scenario, None), time_asked(time_limit) or wanted.time_limit
    played = Played(there, study, each, workers, log, engine, lambda done: progress(done, most), end_of(limit))
    confidence = float(study.confidence)
    asked_for = question(prepare(there.scenario, log, engine), each, precise=False)
    try:
        base = played.at({})
    except OutOfTime:
        found = f"within {limit} not even the scenario as stated was played {each} times"
        raise StudyError(f"{found}: more time, or fewer replications") from None
    even: list[BreakEven] = []
    points: list[list[Outcomes]] = []
    stopped: Literal["all played", "out of time", "interrupted"] = "all played"
    try:
        for values in _ends(assumptions) if one_by_one else ():
            played.at(values)
        for one in assumptions if one_by_one else ():
            even.append(_break_even(played, one, confidence))
        for row in () if one_by_one else _sample(assumptions, wanted.samples, study.seed):
            points.append([played.at(values) for values in row])
    except (KeyboardInterrupt, OutOfTime) as cut_short:
        stopped = "out of time" if isinstance(cut_short, OutOfTime) else "interrupted"
    indices = tuple(_indices(base, points, assumptions, study.seed, confidence))
    return Sensed(
        title=asked_for.title,
        story=asked_for.story,
        starts=asked_for.starts,
        ends=asked_for.ends,
        currency=currency_of(there.scenario),
        how=wanted.how,
        samples=len(points),
        replications=each,
        played=played.count,
        stopped=stopped,
        seed=study.seed,
        confidence=confidence,
        left_means=left_in_words(there.scenario),
        assumptions=tuple(
            AssumptionFact(path=one.path, stated=one.stated, low=one.low, high=one.high) for one in assumptions
        ),
        outcomes=tuple(
            Outcome.model_validate(
                {**_names(figure), "name": figure.name, "estimate": estimate_of(figure, values, confidence)}
            )
            for figure, values in base.items()
        ),
        swings=tuple(_swings(played, assumptions, confidence, study.seed)) if one_by_one else (),
        break_even=tuple(even),
        indices=indices,
        warnings=tuple(_too_small(indices, len(points))),
    )


def _wanted(there: Stated, ranges: Mapping[str, str] | None, how: How | None, samples: int | None) -> Sensitivity:
    """What is asked for, in place of what the study says."""
    study = there.scenario.study.sensitivity
    if not ranges and study is None:
        found = "no range of any assumption is stated"
        expected = "study.sensitivity.ranges, or --range 'PATH=LOW to HIGH'"
        raise InputError(Problem(place_of(there.base.tree, ("study", "sensitivity")), found, expected))
    base = Sensitivity(ranges=dict(ranges)) if ranges else study
    assert base is not None
    return base.model_copy(
        update={
            "how": how or (study.how if study else base.how),
            "samples": samples or (study.samples if study else base.samples),
        }
    )


def _names(figure: Figure) -> dict[str, str]:
    return {"agreement": figure.agreement, "clause": figure.clause}


def _ends(assumptions: Sequence[Assumption]) -> list[dict[str, str]]:
    """Both ends of each range in turn, all else as stated."""
    return [{one.path: value} for one in assumptions for value in (one.low, one.high)]


def _swings(played: Played, assumptions: Sequence[Assumption], confidence: float, seed: int) -> Iterator[Swing]:
    """Each outcome at those ends of the ranges that were played; the intervals of an outcome hold together."""
    base = played.at({})
    ends = [played.known(values) for values in _ends(assumptions)]
    uniforms = uniforms_for(seed, len(ends) + 1)
    for figure, before in base.items():
        columns = [None if outcomes is None else outcomes.get(figure) for outcomes in ends]
        moved = {number: column - before for number, column in enumerate(columns) if column is not None}
        moved = {number: column for number, column in moved.items() if np.isfinite(column).any()}
        told = differences_of(figure, list(moved.values()), confidence, uniforms, FAMILY)
        found = dict(zip(moved, told, strict=True))
        for number, one in enumerate(assumptions):
            yield Swing.model_validate(
                {
                    **_names(figure),
                    "path": one.path,
                    "outcome": figure.name,
                    "at_low": found.get(2 * number),
                    "at_high": found.get(2 * number + 1),
                }
            )


def _break_even(played: Played, one: Assumption, confidence: float) -> BreakEven:
    """Where what is left becomes nothing along one assumption."""
    found = _turn_of_whole(played, one) if one.whole_numbers else _turn(played, one, confidence)
    if found is not None:
        return found
    verdict: Literal["good", "bad"] = "good" if played.at({})[LEFT].mean() >= 0 else "bad"
    return BreakEven(path=one.path, verdict=verdict, value=None, low=None, high=None, change=None, bad="")


def _turn(played: Played, one: Assumption, confidence: float) -> BreakEven | None:
    start = one.share_of_stated
    found = root(lambda share: played.at({} if share == start else {one.path: one.at(share)})[LEFT], start, confidence)
    if found is None:
        return None
    return BreakEven(
        path=one.path,
        verdict="turns",
        value=one.at(found.share),
        low=one.at(found.low),
        high=one.at(found.high),
        change=one.change_to(found.share),
        bad="above" if found.falls else "below",
    )


def _turn_of_whole(played: Played, one: Assumption) -> BreakEven | None:
    assert one.whole_numbers is not None
    found = step(lambda number: played.at({one.path: str(number)})[LEFT], *one.whole_numbers)
    if found is None:
        return None
    last_good = played.at({one.path: str(found[0])})[LEFT].mean() >= 0
    value = str(found[0] if last_good else found[1])
    bad: Literal["above", "below"] = "above" if last_good else "below"
    return BreakEven(path=one.path, verdict="turns", value=value, low=None, high=None, change=None, bad=bad)


def _sample(assumptions: Sequence[Assumption], samples: int, seed: int) -> Iterator[list[dict[str, str]]]:
    """The values of each point of a Sobol sample: of both designs, and of the first with one value of the second.

    Every assumption is uniform over its range.
    """
    paths = [one.path for one in assumptions]
    first, second = (latin_hypercube(seed, [f"{name} {path}" for path in paths], samples) for name in ("a", "b"))
    designs = [first, second]
    for number in range(len(paths)):
        mixed = first.copy()
        mixed[:, number] = second[:, number]
        designs.append(mixed)
    for number in range(samples):
        yield [
            {one.path: one.at(float(share)) for one, share in zip(assumptions, design[number], strict=True)}
            for design in designs
        ]


def _indices(
    base: Outcomes,
    points: Sequence[Sequence[Outcomes]],
    assumptions: Sequence[Assumption],
    seed: int,
    confidence: float,
) -> Iterator[SobolIndex]:
    """How the variance of each outcome is shared out over the points of a sample; none where they are too few."""
    if len(points) < FEWEST_POINTS:
        return
    paths, samples = [one.path for one in assumptions], len(points)
    picks = resampled(Stream(seed, 0, "resampled points"), RESAMPLES, samples)
    for figure in base:
        if not all(figure in one and np.isfinite(one[figure]).any() for row in points for one in row):
            continue
        values = np.array([[np.nanmean(one[figure]) for one in row] for row in points]).T
        for path, index in zip(paths, sobol_indices(values[0], values[1], values[2:], picks, confidence), strict=False):
            yield SobolIndex.model_validate(
                {**_names(figure), "path": path, "outcome": figure.name, "first": index.first, "total": index.total}
            )


def _too_small(indices: Sequence[SobolIndex], samples: int) -> Iterator[Warned]:
    """A caution where the share of an assumption in what is left is told by an interval too wide to rely on."""
    left = [one for one in indices if one.outcome == LEFT.name]
    wide = [one.path for one in left if any(_width(share) >= WIDE for share in (one.first, one.total))]
    if wide:
        text = (
            f"{samples} points are too few to tell the shares of the variance of what is left: the interval of "
            f"{', '.join(wide)} is half of all or wider. More points (--samples) make it narrower."
        )
        yield Warned(weight="caution", about="sensitivity", text=text)


def _width(share: Estimate) -> float:
    return 0.0 if share.low is None or share.high is None else min(share.high, 1.0) - max(share.low, 0.0)
