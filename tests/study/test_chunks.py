"""A study is divided by its size alone."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.pipeline import prepare
from slm_sim.study.chunks import AT_ONCE, BATCH, EACH, SIZES, chunks, division, incidents
from tests.study.build import desk


@given(st.lists(st.floats(0, 2e6), min_size=1, max_size=60))
def test_a_chunk_is_about_as_much_as_was_meant_or_cannot_be_less(expected: list[float]) -> None:
    together, size = division(expected)
    assert 1 <= together <= len(expected)
    assert size in SIZES
    if together * size > 1:
        assert together * size * (sum(expected) / len(expected) + EACH) <= AT_ONCE * 1.01 or together < len(expected)


def test_a_look_falls_on_the_end_of_a_chunk_or_between_two_of_its_replications() -> None:
    assert all(BATCH % size == 0 or size % BATCH == 0 for size in SIZES)


@pytest.mark.parametrize("most", [1, 20, 250])
@pytest.mark.parametrize("rate", ["1.6 / h", "2 000 / h"])
def test_every_replication_of_every_candidate_is_played_once(most: int, rate: str) -> None:
    prepared = prepare(desk({"workload/incidents": rate, "time/lasts": "1 week"}))
    found = list(chunks([prepared] * 3, most))
    pairs = [
        (replication, candidate) for chunk in found for replication in chunk.replications for candidate in chunk.of
    ]
    assert sorted(pairs) == list(product(range(most), range(3)))
    assert [chunk.first for chunk in found] == sorted(chunk.first for chunk in found)


def test_the_expected_number_of_incidents_is_that_of_the_whole_run() -> None:
    prepared = prepare(desk({"workload/incidents": "2 / h", "time/lasts": "4 weeks"}))
    assert incidents(prepared) == pytest.approx(2 * 24 * 7 * (4 + 2 + 1))
