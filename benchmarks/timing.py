"""Who takes how long, side by side: repetitions take turns, so that a machine that slows down slows everybody."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from time import perf_counter, process_time

Clock = Callable[[], float]
Job = Callable[[], object]


def least(
    jobs: Mapping[str, Job], repeats: int, clock: Clock = process_time, rests: Mapping[str, int] | None = None
) -> dict[str, float]:
    """The least time that each job took in seconds, by its name.

    repeats  how often each is run, in turns
    clock    processor time, unless threads are to be timed
    rests    names of jobs that are run less often than the others, and how often
    """
    found = dict.fromkeys(jobs, float("inf"))
    for turn in range(repeats):
        for name, job in jobs.items():
            if turn < (rests or {}).get(name, repeats):
                found[name] = min(found[name], once(job, clock))
    return found


def once(job: Job, clock: Clock = process_time) -> float:
    """How long a job takes, in seconds, without the collection of garbage."""
    gc.collect()
    gc.disable()
    try:
        begun = clock()
        job()
        return clock() - begun
    finally:
        gc.enable()


wall: Clock = perf_counter

FREE = 1.85
"""How many times as fast two threads must be that share nothing, for two cores to count as free."""
BYTES = bytes(20_000_000)


def hashed(number: int) -> int:
    """Work that holds no lock and shares nothing: some bytes are hashed."""
    return sha256(BYTES).digest()[number % 32]


def free_cores() -> float:
    """How many times as fast two threads that share nothing are as one: about 2 where two cores are free."""
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as two:
        seconds = least(
            {"one": lambda: list(one.map(hashed, range(20))), "two": lambda: list(two.map(hashed, range(20)))}, 3, wall
        )
    return seconds["one"] / seconds["two"]


def busy(free: float) -> str:
    """Why something that needs two cores is not timed."""
    return f"two cores are not free: two threads that share nothing are {free:.2f} times as fast"
