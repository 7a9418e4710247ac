"""Warm-up and overload: series whose truth is known."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from slm_sim.chance import Stream
from slm_sim.statistics import drift, mser5


def noise(shape: tuple[int, ...], replication: int = 0) -> np.ndarray:
    count = int(np.prod(shape))
    return ndtri(Stream(4, replication, "noise").uniforms(np.arange(count))).reshape(shape)


def test_a_long_transient_is_cut_off_and_little_more() -> None:
    weeks = np.arange(104)
    series = 50 * (1 - np.exp(-weeks / 4)) + noise((104,))
    cut = mser5(series)
    assert cut is not None
    assert 10 <= cut <= 30


def test_nothing_is_cut_off_a_settled_series() -> None:
    cuts = [mser5(50 + noise((104,), replication)) for replication in range(40)]
    assert np.median([cut for cut in cuts if cut is not None]) <= 10


def test_a_series_that_never_settles_and_one_that_is_too_short_cannot_be_judged() -> None:
    assert mser5(np.arange(60.0)) is None
    assert mser5(np.ones(19)) is None


def test_a_growing_backlog_has_no_steady_state() -> None:
    growing = 20 + 3 * np.arange(52) + 5 * noise((10, 52))
    found = drift(growing, 0.95)
    assert found.growing
    assert found.slope.low < 3 < found.slope.high


def test_a_steady_backlog_is_called_growing_seldom() -> None:
    """Two-sided 95 % intervals: a false alarm needs a slope above its interval and a growth of half the level."""
    alarms = sum(drift(20 + 5 * noise((10, 52), replication), 0.95).growing for replication in range(300))
    assert alarms == 0


def test_a_tiny_backlog_is_not_called_growing() -> None:
    assert not drift(np.linspace(0, 0.2, 52) + np.zeros((10, 52)), 0.95).growing
