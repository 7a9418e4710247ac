"""The compiled engine answers what the reference engine answers, in every array and to the tick."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from slm_sim.engine import simulate
from slm_sim.engine.kernel import firstcome
from slm_sim.model.organisation import Organisation
from tests.engine.cases import ints, one, open_time, organisation, pauses, policy, team, worked, workload
from tests.engine.months import month
from tests.engine.strategies import Case, cases
from tests.engine.test_against_naive import assert_equal

ROOT = Path(__file__).resolve().parents[2]
FIRST_COME = policy()


def alone(case: Case) -> Case:
    """The same case with teams that do not help, tickets that do not pre-empt and customers who do not give up."""
    facts, crew, _ = case
    return (
        replace(facts, leaves=ints([])),
        Organisation(tuple(replace(team, helps=()) for team in crew.teams), crew.calendars),
        FIRST_COME,
    )


def assert_agreement(case: Case) -> None:
    assert_equal(simulate(*case, engine="kernel"), simulate(*case, engine="reference"))


@settings(max_examples=300, deadline=None)
@given(cases())
def test_small_cases(case: Case) -> None:
    assert_agreement(alone(case))


@pytest.mark.parametrize("suspends", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_large_cases(seed: int, suspends: bool) -> None:
    assert_agreement((*month(seed, suspends=suspends), FIRST_COME))


def test_without_the_compiler_it_is_the_same_python() -> None:
    ask = "from tests.engine.test_kernel import play_a_few; play_a_few()"
    subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, env={**os.environ, "NUMBA_DISABLE_JIT": "1"})


def play_a_few() -> None:
    assert type(firstcome.play).__name__ == "function"
    for seed in range(2):
        facts, crew = month(seed, suspends=bool(seed))
        few = facts.horizon // 4
        assert_agreement((replace(facts, horizon=few), crew, FIRST_COME))


def test_more_suspensions_than_anybody_expects_find_room() -> None:
    roster = [(tick, tick % 2) for tick in range(9000)]
    facts = workload(one(0, 4000), horizon=9000)
    crew = organisation(team(roster, suspends=True), calendars=[open_time((0, 9000), horizon=9000)])
    crew = Organisation(crew.teams, crew.calendars[1:])
    found = simulate(facts, crew, FIRST_COME, engine="kernel")
    assert worked(found) == [(1, 8000)]
    assert pauses(found) == [(0, tick, tick + 1) for tick in range(2, 8000, 2)]


def test_more_than_fits_an_integer_is_refused() -> None:
    endless = open_time((0, 1 << 61), horizon=1 << 61)
    facts = workload(one(0, 1), one(0, 1), horizon=1 << 61)
    crew = Organisation((team(1),), (endless,))
    with pytest.raises(ValueError, match="2 incidents over 2305843009213693952 ticks are too many"):
        simulate(facts, crew, FIRST_COME, engine="kernel")


def test_columns_need_not_be_contiguous() -> None:
    facts = workload(one(0, 3), one(1, 2))
    apart = replace(facts, arrival=ints([0, 9, 1, 9])[::2])
    assert_equal(
        simulate(apart, organisation(team(1)), FIRST_COME, engine="kernel"),
        simulate(facts, organisation(team(1)), FIRST_COME, engine="kernel"),
    )
