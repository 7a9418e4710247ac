"""``slm-sim frontier``: what each notch of a promise costs in staff."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command()
@click.argument("scenario")
@click.option("--promise", required=True, metavar="'PATH=VALUE, VALUE, ...'",
              help="What is promised in turn, from loose to tight.")  # fmt: skip
@click.option("--replications", type=click.IntRange(min=2), help="Simulated terms on which each staff is chosen.")
@click.option("--fresh", type=click.IntRange(min=2), help="Other ones, on which it is tried once.")
@click.option("--time-limit", metavar="TIME", help="For all values together, such as '5 min'.")
@click.option("--seed", type=click.IntRange(min=0), help="Seed in place of the scenario's.")
@click.option("--workers", type=click.IntRange(min=1), help="Threads; one per core unless given.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write report, JSON and table there.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="What is written to the terminal.")  # fmt: skip
def frontier(
    scenario: str,
    promise: str,
    replications: int | None,
    fresh: int | None,
    time_limit: str | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    form: str,
) -> None:
    """Find the cheapest staff of SCENARIO for each value of a promise: the price of a target, notch by notch.

    Staffs are found as by slm-sim staff, within the wishes of study.staff. Ctrl-C gives the notches found so far.
    """
    from rich.console import Console

    from slm_sim.cli.doubts import tell_doubts
    from slm_sim.cli.progress import progress_bar
    from slm_sim.cli.summary import drawn
    from slm_sim.plan import frontier as found_on
    from slm_sim.read import stated
    from slm_sim.report import FRONTIER, as_json, check_writable, frontierwords, now, write_facts
    from slm_sim.study.ahead import compiled_ahead

    path, equals, values = promise.partition("=")
    if not equals:
        said = f"{promise!r} names no values; expected such as 'agreements.sla.targets.resolution.within=8 h, 4 h'"
        raise click.BadParameter(said, param_hint="--promise")
    started = now()
    there = stated(scenario)
    tell_doubts(there.doubts)
    if out is not None:
        check_writable(out)
    click.get_current_context().with_resource(compiled_ahead())
    workers = workers or os.cpu_count() or 1
    with progress_bar(there.scenario.title) as progress:
        found = found_on(
            there,
            path.strip(),
            [value.strip() for value in values.split(",")],
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
            FRONTIER,
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
        return
    console = Console(highlight=False)
    console.print(f"[bold]{frontierwords.headline(found)}[/]")
    console.print(frontierwords.frontier_title(found), markup=False)
    console.print()
    console.print(drawn(frontierwords.notches(found), with_promises=True))
    if report is not None:
        console.print(f"\nReport: {report}", soft_wrap=True)
