"""Simultaneous intervals: against Student alone, against scipy's multivariate t, and by how often they hold."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_t

from slm_sim.chance import Stream
from slm_sim.model.arrays import Floats
from slm_sim.statistics import joint_means, mean, spent
from slm_sim.statistics.jointly import AGREED, FEWEST_AGREEING, NO_ERROR, TOO_FEW, largest_t


def uniforms(seed: int, rows: int, columns: int) -> Floats:
    stream = Stream(seed, 0, "test")
    return np.column_stack([stream.uniforms(np.arange(rows), column) for column in range(columns)])


def normals(seed: int, rows: int, columns: int) -> Floats:
    from scipy.special import ndtri

    return np.asarray(ndtri(uniforms(seed, rows, columns)))


DRAWS = uniforms(1, 20_000, 5)


def test_one_column_is_students_interval() -> None:
    (column,) = normals(2, 30, 1).T
    (found,) = joint_means([column], 0.05, DRAWS, "one")
    alone = mean(column, 0.95)
    assert (found.value, found.low, found.high) == pytest.approx((alone.value, alone.low, alone.high))


def test_the_largest_t_is_that_of_the_multivariate_t() -> None:
    """Three contrasts with a common control, whose correlations are one half."""
    samples = normals(3, 4_000, 4)
    contrasts = (samples[:, 1:] - samples[:, :1]).T
    times = largest_t(contrasts, 19, 0.05, DRAWS)
    held = multivariate_t.cdf(
        [times] * 3, shape=np.corrcoef(contrasts), df=19, lower_limit=[-times] * 3, random_state=1
    )
    assert held == pytest.approx(0.95, abs=0.006)


def test_rare_errors_fall_back_on_the_bound() -> None:
    samples = normals(3, 40, 3).T
    assert largest_t(samples, 39, 1e-4, DRAWS) > largest_t(samples, 39, 0.05, DRAWS)


def test_columns_that_agree_have_no_width_and_do_not_widen_the_others() -> None:
    (column,) = normals(4, 30, 1).T
    alone, agreed = joint_means([column, np.full(30, 7.0)], 0.05, DRAWS, "two")
    (expected,) = joint_means([column], 0.05, DRAWS, "two")
    assert (agreed.value, agreed.low, agreed.high, agreed.method) == (7.0, 7.0, 7.0, AGREED)
    assert alone == expected


def test_a_few_that_agree_prove_nothing() -> None:
    (few,) = joint_means([np.full(FEWEST_AGREEING - 1, 7.0)], 0.05, DRAWS, "one")
    assert (few.value, few.low, few.high, few.method) == (7.0, None, None, TOO_FEW)


def test_all_intervals_hold_together_as_often_as_they_say() -> None:
    """400 samples of four candidates, all pairs: 95 % ± 2.6 points would be within 2.4 standard errors."""
    held = 0
    for seed in range(400):
        values = normals(1000 + seed, 20, 4)
        pairs = [values[:, one] - values[:, other] for one in range(4) for other in range(one)]
        found = joint_means(pairs, 0.05, DRAWS, "pairs")
        held += all((one.low or 0) <= 0 <= (one.high or 0) for one in found)
    assert 369 <= held <= 391


def test_what_is_spent_grows_to_all_of_it_and_begins_late() -> None:
    shares = [spent(share, 0.05) for share in (0, 0.25, 0.5, 0.75, 1)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[1] < 1e-4
    assert shares[-1] == pytest.approx(0.05)


def test_no_interval_is_infinite() -> None:
    (found,) = joint_means([normals(2, 20, 1).T[0]], 1e-300, DRAWS, "one")
    assert (found.low, found.high, found.method) == (None, None, NO_ERROR)
