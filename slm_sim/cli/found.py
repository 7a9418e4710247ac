"""How the verbs that find something out tell it: into a folder, and to the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

import click

from slm_sim.cli.summary import print_summary
from slm_sim.report import as_json
from slm_sim.report.factsfolder import Facts, Kind, write_facts


def tell_found(
    kind: Kind[Facts],
    facts: Facts,
    *,
    started: datetime,
    inputs: Iterable[str | Path],
    out: Path | None,
    form: str,
    seed: int | None = None,
    workers: int = 1,
    beside: Mapping[str, str] | None = None,
    show: Callable[[Facts, Path | None], None] | None = None,
) -> None:
    """Write what was found into the folder, if one is asked for, and to the terminal, as tables or as JSON.

    form  ``table`` or ``json``
    show  writes the facts to the terminal as tables, and where their report lies; unless given, their summary

    The others as in `slm_sim.report.write_facts`.
    """
    report = None
    if out is not None:
        report = write_facts(
            kind,
            facts,
            out,
            seed=seed,
            command=["slm-sim", *sys.argv[1:]],
            started=started,
            workers=workers,
            inputs=inputs,
            beside=beside,
        )
    if form == "json":
        click.echo(as_json(facts), nl=False)
    elif show is not None:
        show(facts, report)
    else:
        print_summary(kind.summary(facts), report)
