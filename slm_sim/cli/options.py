"""Options that several verbs take, worded once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Verb = TypeVar("Verb", bound=Callable[..., Any])


def cores() -> int:
    """The processors of this machine."""
    return os.cpu_count() or 1


OVERLAYS = click.option("--overlay", "overlays", multiple=True, metavar="NAME",
                        help="Apply an overlay; may be repeated.")  # fmt: skip
LOG = click.option("--log", type=click.Path(path_type=Path), help="Ticket log to replay, in place of the scenario's.")
REPLICATIONS = click.option(
    "--replications", type=click.IntRange(min=2), help="Simulated terms on which the choice is made."
)
FRESH = click.option("--fresh", type=click.IntRange(min=2), help="Others, on which it is tried once.")
SEED = click.option("--seed", type=click.IntRange(min=0), help="Seed in place of the scenario's.")
WORKERS = click.option("--workers", type=click.IntRange(min=1), default=cores,
                       help="Threads; one per core unless given.")  # fmt: skip
FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
                      help="What is written to the terminal.")  # fmt: skip


def time_limit(what: str, such_as: str = "90 s") -> Callable[[Verb], Verb]:
    """``--time-limit``, for what is done within it."""
    return click.option("--time-limit", metavar="TIME", help=f"For {what}, such as '{such_as}'.")


def folder_for(files: str) -> Callable[[Verb], Verb]:
    """``--out``, a folder for these files."""
    out = click.Path(path_type=Path)
    return click.option("--out", type=out, metavar="DIR", help=f"Write {files} there.")
