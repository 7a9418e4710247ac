"""Whoever plays the chunks of a study: threads of this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from threading import Event

from slm_sim.pipeline import Prepared, play
from slm_sim.study.chunks import Chunk
from slm_sim.study.landing import Landing
from slm_sim.study.record import record_of
from slm_sim.study.recordfile import written
from slm_sim.study.summary import Summary, summarise
from slm_sim.study.threads import Threads

SECONDS_BETWEEN_LOOKS = 0.5
"""How often a crew is asked whether it is still there, while nothing comes from it."""


class StoppedError(Exception):
    """A chunk was given up because nobody waits for it any more."""


@dataclass(frozen=True, eq=False)
class Crew:
    """Whoever plays the chunks.

    submit   has a chunk played by an executor (of `concurrent.futures`, or one like it): its records as bytes
    workers  that play side by side
    result   what came of a future; raises StudyError if the crew is at fault
    check    raises StudyError if nobody is left
    stop     gives up what is not finished, without waiting for it
    """

    submit: Callable[[Chunk], Future[bytes]]
    workers: int
    result: Callable[[Future[bytes]], bytes]
    check: Callable[[], None]
    stop: Callable[[], None]


def carry_out(crew: Crew, chunks: Sequence[Chunk], landing: Landing, seen: Callable[[Chunk], bool]) -> None:
    """Have chunks played, and land each as soon as it is finished, in whatever order they come.

    seen  told of each chunk that has landed; says whether the study may end
    """
    waiting, running = iter(chunks), dict[Future[bytes], Chunk]()
    while True:
        while len(running) < 2 * crew.workers and (chunk := next(waiting, None)) is not None:
            running[crew.submit(chunk)] = chunk
        if not running:
            return
        done, _ = wait(running, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
        crew.check()
        for future in sorted(done, key=running.__getitem__):
            chunk = running.pop(future)
            landing.land(chunk, crew.result(future))
            if seen(chunk):
                return


def threads_of_this_machine(candidates: Sequence[Prepared], keep_incidents: int, workers: int) -> Crew:
    """A crew of so many threads; compiled code runs side by side in them."""
    stopped, executor = Event(), Threads(workers)

    def stop() -> None:
        stopped.set()
        executor.shutdown(wait=False, cancel_futures=True)

    return Crew(
        submit=lambda chunk: executor.submit(play_chunk, candidates, keep_incidents, stopped.is_set, chunk),
        workers=workers,
        result=lambda future: future.result(),
        check=lambda: None,
        stop=stop,
    )


def play_chunk(candidates: Sequence[Prepared], keep_incidents: int, stopped: Callable[[], bool], chunk: Chunk) -> bytes:
    """Play the replications of a chunk, each for all its candidates, and return their records as bytes.

    candidates  all candidates of the study
    stopped     asked before each replication; `StoppedError` is raised if it says so
    """
    summaries: dict[int, list[Summary]] = {number: [] for number in chunk.of}
    for replication in chunk.replications:
        for number, of_candidate in summaries.items():
            if stopped():
                raise StoppedError
            played = play(candidates[number], replication)
            of_candidate.append(summarise(candidates[number], played, replication < keep_incidents))
    return written([record_of(candidates[number], found) for number, found in summaries.items()])
