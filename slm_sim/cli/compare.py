"""``slm-sim compare``: hold interventions against each other."""

from __future__ import annotations

from pathlib import Path

import click

from slm_sim.cli.options import FORMAT, SEED, WORKERS, folder_for, time_limit


@click.command()
@click.argument("scenario")
@click.option("--overlay", "overlays", multiple=True, metavar="NAME",
              help="An intervention; may be repeated. Unless given, those of study.compare, or all.")  # fmt: skip
@click.option("--replications", type=click.IntRange(min=1),
              help="Budget: as many as if each candidate were played so often.")  # fmt: skip
@time_limit("playing them")
@SEED
@WORKERS
@folder_for("report, JSON and tables")
@FORMAT
def compare(
    scenario: str,
    overlays: tuple[str, ...],
    replications: int | None,
    time_limit: str | None,
    seed: int | None,
    workers: int,
    out: Path | None,
    form: str,
) -> None:
    """Hold overlays of SCENARIO against each other and against the scenario as stated, on the same simulated years.

    Says which is worth its money, which is worse beyond doubt, and which cannot be told apart. Ctrl-C gives what was
    known after the last stage, and so does the end of the time.
    """
    from slm_sim.cli.found import tell_found
    from slm_sim.cli.searching import looking
    from slm_sim.plan import compare as compared_on
    from slm_sim.read import stated
    from slm_sim.report import now
    from slm_sim.report.choicefolders import COMPARISON

    started = now()
    there = stated(scenario)
    with looking(there.scenario.title, there.doubts, out) as progress:
        found = compared_on(
            there,
            overlays,
            replications=replications,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    tell_found(
        COMPARISON,
        found,
        seed=found.seed,
        started=started,
        workers=workers,
        inputs=there.base.files,
        out=out,
        form=form,
    )
