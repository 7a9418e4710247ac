"""What drafts of agreements must settle before they are signed, told on standard error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from slm_sim.model.doubt import Doubt


def tell_doubts(doubts: Iterable[Doubt]) -> None:
    """Tell each doubt on a line of its own: place, what was found, what would be right, and the name of its kind."""
    for doubt in doubts:
        click.echo(f"warning: {doubt}", err=True)
