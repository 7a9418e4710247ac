"""``slm-sim sensitivity``: which assumption moves the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from slm_sim.cli.options import FORMAT, SEED, WORKERS, folder_for, time_limit

if TYPE_CHECKING:
    from slm_sim.plan.assumptions import How


@click.command()
@click.argument("scenario")
@click.option("--range", "ranges", multiple=True, metavar="'PATH=LOW to HIGH'",
              help="What may be off, and how far; may be repeated. Unless given, that of the study.")  # fmt: skip
@click.option("--how", type=click.Choice(["one at a time", "sobol"]), help="In place of what the study says.")
@click.option("--samples", type=click.IntRange(min=8), help="Points of a Sobol sample.")
@click.option("--replications", type=click.IntRange(min=1), help="Simulated terms of each point.")
@time_limit("playing them")
@SEED
@WORKERS
@folder_for("report, JSON and tables")
@FORMAT
def sensitivity(
    scenario: str,
    ranges: tuple[str, ...],
    how: How | None,
    samples: int | None,
    replications: int | None,
    time_limit: str | None,
    seed: int | None,
    workers: int,
    out: Path | None,
    form: str,
) -> None:
    """Say which assumption of SCENARIO moves what is left of a month, and the chance of each clause.

    One at a time, with the value at which nothing is left; or all at once (sobol), with the share of the variance that
    each accounts for. Ctrl-C, or the end of the time, gives what is known by then.
    """
    from slm_sim.cli.found import tell_found
    from slm_sim.cli.searching import looking
    from slm_sim.plan import sensitivity as sensed_on
    from slm_sim.read import stated
    from slm_sim.report import now
    from slm_sim.report.choicefolders import SENSITIVITY

    started = now()
    there = stated(scenario)
    with looking(there.scenario.title, there.doubts, out) as progress:
        found = sensed_on(
            there,
            dict(map(_named, ranges)),
            how=how,
            samples=samples,
            replications=replications,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    tell_found(
        SENSITIVITY,
        found,
        seed=found.seed,
        started=started,
        workers=workers,
        inputs=there.base.files,
        out=out,
        form=form,
    )


def _named(text: str) -> tuple[str, str]:
    path, equals, between = text.partition("=")
    if not equals:
        said = f"{text!r} names no range; expected such as 'workload.incidents=3 000 / month to 5 000 / month'"
        raise click.BadParameter(said, param_hint="--range")
    return path.strip(), between.strip()
