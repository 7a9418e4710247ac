"""A proposal in the terminal: the answer, warnings, the offers, what differs from the draft, and what would help."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import MARKS, drawn
from slm_sim.model.proposal import Proposal
from slm_sim.report import proposalwords as words


def print_proposal(proposal: Proposal, report: Path | None) -> None:
    """Print the answer and its tables."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(proposal)}[/]")
    console.print(words.proposal_title(proposal), markup=False)
    for warned in proposal.warnings:
        console.print(f"{MARKS[warned.weight]} ", end="")
        console.print(warned.text, markup=False)
    for table in (words.offers(proposal), *words.clauses(proposal), words.levers(proposal)):
        if table.rows:
            console.print()
            console.print(drawn(table, with_promises=True))
    for said in (*words.reasons(proposal), words.achievable(proposal)):
        if said:
            console.print(said, markup=False)
    if report is not None:
        console.print(f"\nReport: {report}", soft_wrap=True)
