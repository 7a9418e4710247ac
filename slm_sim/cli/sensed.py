"""A sensitivity analysis in the terminal: the answer, where the deal turns, and the tables."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import drawn
from slm_sim.model.sensed import Sensed
from slm_sim.report import sensedwords as words


def print_sensed(sensed: Sensed, report: Path | None) -> None:
    """Print the answer and a table for each outcome that moves."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(sensed)}[/]")
    console.print(words.sensed_title(sensed), markup=False)
    console.print(f"What is left of a month: {sensed.left_means}.", markup=False)
    for table in (*([words.turnings(sensed)] if sensed.break_even else []), *words.tables(sensed)):
        console.print()
        console.print(drawn(table, with_promises=True))
    if report is not None:
        console.print(f"\nReport: {report}", soft_wrap=True)
