"""What a first run compiles ahead, and when."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from slm_sim.engine.kernel.firstcome import play
from slm_sim.sla.tallies import count_times
from slm_sim.study import ahead
from tests import needs


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
    ask = (
        "import os, subprocess\nfrom slm_sim.study import ahead\nahead.is_kept = lambda function: False\n"
        "os.cpu_count = lambda: 2\nstart = subprocess.Popen\n"
        "def told(*arguments, **named):\n"
        "    started = start(*arguments, **{**named, 'stdout': None})\n    return started\n"
        "subprocess.Popen = told\n"
        "with ahead.compiled_ahead():\n    os.kill(os.getpid(), 9)\n"
    )
    # The second process holds the same output, so that it is not over before both are gone.
    done = subprocess.run([sys.executable, "-c", ask], stdout=subprocess.PIPE, timeout=60)
    assert done.returncode != 0


@needs.compiler
def test_a_rehearsal_compiles_what_a_study_needs_last() -> None:
    ahead.rehearse()
    for function in play, count_times:
        assert getattr(function, "doors")  # noqa: B009  # mypy takes it for the plain function
