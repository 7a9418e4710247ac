"""Whether a whole comparison finds a difference that is there, and none that is not; 200 seeds are a benchmark."""

from __future__ import annotations

from functools import cache

from slm_sim.plan import compare
from tests.plan.bets import EACH, bet, gained

SEEDS = 20


@cache
def truth() -> tuple[float, float]:
    return gained(400, seed=2027)


def told_apart(standard_errors: float) -> int:
    """In how many seeds a bet whose true worth is so many standard errors is told apart from staying as it is."""
    mean, deviation = truth()
    price = mean - standard_errors * deviation / EACH**0.5
    return sum(bool(compare(bet(price, seed)).pairs[0].verdict) for seed in range(SEEDS))


def test_a_difference_of_41_standard_errors_is_found() -> None:
    """Found in 98 % of all seeds; fewer than 15 of 20 would come with a probability of one in 50,000."""
    assert told_apart(4.1) >= 15


def test_equals_are_rarely_called_different() -> None:
    """In at most 5 % of all seeds; more than 5 of 20 would come with a probability of one in 3,000."""
    assert told_apart(0.0) <= 5
