"""``slm-sim staff``: the cheapest roster that keeps the promises."""

from __future__ import annotations

import os
from pathlib import Path

import click

from slm_sim.cli.options import FORMAT, SEED, WORKERS


@click.command()
@click.argument("scenario")
@click.option("--overlay", "overlays", multiple=True, metavar="NAME", help="Apply an overlay; may be repeated.")
@click.option("--replications", type=click.IntRange(min=2), help="Simulated terms on which the staff is chosen.")
@click.option("--fresh", type=click.IntRange(min=2), help="Other ones, on which it is tried once.")
@click.option("--time-limit", metavar="TIME", help="For choosing it, such as '90 s'.")
@SEED
@WORKERS
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write report, roster and tables there.")
@FORMAT
def staff(
    scenario: str,
    overlays: tuple[str, ...],
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
    from slm_sim.cli.found import tell_found
    from slm_sim.cli.searching import looking
    from slm_sim.plan import staff as staffed_on
    from slm_sim.read import read_scenario
    from slm_sim.report import now
    from slm_sim.report.choicefolders import STAFFING

    started = now()
    reading = read_scenario(scenario, overlays)
    workers = workers or os.cpu_count() or 1
    with looking(reading.scenario.title, reading.doubts, out) as progress:
        found = staffed_on(
            reading.scenario,
            replications=replications,
            fresh=fresh,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    tell_found(
        STAFFING,
        found,
        seed=found.seed,
        started=started,
        workers=workers,
        inputs=reading.files,
        out=out,
        form=form,
    )
