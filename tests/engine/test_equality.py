"""Both engines give the same history of every step, under every policy and in both modes at shift end."""

from __future__ import annotations

from collections import Counter
from itertools import product

from slm_sim.engine import simulate
from tests.engine.crowds import crowd
from tests.engine.fired import MODES, WITHOUT, fired
from tests.engine.test_against_naive import assert_equal

CASES = 1100
AT_LEAST = 30


def test_crowds_are_played_alike_and_every_policy_fires() -> None:
    """A case counts for a policy and a mode only if without either its outcomes were others."""
    counted: Counter[tuple[str, str]] = Counter()
    for number in range(CASES):
        case = crowd(number)
        outcomes = simulate(*case, engine="kernel")
        assert_equal(outcomes, simulate(*case, engine="reference"))
        counted.update(fired(case, outcomes))
    assert {pair: counted[pair] for pair in product(WITHOUT, MODES) if counted[pair] < AT_LEAST} == {}
