"""A frontier in the terminal: the answer, and a row for each notch."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import print_place, print_tables
from slm_sim.model.frontier import Frontier
from slm_sim.report import frontierwords as words


def print_frontier(frontier: Frontier, report: Path | None) -> None:
    """Print the answer and its table."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(frontier)}[/]")
    console.print(words.frontier_title(frontier), markup=False)
    print_tables(console, (words.notches(frontier),))
    print_place(console, report)
