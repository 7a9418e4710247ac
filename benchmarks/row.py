"""One line of the answer: what was compared, how it came out, and what it should have been."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from operator import ge, le, lt
from typing import Literal

TABLE_BEGINS, TABLE_ENDS = "<!-- table of the benchmarks -->", "<!-- end of the table -->"


@dataclass(frozen=True)
class Goal:
    """What a ratio must be: at least or at most so much, or below it."""

    word: Literal["at least", "at most", "below"]
    figure: float

    def met(self, ratio: float) -> bool:
        """Whether a ratio is what it must be."""
        compare = {"at least": ge, "at most": le, "below": lt}[self.word]
        return bool(compare(ratio, self.figure))

    def __str__(self) -> str:
        return f"{self.word} {self.figure:,g}"


@dataclass(frozen=True)
class Row:
    """One comparison.

    ratio  None where nothing could be measured
    goal   in words; None where the figure is only reported
    ok     whether the goal is met; None without a goal or without a ratio
    timed  what was timed: seconds, or other figures, by what they belong to; why nothing was, under ``skipped``
    """

    name: str
    ratio: float | None
    goal: str | None
    ok: bool | None
    timed: dict[str, object]

    def as_json(self) -> str:
        """The row on one line."""
        return json.dumps(asdict(replace(self, ratio=None if self.ratio is None else _short(self.ratio))))


def row(name: str, ratio: float, goal: Goal | None, **timed: object) -> Row:
    """A row that was measured; floats among what was timed are rounded to four digits."""
    told = {key.replace("_", " "): _short(value) if isinstance(value, float) else value for key, value in timed.items()}
    return Row(name, ratio, None if goal is None else str(goal), None if goal is None else goal.met(ratio), told)


def skipped(name: str, why: str) -> Row:
    """A row that could not be measured here."""
    return Row(name, None, None, None, {"skipped": why})


def markdown(rows: Iterable[Row]) -> str:
    """The rows as the table of the documentation."""
    lines = ["| what | ratio | goal | timed |", "|---|---|---|---|"]
    for told in rows:
        ratio = "–" if told.ratio is None else f"{_short(told.ratio):,g}"
        verdict = "" if told.goal is None else f"{told.goal}{'' if told.ok else ' (missed)'}"
        timed = "; ".join(f"{key}: {_words(value)}" for key, value in told.timed.items())
        lines.append(f"| {told.name} | {ratio} | {verdict} | {timed} |")
    return "\n".join(lines)


def with_table(page: str, rows: Iterable[Row]) -> str:
    """A page of the documentation with its table of rows, which stands between two comments, replaced."""
    before, begins, rest = page.partition(TABLE_BEGINS)
    _, ends, after = rest.partition(TABLE_ENDS)
    if not ends:
        raise ValueError(f"the page has no place for the table, between {TABLE_BEGINS} and {TABLE_ENDS}")
    return f"{before}{begins}\n\n{markdown(rows)}\n\n{ends}{after}"


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_words, value)) or "none"
    return f"{value:,g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _short(value: float) -> float:
    return float(f"{value:.4g}")
