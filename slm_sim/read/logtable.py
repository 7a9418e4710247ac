"""The rows of a log as columns of words, each distinct word kept once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.arrays import Ints, freeze_arrays


@dataclass(frozen=True, eq=False)
class WordColumn:
    """A column: its distinct words in the order of their appearance, and which of them each row holds, int64[rows]."""

    words: tuple[str, ...]
    code: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class LogTable:
    """A log before its words mean anything.

    columns    by the mapping's word for each of them
    line       where each row begins in the file, int64[rows]
    key        equal for rows that are equal in every field, whether the mapping names it or not, int64[rows]
    malformed  rows that have too many or too few fields, each with its line; they are in no column
    """

    file: str
    columns: dict[str, WordColumn]
    line: Ints
    key: Ints
    malformed: tuple[tuple[int, str], ...]

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def rows(self) -> int:
        """How many rows are in the columns."""
        return len(self.line)


@dataclass
class Gatherer:
    """Takes rows one after the other and becomes a `LogTable`."""

    file: str
    names: Sequence[str]
    malformed: list[tuple[int, str]] = field(default_factory=list)
    _line: list[int] = field(default_factory=list)
    _keys: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._columns: list[tuple[dict[str, int], list[int]]] = [({}, []) for _ in self.names]

    def add(self, line: int, picked: Iterable[str], whole: Iterable[str]) -> None:
        """Take a row: its line, the words of the named columns, and all its fields."""
        self._line.append(line)
        self._keys.append(blake2b("\x1f".join(whole).encode("utf-8", "surrogatepass"), digest_size=8).digest())
        for (known, codes), word in zip(self._columns, picked, strict=True):
            codes.append(known.setdefault(word, len(known)))

    def table(self) -> LogTable:
        """The rows so far; `InputError` if there are none."""
        if not self._line:
            raise InputError(Problem(Place(self.file), "the log holds no incidents", "at least one row of data"))
        return LogTable(
            self.file,
            {
                name: WordColumn(tuple(known), np.array(codes, dtype=np.int64))
                for name, (known, codes) in zip(self.names, self._columns, strict=True)
            },
            np.array(self._line, dtype=np.int64),
            np.frombuffer(b"".join(self._keys), dtype=np.int64),
            tuple(self.malformed),
        )


def column_problems(wanted: dict[str, str], header: Sequence[str], place: Place) -> list[Problem]:
    """The columns that a mapping names and a log lacks, each with the nearest one that it has."""
    problems = []
    for ours, theirs in wanted.items():
        if theirs not in header:
            near = nearest_word(theirs, header)
            expected = "" if near else "one of its columns: " + ", ".join(dict.fromkeys(header))
            found = f"the log has no column {theirs!r}, which the mapping names as columns.{ours}"
            problems.append(Problem(place, found, expected, near))
    return problems
