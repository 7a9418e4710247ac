"""How long a new process takes: the first on a machine, which waits for the compiler, and any later one.

What compiling adds is timed by the clock on the wall, since a second process compiles meanwhile
(`slm_sim.study.ahead`); the start is timed by the processor. The bytecode of packages is there, as pip leaves it when
it installs them; that of this project is written where Python writes it, as a rule by the first run of a new clone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import year
from benchmarks.row import Goal, Row, row, skipped
from benchmarks.timing import FREE, busy, free_cores, wall

COMPILING = "seconds that compiling adds to the first run"
ROOT = Path(__file__).resolve().parent.parent
HEAVY = "scipy.stats", "pandas", "matplotlib.pyplot", "pyomo"
FIRST_REPLICATION = f"""
import json, sys, time
from slm_sim import load_scenario
from slm_sim.pipeline import play, prepare
play(prepare(load_scenario({str(year.FILE)!r})), 0)
print(json.dumps([time.process_time(), [name for name in {HEAVY!r} if name in sys.modules]]))
"""


def rows(quick: bool) -> Iterator[Row]:
    """What compiling adds to the first run of a study, and the time to the first replication of a later start."""
    with TemporaryDirectory() as cache:
        yield _compiling(cache, 1 if quick else 2)
        starts = [_first_replication(cache) for _ in range(2 if quick else 5)]
    started, heavy = min(starts)
    told = row(
        "seconds of a later start to the first replication", started, Goal("at most", 1), heavy_modules_loaded=heavy
    )
    yield replace(told, ok=told.ok and not heavy)


def _compiling(cache: str, later: int) -> Row:
    free = free_cores()
    first, work = _study(cache)
    again, work_again = min(_study(cache) for _ in range(later))
    if free < FREE:
        return skipped(COMPILING, busy(free))
    return row(
        COMPILING,
        first - again,
        Goal("at most", 10),
        first_study_s=first,
        later_study_s=again,
        processor_s_of_compiling=work - work_again,
    )


def _study(cache: str) -> tuple[float, float]:
    """How long a study of one replication takes by the command line, and how much work that is for the processor.

    In seconds, with machine code kept in `cache`.
    """
    with TemporaryDirectory() as folder:
        out = str(Path(folder) / "results")
        asked = ["-m", "slm_sim", "run", str(year.FILE), "--replications", "1", "--workers", "1", "--out", out]
        before, begun = os.times(), wall()
        _python(asked, cache)
        after, ended = os.times(), wall()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return ended - begun, work


def _first_replication(cache: str) -> tuple[float, list[str]]:
    """Processor seconds from the start of Python to the first ledger, and the heavy modules that were loaded."""
    seconds, heavy = json.loads(_python(["-c", FIRST_REPLICATION], cache))
    return seconds, heavy


def _python(arguments: list[str], cache: str) -> str:
    environment = os.environ | {"NUMBA_CACHE_DIR": cache, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout
