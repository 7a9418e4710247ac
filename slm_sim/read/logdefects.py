"""Every defect of a log, counted and named with examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from slm_sim.errors import nearest_word
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.incidentlog import LogProblem
from slm_sim.read.logtable import WordColumn

SHOWN = 3
"""Examples of each kind of defect."""


@dataclass
class Defects:
    """The defects found so far, in the order in which they were found."""

    problems: list[LogProblem] = field(default_factory=list)

    def note(self, kind: str, found: str, done: str, lines: Sequence[int] | Ints, texts: Iterable[object] = ()) -> None:
        """Note a defect: the line of each row that has it, and what stands there; nothing, if no row has it."""
        if len(lines):
            shown = list(texts)[:SHOWN] or [""] * SHOWN
            examples = tuple(
                f"line {line}: {text}" if text else f"line {line}"
                for line, text in zip(lines[:SHOWN], shown, strict=False)
            )
            self.problems.append(LogProblem(kind, len(lines), found, examples, done))

    def note_words(
        self, kind: str, found: str, done: str, column: WordColumn, rows: Bools, line: Ints, known: Iterable[str]
    ) -> None:
        """Note words that the mapping does not translate: each one with its count and the nearest that it does."""
        if not rows.any():
            return
        translated = list(known)
        codes, at, counts = np.unique(column.code[rows], return_index=True, return_counts=True)
        examples = []
        for code, first, count in sorted(zip(codes, at, counts, strict=True), key=lambda entry: -entry[2]):
            word = column.words[code]
            near = nearest_word(word, translated)
            times = "once" if count == 1 else f"{count} times, first"
            examples.append(f"{word!r} {times} in line {line[rows][first]}" + (f"; nearest: {near!r}" if near else ""))
        self.problems.append(LogProblem(kind, int(rows.sum()), found, tuple(examples), done))
