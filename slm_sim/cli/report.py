"""``slm-sim report``: make the report of a results folder again."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def report(folder: Path) -> None:
    """Make report.html and the figures of the results folder DIR again, without simulating.

    All that the report says comes from the folder, so an unchanged folder gives an unchanged report.
    """
    from slm_sim.report import render

    click.echo(f"Report: {render(folder)}")
