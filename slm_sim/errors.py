"""The exception tree: everything that slm-sim tells a person to mend.

::

    SlmSimError
    ├── InputError        a file, an option or a value cannot be read; carries one Problem or many
    ├── ResultsError      a results folder cannot be read back, or something else stands in its place
    │   └── WriteError    a results folder or a finished chunk cannot be written (a full disk, say)
    └── StudyError        a study could not be carried through (a cluster was lost, say)

Every one of them ends a command with a message and its exit code; none is ever shown as a traceback. The exit code is 2
for what stands in an input or an argument, 3 for what happened at run time: WriteError and StudyError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

INTERRUPTED = 130
"""The exit code of a command that somebody interrupts."""


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in a file. Lines and columns count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input: what was found, where, and what would have been right.

    found      what stands there, as a sentence without a full stop
    expected   what would have been right, as a phrase; empty if `found` says it all
    nearest    the closest valid word, if one is close
    read_on    where to read on: a page of the docs or a command
    """

    place: Place
    found: str
    expected: str = ""
    nearest: str = ""
    read_on: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.found}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.nearest:
            text += f". Did you mean {self.nearest!r}?"
        if self.read_on:
            text += f" (see {self.read_on})"
        return text


class SlmSimError(Exception):
    """The root of all errors that slm-sim raises on purpose; `exit_code` is that of a command that ends with it."""

    exit_code = 2


class InputError(SlmSimError):
    """An input cannot be read. Holds every problem that was found, in the order of their places."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        found: Sequence[Problem] = [problems] if isinstance(problems, Problem) else list(problems)
        self.problems: tuple[Problem, ...] = tuple(sorted(found, key=lambda problem: problem.place))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ResultsError(SlmSimError):
    """A results folder cannot be read back, or something else stands where it should be."""


class WriteError(ResultsError):
    """Results cannot be written: the disk is full, or the place is not to be written to."""

    exit_code = 3


class StudyError(SlmSimError):
    """A study could not be carried through."""

    exit_code = 3


def nearest_word(word: str, valid: Iterable[str]) -> str:
    """The valid word closest to `word`, of several that with most letters in place; empty if none is close."""

    def closeness(match: str) -> tuple[float, int]:
        return SequenceMatcher(None, match, word).ratio(), sum(map(str.__eq__, match, word))

    return max(get_close_matches(word, list(valid), n=10, cutoff=0.6), key=closeness, default="")
