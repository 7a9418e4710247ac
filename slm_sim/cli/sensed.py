"""A sensitivity analysis in the terminal: the answer, where the deal turns, and the tables."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import print_place, print_tables, print_warnings
from slm_sim.model.sensed import Sensed
from slm_sim.report import sensedwords as words


def print_sensed(sensed: Sensed, report: Path | None) -> None:
    """Print the answer and a table for each outcome that moves."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(sensed)}[/]")
    console.print(words.sensed_title(sensed), markup=False)
    console.print(f"What is left of a month: {sensed.left_means}.", markup=False)
    print_warnings(console, words.cut_short(sensed))
    print_tables(console, (words.turnings(sensed), *words.tables(sensed)))
    print_place(console, report)
