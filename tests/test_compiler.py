"""What lies on disk is used again as long as nothing has changed of which it was made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from slm_sim.compiler import compiled

CALLED = "from slm_sim.compiler import part\n\n@part\ndef twice(number):\n    return 2 * number + {more}\n"
CALLING = (
    "from slm_sim.compiler import compiled\nfrom numbers_of_it import MORE, Pair\nfrom called import twice\n\n"
    "@compiled\ndef four_times(number):\n    pair = Pair(number, 0)\n"
    "    return twice(twice(pair.first)) + MORE + twice(1) - twice(1)\n"
)
NUMBERS = "from collections import namedtuple\nMORE = {more}\nPair = namedtuple('Pair', '{fields}')\n"
ASK = (
    "import called, calling\n"
    "print(calling.four_times(3), sum(calling.four_times.stats.cache_hits.values()), len(called.twice.signatures))"
)

pytestmark = pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")


def answer(folder: Path) -> str:
    found = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, "PYTHONPATH": str(folder), "NUMBA_CACHE_DIR": str(folder / "cache")},
        check=True,
        capture_output=True,
        text=True,
    )
    return found.stdout.strip()


def test_a_change_in_what_a_function_imports_counts(tmp_path: Path) -> None:
    (tmp_path / "called.py").write_text(CALLED.format(more=0))
    (tmp_path / "calling.py").write_text(CALLING)
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=0, fields="first second"))
    assert answer(tmp_path) == "12 0 1"
    assert answer(tmp_path) == "12 1 0"
    (tmp_path / "called.py").write_text(CALLED.format(more=5))
    assert answer(tmp_path) == "27 0 1"
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=100, fields="first second"))
    assert answer(tmp_path) == "127 0 1"
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=100, fields="second first"))
    assert answer(tmp_path) == "115 0 1"
    assert answer(tmp_path) == "115 1 0"


def test_the_compiler_loads_no_linear_algebra_and_leaves_it_to_whoever_wants_it() -> None:
    ask = (
        "import sys\nimport slm_sim.compiler\nprint('scipy.linalg' in sys.modules)\n"
        "from scipy.linalg import solve\nprint(solve([[2.0]], [4.0]))"
    )
    found = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["False", "[2.]"]


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same() -> None:
    """A function that stands in no file is one of which the compiler can keep nothing."""
    found: dict[str, Any] = {}
    exec("def thrice(number):\n    return 3 * number\n", found)
    assert compiled(found["thrice"])(5) == 15
