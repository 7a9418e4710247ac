from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammainccinv, gammaincinv, ndtr
from scipy.stats import norm

from slm_sim.chance.gamma import COEFFICIENTS, FARTHEST, PIECES, Z90, gamma_table, log_over_median
from slm_sim.model.arrays import Floats


def read(shape: float, normal: Floats) -> Floats:
    """The table of a shape at some normal quantiles: on each piece a polynomial in -1 to 1."""
    piece, rest = np.divmod((normal + FARTHEST) * PIECES / (2 * FARTHEST), 1)
    rows = gamma_table(shape).reshape(PIECES, COEFFICIENTS)[piece.astype(int)]
    return np.asarray((rows * (2 * rest[:, None] - 1) ** np.arange(COEFFICIENTS)[::-1]).sum(axis=1))


def test_the_90th_percentile_of_the_normal_distribution() -> None:
    assert pytest.approx(norm.ppf(0.9), rel=1e-15) == Z90


@pytest.mark.parametrize("shape", [0.05, 0.3, 1, 3, 30, 2000, 25_000])
def test_the_table_gives_the_quantiles_of_the_library(shape: float) -> None:
    """Of every length that is more than a billionth of a billionth of the median."""
    z = np.linspace(-8.21, 8.21, 3001)
    exact = np.where(z < 0, gammaincinv(shape, ndtr(np.minimum(z, 0))), gammainccinv(shape, ndtr(-np.maximum(z, 0))))
    wanted = exact / gammaincinv(shape, 0.5)
    z, wanted = z[wanted > 1e-18], wanted[wanted > 1e-18]
    assert np.exp(read(shape, z)) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("shape", [1e6, 1e9, 1e14])
def test_large_shapes_are_all_but_normal(shape: float) -> None:
    z = np.linspace(-8, 8, 101)
    found = read(shape, z)
    root = shape**0.5
    assert found == pytest.approx(z / root + z**2 / (3 * shape) - z**2 / (2 * shape), abs=80 / (shape * root))


def test_the_expansion_joins_the_library_without_a_step() -> None:
    z = np.linspace(-6, 6, 101)
    below, above = log_over_median(29_999.999999, z), log_over_median(30_000.0, z)
    assert below == pytest.approx(above, abs=2e-12)


def test_a_longer_number_never_gives_a_shorter_length() -> None:
    z = np.sort(np.concatenate((np.linspace(-8.2, 8.2, 20_001), np.linspace(-0.2, 0.2, 20_001))))
    found = read(0.7, z)
    assert (np.diff(found) > -1e-13).all()
