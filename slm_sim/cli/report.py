"""``slm-sim report``: make the report of a results folder again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def report(folder: Path) -> None:
    """Make report.html and the figures of the results folder DIR again without simulating.

    DIR is one of a study, of a measured log, of a comparison, of a sensitivity analysis, of a proposal,
    of a staff or of a frontier.

    All that the report says comes from the folder, so an unchanged folder gives an unchanged report.
    """
    from slm_sim.report import render
    from slm_sim.report.choicefolders import COMPARISON, FRONTIER, PROPOSAL, SENSITIVITY, STAFFING
    from slm_sim.report.factsfolder import Kind, render_facts
    from slm_sim.report.measuredfolder import MEASUREMENT

    others: tuple[Kind[Any], ...] = (MEASUREMENT, COMPARISON, SENSITIVITY, PROPOSAL, FRONTIER, STAFFING)
    kind = next((one for one in others if (folder / one.file).is_file()), None)
    click.echo(f"Report: {render(folder) if kind is None else render_facts(kind, folder)}")
