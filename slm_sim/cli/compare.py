"""``slm-sim compare``: hold interventions against each other."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command()
@click.argument("scenario")
@click.option("--overlay", "overlays", multiple=True, metavar="NAME",
              help="An intervention; may be repeated. Unless given, those of study.compare, or all.")  # fmt: skip
@click.option("--replications", type=click.IntRange(min=1),
              help="Budget: as many as if each candidate were played so often.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), help="Seed in place of the scenario's.")
@click.option("--workers", type=click.IntRange(min=1), help="Threads; one per core unless given.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write report, JSON and tables there.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="What is written to the terminal.")  # fmt: skip
def compare(
    scenario: str,
    overlays: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    form: str,
) -> None:
    """Hold overlays of SCENARIO against each other and against the scenario as stated, on the same simulated years.

    Says which is worth its money, which is worse beyond doubt, and which cannot be told apart. Ctrl-C gives what was
    known after the last stage.
    """
    from slm_sim.cli.compared import print_compared
    from slm_sim.cli.doubts import tell_doubts
    from slm_sim.cli.progress import progress_bar
    from slm_sim.plan import compare as compared_on
    from slm_sim.read import stated
    from slm_sim.report import COMPARISON, as_json, check_writable, now, write_facts
    from slm_sim.study.ahead import compiled_ahead

    started = now()
    there = stated(scenario)
    tell_doubts(there.doubts)
    if out is not None:
        check_writable(out)
    click.get_current_context().with_resource(compiled_ahead())
    workers = workers or os.cpu_count() or 1
    with progress_bar(there.scenario.title) as progress:
        found = compared_on(there, overlays, replications=replications, seed=seed, workers=workers, progress=progress)
    report = None
    if out is not None:
        command = ["slm-sim", *sys.argv[1:]]
        report = write_facts(
            COMPARISON,
            found,
            out,
            seed=found.seed,
            command=command,
            started=started,
            workers=workers,
            inputs=there.base.files,
        )
    if form == "json":
        click.echo(as_json(found), nl=False)
    else:
        print_compared(found, report)
