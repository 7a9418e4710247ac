"""``slm-sim schema``: the JSON Schema of a file format."""

from __future__ import annotations

import json
from pathlib import Path

import click

from slm_sim.errors import InputError, Place, Problem

KINDS = "scenario", "agreement", "mapping", "rule", "decision-table"


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="scenario")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it to FILE.")
def schema(kind: str, out: Path | None) -> None:
    """Print the JSON Schema (draft 2020-12) of scenario, agreement, mapping, rule or decision table files.

    Editors complete words and underline mistakes by it. For one that speaks to yaml-language-server, write the schema
    to a file and start the scenario with "# yaml-language-server: $schema=FILE".
    """
    from slm_sim.read.schema import json_schema

    text = json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            Problem(Place(str(out)), f"cannot be written: {error.strerror}", "a file in a folder")
        ) from None
