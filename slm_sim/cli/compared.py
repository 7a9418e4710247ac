"""A comparison in the terminal: the answer, warnings, the ranking, and what it rests on."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import MARKS, drawn
from slm_sim.model.compared import Compared
from slm_sim.report import comparedwords as words


def print_compared(compared: Compared, report: Path | None) -> None:
    """Print the answer and its tables; notes stand in the report alone."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(compared)}[/]")
    console.print(words.compared_title(compared), markup=False)
    for warned in compared.warnings:
        if warned.weight in MARKS:
            console.print(f"{MARKS[warned.weight]} ", end="")
            console.print(warned.text, markup=False)
    for made in (words.ranking, words.monthly, words.chances, words.interactions):
        table = made(compared)
        if table.rows:
            console.print()
            console.print(drawn(table, with_promises=True))
    console.print("\n[bold]What each intervention is believed to do[/]")
    for one in compared.interventions:
        told = f"{one.name}: costs {words.cost(one, compared.currency)}, in place {words.lead(one)}"
        console.print(f"{told}; evidence: {one.evidence or 'not stated'}", markup=False, soft_wrap=True)
        for effect in one.effects:
            console.print(f"  {effect.path}: {words.made(effect)}", markup=False, soft_wrap=True)
    if compared.points > 1:
        told = f"\nUncertain effects were played at {compared.points} points that cover their ranges evenly."
        console.print(told, soft_wrap=True)
    if report is not None:
        console.print(f"\nReport: {report}", soft_wrap=True)
