"""Every choice of a small programme, one by one: slow, and impossible to get wrong."""

from __future__ import annotations

from itertools import product

from slm_sim.plan.programme import Picks, Programme, keeps_the_limits, worth_of


def every_choice(programme: Programme) -> list[Picks]:
    """All choices that keep the limits."""
    options = (range(len(worth)) for worth in programme.worth)
    return [picks for picks in product(*options) if keeps_the_limits(programme, picks)]


def best_worth(programme: Programme) -> float | None:
    """What the best choice is worth, None where none keeps the limits."""
    return max((worth_of(programme, picks) for picks in every_choice(programme)), default=None)
