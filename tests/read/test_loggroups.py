"""Group operations against loops that anybody can read."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.model.arrays import Bools, Ints
from slm_sim.read.loggroups import any_of, first_known, is_first, is_last, kept_backward, kept_forward, last_known


@st.composite
def grouped(draw: st.DrawFn) -> tuple[Ints, Bools, Ints, int]:
    """Values, whether each is known, sorted groups of which some may be empty, and their number."""
    groups = draw(st.integers(1, 6))
    rows = draw(st.lists(st.tuples(st.integers(0, groups - 1), st.integers(0, 9), st.booleans()), max_size=20))
    rows.sort(key=lambda row: row[0])
    columns = list(zip(*rows, strict=True)) if rows else [(), (), ()]
    group, values, known = columns
    return np.array(values, dtype=np.int64), np.array(known, dtype=bool), np.array(group, dtype=np.int64), groups


@given(grouped())
def test_each_row_sees_its_group_alone(case: tuple[Ints, Bools, Ints, int]) -> None:
    values, known, group, groups = case
    forward, backward, first, last, marked = [], [], [], [], []
    for number in range(groups):
        here = np.flatnonzero(group == number)
        told = [int(values[row]) for row in here if known[row]]
        first.append(told[0] if told else -1)
        last.append(told[-1] if told else -1)
        marked.append(bool(told))
        for row in here:
            before = [int(values[other]) for other in here if known[other] and other <= row]
            after = [int(values[other]) for other in here if known[other] and other >= row]
            forward.append(before[-1] if before else -1)
            backward.append(after[0] if after else -1)
    assert kept_forward(values, known, group, -1).tolist() == forward
    assert kept_backward(values, known, group, -1).tolist() == backward
    assert first_known(values, known, group, groups, -1).tolist() == first
    assert last_known(values, known, group, groups, -1).tolist() == last
    assert any_of(known, group, groups).tolist() == marked
    assert is_first(group).sum() == is_last(group).sum() == len(set(group.tolist()))
