from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from slm_sim.chance.normal import normal_quantiles


def test_quantiles_are_those_of_the_library() -> None:
    """To 1e-13 of the quantile, and near one half, where it is 0, of the unit."""
    near = np.linspace(0.0005, 0.9995, 20_001)
    far = 2.0 ** -np.linspace(1, 53, 5001)
    edges = np.array([0.075, np.nextafter(0.075, 0), 0.925, np.nextafter(0.925, 1), 2.0**-53, 1 - 2.0**-53])
    u = np.concatenate((near, far, 1 - far[far > 2.0**-52], edges))
    assert normal_quantiles(u) == pytest.approx(ndtri(u), rel=1e-13, abs=1e-15)


def test_they_never_fall() -> None:
    u = np.concatenate([np.nextafter(at, at - 1) + np.arange(-200, 200) * 2.0**-53 for at in (0.075, 0.5, 0.925)])
    assert (np.diff(normal_quantiles(np.sort(u))) > -1e-15).all()
