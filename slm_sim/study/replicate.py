"""Many replications on one machine, in an order of numbers that does not depend on who plays them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal
from threading import current_thread, main_thread

from slm_sim.errors import StudyError
from slm_sim.pipeline import Prepared, play
from slm_sim.study.summary import Summary, summarise

BATCH = 20
"""Replications between two looks at the precision; fixed, so that the number of workers changes nothing."""

Enough = Callable[[list[Summary]], bool]
Progress = Callable[[int, int], None]


def replicate(
    prepared: Prepared, most: int, enough: Enough, workers: int, keep_incidents: int, progress: Progress
) -> list[Summary]:
    """The summaries of replications 0, 1, 2, ..., at most so many, or until they are enough.

    enough          asked after each batch of `BATCH`
    keep_incidents  replications that are kept incident by incident
    progress        told how many of how many are done, after each replication

    Raises StudyError if a worker process is killed.
    """
    done: list[Summary] = []
    try:
        with _players(prepared, workers, keep_incidents) as play_all:
            while len(done) < most:
                for summary in play_all(range(len(done), min(len(done) + BATCH, most))):
                    done.append(summary)
                    progress(len(done), most)
                if enough(done):
                    break
    except BrokenProcessPool:
        raise StudyError(
            "a worker process was killed, so its replications are lost; run the study again, "
            "with fewer workers (--workers 1) if the machine ran out of memory"
        ) from None
    return done


@contextmanager
def _players(prepared: Prepared, workers: int, keep_incidents: int) -> Iterator[Callable[[range], Iterator[Summary]]]:
    """Something that plays the replications of a range, in their order: this process, or several."""
    if workers == 1:
        yield lambda numbers: (_play(prepared, keep_incidents, number) for number in numbers)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (prepared, keep_incidents)) as pool:
        with _deaf_to_interrupts():
            pool.submit(int)
        try:
            yield lambda numbers: pool.map(_play_here, numbers)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are started in here leave Ctrl-C to this one; else each would tell of it."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, before)


def _play(prepared: Prepared, keep_incidents: int, number: int) -> Summary:
    return summarise(prepared, play(prepared, number), number < keep_incidents)


_given: tuple[Prepared, int]
"""What a worker process was given when it started."""


def _start(prepared: Prepared, keep_incidents: int) -> None:
    global _given
    _given = (prepared, keep_incidents)


def _play_here(number: int) -> Summary:
    return _play(*_given, number)
