"""An answer in the terminal: its sentences, warnings and tables, and where the report is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from slm_sim.model.results import Warned
from slm_sim.report.summary import Summary, TextTable

MARKS = {"stop": "[bold red]STOP[/]", "caution": "[yellow]caution[/]"}
WIDE = 130
"""Columns of a terminal from which promises fit beside their figures."""
PROMISE = "Promise"
STATUS = "Status"


def print_summary(told: Summary, report: Path | None) -> None:
    """Print the answer in short; notes stand in the report alone."""
    console = Console(highlight=False)
    console.print(told.headline, style="bold", markup=False)
    for text in (told.title, told.grounds):
        if text:
            console.print(text, markup=False)
    print_warnings(console, told.warnings)
    print_tables(console, told.tables, with_promises=console.width >= WIDE)
    if told.remarks:
        console.print()
    for text in told.remarks:
        console.print(text, markup=False, soft_wrap=True)
    print_place(console, report)


def print_warnings(console: Console, warnings: Iterable[Warned]) -> None:
    """Print warnings with their marks; notes stand in the report alone."""
    for warned in warnings:
        if warned.weight in MARKS:
            console.print(f"{MARKS[warned.weight]} ", end="")
            console.print(warned.text, markup=False)


def print_tables(console: Console, tables: Iterable[TextTable], *, with_promises: bool = True) -> None:
    """Print tables, each below an empty line; those without rows are left out."""
    for table in tables:
        if table.rows:
            console.print()
            console.print(drawn(table, with_promises))


def print_place(console: Console, report: Path | None) -> None:
    """Print where the report lies, if one was written."""
    if report is not None:
        console.print(f"\nReport: {report}", soft_wrap=True)


def drawn(table: TextTable, with_promises: bool) -> Table:
    """A table as rich draws it, figures to the right; promises beside clauses, which are long, only with room."""
    shown = [number for number, head in enumerate(table.heads) if with_promises or number == 0 or head != PROMISE]
    drawn = Table(box=None, pad_edge=False, header_style="bold", title=table.title, title_justify="left")
    for number in shown:
        figure = number > 0 and table.heads[number] != PROMISE
        words_alone = table.heads[number] == STATUS and not any(" " in row[number] for row in table.rows)
        drawn.add_column(
            table.heads[number], justify="right" if figure else "left", overflow="fold", no_wrap=words_alone
        )
    for row in table.rows:
        drawn.add_row(*(row[number] for number in shown))
    return drawn
