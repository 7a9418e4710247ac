"""A plan of the staff in the terminal: the answer, warnings, and its tables."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import MARKS, drawn
from slm_sim.model.staffed import Staffed
from slm_sim.report import staffedwords as words


def print_staffed(staffed: Staffed, report: Path | None) -> None:
    """Print the answer and its tables."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(staffed)}[/]")
    console.print(words.staffed_title(staffed), markup=False)
    console.print(words.grounds(staffed), markup=False)
    for warned in staffed.warnings:
        console.print(f"{MARKS[warned.weight]} ", end="")
        console.print(warned.text, markup=False)
    for table in words.tables(staffed):
        console.print()
        console.print(drawn(table, with_promises=True))
    if report is not None:
        console.print(f"\nReport: {report}", soft_wrap=True)
