"""``python -m benchmarks``: one JSON object a line; exit code 1 if a goal is missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.row import Row, with_table

GROUPS = (
    "engines",
    "growth",
    "wholes",
    "clocks",
    "pricing",
    "hours",
    "decisions",
    "judging",
    "starts",
    "memory",
    "policies",
    "planning",
    "rosters",
    "truths",
)


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for and say it, line by line."""
    asked = _parser().parse_args(arguments)
    told: list[Row] = []
    for found in measured(asked.only or GROUPS, asked.quick):
        told.append(found)
        print(found.as_json(), flush=True)
    if asked.page is not None:
        asked.page.write_text(with_table(asked.page.read_text(encoding="utf-8"), told), encoding="utf-8")
    return int(any(found.ok is False for found in told))


def measured(groups: list[str] | tuple[str, ...], quick: bool) -> Iterator[Row]:
    """The rows of some groups; a group is a module of this package, loaded when it is its turn."""
    for group in groups:
        rows: Callable[[bool], Iterator[Row]] = import_module(f"benchmarks.{group}").rows
        yield from rows(quick)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure slm-sim beside its peers.")
    parser.add_argument("--only", action="append", choices=GROUPS, help="one group of rows; may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, for a first look")
    parser.add_argument("--page", type=Path, help="a page whose table is replaced by this one: docs/benchmarks.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
