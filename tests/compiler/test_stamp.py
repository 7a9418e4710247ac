"""Machine code is stale when anything has changed that its function names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import slm_sim
from slm_sim.compiler.function import Compiled
from tests import needs
from tests.test_compiler import answer

pytestmark = needs.compiler

NAMED = (
    "from enum import IntEnum\nimport numpy as np\nfrom slm_sim.compiler import compiled, part\n\n"
    "ROW, WORD, PAIR, TYPE = np.dtype(np.{kind}), '{kind}', (1, ('{kind}',)), np.{kind}\n\n"
    "class State(IntEnum):\n    OPEN = {number}\n\n"
    "def adding(more):\n    @compiled\n    def plus(number):\n        return number + more\n\n    return plus\n\n"
    "plus = adding({number})\n\n@part\ndef more(number):\n    return number + {number}\n"
)
"""Values of every kind that compiled code can take from another file."""

NAMING = {
    "rows": "def it(number):\n    return np.zeros(2, ROW)",
    "typed": "def it(number):\n    return np.zeros(2, TYPE)",
    "word": "def it(number):\n    return WORD == 'int64'",
    "pair": "def it(number):\n    return PAIR[1][0] == 'int64'",
    "state": "def it(number):\n    return number + State.OPEN",
    "through": "def it(number):\n    return plus(number)",
    "within": (
        "def maker(k):\n    @compiled\n    def inner(number):\n        return more(number) + k\n\n    return inner\n\n"
        "it = maker(10)"
    ),
}
ASK_ALL = f"import {', '.join(NAMING)}\nprint(*(one.it(1) for one in ({', '.join(NAMING)})))"


def test_a_change_in_whatever_a_function_names_counts(tmp_path: Path) -> None:
    for name, text in NAMING.items():
        made = "" if "maker" in text else "@compiled\n"
        heads = "import numpy as np\nfrom slm_sim.compiler import compiled\nfrom named import *\n\n"
        (tmp_path / f"{name}.py").write_text(f"{heads}{made}{text}\n")
    for kind, number, found in (
        ("int64", 1, "[0 0] [0 0] True True 2 2 12"),
        ("float64", 5, "[0. 0.] [0. 0.] False False 6 6 16"),
    ):
        (tmp_path / "named.py").write_text(NAMED.format(kind=kind, number=number))
        assert answer(tmp_path, ASK_ALL) == found
        assert answer(tmp_path, ASK_ALL) == found


def test_every_compiled_function_of_the_project_is_kept() -> None:
    """Each names only what can be told in words, so that it is known when its machine code is stale."""
    room = Path(slm_sim.__file__).parent
    files = [file for file in room.rglob("*.py") if "from slm_sim.compiler import" in file.read_text(encoding="utf-8")]
    modules = [import_module(".".join(file.relative_to(room.parent).with_suffix("").parts)) for file in files]
    functions = [value for module in modules for value in vars(module).values() if isinstance(value, Compiled)]
    assert len(functions) > 90
    assert [one.function.__qualname__ for one in functions if one.stamp is None] == []
