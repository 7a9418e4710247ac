"""``python -m benchmarks``: one JSON object a line; exit code 1 if a goal is missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from benchmarks.row import Row, markdown

GROUPS = "engines", "growth", "wholes", "hours", "starts", "memory"


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for and say it, line by line."""
    asked = _parser().parse_args(arguments)
    told: list[Row] = []
    for found in measured(asked.only or GROUPS, asked.quick):
        told.append(found)
        if not asked.markdown:
            print(found.as_json(), flush=True)
    if asked.markdown:
        print(markdown(told))
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
    parser.add_argument("--markdown", action="store_true", help="the table of docs/benchmarks.md in place of JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
