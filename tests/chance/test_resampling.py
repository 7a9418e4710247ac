"""Resamples of a bootstrap: as many things as there are, each as likely as another, and reproducible."""

from __future__ import annotations

import numpy as np
from scipy import stats

from slm_sim.chance import Stream, resampled


def test_each_thing_is_as_likely_in_each_place() -> None:
    """Seed 3, 7 000 draws of seven things: an error rate of 0.1 %."""
    picks = resampled(Stream(3, 0, "test"), 1_000, 7)
    assert picks.shape == (1_000, 7)
    assert stats.chisquare(np.bincount(picks.ravel(), minlength=7)).pvalue > 0.001
    assert (picks >= 0).all()
    assert (picks < 7).all()


def test_resamples_are_those_of_their_stream_and_more_of_them_change_none() -> None:
    few, more = (resampled(Stream(3, 0, "test"), samples, 5) for samples in (10, 20))
    assert (more[:10] == few).all()
    assert (resampled(Stream(4, 0, "test"), 10, 5) != few).any()
