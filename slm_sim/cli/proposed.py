"""A proposal in the terminal: the answer, warnings, the offers, what differs from the draft, and what would help."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from slm_sim.cli.summary import print_place, print_tables, print_warnings
from slm_sim.model.proposal import Proposal
from slm_sim.report import proposalwords as words


def print_proposal(proposal: Proposal, report: Path | None) -> None:
    """Print the answer and its tables."""
    console = Console(highlight=False)
    console.print(f"[bold]{words.headline(proposal)}[/]")
    console.print(words.proposal_title(proposal), markup=False)
    print_warnings(console, proposal.warnings)
    print_tables(console, (words.offers(proposal), *words.clauses(proposal), words.levers(proposal)))
    for said in (*words.reasons(proposal), words.achievable(proposal)):
        if said:
            console.print(said, markup=False)
    print_place(console, report)
