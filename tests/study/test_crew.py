"""Threads take chunks, hand back what came of them, and are left alone when nobody waits for them any more."""

from __future__ import annotations

from concurrent.futures import CancelledError
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Event, current_thread

import pytest

from slm_sim.pipeline import Played, Prepared, play, prepare
from slm_sim.study.chunks import Chunk, chunks
from slm_sim.study.crew import StoppedError, carry_out, play_chunk, threads_of_this_machine
from slm_sim.study.landing import Landing
from slm_sim.study.recordfile import read
from slm_sim.study.threads import Threads
from tests.study.build import desk

WEEK = {"time/lasts": "1 week", "time/warm_up": "0 min", "time/run_out": "1 week"}


@pytest.fixture(scope="module")
def candidates() -> list[Prepared]:
    return [prepare(desk({**WEEK, "workload/incidents": rate})) for rate in ("1 / h", "2 / h")]


def test_threads_return_what_was_computed_and_raise_what_was_raised() -> None:
    threads = Threads(2)
    assert [future.result() for future in [threads.submit(pow, 2, power) for power in range(5)]] == [1, 2, 4, 8, 16]
    with pytest.raises(ZeroDivisionError):
        threads.submit(divmod, 1, 0).result()
    assert threads.submit(lambda: current_thread().daemon).result()
    threads.shutdown()


def test_abandoned_threads_begin_nothing_more() -> None:
    threads, begun, ends = Threads(1), Event(), Event()

    def work() -> None:
        begun.set()
        ends.wait()

    first, second = threads.submit(work), threads.submit(work)
    begun.wait()
    threads.shutdown(wait=False, cancel_futures=True)
    ends.set()
    assert first.result() is None
    with pytest.raises(CancelledError):
        second.result()


def test_a_chunk_holds_its_replications_of_its_candidates(candidates: list[Prepared]) -> None:
    found = read(BytesIO(play_chunk(candidates, 4, lambda: False, Chunk(3, 2, 1, 1))), 0)
    assert found.replication.tolist() == [3, 4]
    assert set(found.incidents["replication"].values.tolist()) == {3}
    both = play_chunk(candidates, 0, lambda: False, Chunk(3, 2, 0, 2))
    first, second = (read(BytesIO(both), number) for number in (0, 1))
    assert second.opened.tolist() == found.opened.tolist() != first.opened.tolist()


def test_a_chunk_is_given_up_between_two_replications(candidates: list[Prepared]) -> None:
    answers = iter([False, False, True])
    with pytest.raises(StoppedError):
        play_chunk(candidates[:1], 0, lambda: next(answers), Chunk(0, 5, 0, 1))


def test_stopped_threads_give_up_what_they_play(candidates: list[Prepared], monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on = Event(), Event()

    def waiting(prepared: Prepared, replication: int) -> Played:
        begun.set()
        goes_on.wait()
        return play(prepared, replication)

    monkeypatch.setattr("slm_sim.study.crew.play", waiting)
    crew = threads_of_this_machine(candidates, 0, 1)
    future = crew.submit(Chunk(0, 2, 0, 1))
    begun.wait()
    crew.stop()
    goes_on.set()
    with pytest.raises(StoppedError):
        crew.result(future)


def test_the_study_may_end_before_all_chunks_are_played(candidates: list[Prepared], tmp_path: Path) -> None:
    crew = threads_of_this_machine(candidates, 0, 1)
    landing, planned = Landing(tmp_path, "0123456789ab"), list(chunks(candidates, 500))
    assert len(planned) > 3
    carry_out(crew, planned, landing, lambda chunk: chunk == planned[1])
    crew.stop()
    assert [landing.has(chunk) for chunk in planned[:3]] == [True, True, False]


def test_a_crew_that_is_lost_ends_the_study(candidates: list[Prepared], tmp_path: Path) -> None:
    def nobody() -> None:
        raise LookupError("nobody is left")

    crew = replace(threads_of_this_machine(candidates, 0, 1), check=nobody)
    with pytest.raises(LookupError, match="nobody is left"):
        carry_out(crew, [Chunk(0, 1, 0, 1)], Landing(tmp_path, "0123456789ab"), lambda chunk: False)
    crew.stop()
