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
from slm_sim.compiler.function import Compiled
from tests import needs

CALLED = "from slm_sim.compiler import part\n\n@part\ndef twice(number):\n    return 2 * number + {more}\n"
CALLING = (
    "from slm_sim.compiler import compiled\nfrom numbers_of_it import MORE, Pair\nfrom called import twice\n\n"
    "@compiled\ndef four_times(number):\n    pair = Pair(number, 0)\n"
    "    return twice(twice(pair.first)) + MORE + twice(1) - twice(1)\n"
)
NUMBERS = "from collections import namedtuple\nMORE = {more}\nPair = namedtuple('Pair', '{fields}')\n"
ASK = "import calling, sys\nprint(calling.four_times(3), 'numba' in sys.modules)"
"""Its answer, and whether the compiler was loaded for it."""

pytestmark = needs.compiler


def answer(folder: Path, ask: str = ASK) -> str:
    """What a new process says, for which Python itself keeps nothing: it looks at sizes and whole seconds alone."""
    of_its_own = {
        "PYTHONPATH": str(folder),
        "NUMBA_CACHE_DIR": str(folder / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    found = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, **of_its_own},
        check=True,
        capture_output=True,
        text=True,
    )
    return found.stdout.strip()


def test_a_change_in_what_a_function_imports_counts(tmp_path: Path) -> None:
    made_of_nothing_else(tmp_path)
    assert answer(tmp_path) == "12 True"
    assert answer(tmp_path) == "12 False"
    (tmp_path / "called.py").write_text(CALLED.format(more=5))
    assert answer(tmp_path) == "27 True"
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=100, fields="first second"))
    assert answer(tmp_path) == "127 True"
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=100, fields="second first"))
    assert answer(tmp_path) == "115 True"
    assert answer(tmp_path) == "115 False"


def made_of_nothing_else(folder: Path) -> None:
    (folder / "called.py").write_text(CALLED.format(more=0))
    (folder / "calling.py").write_text(CALLING)
    (folder / "numbers_of_it.py").write_text(NUMBERS.format(more=0, fields="first second"))


def test_what_cannot_be_read_is_compiled_again(tmp_path: Path) -> None:
    made_of_nothing_else(tmp_path)
    assert answer(tmp_path) == "12 True"
    (kept,) = (tmp_path / "cache").rglob("calling.four_times.*.kept")
    kept.write_bytes(kept.read_bytes()[:100])
    assert answer(tmp_path) == "12 True"
    assert answer(tmp_path) == "12 False"


def test_a_change_in_a_module_that_a_function_looks_into_counts(tmp_path: Path) -> None:
    (tmp_path / "looking.py").write_text(
        "from slm_sim.compiler import compiled, part\nimport numbers_of_it as it\n\n"
        "@part\ndef more(number):\n    return number + it.MORE\n\n"
        "@compiled\ndef twice_more(number):\n    return more(more(number))\n"
    )
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=1, fields="first second"))
    ask = "import looking, sys\nprint(looking.twice_more(3), 'numba' in sys.modules)"
    assert answer(tmp_path, ask) == "5 True"
    assert answer(tmp_path, ask) == "5 False"
    (tmp_path / "numbers_of_it.py").write_text(NUMBERS.format(more=7, fields="first second"))
    assert answer(tmp_path, ask) == "17 True"


def test_a_change_of_the_same_length_at_the_same_time_counts(tmp_path: Path) -> None:
    made_of_nothing_else(tmp_path)
    (tmp_path / "called.py").write_text(CALLED.format(more=1))
    os.utime(tmp_path / "called.py", (1, 1))
    assert answer(tmp_path) == "15 True"
    (tmp_path / "called.py").write_text(CALLED.format(more=2))
    os.utime(tmp_path / "called.py", (1, 1))
    assert answer(tmp_path) == "18 True"


def itself(number: int) -> int:
    """A function that names nothing."""
    return number


def test_another_way_of_compiling_is_another_code() -> None:
    function = compiled(itself)
    assert isinstance(function, Compiled)
    assert function.stamp is not None
    assert Compiled(itself, function.options).stamp == function.stamp
    assert Compiled(itself, {**function.options, "error_model": "python"}).stamp != function.stamp


