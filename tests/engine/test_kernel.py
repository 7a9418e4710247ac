"""The compiled engine answers what the reference engine answers, in every array and to the tick.

Small cases of all policies are compared in `test_against_naive`, crowds in `test_equality`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from slm_sim.engine import simulate
from slm_sim.engine.kernel import firstcome, general
from slm_sim.errors import StudyError
from slm_sim.model.organisation import Organisation
from slm_sim.model.outcomes import Outcomes
from tests.engine.cases import ints, one, open_time, organisation, pauses, policy, team, worked, workload
from tests.engine.crowds import crowd
from tests.engine.months import month
from tests.engine.strategies import Case, cases
from tests.engine.test_against_naive import assert_equal

ROOT = Path(__file__).resolve().parents[2]
FIRST_COME = policy()


def alone(case: Case) -> Case:
    """The same case as the fast variant knows it: nobody helps, pre-empts, escalates or gives up."""
    facts, crew, _ = case
    staying = replace(facts, leaves=ints([]))
    return staying, Organisation(tuple(replace(team, helps=()) for team in crew.teams), crew.calendars), FIRST_COME


def agreed(case: Case) -> Outcomes:
    """The outcomes in which both engines agree."""
    found = simulate(*case, engine="kernel")
    assert_equal(found, simulate(*case, engine="reference"))
    return found


@settings(max_examples=300, deadline=None)
@given(cases())
def test_small_cases_of_the_fast_variant(case: Case) -> None:
    assert firstcome.suits(*alone(case))
    agreed(alone(case))


@pytest.mark.parametrize("suspends", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_months_of_the_fast_variant(seed: int, suspends: bool) -> None:
    agreed((*month(seed, suspends=suspends), FIRST_COME))


@pytest.mark.parametrize("suspends", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_months_with_help_and_pre_emption(seed: int, suspends: bool) -> None:
    agreed((*month(seed, suspends=suspends, helps=True), policy(*range(seed % 3))))


def test_without_the_compiler_it_is_the_same_python() -> None:
    ask = "from tests.engine.test_kernel import play_a_few; play_a_few()"
    subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, env={**os.environ, "NUMBA_DISABLE_JIT": "1"})


def play_a_few() -> None:
    assert type(firstcome.play).__name__ == type(general.play).__name__ == "function"
    for number in range(20):
        agreed(crowd(number))
    for seed in range(2):
        facts, crew = month(seed, suspends=bool(seed))
        agreed((replace(facts, horizon=facts.horizon // 4), crew, FIRST_COME))


@pytest.mark.parametrize("preempting", [(), (0,)])
def test_more_suspensions_than_anybody_expects_find_room(preempting: tuple[int, ...]) -> None:
    roster = [(tick, tick % 2) for tick in range(9000)]
    facts = workload(one(0, 4000), horizon=9000)
    crew = Organisation((team(roster, suspends=True),), (open_time((0, 9000), horizon=9000),))
    found = simulate(facts, crew, policy(*preempting), engine="kernel")
    assert worked(found) == [(1, 8000)]
    assert pauses(found) == [(0, tick, tick + 1) for tick in range(2, 8000, 2)]


@pytest.mark.parametrize("preempting", [(), (0,)])
def test_more_than_fits_an_integer_is_refused(preempting: tuple[int, ...]) -> None:
    endless = open_time((0, 1 << 61), horizon=1 << 61)
    facts = workload(one(0, 1), one(0, 1), horizon=1 << 61)
    with pytest.raises(StudyError, match="2 incidents over 2305843009213693952 ticks are too many"):
        simulate(facts, Organisation((team(1),), (endless,)), policy(*preempting), engine="kernel")


def test_columns_need_not_be_contiguous() -> None:
    facts = workload(one(0, 3), one(1, 2))
    apart = replace(facts, arrival=ints([0, 9, 1, 9])[::2])
    crew = organisation(team(1))
    assert_equal(simulate(apart, crew, FIRST_COME, engine="kernel"), simulate(facts, crew, FIRST_COME))
