"""Both engines give the same history as the tick-by-tick twin, in every array, under every policy."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from slm_sim.engine import simulate
from slm_sim.model.outcomes import Outcomes
from tests.engine.crowds import crowd
from tests.engine.naive import simulate_naively
from tests.engine.strategies import Case, cases


def assert_equal(found: Outcomes, expected: Outcomes) -> None:
    for column in fields(Outcomes):
        np.testing.assert_array_equal(
            getattr(found, column.name), getattr(expected, column.name), err_msg=column.name, strict=True
        )


def assert_both_equal_the_twin(case: Case) -> None:
    expected = simulate_naively(*case)
    assert_equal(simulate(*case, engine="reference"), expected)
    assert_equal(simulate(*case, engine="kernel"), expected)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_every_array_equals_the_twin(case: Case) -> None:
    assert_both_equal_the_twin(case)


@pytest.mark.parametrize("number", [number for number in range(90) if crowd(number)[0].horizon < 1000])
def test_a_crowd_equals_the_twin(number: int) -> None:
    assert_both_equal_the_twin(crowd(number))
