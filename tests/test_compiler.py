"""What lies on disk is used again as long as nothing has changed of which it was made."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from slm_sim.compiler import compiled, is_kept
from tests import needs

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

pytestmark = needs.compiler


def answer(folder: Path, ask: str = ASK) -> str:
    found = subprocess.run(
        [sys.executable, "-c", ask],
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


def test_what_is_kept_is_loaded_without_what_numba_can_compile(tmp_path: Path) -> None:
    (tmp_path / "called.py").write_text(CALLED.format(more=0))
    (tmp_path / "calling.py").write_text(CALLING)
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=0, fields="first second"))
    ask = (
        "import sys\nimport calling\nprint(calling.four_times(3))\n"
        "print('scipy.linalg' in sys.modules, 'numba.np.npyimpl' in sys.modules)"
    )
    assert answer(tmp_path, ask).startswith("12\n")
    assert answer(tmp_path, ask) == "12\nFalse False"


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same() -> None:
    """A function that stands in no file is one of which the compiler can keep nothing."""
    found: dict[str, Any] = {}
    exec("def thrice(number):\n    return 3 * number\n", found)
    assert compiled(found["thrice"])(5) == 15


def test_a_function_is_kept_until_it_changes(tmp_path: Path) -> None:
    (tmp_path / "called.py").write_text(CALLED.format(more=0))
    (tmp_path / "calling.py").write_text(CALLING)
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=0, fields="first second"))
    ask = (
        "from slm_sim.compiler import is_kept\nimport calling\nprint(is_kept(calling.four_times))\n"
        "calling.four_times({})\nprint(is_kept(calling.four_times))"
    )
    assert answer(tmp_path, ask.format(3)) == "False\nTrue"
    assert answer(tmp_path, ask.format(3)) == "True\nTrue"
    (tmp_path / "called.py").write_text(CALLED.format(more=5))
    assert answer(tmp_path, ask.format(3)) == "False\nTrue"


def test_two_processes_never_give_two_codes_one_name(tmp_path: Path) -> None:
    """The second one has not seen what the first one keeps, as if both had looked at the same moment."""
    (tmp_path / "called.py").write_text(CALLED.format(more=0))
    (tmp_path / "calling.py").write_text(CALLING)
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=0, fields="first second"))
    ask = "import calling\nprint(calling.four_times({}), sum(calling.four_times.stats.cache_hits.values()))"
    assert answer(tmp_path, ask.format(3)) == "12 0"
    (index,) = (tmp_path / "cache").rglob("calling.*.nbi")
    seen_by_the_first = index.read_bytes()
    index.unlink()
    assert answer(tmp_path, ask.format(0.5)) == "2.0 0"
    assert len(list(index.parent.glob("calling.*.nbc"))) == 2
    assert answer(tmp_path, ask.format(0.5)) == "2.0 1"
    index.write_bytes(seen_by_the_first)
    assert answer(tmp_path, ask.format(3)) == "12 1"


def test_the_collector_of_cycles_works_again_after_compiling() -> None:
    found: dict[str, Any] = {}
    exec("def half(number):\n    return number / 2\n\ndef none_at_all(number):\n    return number.nothing\n", found)
    assert gc.isenabled()
    assert compiled(found["half"])(5) == 2.5
    assert gc.isenabled()
    with pytest.raises(Exception, match="nothing"):
        compiled(found["none_at_all"])(5)
    assert gc.isenabled()


def test_a_plain_function_counts_as_kept() -> None:
    assert is_kept(answer)
