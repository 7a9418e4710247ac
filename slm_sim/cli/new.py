"""``slm-sim new``: a commented starter scenario and its agreement."""

from __future__ import annotations

from pathlib import Path

import click

from slm_sim.cli.starter import starter_agreement, starter_scenario
from slm_sim.errors import InputError, Place, Problem

AGREEMENTS = "agreements"


@click.command()
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Default: NAME.yaml.")
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
def new(name: str, out: Path | None, force: bool) -> None:
    """Write a starter scenario called NAME, with its agreement in a folder beside it.

    It describes a small desk of two tiers and runs as it is.
    """
    if not all(part.isalnum() and part.isascii() for part in name.split("-")):
        raise InputError(Problem(Place(name), "this is not a name", "letters, digits and hyphens, such as branch-desk"))
    scenario = out or Path(f"{name}.yaml")
    agreement = scenario.parent / AGREEMENTS / f"{name}-sla.yaml"
    if not force:
        _expect_no_files(scenario, agreement)
    try:
        agreement.parent.mkdir(parents=True, exist_ok=True)
        agreement.write_text(starter_agreement(name), encoding="utf-8")
        scenario.write_text(starter_scenario(name, str(scenario)), encoding="utf-8")
    except OSError as error:
        found = f"the starter cannot be written: {error.strerror}"
        raise InputError(Problem(Place(str(error.filename)), found, "a folder that can be written to")) from None
    click.echo(f"Wrote {scenario} and {agreement}.\nNext: slm-sim run {scenario} --out {name}-results")


def _expect_no_files(*files: Path) -> None:
    present = [file for file in files if file.exists()]
    if present:
        raise InputError(
            Problem(Place(str(file)), "the file exists already", "another name, or --force to overwrite it")
            for file in present
        )
