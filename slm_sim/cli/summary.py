"""The end of a run in the terminal: warnings, the chance of each clause, what it costs, and where the report is."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from slm_sim.model.results import Results
from slm_sim.report.numbers import amount, chance, reached

WIDE = 130
"""Columns of a terminal from which promises fit beside their figures."""
MARKS = {"stop": "[bold red]STOP[/]", "caution": "[yellow]caution[/]"}


def print_summary(results: Results, report: Path) -> None:
    """Print the answer in short; notes stand in the report alone."""
    console = Console()
    for warned in results.warnings:
        if warned.weight in MARKS:
            console.print(MARKS[warned.weight], warned.text, highlight=False)
    if results.clauses:
        console.print(_clauses(results, with_promises=console.width >= WIDE))
    for penalty in results.penalties:
        console.print(
            f"{penalty.agreement}: service credits of [bold]{amount(penalty.mean, penalty.currency)}[/] over the span, "
            f"95th percentile {amount(penalty.p95, penalty.currency)}.",
            highlight=False,
        )
    played = results.question.replications
    console.print(f"{played} replication{'s' if played != 1 else ''}, seed {results.question.seed}. Report: {report}")


def _clauses(results: Results, with_promises: bool) -> Table:
    owed = {
        (penalty.agreement, clause): amount(mean, penalty.currency)
        for penalty in results.penalties
        for clause, mean in penalty.by_clause.items()
    }
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("clause", no_wrap=True)
    if with_promises:
        table.add_column("promise")
    table.add_column("kept per period", justify="right", no_wrap=True)
    table.add_column("reached", justify="right", no_wrap=True)
    if owed:
        table.add_column("credits", justify="right", no_wrap=True)
    for clause in results.clauses:
        table.add_row(
            clause.clause,
            *([clause.promise] if with_promises else []),
            chance(clause.chance),
            reached(clause.attainment, clause.unit),
            *([owed.get((clause.agreement, clause.clause), "")] if owed else []),
        )
    return table
