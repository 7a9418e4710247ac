"""What a study keeps in memory: a little of each replication, the same however replications were shared out."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest

from slm_sim.pipeline import Prepared, play, prepare
from slm_sim.study.gather import AVERAGED, STACKED, gather
from slm_sim.study.record import Record, first_replications, record_of
from slm_sim.study.recordfile import read, written
from slm_sim.study.summary import Summary, summarise
from tests.study.build import PROMISED, desk

SMALL = {**PROMISED, "time/lasts": "2 months", "workload/incidents": "60 / month", "time/warm_up": "1 week"}


@pytest.fixture(scope="module")
def played() -> tuple[Prepared, list[Summary]]:
    prepared = prepare(desk(SMALL))
    return prepared, [summarise(prepared, play(prepared, number), True) for number in range(7)]


def landed(prepared: Prepared, summaries: list[Summary]) -> Record:
    return read(BytesIO(written([record_of(prepared, summaries)])), 0)


@pytest.mark.parametrize("cuts", [(), (1,), (2, 5), (1, 2, 3, 4, 5, 6)])
def test_how_replications_are_shared_out_changes_no_bit(
    cuts: tuple[int, ...], played: tuple[Prepared, list[Summary]]
) -> None:
    prepared, summaries = played
    ends = (0, *cuts, len(summaries))
    parts = [landed(prepared, summaries[first:last]) for first, last in pairwise(ends)]
    found = gather(prepared, parts)
    assert found.replications == len(summaries)
    for name in AVERAGED:
        rows = np.stack([getattr(summary, name) for summary in summaries])
        assert np.array_equal(getattr(found, name), rows.mean(axis=0))
    for name in STACKED:
        rows = np.stack([getattr(summary, name) for summary in summaries])
        assert np.array_equal(getattr(found, name), rows, equal_nan=True)
    for number, reached in enumerate(found.reached):
        rows = np.stack([summary.attainments[0][number].verdict for summary in summaries])
        assert np.array_equal(reached.verdict, rows)


def test_a_replication_is_kept_in_few_bytes_and_nothing_of_its_file(played: tuple[Prepared, list[Summary]]) -> None:
    prepared, summaries = played
    found = gather(prepared, [landed(prepared, summaries)])
    money = found.owed[0]
    assert money is not None
    kept = [getattr(found, name) for name in STACKED]
    kept += [array for reached in found.reached for array in (reached.verdict, reached.attained)]
    kept += [money.amount, money.cap_reached, money.over_margin, *money.by_clause.values()]
    assert sum(array.nbytes for array in kept) < 1000 * len(summaries)
    for array in kept:
        assert array.base is None or array.base.nbytes == array.nbytes, "a view would keep the whole file in memory"


def test_what_comes_after_the_last_replication_is_left_out(played: tuple[Prepared, list[Summary]]) -> None:
    prepared, summaries = played
    cut = first_replications(landed(prepared, summaries), 4)
    assert written([cut]) == written([landed(prepared, summaries[:4])])
