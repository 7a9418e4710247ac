"""Compiling ahead: on the first run on a machine, a second process compiles what the study needs later.

A study draws, simulates, measures and counts. Drawing takes the compiler as long as all the rest. While this process
compiles that, another one replays a log that ships with slm-sim, of which nothing but the efforts is drawn. Both keep
what they have compiled in one place, where each finds what the other has finished.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

from slm_sim.compiler import is_kept
from slm_sim.sla.tallies import count_times

REHEARSED = "replay-servicenow"
"""A shipped scenario that draws nothing of its incidents."""


@contextmanager
def compiled_ahead() -> Iterator[None]:
    """Have what comes later compiled by a second process meanwhile, if it is not kept yet and a core is free for it."""
    if is_kept(count_times) or (os.cpu_count() or 1) == 1:
        yield
        return
    with subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import rehearse_beside; rehearse_beside()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as rehearsing:
        try:
            yield
        finally:
            rehearsing.kill()  # what it has not finished was not needed


def rehearse_beside() -> None:
    """Rehearse for as long as the process that asked for it is there, however that one ends."""
    Thread(target=_end_with_the_other, daemon=True).start()
    rehearse()


def _end_with_the_other() -> None:
    """The other process never writes: there is an end of its words when it is gone.

    What waits here must hold no lock of `sys.stdin`, which the interpreter takes when it ends.
    """
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)


def rehearse() -> None:
    """Play, summarise and measure one replication that leaves out what a study compiles first: its draws.

    A study measures before it summarises. Here that comes last, so that the two processes share what is left when they
    meet: one counts while the other one summarises.
    """
    from slm_sim.library import scenario_path
    from slm_sim.pipeline import play, prepare
    from slm_sim.read import read_scenario
    from slm_sim.sla import attain, find_dues
    from slm_sim.study.asked import log_of
    from slm_sim.study.summary import summarise

    scenario = read_scenario(scenario_path(REHEARSED)).scenario
    prepared = prepare(scenario, log_of(scenario, None))
    played = play(replace(prepared, agreements=()), 0)
    for agreement in prepared.agreements:
        find_dues(agreement, played.workload, played.history)
    summarise(prepared, played, keep_incidents=True)
    for agreement in prepared.agreements:
        attain(agreement, played.workload, played.outcomes, played.history)
