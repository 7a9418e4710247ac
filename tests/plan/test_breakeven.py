"""Where a figure becomes zero, on functions whose root is known."""

from __future__ import annotations

import numpy as np
import pytest

from slm_sim.model.arrays import Floats
from slm_sim.plan.breakeven import STEPS, root, step

NOISE = np.array([-1.0, 1.0, -0.5, 0.5])


@pytest.mark.parametrize("start", [None, 0.2, 0.9])
def test_a_bent_line_is_followed_to_its_root(start: float | None) -> None:
    asked: list[float] = []

    def at(share: float) -> Floats:
        asked.append(share)
        return 10 * (0.36 - share**2) + NOISE

    found = root(at, start, 0.95)
    assert found is not None
    assert found.share == pytest.approx(0.6, abs=0.005)
    assert found.falls
    assert len(asked) <= STEPS + 3
    half = 3.182446 * np.std(NOISE, ddof=1) / 2
    assert found.high - found.share == pytest.approx(half / 12, rel=0.1)


def test_a_straight_deal_by_hand() -> None:
    """1 000 EUR are left at the low end of a range, and 25 EUR less with each hundredth of it: nothing after 40.

    Four replications stray by 1, 1, 0.5 and 0.5 EUR: a deviation of sqrt(2.5 / 3) = 0.9129, of their mean 0.4564, times
    3.1824 (Student's t of three) 1.4526 EUR, which is 0.0581 of a hundredth.
    """
    found = root(lambda share: 1000 - 2500 * share + NOISE, 0.0, 0.95)
    assert found is not None
    assert found.share == pytest.approx(0.40, abs=1e-9)
    assert (found.high - found.share, found.share - found.low) == pytest.approx((0.000581, 0.000581), rel=1e-3)
    assert found.falls


def test_no_root_no_answer() -> None:
    assert root(lambda share: 1 + NOISE / 9 + share, 0.5, 0.95) is None
    assert step(lambda number: np.full(2, 1.0), 0, 9, 4) is None


def test_the_nearest_crossing_counts() -> None:
    found = root(lambda share: np.full(3, (share - 0.1) * (share - 0.8)), 0.5, 0.95)
    assert found is not None
    assert found.share == pytest.approx(0.8, abs=0.01) or found.share == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize(("turn", "start"), [(3, 5), (7, 5), (9, None)])
def test_whole_numbers_turn_between_two(turn: int, start: int | None) -> None:
    assert step(lambda number: np.full(2, float(turn - number) - 0.5), 0, 12, start) == (turn - 1, turn)
