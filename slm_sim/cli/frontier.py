"""``slm-sim frontier``: what each notch of a promise costs in staff."""

from __future__ import annotations

from pathlib import Path

import click

from slm_sim.cli.options import FORMAT, FRESH, OVERLAYS, REPLICATIONS, SEED, WORKERS, folder_for, time_limit


@click.command()
@click.argument("scenario")
@OVERLAYS
@click.option("--promise", required=True, metavar="'PATH=VALUE, VALUE, ...'",
              help="What is promised in turn, from loose to tight.")  # fmt: skip
@REPLICATIONS
@FRESH
@time_limit("all values together", "5 min")
@SEED
@WORKERS
@folder_for("report, JSON and tables")
@FORMAT
def frontier(
    scenario: str,
    overlays: tuple[str, ...],
    promise: str,
    replications: int | None,
    fresh: int | None,
    time_limit: str | None,
    seed: int | None,
    workers: int,
    out: Path | None,
    form: str,
) -> None:
    """Find the cheapest staff of SCENARIO for each value of a promise: the price of a target, notch by notch.

    Staffs are found as by slm-sim staff, within the wishes of study.staff. Ctrl-C gives the notches found so far.
    """
    from slm_sim.cli.found import tell_found
    from slm_sim.cli.searching import looking
    from slm_sim.plan import frontier as found_on
    from slm_sim.read import place_of, read_scenario
    from slm_sim.report import now
    from slm_sim.report.choicefolders import FRONTIER

    path, equals, values = promise.partition("=")
    if not equals:
        said = f"{promise!r} names no values; expected such as 'agreements.sla.targets.resolution.within=8 h, 4 h'"
        raise click.BadParameter(said, param_hint="--promise")
    started = now()
    reading = read_scenario(scenario, overlays)
    with looking(reading.scenario.title, reading.doubts, out) as progress:
        found = found_on(
            reading.scenario,
            path.strip(),
            [value.strip() for value in values.split(",")],
            replications=replications,
            fresh=fresh,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            progress=progress,
            where=place_of(reading.tree, ("study", "staff")),
        )
    tell_found(
        FRONTIER,
        found,
        seed=found.seed,
        started=started,
        workers=workers,
        inputs=reading.files,
        out=out,
        form=form,
    )
