"""What the verbs that look for an answer in many studies share: how they begin, and how they tell what was found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from slm_sim.cli.doubts import tell_doubts
from slm_sim.cli.progress import progress_bar
from slm_sim.model.doubt import Doubt
from slm_sim.report import as_json, check_writable
from slm_sim.report.factsfolder import Facts, Kind, write_facts
from slm_sim.study.ahead import compiled_ahead


@contextmanager
def looking(title: str, doubts: Iterable[Doubt], out: Path | None) -> Iterator[Callable[[int, int], None]]:
    """Tell the doubts, make sure of the folder, and have compiled what is needed later; gives a bar to be moved.

    The bar is told (done, at most), as in `slm_sim.cli.progress`.
    """
    tell_doubts(doubts)
    if out is not None:
        check_writable(out)
    click.get_current_context().with_resource(compiled_ahead())
    with progress_bar(title) as progress:
        yield progress


def tell_found(
    kind: Kind[Facts],
    facts: Facts,
    show: Callable[[Facts, Path | None], None],
    *,
    seed: int,
    started: datetime,
    workers: int,
    inputs: Iterable[str | Path],
    out: Path | None,
    form: str,
    beside: Mapping[str, str] | None = None,
) -> None:
    """Write what was found into the folder, if one is asked for, and to the terminal, as tables or as JSON.

    show  writes the facts to the terminal as tables, and where their report lies
    form  ``table`` or ``json``

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
    else:
        show(facts, report)
