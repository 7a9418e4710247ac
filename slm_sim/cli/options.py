"""Options that several verbs take, worded once."""

from __future__ import annotations

import click

SEED = click.option("--seed", type=click.IntRange(min=0), help="Seed in place of the scenario's.")
WORKERS = click.option("--workers", type=click.IntRange(min=1), help="Threads; one per core unless given.")
FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
                      help="What is written to the terminal.")  # fmt: skip
