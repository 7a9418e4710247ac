"""Who takes how long, side by side: repetitions take turns, so that a machine that slows down slows everybody."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
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
