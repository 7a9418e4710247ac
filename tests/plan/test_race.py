"""The race on samples whose truth is known: what is found, what is not, and where replications go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from scipy.special import ndtri

from slm_sim.chance import Stream
from slm_sim.model.arrays import Floats
from slm_sim.plan.race import Race, Sample, difference, race
from slm_sim.plan.timelimit import OutOfTime

EACH = 100
SEEDS = 200


@cache
def uniforms(columns: int) -> Floats:
    stream = Stream(7, 0, "draws")
    return np.column_stack([stream.uniforms(np.arange(10_000), column) for column in range(columns)])


def sample(seed: int, means: Sequence[float], together: float = 0.0) -> Sample:
    """Normal values of deviation one about such means; `together` is what all candidates share of them."""
    common = Stream(seed, 0, "common")
    own = [Stream(seed, 0, f"own {number}") for number in range(len(means))]

    def play(playing: Sequence[int], numbers: range) -> list[Floats]:
        who = np.arange(numbers.start, numbers.stop)
        shared = together * ndtri(common.uniforms(who, 0))
        return [means[one] + shared + ndtri(own[one].uniforms(who, 0)) for one in playing]

    return play


def raced(seed: int, means: Sequence[float], each: int = EACH) -> Race:
    return race(sample(seed, means), len(means), each, 0.05, uniforms(len(means)))


def told_apart(found: Race, one: int, other: int) -> bool:
    return difference(found.pairs, one, other).beyond_doubt != 0


def test_a_difference_of_41_standard_errors_is_found() -> None:
    """The standard error is that of the difference of means over the whole budget."""
    step = 4.1 * (2 / EACH) ** 0.5
    assert sum(told_apart(raced(seed, (0.0, step)), 0, 1) for seed in range(SEEDS)) >= 179


def test_equal_candidates_are_rarely_called_different() -> None:
    assert sum(told_apart(raced(seed, (0.0, 0.0)), 0, 1) for seed in range(SEEDS)) <= 21


def test_among_several_the_error_is_that_of_all_pairs() -> None:
    """Four equal candidates: any pair called different is an error; 21 of 200 would be beyond 3.5 standard errors."""
    wrong = sum(bool(raced(seed, (0.0,) * 4).worse) for seed in range(SEEDS))
    assert wrong <= 21


def test_who_is_worse_drops_out_and_the_rest_is_played_on() -> None:
    found = raced(3, (0.0, 5.0, 5.05))
    assert set(found.worse) == {0}
    assert len(found.values[0]) == 20
    assert len(found.values[1]) == len(found.values[2]) > EACH
    assert sum(map(len, found.values)) <= 3 * EACH
    assert found.stopped == "budget spent"
    assert not told_apart(found, 1, 2)


def test_the_race_ends_when_one_is_left() -> None:
    found = raced(3, (0.0, 5.0))
    assert (found.stopped, found.worse, [len(one) for one in found.values]) == ("one is left", {0: 1}, [20, 20])


def test_who_is_needed_is_played_though_it_has_dropped_out() -> None:
    needs = {1: frozenset({0}), 2: frozenset({0})}
    found = race(sample(3, (0.0, 5.0, 5.05)), 3, EACH, 0.05, uniforms(3), needs)
    assert set(found.worse) == {0}
    assert len(found.values[0]) == len(found.values[1]) == EACH


def test_the_error_of_all_looks_adds_up_to_what_was_allowed() -> None:
    found = raced(6, (0.0, 0.0))
    assert [look.replications for look in found.looks] == [20, 40, 100]
    assert sum(look.error for look in found.looks) == pytest.approx(0.05)


def test_an_interruption_leaves_what_was_known() -> None:
    play = sample(5, (0.0, 0.1))

    def interrupted(playing: Sequence[int], numbers: range) -> Sequence[Floats]:
        if numbers.start:
            raise KeyboardInterrupt
        return play(playing, numbers)

    found = race(interrupted, 2, EACH, 0.05, uniforms(2))
    assert (found.stopped, [len(one) for one in found.values]) == ("interrupted", [20, 20])
    assert sum(look.error for look in found.looks) == pytest.approx(0.05)

    def at_once(playing: Sequence[int], numbers: range) -> Sequence[Floats]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        race(at_once, 2, EACH, 0.05, uniforms(2))


@pytest.mark.parametrize(("stage", "looks"), [(1, [20]), (2, [20, 40])])
def test_a_race_that_is_cut_short_spends_all_its_error_on_what_it_has(stage: int, looks: list[int]) -> None:
    """Of a budget so large that the first looks alone may spend nothing.

    The difference of two means of 20 has a standard error of 0.32, and 5 is far beyond any quantile of 5 %.
    """
    play, stages = sample(5, (0.0, 0.05, 5.0)), []

    def cut_short(playing: Sequence[int], numbers: range) -> Sequence[Floats]:
        stages.append(numbers)
        if len(stages) > stage:
            raise OutOfTime
        return play(playing, numbers)

    found = race(cut_short, 3, 100_000, 0.05, uniforms(3))
    assert (found.stopped, [look.replications for look in found.looks]) == ("out of time", looks)
    assert sum(look.error for look in found.looks) == pytest.approx(0.05)
    assert all(estimate.low is not None and np.isfinite(estimate.low) for estimate in found.pairs.values())
    assert told_apart(found, 0, 2)
    assert not told_apart(found, 0, 1)


def test_equal_candidates_are_rarely_called_different_by_a_race_that_is_cut_short() -> None:
    """As above, cut short after the second look; 21 of 200 would be beyond 3.5 standard errors of 5 %."""

    def cut_short(seed: int) -> Race:
        play = sample(seed, (0.0, 0.0))

        def two_stages(playing: Sequence[int], numbers: range) -> Sequence[Floats]:
            if numbers.start == 40:
                raise OutOfTime
            return play(playing, numbers)

        return race(two_stages, 2, EACH, 0.05, uniforms(2))

    assert sum(told_apart(cut_short(seed), 0, 1) for seed in range(SEEDS)) <= 21


def test_one_replication_decides_nothing() -> None:
    found = raced(5, (0.0, 9.0), each=1)
    assert (found.worse, found.stopped) == ({}, "budget spent")


def test_agreement_of_all_replications_is_no_ground_before_the_last_look() -> None:
    def constant(playing: Sequence[int], numbers: range) -> list[Floats]:
        return [np.full(len(numbers), float(one)) for one in playing]

    found = race(constant, 2, EACH, 0.05, uniforms(2))
    assert [len(one) for one in found.values] == [EACH, EACH]
    assert found.worse == {0: 1}
