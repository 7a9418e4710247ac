"""From chance to money: a whole replication beside the engine alone, and two threads beside one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from benchmarks import year
from benchmarks.row import Goal, Row, row, skipped
from benchmarks.timing import FREE, busy, hashed, least, wall
from slm_sim.engine import simulate
from slm_sim.pipeline import Prepared, play
from slm_sim.workload import synthesise

THREADS = "two threads against one, end to end"
Task = Callable[[int], int]


def rows(quick: bool) -> Iterator[Row]:
    """Draw, simulate, measure and charge against simulating; then the same on two threads against one."""
    prepared = year.prepared()
    yield _whole(prepared, 5 if quick else 20)
    yield _threads(prepared, 10 if quick else 40, 2 if quick else 5)


def _whole(prepared: Prepared, turns: int) -> Row:
    drawn = year.drawn(prepared)
    seconds = least(
        {
            "whole": lambda: play(prepared, 0),
            "drawing": lambda: synthesise(year.demand(prepared), 0),
            "kernel": lambda: simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel"),
        },
        turns + 1,
    )
    return row(
        "end to end against the kernel alone",
        seconds["whole"] / seconds["kernel"],
        Goal("at most", 3),
        kernel_s=seconds["kernel"],
        whole_replication_s=seconds["whole"],
        of_which_drawing_incidents_s=seconds["drawing"],
        replications_a_second=1 / seconds["whole"],
    )


def _threads(prepared: Prepared, replications: int, turns: int) -> Row:
    """Beside the replications, hashing bytes tells whether two cores are free: it holds no lock and shares nothing."""
    if len(os.sched_getaffinity(0)) < 2:
        return skipped(THREADS, "only one core may be used here")
    tasks: dict[str, Task] = {"play": partial(_play, prepared), "hash": hashed}
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as two:
        pools = {"one": one, "two": two}
        seconds = least(
            {
                f"{task} on {threads}": partial(_all, pool, tasks[task], replications)
                for task in tasks
                for threads, pool in pools.items()
            },
            turns,
            wall,
        )
    free = seconds["hash on one"] / seconds["hash on two"]
    if free < FREE:
        return skipped(THREADS, busy(free))
    return row(
        THREADS,
        seconds["play on one"] / seconds["play on two"],
        Goal("at least", 1.8),
        replications=replications,
        one_thread_s=seconds["play on one"],
        two_threads_s=seconds["play on two"],
        threads_that_share_nothing=free,
    )


def _all(pool: ThreadPoolExecutor, task: Task, times: int) -> int:
    return sum(pool.map(task, range(times)))


def _play(prepared: Prepared, number: int) -> int:
    return len(play(prepared, number).ledgers)