def test_a_function_within_another_one_is_not_kept(tmp_path: Path) -> None:
    """It takes values of that one, which have no name by which its code could be found again."""
    (tmp_path / "within.py").write_text(
        "from slm_sim.compiler import compiled\n\ndef maker(k):\n"
        "    @compiled\n    def plus(number):\n        return number + k\n\n    return plus\n"
    )
    ask = "from within import maker\none, hundred = maker(1), maker(100)\nprint(one(1), hundred(1), one(2))"
    assert answer(tmp_path, ask) == "2 101 3"
    assert answer(tmp_path, ask) == "2 101 3"


def test_damaged_machine_code_is_never_entered(tmp_path: Path) -> None:
    """A bit is turned in every thirty-first byte of what is kept; no such file is taken for one that is whole."""
    made_of_nothing_else(tmp_path)
    assert answer(tmp_path) == "12 True"
    ask = (
        "from pathlib import Path\nimport calling\nfrom slm_sim.compiler.kinds import kinds_of, named\n"
        "(kept,) = Path({folder!r}).rglob('calling.four_times.*.kept')\n"
        "whole, words, its = kept.read_bytes(), named(kinds_of((3,))), calling.four_times\n"
        "taken = []\n"
        "for at in range(0, len(whole), 31):\n"
        "    kept.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1:])\n"
        "    taken += [at] if its.kept.door(its.function, words) else []\n"
        "kept.write_bytes(whole)\nprint(len(whole) > 1000, taken, its.kept.door(its.function, words)(3))"
    )
    assert answer(tmp_path, ask.format(folder=str(tmp_path / "cache"))) == "True [] 12"


OTHER = (
    "import numba\nnumba.njit(lambda number: number)(1)\n"
    "import calling\ncalling.four_times.compiler._cache.load_overload = lambda *_: None\ncalling.four_times(3)\n"
)
"""A process that has compiled something else before, so that its names count on, and compiles what is kept anew."""

FIRST = (
    "import subprocess, sys\nimport calling\nimport slm_sim.compiler.making as making\n"
    "of_itself = calling.four_times.compiler.compile\n"
    "def compile_both(types):\n    of_itself(types)\n"
    "    subprocess.run([sys.executable, '-c', {other!r}], check=True)\n"
    "calling.four_times.compiler.compile = compile_both\nprint(calling.four_times(3))\n"
)


def test_names_and_machine_code_are_of_the_same_compilation(tmp_path: Path) -> None:
    """Two processes that compile a function at once give it two names, and numba keeps the code of the later one."""
    made_of_nothing_else(tmp_path)
    assert answer(tmp_path, FIRST.format(other=OTHER)) == "12"
    assert answer(tmp_path) == "12 False"


def test_a_number_too_large_is_refused_and_spoils_nothing(tmp_path: Path) -> None:
    made_of_nothing_else(tmp_path)
    ask = "import calling\ntry:\n    calling.four_times(2**63)\nexcept OverflowError:\n    print('refused')"
    assert answer(tmp_path, ask) == "refused"
    assert answer(tmp_path, "import calling\nprint(calling.four_times(-4))") == "-16"


def test_a_number_too_large_within_a_tuple_is_refused_and_spoils_nothing() -> None:
    found: dict[str, Any] = {}
    exec("def half(pair):\n    return pair[1][0] // 2\n", found)
    half = compiled(found["half"])
    with pytest.raises(OverflowError):
        half((0.5, (2**63,)))
    assert half((0.5, (-8,))) == -4


def test_what_is_stale_makes_room(tmp_path: Path) -> None:
    made_of_nothing_else(tmp_path)
    assert answer(tmp_path) == "12 True"
    (tmp_path / "called.py").write_text(CALLED.format(more=5))
    assert answer(tmp_path) == "27 True"
    assert len(list((tmp_path / "cache").rglob("calling.four_times.*.kept"))) == 1


def test_another_demand_on_the_compiler_is_another_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_of_nothing_else(tmp_path)
    assert answer(tmp_path) == "12 True"
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "1")
    assert answer(tmp_path) == "12 True"
    assert answer(tmp_path) == "12 False"
    monkeypatch.delenv("NUMBA_BOUNDSCHECK")
    assert answer(tmp_path) == "12 False"


