"""One malformed file per message: every file in tests/broken gives exactly the text beside it.

The second half holds the first to its word: it lists, from the source, every place where the reader makes a message,
and asks that some broken file has come there.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import slm_sim
from slm_sim.errors import InputError, Problem
from slm_sim.model.quantities import NotationError
from slm_sim.read import load_scenario
from slm_sim.read.checks import CHECKS, Flaw
from slm_sim.read.tree import _Grower
from slm_sim.read.words import Complaint

BROKEN = Path(__file__).resolve().parent.parent / "broken"
FILES = sorted(path.name for path in BROKEN.glob("*.yaml"))
OVERLAYS = {"overlay_misspelt": ["knowlege"], "overlay_collision": ["one-more", "two-more"]}
"""Overlays that are asked for with a broken file."""

PACKAGE = Path(slm_sim.__file__).resolve().parent
READER = [
    *(PACKAGE / "read" / "checks").glob("*.py"),
    *(
        PACKAGE / "read" / f"{name}.py"
        for name in ("changes", "compose", "paths", "scenario", "syntax", "text", "tree", "validate", "words")
    ),
    *(PACKAGE / "model" / f"{name}.py" for name in ("agreement", "block", "demand", "quantities", "week")),
]
MAKERS = {"Problem", "Flaw", "Complaint", "NotationError", "complain", "stop"}


def said(name: str) -> str:
    """What the reader says to a broken file."""
    with pytest.raises(InputError) as caught:
        load_scenario(name, overlays=OVERLAYS.get(Path(name).stem, []))
    return str(caught.value)


@pytest.fixture(autouse=True)
def _beside_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_gives_exactly_this_message(name: str) -> None:
    assert said(name) == Path(name).with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_message_has_a_file_and_every_file_a_message() -> None:
    assert sorted(path.stem for path in BROKEN.glob("*.txt")) == [Path(name).stem for name in FILES]


def test_no_message_speaks_of_machinery() -> None:
    texts = " ".join(path.read_text(encoding="utf-8") for path in BROKEN.glob("*.txt"))
    assert [word for word in ("Input should", "pydantic", "Traceback", "NoneType", "literal[", "dict[") if word in texts] == []


def places_of_messages() -> Iterator[tuple[str, int, int]]:
    """File, first and last line of every call that makes a message."""
    for path in READER:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in MAKERS:
                    yield str(path), node.lineno, node.end_lineno or node.lineno


def recording(maker: type, name: str, seen: set[tuple[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a maker of messages note the lines that it is called from."""
    made = getattr(maker, name)

    def noting(*arguments: Any, **named: Any) -> Any:
        caller = sys._getframe(1)
        seen.add((caller.f_code.co_filename, caller.f_lineno))
        return made(*arguments, **named)

    monkeypatch.setattr(maker, name, noting)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int]]:
    """The lines from which messages are made while all broken files are read."""
    lines: set[tuple[str, int]] = set()
    for maker in (Problem, Flaw, Complaint, NotationError):
        recording(maker, "__init__", lines, monkeypatch)
    for name in ("complain", "stop"):
        recording(_Grower, name, lines, monkeypatch)
    for name in FILES:
        said(name)
    return lines


def test_every_message_of_the_reader_has_a_broken_file(seen: set[tuple[str, int]]) -> None:
    silent = [
        f"{Path(file).name}:{first}"
        for file, first, last in places_of_messages()
        if not any((file, line) in seen for line in range(first, last + 1))
    ]
    assert silent == []


def test_every_check_has_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    found: set[str] = set()

    def noting(check: Any) -> Any:
        def checked(scenario: Any) -> list[Flaw]:
            flaws = list(check(scenario))
            found.update([check.__name__] if flaws else [])
            return flaws

        return checked

    monkeypatch.setattr("slm_sim.read.checks.CHECKS", tuple(noting(check) for check in CHECKS))
    for name in FILES:
        said(name)
    assert [check.__name__ for check in CHECKS if check.__name__ not in found] == []
