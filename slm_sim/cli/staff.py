"""``slm-sim staff``: the cheapest roster that keeps the promises."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command()
@click.argument("scenario")
@click.option("--replications", type=click.IntRange(min=2), help="Simulated terms on which the staff is chosen.")
@click.option("--fresh", type=click.IntRange(min=2), help="Other ones, on which it is tried once.")
@click.option("--time-limit", metavar="TIME", help="For choosing it, such as '90 s'.")
@click.option("--seed", type=click.IntRange(min=0), help="Seed in place of the scenario's.")
@click.option("--workers", type=click.IntRange(min=1), help="Threads; one per core unless given.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write report, roster and tables there.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="What is written to the terminal.")  # fmt: skip
def staff(
    scenario: str,
    replications: int | None,
    fresh: int | None,
    time_limit: str | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    form: str,
) -> None:
    """Find the cheapest staff with which SCENARIO keeps its promises, with the confidence of its study.staff.

    The confidence that is told was found on simulated terms on which nothing was chosen. Ctrl-C gives the best so far.
    """
    from slm_sim.cli.doubts import tell_doubts
    from slm_sim.cli.progress import progress_bar
    from slm_sim.cli.staffed import print_staffed
    from slm_sim.plan import staff as staffed_on
    from slm_sim.read import stated
    from slm_sim.report import STAFFING, as_json, check_writable, now, write_facts
    from slm_sim.study.ahead import compiled_ahead

    started = now()
    there = stated(scenario)
    tell_doubts(there.doubts)
    if out is not None:
        check_writable(out)
    click.get_current_context().with_resource(compiled_ahead())
    workers = workers or os.cpu_count() or 1
    with progress_bar(there.scenario.title) as progress:
        found = staffed_on(
            there,
            replications=replications,
            fresh=fresh,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    report = None
    if out is not None:
        report = write_facts(
            STAFFING,
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
        print_staffed(found, report)
