"""``slm-sim report``: make the report of a results folder again."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def report(folder: Path) -> None:
    """Make report.html and the figures of the results folder DIR, or of a measured log, again without simulating.

    All that the report says comes from the folder, so an unchanged folder gives an unchanged report.
    """
    from slm_sim.report import MEASURE, render, render_measured

    made = render_measured if (folder / MEASURE).is_file() else render
    click.echo(f"Report: {made(folder)}")
