"""``slm-sim staff``: the cheapest roster that keeps the promises."""

from __future__ import annotations

from pathlib import Path

import click

from slm_sim.cli.options import FORMAT, FRESH, OVERLAYS, REPLICATIONS, SEED, WORKERS, folder_for, time_limit


@click.command()
@click.argument("scenario")
@OVERLAYS
@REPLICATIONS
@FRESH
@time_limit("choosing it")
@SEED
@WORKERS
@folder_for("report, roster and tables")
@FORMAT
def staff(
    scenario: str,
    overlays: tuple[str, ...],
    replications: int | None,
    fresh: int | None,
    time_limit: str | None,
    seed: int | None,
    workers: int,
    out: Path | None,
    form: str,
) -> None:
    """Find the cheapest staff with which SCENARIO keeps its promises, with the confidence of its study.staff.

    The confidence that is told was found on simulated terms on which nothing was chosen. Ctrl-C gives the best so far.
    """
    from slm_sim.cli.found import tell_found
    from slm_sim.cli.searching import looking
    from slm_sim.plan import staff as staffed_on
    from slm_sim.read import place_of, read_scenario
    from slm_sim.report import now
    from slm_sim.report.choicefolders import STAFFING

    started = now()
    reading = read_scenario(scenario, overlays)
    with looking(reading.scenario.title, reading.doubts, out) as progress:
        found = staffed_on(
            reading.scenario,
            replications=replications,
            fresh=fresh,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            progress=progress,
            where=place_of(reading.tree, ("study", "staff")),
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
