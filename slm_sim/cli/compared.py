"""A comparison in the terminal: the answer, warnings, the ranking, and what it rests on."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import print_place, print_tables, print_warnings
from slm_sim.model.compared import Compared
from slm_sim.report import comparedwords as words


def print_compared(compared: Compared, report: Path | None) -> None:
    """Print the answer and its tables; notes stand in the report alone."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(compared)}[/]")
    console.print(words.compared_title(compared), markup=False)
    print_warnings(console, compared.warnings)
    tables = (words.ranking, words.monthly, words.moved, words.interactions)
    print_tables(console, (made(compared) for made in tables))
    console.print("\n[bold]What each intervention is believed to do[/]")
    for one in compared.interventions:
        told = f"{one.name}: costs {words.cost(one, compared.currency)}, in place {words.lead(one)}"
        console.print(f"{told}; evidence: {one.evidence or 'not stated'}", markup=False, soft_wrap=True)
        for effect in one.effects:
            console.print(f"  {effect.path}: {words.made(effect)}", markup=False, soft_wrap=True)
    if compared.points > 1:
        told = f"\nUncertain effects were played at {compared.points} points that cover their ranges evenly."
        console.print(told, soft_wrap=True)
    print_place(console, report)
