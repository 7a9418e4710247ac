"""Comments that speak to the rules: ``# slm-sim: accept SLM203 because the supplier is ourselves``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.review import Acceptance
from slm_sim.read.text import read_text

_COMMENT = re.compile(r"(?:^|\s)(# ?slm-sim:)(.*)$")
_CODE = r"[A-Z]{2,8}[1-6]\d\d"
_ACCEPTS = re.compile(rf"\s*accept\s+({_CODE}(?:\s*,\s*{_CODE})*)\s+because\s+(\S.*)")
EXPECTED = "'# slm-sim: accept SLM303 because ...' with the code of a rule and a reason"


def acceptances_in(file: str) -> tuple[Acceptance, ...]:
    """The findings that comments of a file accept: what stands in the line of the comment, or in the next below it.

    Raises `InputError` with every comment that speaks to slm-sim and cannot be understood.
    """
    lines = read_text(Path(file)).splitlines()
    found, problems = [], []
    for number, column, said in _comments(lines):
        place = Place(file, number, column)
        if match := _ACCEPTS.fullmatch(said):
            line, reason = _covered(lines, number), match[2].strip()
            found += [Acceptance(code, reason, place, line=line) for code in re.findall(_CODE, match[1])]
        else:
            problems.append(Problem(place, f"this comment asks for {said.strip()!r}", EXPECTED))
    if problems:
        raise InputError(problems)
    return tuple(found)


def _comments(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    for number, line in enumerate(lines, 1):
        if match := _COMMENT.search(line):
            yield number, match.start(1) + 1, match[2]


def _covered(lines: list[str], number: int) -> int:
    """The line that a comment is about: its own, if something stands before it, or the next that is no comment."""
    if not lines[number - 1].lstrip().startswith("#"):
        return number
    below = (at for at, line in enumerate(lines[number:], number + 1) if line.strip() and line.lstrip()[0] != "#")
    return next(below, number)
