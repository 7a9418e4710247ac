"""``slm-sim report``: make the report of a results folder again."""

from __future__ import annotations

from pathlib import Path

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
    from slm_sim.report.factsfolder import render_facts
    from slm_sim.report.measuredfolder import MEASUREMENT

    others = {
        MEASUREMENT.file: lambda folder: render_facts(MEASUREMENT, folder),
        COMPARISON.file: lambda folder: render_facts(COMPARISON, folder),
        SENSITIVITY.file: lambda folder: render_facts(SENSITIVITY, folder),
        PROPOSAL.file: lambda folder: render_facts(PROPOSAL, folder),
        FRONTIER.file: lambda folder: render_facts(FRONTIER, folder),
        STAFFING.file: lambda folder: render_facts(STAFFING, folder),
    }
    made = next((made for name, made in others.items() if (folder / name).is_file()), render)
    click.echo(f"Report: {made(folder)}")
