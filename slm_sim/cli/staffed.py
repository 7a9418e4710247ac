"""A plan of the staff in the terminal: the answer, warnings, and its tables."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import print_place, print_tables, print_warnings
from slm_sim.model.staffed import Staffed
from slm_sim.report import staffedwords as words


def print_staffed(staffed: Staffed, report: Path | None) -> None:
    """Print the answer and its tables."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(staffed)}[/]")
    console.print(words.staffed_title(staffed), markup=False)
    console.print(words.grounds(staffed), markup=False)
    print_warnings(console, staffed.warnings)
    print_tables(console, words.tables(staffed))
    print_place(console, report)
