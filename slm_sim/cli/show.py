"""``slm-sim show``: what a scenario or an agreement means, with all defaults and overlays resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from slm_sim.cli.options import OVERLAYS
from slm_sim.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from slm_sim.model.block import Block
    from slm_sim.read import AgreementReading, Reading

LONGEST_VALUE = 60


@click.command()
@click.argument("scenario")
@click.argument("path", required=False, default="")
@OVERLAYS
@click.option(
    "--format",
    "form",
    type=click.Choice(["lines", "yaml"]),
    default="lines",
    show_default=True,
    help="One line a value with its origin, or one YAML document without origins.",
)
def show(scenario: str, path: str, overlays: tuple[str, ...], form: str) -> None:
    """Print what SCENARIO means: a line for every value with its path and its origin.

    SCENARIO is the file of a scenario or of an agreement, or the name of one that ships with slm-sim. PATH, such as
    teams.service-desk.headcount, shows that part alone. Of an agreement standard error says whether it is signed.
    """
    from slm_sim.cli.doubts import tell_doubts
    from slm_sim.read.show import as_yaml, one_line, values_of

    block, reading = _read(scenario, overlays)
    tell_doubts(reading.doubts)
    values = values_of(reading.tree, path, block)
    if form == "yaml":
        click.echo(as_yaml(values), nl=False)
        return
    rows = [(".".join(shown.parts), _cut(one_line(shown.value)), shown.origin) for shown in values]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, source in rows:
        click.echo(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {source}")


def _read(named: str, overlays: tuple[str, ...]) -> tuple[type[Block], Reading | AgreementReading]:
    """A scenario or an agreement, after the model of its file."""
    from slm_sim.library import file_of_either
    from slm_sim.model.agreement import Agreement
    from slm_sim.model.scenario import Scenario
    from slm_sim.read import read_agreement, read_scenario
    from slm_sim.read.kind import is_agreement

    file = file_of_either(named)
    if not file.exists() or not is_agreement(file):
        return Scenario, read_scenario(named, overlays)
    if overlays:
        raise InputError(Problem(Place(str(file)), "an agreement has no overlays", "no --overlay, or a scenario"))
    reading = read_agreement(file)
    signed = "signed" if reading.agreement.is_signed else "a draft: its version does not begin with 'signed'"
    click.echo(f"{file} is {signed}", err=True)
    return Agreement, reading


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
