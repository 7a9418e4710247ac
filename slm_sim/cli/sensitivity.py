"""``slm-sim sensitivity``: which assumption moves the answer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from slm_sim.plan.assumptions import How


@click.command()
@click.argument("scenario")
@click.option("--range", "ranges", multiple=True, metavar="'PATH=LOW to HIGH'",
              help="What may be off, and how far; may be repeated. Unless given, that of the study.")  # fmt: skip
@click.option("--how", type=click.Choice(["one at a time", "sobol"]), help="In place of what the study says.")
@click.option("--samples", type=click.IntRange(min=8), help="Points of a Sobol sample.")
@click.option("--replications", type=click.IntRange(min=1), help="Simulated terms of each point.")
@click.option("--seed", type=click.IntRange(min=0), help="Seed in place of the scenario's.")
@click.option("--workers", type=click.IntRange(min=1), help="Threads; one per core unless given.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write report, JSON and tables there.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="What is written to the terminal.")  # fmt: skip
def sensitivity(
    scenario: str,
    ranges: tuple[str, ...],
    how: How | None,
    samples: int | None,
    replications: int | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    form: str,
) -> None:
    """Say which assumption of SCENARIO moves what is left of a month, and the chance of each clause.

    One at a time, with the value at which nothing is left; or all at once (sobol), with the share of the variance that
    each accounts for.
    """
    from slm_sim.cli.doubts import tell_doubts
    from slm_sim.cli.progress import progress_bar
    from slm_sim.cli.sensed import print_sensed
    from slm_sim.plan import sensitivity as sensed_on
    from slm_sim.read import stated
    from slm_sim.report import SENSITIVITY, as_json, check_writable, now, write_facts
    from slm_sim.study.ahead import compiled_ahead

    started = now()
    there = stated(scenario)
    tell_doubts(there.doubts)
    if out is not None:
        check_writable(out)
    click.get_current_context().with_resource(compiled_ahead())
    workers = workers or os.cpu_count() or 1
    with progress_bar(there.scenario.title) as progress:
        found = sensed_on(
            there,
            dict(map(_named, ranges)),
            how=how,
            samples=samples,
            replications=replications,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    report = None
    if out is not None:
        report = write_facts(
            SENSITIVITY,
            found,
            out,
            seed=found.seed,
            command=["slm-sim", *sys.argv[1:]],
            started=started,
            workers=workers,
            inputs=there.base.files,
        )
    if form == "json":
        click.echo(as_json(found), nl=False)
    else:
        print_sensed(found, report)


def _named(text: str) -> tuple[str, str]:
    path, equals, between = text.partition("=")
    if not equals:
        said = f"{text!r} names no range; expected such as 'workload.incidents=3 000 / month to 5 000 / month'"
        raise click.BadParameter(said, param_hint="--range")
    return path.strip(), between.strip()
