"""What a first run compiles ahead, and when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from slm_sim.engine.kernel.firstcome import play
from slm_sim.sla.tallies import count_times
from slm_sim.study import ahead
from tests import needs

REHEARSES = "import time; from slm_sim.study import ahead; ahead.rehearse = lambda: time.sleep({seconds})"
"""A rehearsal that takes so long."""
KILLED = f"""
import os, subprocess
from slm_sim.study import ahead

ahead.is_kept = lambda function: False
os.cpu_count = lambda: 2
start = subprocess.Popen


def of_the_same_output(command, **named):
    *python, ask = command
    return start([*python, {REHEARSES.format(seconds=600)!r} + "; " + ask], **{{**named, "stdout": None}})


subprocess.Popen = of_the_same_output
with ahead.compiled_ahead():
    os.kill(os.getpid(), 9)
"""
"""A study that is killed while a rehearsal goes on that would take longer than the test waits."""


def started(monkeypatch: pytest.MonkeyPatch, kept: bool, cores: int) -> list[subprocess.Popen[bytes]]:
    """The processes that are started where so much is kept on so many cores, once they are not needed any more."""
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def starting(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        processes.append(start(*arguments, **named))
        return processes[-1]

    monkeypatch.setattr(ahead, "is_kept", lambda function: kept)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(subprocess, "Popen", starting)
    with ahead.compiled_ahead():
        assert all(process.poll() is None for process in processes)
    return processes


def test_a_first_run_starts_a_second_process_and_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (process,) = started(monkeypatch, kept=False, cores=2)
    assert process.returncode is not None


def test_a_later_run_and_a_run_on_one_core_start_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not started(monkeypatch, kept=True, cores=2)
    assert not started(monkeypatch, kept=False, cores=1)


def test_a_second_process_ends_with_the_first_one_however_that_ends() -> None:
    """It holds the same output, so that this is not over before both are gone."""
    done = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=60)
    assert done.returncode == -signal.SIGKILL


def test_a_rehearsal_that_is_over_first_ends_well() -> None:
    ask = f"{REHEARSES.format(seconds=0.5)}; ahead.rehearse_beside()"
    with subprocess.Popen([sys.executable, "-c", ask], stdin=subprocess.PIPE) as rehearsing:
        assert rehearsing.wait(timeout=60) == 0


@needs.compiler
def test_a_rehearsal_compiles_what_a_study_needs_last() -> None:
    ahead.rehearse()
    for function in play, count_times:
        assert getattr(function, "doors")  # noqa: B009  # mypy takes it for the plain function
