"""The order of a crowd, and whether all in it differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.workload.crowd import all_different, earliest_first

HORIZON = 1000
ROWS = st.lists(
    st.tuples(st.integers(0, HORIZON - 1) | st.sampled_from([0, 7]), st.integers(-3, 3), st.integers(0, 2**63 - 1)),
    max_size=40,
)


@given(ROWS)
def test_the_earliest_stand_first(rows: list[tuple[int, int, int]]) -> None:
    arrival, opened, identity = (np.array([row[k] for row in rows], dtype=np.int64) for k in range(3))
    order = earliest_first(arrival, opened, identity, HORIZON)
    assert sorted(order.tolist()) == list(range(len(rows)))
    assert [rows[i] for i in order.tolist()] == sorted(rows)


@pytest.mark.parametrize("horizon", [1, 60, 10**15])
def test_many_of_them_on_few_or_many_ticks(horizon: int) -> None:
    fraction = (np.arange(3000) * 0.6180339887) % 1
    arrival = (fraction**3 * horizon).astype(np.int64)
    identity = (np.arange(3000) * 7919) % 3000
    order = earliest_first(arrival, arrival, identity, horizon)
    assert np.array_equal(order, np.lexsort((identity, arrival)))


@given(st.lists(st.integers(0, 2**63 - 1) | st.integers(0, 30), max_size=30))
def test_two_of_one_identity_are_found(identities: list[int]) -> None:
    assert all_different(np.array(identities, dtype=np.int64)) == (len(set(identities)) == len(identities))
