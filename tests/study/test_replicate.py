"""The same seed gives the same study, whoever plays it and however many replications follow."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from slm_sim.model.study import Study
from slm_sim.study import run_study
from slm_sim.study.chunks import BATCH
from tests.study.build import PROMISED, desk

SMALL = {**PROMISED, "time/lasts": "2 months", "workload/incidents": "60 / month", "time/warm_up": "1 week"}


@cache
def study(replications: int = 5, keep: int = 2, seed: int | None = None) -> Study:
    return run_study(desk(SMALL), replications=replications, keep_incidents=keep, seed=seed)


def expect_equal(found: Study, expected: Study, below: int | None = None) -> None:
    """Every table equal to the bit, as far as it is told by replication if `below` is given."""
    for name, frame in expected.tables.items():
        told = found.tables[name]
        if below is not None:
            if "replication" not in frame:
                continue
            frame, told = frame[frame["replication"] < below], told[told["replication"] < below]
        pd.testing.assert_frame_equal(told, frame, check_exact=True)


def test_a_second_run_finds_the_same_and_another_seed_something_else() -> None:
    again = run_study(desk(SMALL), replications=5, keep_incidents=2)
    assert again.results.model_dump_json() == study().results.model_dump_json()
    expect_equal(again, study())
    other = study(seed=12)
    assert other.results.question.seed == 12
    assert not other.tables["attainment"].equals(study().tables["attainment"])


def test_more_replications_leave_the_first_ones_as_they_were() -> None:
    assert set(study(3).tables["attainment"]["replication"]) == {0, 1, 2}
    expect_equal(study(), study(3), below=3)


@pytest.mark.parametrize("keep", [1, 2, 9])
def test_so_many_replications_are_kept_in_full_as_were_asked_for(keep: int) -> None:
    kept = study(3, keep=keep).tables["incidents"]["replication"]
    assert sorted(set(kept)) == list(range(min(keep, 3)))


def test_progress_is_told_at_the_beginning_and_whenever_some_replications_have_landed() -> None:
    told: list[tuple[int, int]] = []
    run_study(desk(SMALL), replications=150, progress=lambda done, most: told.append((done, most)))
    assert told == [(0, 150), (40, 150), (80, 150), (120, 150), (150, 150)]


@cache
def stopping(precision: str, workers: int = 1) -> Study:
    """Two quick months, of which at most 45 are played."""
    quick = {**SMALL, "workload/incidents": "20 / month", "study/replications": 45, "study/precision": precision}
    return run_study(desk(quick), workers=workers, keep_incidents=2)


def test_two_threads_find_what_one_finds_and_stop_where_it_stops() -> None:
    alone, together = stopping("20 points"), stopping("20 points", workers=2)
    assert together.results.model_dump_json() == alone.results.model_dump_json()
    expect_equal(together, alone)


def test_a_study_stops_at_the_first_batch_after_which_it_is_precise_enough() -> None:
    found = stopping("20 points").results
    assert (found.question.replications, found.question.stopped_because) == (BATCH, "precision reached")
    for clause in found.clauses:
        assert clause.chance is not None
        assert clause.chance.half_width is not None
        assert clause.chance.half_width <= 0.2


def test_a_precision_out_of_reach_plays_all() -> None:
    found = stopping("0.1 points").results.question
    assert (found.replications, found.stopped_because) == (45, "all replications played")


def test_without_a_clause_there_is_no_precision_to_reach() -> None:
    found = run_study(desk({"time/lasts": "1 week", "time/warm_up": "0 min"}), replications=21, precision=0.5)
    assert (found.results.question.replications, found.results.clauses) == (21, ())
