"""Steps in a flat layout, against lists of lists."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.workload.steps import StepBook, Steps, in_order, joined

Lists = list[list[int]]

lives = st.lists(st.lists(st.integers(0, 99), max_size=4), max_size=6)


def written(lists: Lists) -> Steps:
    """The lists, written column by column: the first step of every incident, then the second, ..."""
    book = StepBook(len(lists))
    for place in range(max(map(len, lists), default=0)):
        incident = np.array([number for number, life in enumerate(lists) if len(life) > place])
        figure = np.array([life[place] for life in lists if len(life) > place])
        book.write(incident, figure, figure + 1, figure + 2, figure + 3, 7, figure + 4)
    return book.steps()


def read(steps: Steps) -> Lists:
    assert (steps.effort == steps.team + 1).all()
    assert (steps.then == steps.team + 2).all()
    assert (steps.delay == steps.team + 3).all()
    assert (steps.calendar == 7).all()
    assert (steps.luck == steps.team + 4).all()
    return [part.tolist() for part in np.split(steps.team, steps.first[1:-1])] if len(steps.first) > 1 else []


@given(lives)
def test_what_is_written_can_be_read(lists: Lists) -> None:
    steps = written(lists)
    assert read(steps) == lists
    assert steps.incident.tolist() == [number for number, life in enumerate(lists) for _ in life]


@given(lives, lives)
def test_joined(first: Lists, second: Lists) -> None:
    assert read(joined([written(first), written(second)])) == first + second


@given(lives.flatmap(lambda lists: st.tuples(st.just(lists), st.permutations(range(len(lists))))))
def test_in_order(case: tuple[Lists, list[int]]) -> None:
    lists, order = case
    assert read(in_order(written(lists), np.array(order, dtype=np.int64))) == [lists[number] for number in order]
