"""What was measured on a log, in the terminal: clauses by period, credits, and the first breaches."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from slm_sim.cli.summary import MARKS, print_place, print_tables, print_warnings
from slm_sim.model.measured import Measured, MeasuredAgreement
from slm_sim.report.measuredmoney import all_due, claim_table
from slm_sim.report.measuredwords import (
    ClockTold,
    breach_in_words,
    clause_table,
    credit_tables,
    headline,
    log_in_words,
    measured_title,
    open_table,
    problems_in_words,
    rights_in_words,
)

COLOURS = {"met": "green", "missed": "bold red"}


def print_measured(measured: Measured, shown: int, still_open: int, report: Path | None) -> None:
    """Print problems of the log, what was reached on each agreement and its first breaches; notes stand in the report.

    shown, still_open  breaches and open incidents of each agreement
    """
    console = Console(highlight=False)
    console.print(log_in_words(measured.log), soft_wrap=True)
    if due := all_due(measured):
        console.print(f"[bold]All agreements together: {' '.join(due)}[/]")
    print_warnings(console, measured.log.warnings)
    if problems := problems_in_words(measured.log):
        console.print(MARKS["caution"], end=" ")
        console.print(problems, markup=False)
    for agreement in measured.agreements:
        console.print(f"\n[bold]{headline(agreement)}[/]")
        console.print(measured_title(agreement), markup=False)
        _print_agreement(console, agreement, shown, still_open, report)
    print_place(console, report)


def _print_agreement(
    console: Console, agreement: MeasuredAgreement, shown: int, still_open: int, report: Path | None
) -> None:
    print_warnings(console, agreement.warnings)
    for clause in agreement.clauses:
        if clause.not_in_the_log:
            console.print(f"[yellow]not in the log[/] {clause.clause}: {clause.not_in_the_log}")
    money = (*credit_tables(agreement), claim_table(agreement))
    print_tables(console, (clause_table(agreement), *money, open_table(agreement, still_open)))
    if still_open < len(agreement.open):
        _print_rest(console, "--open", len(agreement.open), report)
    for right in rights_in_words(agreement):
        console.print(f"[bold red]right to terminate[/] {right}")
    breaches = agreement.breaches
    if breaches:
        console.print(f"\n[bold]Breaches[/] ({min(shown, len(breaches))} of {len(breaches)})")
    for breach in breaches[:shown]:
        _print_breach(console, breach_in_words(breach))
    if shown < len(breaches):
        _print_rest(console, "--breaches", len(breaches), report)


def _print_rest(console: Console, option: str, every: int, report: Path | None) -> None:
    elsewhere = "" if report is not None else ", --out DIR writes them all"
    console.print(f"{option} {every} shows them all{elsewhere}.")


def _print_breach(console: Console, told: ClockTold) -> None:
    console.print(f"{told.incident}, {told.where}: {told.times}", markup=False, soft_wrap=True)
    lines = Table.grid(padding=(0, 2))
    for column in ("left", "left", "left", "right"):
        lines.add_column(justify=column)
    for line in told.lines:
        lines.add_row(*(f"  {cell}" if not number else cell for number, cell in enumerate(line)))
    console.print(lines)
