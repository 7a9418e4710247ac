"""The programme against every choice there is, on readings made up and on readings of simulated terms."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from pyomo.contrib.appsi.base import TerminationCondition
from pyomo.contrib.appsi.solvers.highs import Highs, HighsResults

from slm_sim.pipeline import prepare
from slm_sim.plan.offers import Limits, programme_of
from slm_sim.plan.options import choices
from slm_sim.plan.programme import Programme, failing, greedy, keeps_the_limits, undominated, worst_mean, worth_of
from slm_sim.plan.readings import Readings, grid, read, together
from slm_sim.plan.solve import GAP, solve
from slm_sim.plan.trial import term
from tests.plan.desk import negotiated
from tests.plan.enumerated import best_worth, every_choice

SEEDS = 20


def made_up(seed: int, clauses: int = 4, options: int = 6, terms: int = 40) -> Programme:
    """Options of which tighter ones fail and cost more, by a hidden difficulty of each month."""
    draw = np.random.default_rng(seed)
    worth, fails, credits = [], [], []
    for _ in range(clauses):
        tightness = np.sort(draw.uniform(0, 1, options))
        hard = draw.uniform(0, 1, terms * 3)
        failed = hard[None, :] < 0.25 * tightness[:, None] + draw.normal(0, 0.01, (options, terms * 3))
        worth.append(tightness * draw.uniform(0.5, 2))
        fails.append(failed)
        credits.append((failed.reshape(options, terms, 3).sum(axis=2) * 1000).astype(np.int64) * 10_000)
    return Programme(
        worth=tuple(worth),
        fails=tuple(fails),
        credits=tuple(credits),
        group=tuple("ab"[place % 2] for place in range(clauses)),
        rule=tuple(np.array([0, 1] * (options // 2)) for _ in range(clauses)),
        failing=int(0.4 * terms * 3),
        expected=1.6e7,
        worst=3.6e7,
        tail=0.1,
    )


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_programme_finds_the_best_of_all_choices(seed: int) -> None:
    programme = made_up(seed)
    found, best = solve(programme, 60), best_worth(programme)
    assert best is not None
    assert found.status == "best"
    assert found.picks is not None
    assert keeps_the_limits(programme, found.picks)
    assert found.worth == pytest.approx(best, rel=2 * GAP)
    assert found.bound >= best - 1e-9


def readings_of_terms() -> tuple[Programme, ...]:
    """Four clauses with six options each over 24 terms of some 2,100 incidents, for twenty seeds."""
    found = []
    for seed in range(SEEDS):
        scenario = negotiated({"study/seed": seed})
        asked = scenario.study.propose
        assert asked is not None
        prepared = prepare(scenario)
        (compiled,) = prepared.agreements
        could = choices(compiled, asked, [[100]] * len(compiled.clauses))
        ready = grid(compiled, could)
        readings = together([read(ready, term(prepared, number)) for number in range(12)])
        found.append(programme_of(could, readings, Fraction(8, 10), Limits(None, None, 0.05)))
    return tuple(found)


def test_on_simulated_terms_it_finds_the_best_of_all_choices_for_every_seed() -> None:
    for programme in readings_of_terms():
        assert [len(worth) for worth in programme.worth] == [6, 6, 6, 6]
        found, best = solve(programme, 60), best_worth(programme)
        assert best is not None
        assert found.worth == pytest.approx(best, rel=2 * GAP, abs=1e-9)
        assert len(every_choice(programme)) < 6**4, "some choices must be out of reach, or the test shows nothing"


def test_what_is_impossible_is_said_to_be() -> None:
    programme = replace(made_up(3), failing=0, fails=tuple(np.ones((6, 120), dtype=np.bool_) for _ in range(4)))
    found = solve(programme, 60)
    assert (found.picks, found.status) == (None, "impossible")


def test_a_known_choice_is_not_found_again() -> None:
    programme = made_up(5)
    first = solve(programme, 60)
    assert first.picks is not None
    second = solve(programme, 60, [first.picks])
    ranked = sorted((worth_of(programme, picks) for picks in every_choice(programme)), reverse=True)
    assert second.picks != first.picks
    assert second.worth == pytest.approx(ranked[1], rel=2 * GAP)


def test_no_best_choice_is_lost_with_what_is_dominated() -> None:
    for seed in range(SEEDS):
        programme = made_up(seed)
        kept = undominated(programme)
        picks = [
            choice for choice in every_choice(programme) if all(p in own for p, own in zip(choice, kept, strict=True))
        ]
        assert max(worth_of(programme, one) for one in picks) == pytest.approx(best_worth(programme))


def test_a_greedy_choice_keeps_the_limits() -> None:
    for seed in range(SEEDS):
        programme = made_up(seed)
        picks = greedy(programme, undominated(programme))
        assert picks is None or keeps_the_limits(programme, picks)


@pytest.mark.parametrize("how", ["raised here", "told by the solver"])
def test_an_interruption_leaves_the_greedy_choice(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(solver: Highs, *given: object) -> HighsResults:
        if how == "raised here":
            raise KeyboardInterrupt
        told = HighsResults(solver)
        told.termination_condition = TerminationCondition.error
        return told

    monkeypatch.setattr(Highs, "solve", interrupted)
    programme = made_up(7)
    found = solve(programme, 60)
    assert found.status == "interrupted"
    assert found.picks == greedy(programme, undominated(programme))
    assert found.bound >= (best_worth(programme) or 0)


def test_the_mean_of_the_worst_takes_the_part_of_a_value_that_belongs_to_it() -> None:
    values = np.array([1.0, 4.0, 2.0, 3.0])
    assert worst_mean(values, 0.25) == 4
    assert worst_mean(values, 0.5) == 3.5
    assert worst_mean(values, 0.375) == pytest.approx((4 + 0.5 * 3) / 1.5)


def test_months_fail_with_any_clause() -> None:
    fails = (np.array([[True, False, False]]), np.array([[False, False, True]]))
    none = tuple(np.zeros((1, 1), dtype=np.int64) for _ in range(2))
    zero = (np.zeros(1), np.zeros(1))
    programme = Programme(zero, fails, none, ("a", "b"), (np.array([-1]),) * 2, 1)
    assert failing(programme, (0, 0)) == 2
    assert not keeps_the_limits(programme, (0, 0))


def test_readings_of_several_terms_stand_side_by_side() -> None:
    one = Readings((np.array([[True, False]]),), (np.array([[5]]),))
    both = together([one, one])
    assert both.fails[0].tolist() == [[True, False, True, False]]
    assert both.credits[0].tolist() == [[5, 5]]
