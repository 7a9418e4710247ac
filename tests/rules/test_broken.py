"""One malformed rule per message: every file in tests/broken_rules gives exactly the text beside it.

The second half lists, from the source, every place where rules get a message, and asks that some file has come there.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import slm_sim
from slm_sim.errors import InputError, Problem
from slm_sim.model.quantities import NotationError
from slm_sim.read.rule import read_rule
from slm_sim.rules import conditions, messages, rulebook, scan
from slm_sim.rules.rulebook import checked_rulebook
from slm_sim.rules.scan import Fault

BROKEN = Path(__file__).resolve().parent.parent / "broken_rules"
FILES = sorted(path.name for path in BROKEN.glob("*.yaml"))
PACKAGE = Path(slm_sim.__file__).resolve().parent
SOURCES = [
    PACKAGE / "model" / "rule.py",
    PACKAGE / "read" / "passage.py",
    *(PACKAGE / "rules" / f"{name}.py" for name in ("conditions", "messages", "rulebook", "sayings", "scan")),
]
MAKERS = {"Problem", "Fault", "fault_at", "NotationError"}

Lines = set[tuple[str, int]]


def message_of(name: str) -> str:
    try:
        checked_rulebook((read_rule(Path(name)),))
    except InputError as error:
        return str(error)
    return "nothing"


def noting_its_caller(made: Callable[..., Any], lines: Lines) -> Callable[..., Any]:
    def noting(*arguments: Any, **named: Any) -> Any:
        caller = sys._getframe(1)
        lines.add((caller.f_code.co_filename, caller.f_lineno))
        return made(*arguments, **named)

    return noting


@pytest.fixture(scope="module")
def heard() -> tuple[dict[str, str], Lines]:
    lines: Lines = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(BROKEN)
        for maker in (Problem, Fault, NotationError):
            patch.setattr(maker, "__init__", noting_its_caller(maker.__init__, lines))
        noting = noting_its_caller(scan.fault_at, lines)
        for module in (conditions, messages, rulebook, scan):
            patch.setattr(module, "fault_at", noting)
        return {name: message_of(name) for name in FILES}, lines


@pytest.mark.parametrize("name", FILES)
def test_a_broken_rule_gives_exactly_this_message(name: str, heard: tuple[dict[str, str], Lines]) -> None:
    assert heard[0][name] == (BROKEN / name).with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_message_has_a_file_and_every_file_a_message() -> None:
    assert sorted(path.stem for path in BROKEN.glob("*.txt")) == [Path(name).stem for name in FILES]


@pytest.mark.parametrize(
    "jargon", ["Input should", "INVALID_ARGUMENT", "overload", "<input>", "Traceback", "container"]
)
def test_no_message_speaks_of_machinery(jargon: str) -> None:
    assert [path.name for path in BROKEN.glob("*.txt") if jargon in path.read_text(encoding="utf-8")] == []


def test_every_message_about_a_rule_has_a_broken_rule(heard: tuple[dict[str, str], Lines]) -> None:
    silent = [
        f"{Path(file).name}:{first}"
        for file, first, last in places_of_messages()
        if not any((file, line) in heard[1] for line in range(first, last + 1))
    ]
    assert silent == []


def places_of_messages() -> Iterator[tuple[str, int, int]]:
    """File, first and last line of every call that makes a message."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                yield str(path), node.lineno, node.end_lineno or node.lineno