KINDS = (
    "from collections import namedtuple\nimport numpy as np\nfrom slm_sim.compiler import compiled\n\n"
    "Row = np.dtype([('tick', np.int64), ('share', np.float64)])\nPair = namedtuple('Pair', 'first second')\n\n"
    "@compiled\ndef doubled(rows, pair, half):\n"
    "    ticks = np.empty(rows.size, np.int64)\n"
    "    for row in range(rows.size):\n        ticks[row] = 2 * rows[row].tick + pair.second[0]\n"
    "    return ticks, rows, pair.first * half, half > 0\n\n"
    "@compiled\ndef refused(number):\n"
    "    if number < 0:\n        raise ValueError('below nothing')\n    return number\n"
)


def test_machine_code_that_is_kept_takes_and_gives_what_compiled_code_does(tmp_path: Path) -> None:
    """Arrays, records, named tuples, numbers and truths go in; new and given arrays, numbers and errors come out."""
    (tmp_path / "kinds.py").write_text(KINDS)
    ask = (
        "import gc, sys\nimport numpy as np\nfrom kinds import Pair, Row, doubled, refused\n"
        "rows = np.array([(1, 0.5), (2, 0.25)], Row)\nrows.setflags(write=False)\n"
        "before = sys.getrefcount(rows)\n"
        "for _ in range(100):\n    ticks, given, number, truth = doubled(rows, Pair(4, np.array([7])), 0.5)\n"
        "print(ticks, ticks.dtype, ticks.flags.writeable, given is rows, given.dtype == Row, number, truth)\n"
        "del given\nprint(sys.getrefcount(rows) == before, refused(3), 'numba' in sys.modules)\n"
        "try:\n    refused(-1)\nexcept ValueError as error:\n    print(error)\n"
        "print(doubled(rows.copy(), Pair(0.5, np.array([7], np.int32)), 1)[2], 'numba' in sys.modules)"
    )
    first, again = answer(tmp_path, ask).splitlines(), answer(tmp_path, ask).splitlines()
    assert first[0] == again[0] == "[ 9 11] int64 True True True 2.0 True"
    assert first[1:] == ["True 3 True", "below nothing", "0.5 True"]
    assert again[1:] == ["True 3 False", "below nothing", "0.5 False"]


def test_a_kind_of_argument_that_nobody_has_thought_of_is_a_defect_that_is_told() -> None:
    found: dict[str, Any] = {}
    exec("def half(number):\n    return number / 2\n", found)
    with pytest.raises(TypeError, match="machine code takes numbers, arrays and tuples of these, not a list"):
        compiled(found["half"])([4])


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same() -> None:
    """A function that stands in no file is one of which the compiler can keep nothing."""
    found: dict[str, Any] = {}
    exec("def thrice(number):\n    return 3 * number\n", found)
    assert compiled(found["thrice"])(5) == 15


def test_a_function_is_kept_until_it_changes(tmp_path: Path) -> None:
    made_of_nothing_else(tmp_path)
    ask = (
        "from slm_sim.compiler import is_kept\nimport calling\nprint(is_kept(calling.four_times))\n"
        "calling.four_times({})\nprint(is_kept(calling.four_times))"
    )
    assert answer(tmp_path, ask.format(3)) == "False\nTrue"
    assert answer(tmp_path, ask.format(3)) == "True\nTrue"
    (tmp_path / "called.py").write_text(CALLED.format(more=5))
    assert answer(tmp_path, ask.format(3)) == "False\nTrue"


def test_what_cannot_be_kept_is_not_awaited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    function = compiled(itself)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "to be made" / "cache"))
    assert not is_kept(function)
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert is_kept(function)


def test_two_processes_never_give_two_codes_one_name(tmp_path: Path) -> None:
    """The second one has not seen what the first one keeps, as if both had looked at the same moment."""
    made_of_nothing_else(tmp_path)
    ask = "import calling\nprint(calling.four_times({}), sum(calling.four_times.compiler.stats.cache_hits.values()))"
    assert answer(tmp_path, ask.format(3)) == "12 0"
    (index,) = (tmp_path / "cache").rglob("calling.*.nbi")
    seen_by_the_first = index.read_bytes()
    index.unlink()
    assert answer(tmp_path, ask.format(0.5)) == "2.0 0"
    assert len(list(index.parent.glob("calling.*.nbc"))) == 2
    for kept in (tmp_path / "cache").rglob("calling.*.kept"):
        kept.unlink()
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
