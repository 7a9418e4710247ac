"""``slm-sim show``: what a scenario means, with all defaults and overlays resolved."""

from __future__ import annotations

import click

LONGEST_VALUE = 60


@click.command()
@click.argument("scenario")
@click.argument("path", required=False, default="")
@click.option("--overlay", "overlays", multiple=True, metavar="NAME", help="Apply an overlay; may be repeated.")
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

    SCENARIO is a file, or the name of a scenario that ships with slm-sim. PATH, such as teams.service-desk.headcount,
    shows that part alone.
    """
    from slm_sim.cli.doubts import tell_doubts
    from slm_sim.read import read_scenario
    from slm_sim.read.show import as_yaml, one_line, values_of

    reading = read_scenario(scenario, overlays)
    tell_doubts(reading.doubts)
    values = values_of(reading.tree, path)
    if form == "yaml":
        click.echo(as_yaml(values), nl=False)
        return
    rows = [(".".join(shown.parts), _cut(one_line(shown.value)), shown.origin) for shown in values]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, source in rows:
        click.echo(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {source}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
