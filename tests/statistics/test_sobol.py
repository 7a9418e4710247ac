"""Sobol indices against the known ones of Ishigami's function, and against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import sobol_indices as of_scipy

from slm_sim.chance import Stream, latin_hypercube
from slm_sim.model.arrays import Floats, Ints
from slm_sim.statistics import sobol_indices

POINTS = 2048


def ishigami(x: Floats) -> Floats:
    one, two, three = (np.pi * (2 * x[..., axis] - 1) for axis in range(3))
    return np.asarray(np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one))


def designs() -> tuple[Floats, Floats, Floats]:
    a, b = (latin_hypercube(1, [f"{name}{axis}" for axis in range(3)], POINTS) for name in "ab")
    mixed = np.repeat(a[None], 3, axis=0)
    for axis in range(3):
        mixed[axis, :, axis] = b[:, axis]
    return ishigami(a), ishigami(b), ishigami(mixed)


def picks(samples: int) -> Ints:
    drawn = Stream(3, 0, "picks").uniforms(np.arange(samples * POINTS), 0)
    return (drawn * POINTS).astype(np.int64).reshape(samples, POINTS)


def test_ishigami() -> None:
    """First order and total in closed form: Saltelli et al., "Global sensitivity analysis: the primer", 4.10."""
    b4, b8 = 0.1 * np.pi**4, 0.01 * np.pi**8
    parts = np.array([0.5 * (1 + b4 / 5) ** 2, 49 / 8, 0.0])
    both = b8 * (1 / 18 - 1 / 50)
    variance = parts.sum() + both
    totals = parts + np.array([both, 0, both])
    found = sobol_indices(*designs(), picks(200), 0.99)
    for number, (first, total) in enumerate(zip(parts / variance, totals / variance, strict=True)):
        assert found[number].first.low is not None
        assert found[number].first.high is not None
        assert found[number].first.low <= first <= found[number].first.high
        assert found[number].total.value == pytest.approx(total, abs=0.04)


def test_the_same_numbers_as_scipy() -> None:
    a, b, mixed = designs()
    expected = of_scipy(func={"f_A": a[None], "f_B": b[None], "f_AB": mixed[:, None]}, n=POINTS)
    found = sobol_indices(a, b, mixed, picks(2), 0.95)
    assert [one.first.value for one in found] == pytest.approx(expected.first_order.ravel(), abs=0.02)
    assert [one.total.value for one in found] == pytest.approx(expected.total_order.ravel(), abs=0.02)


def test_what_never_moves_has_no_indices() -> None:
    same = np.ones(8)
    assert sobol_indices(same, same, np.ones((2, 8)), np.zeros((3, 8), dtype=np.int64), 0.95) == []
