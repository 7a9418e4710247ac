"""Two processes that need the same machine code at the same time: one makes it, the other one waits for that."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from slm_sim.compiler import compiled, makers
from slm_sim.compiler.function import Compiled
from tests import needs


@contextmanager
def another_one_makes(folder: Path, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that says that it makes this, fails if it would have to wait, and never ends by itself."""
    ask = (
        f"from pathlib import Path; from slm_sim.compiler import makers; makers.time.sleep = None; "
        f"makers.begin(Path({str(folder)!r}), {name!r}); print('begun', flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", ask], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"begun\n"
        yield other
        other.kill()


def test_who_comes_second_waits_until_the_first_one_has_ended_however_that_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = []
    with another_one_makes(tmp_path, "it") as other:

        def wait(_: float) -> None:
            waited.append(other.poll())
            other.kill()
            other.wait()

        monkeypatch.setattr(time, "sleep", wait)
        makers.begin(tmp_path, "another")
        assert not waited
        makers.begin(tmp_path, "it")
        assert waited == [None]
    makers.end_all()


def test_nobody_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with another_one_makes(tmp_path, "it"):
        monkeypatch.setattr(makers, "LONGEST", 0.05)
        makers.begin(tmp_path, "it")
    makers.end_all()


def test_nobody_waits_where_there_are_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail("waited"))
    makers.begin(tmp_path / "nowhere", "it")
    makers.end(tmp_path / "nowhere", "it")


MADE = "from slm_sim.compiler import compiled\n\n@compiled\ndef twice(number):\n    return 2 * number\n"


@needs.compiler
def test_what_another_one_has_made_meanwhile_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.py").write_text(MADE)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}.")
    ask = (
        "import subprocess, sys\nfrom slm_sim.compiler import makers\nfrom made import twice\n"
        "beside = [sys.executable, '-c', 'from made import twice; twice(3)']\n"
        "makers.begin = lambda folder, name: subprocess.run(beside, check=True)\n"
        "assert twice(3) == 6\n"
        "print(sum(twice.compiler.stats.cache_hits.values()), sum(twice.compiler.stats.cache_misses.values()))"
    )
    told = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True).stdout
    assert told == "1 0\n"


def unknown(number: int) -> int:
    """What Python knows and the compiler does not."""
    return number.as_integer_ratio()[0]


@needs.compiler
def test_nobody_waits_for_what_could_not_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[Path, str]] = []
    begin = makers.begin

    def noting(folder: Path, name: str) -> None:
        begin(folder, name)
        begun.append((folder, name))

    monkeypatch.setattr(makers, "begin", noting)
    function = compiled(unknown)
    assert isinstance(function, Compiled)
    with pytest.raises(Exception, match="as_integer_ratio"):
        function(3)
    ((folder, name),) = begun
    with another_one_makes(folder, name):
        pass
