"""One malformed file per message: every file in tests/broken gives exactly the text beside it.

The second half holds the first to its word: it lists, from the source, every place where the reader makes a message,
and asks that some broken file has come there. What a file cannot show (it cannot be read, it is too large) is in
test_text.py.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import slm_sim
from slm_sim.errors import InputError, Problem
from slm_sim.model.quantities import NotationError
from slm_sim.read import read_agreement, read_scenario
from slm_sim.read.checks import AGREEMENT_CHECKS, ALONE, CHECKS, Flaw
from slm_sim.read.tree import _Grower
from slm_sim.read.words import Complaint

BROKEN = Path(__file__).resolve().parent.parent / "broken"
FILES = sorted(path.name for path in BROKEN.glob("*.yaml"))
OVERLAYS = {
    "overlay_misspelt": ["knowlege"],
    "overlay_collision": ["one-more", "two-more"],
    "overlay_inside_another": ["mondays", "roster"],
}
"""Overlays that are asked for with a broken file."""

PACKAGE = Path(slm_sim.__file__).resolve().parent
MODELS = (
    "agreement",
    "block",
    "deadline",
    "creditnotation",
    "document",
    "demand",
    "measurement",
    "money",
    "notation",
    "phrases",
    "quantities",
    "week",
    "worth",
)
FILES_OF_READER = "agreements changes compose decisiontables paths scenario syntax tree validate variations words"
READER = [
    *(PACKAGE / "read" / "checks").glob("*.py"),
    *(PACKAGE / "read" / f"{name}.py" for name in FILES_OF_READER.split()),
    *(PACKAGE / "model" / f"{name}.py" for name in MODELS),
]
ALL_CHECKS: dict[str, tuple[Callable[..., Iterator[Flaw]], ...]] = {
    "CHECKS": CHECKS,
    "AGREEMENT_CHECKS": AGREEMENT_CHECKS,
    "ALONE": ALONE,
}
MAKERS = {"Problem", "Flaw", "Complaint", "NotationError", "complain", "stop"}


@dataclass(frozen=True)
class Heard:
    """What came of reading all broken files: what was said of each, and where in the source it was made."""

    said: dict[str, str]
    lines: frozenset[tuple[str, int]]
    checks: frozenset[str]


@pytest.fixture(scope="module")
def heard() -> Heard:
    lines: set[tuple[str, int]] = set()
    checks: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(BROKEN)
        for maker in (Problem, Flaw, Complaint, NotationError):
            patch.setattr(maker, "__init__", noting_its_caller(maker.__init__, lines))
        for name in ("complain", "stop"):
            patch.setattr(_Grower, name, noting_its_caller(getattr(_Grower, name), lines))
        for name, known in ALL_CHECKS.items():
            noting = tuple(noting_its_flaws(check, checks) for check in known)
            patch.setattr(f"slm_sim.read.checks.{name}", noting)
        said = {name: message_of(name) for name in FILES}
    return Heard(said, frozenset(lines), frozenset(checks))


def message_of(name: str) -> str:
    """What the reader says to a broken file; one whose name ends with ``alone`` is an agreement without a scenario."""
    try:
        if Path(name).stem.endswith("_alone"):
            doubts = read_agreement(name).doubts
        else:
            doubts = read_scenario(name, overlays=OVERLAYS.get(Path(name).stem, [])).doubts
    except InputError as error:
        return str(error)
    return "\n".join(map(str, doubts)) or "nothing"


def noting_its_caller(made: Callable[..., Any], lines: set[tuple[str, int]]) -> Callable[..., Any]:
    def noting(*arguments: Any, **named: Any) -> Any:
        caller = sys._getframe(1)
        lines.add((caller.f_code.co_filename, caller.f_lineno))
        return made(*arguments, **named)

    return noting


def noting_its_flaws(check: Callable[..., Iterator[Flaw]], checks: set[str]) -> Callable[..., Iterator[Flaw]]:
    def noting(*arguments: Any) -> Iterator[Flaw]:
        for flaw in check(*arguments):
            checks.add(check.__name__)
            yield flaw

    return noting


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_gives_exactly_this_message(name: str, heard: Heard) -> None:
    assert heard.said[name] == (BROKEN / name).with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_message_has_a_file_and_every_file_a_message() -> None:
    assert sorted(path.stem for path in BROKEN.glob("*.txt")) == [Path(name).stem for name in FILES]


@pytest.mark.parametrize("jargon", ["Input should", "pydantic", "Traceback", "NoneType", "literal[", "dict[", "<class"])
def test_no_message_speaks_of_machinery(jargon: str) -> None:
    assert [path.name for path in BROKEN.glob("*.txt") if jargon in path.read_text(encoding="utf-8")] == []


def test_every_message_of_the_reader_has_a_broken_file(heard: Heard) -> None:
    silent = [
        f"{Path(file).name}:{first}"
        for file, first, last in places_of_messages()
        if not any((file, line) in heard.lines for line in range(first, last + 1))
    ]
    assert silent == []


def test_every_check_has_a_broken_file(heard: Heard) -> None:
    every = [check.__name__ for known in ALL_CHECKS.values() for check in known]
    assert [name for name in every if name not in heard.checks] == []


def places_of_messages() -> Iterator[tuple[str, int, int]]:
    """File, first and last line of every call that makes a message."""
    for path in READER:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in MAKERS:
                    yield str(path), node.lineno, node.end_lineno or node.lineno
