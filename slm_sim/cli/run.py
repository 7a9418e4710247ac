"""``slm-sim run``: play a scenario and write a results folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slm_sim.cli.options import LOG, OVERLAYS, SEED, WORKERS

if TYPE_CHECKING:
    from slm_sim.engine import Engine
    from slm_sim.model.results import OverlayApplied
    from slm_sim.read import Reading


@click.command()
@click.argument("scenario")
@click.option("--out", type=click.Path(path_type=Path), help="Results folder; results/<scenario> unless given.")
@LOG
@OVERLAYS
@click.option("--replications", type=click.IntRange(min=1), help="Simulated terms at most.")
@click.option("--precision", metavar="POINTS", help="Stop once every chance is known to within so many points.")
@SEED
@WORKERS
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers play, such as tcp://10.0.0.5:8786.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "kernel", "reference"]),
    default="auto",
    show_default=True,
    help="Who plays: the compiled engine (kernel, or auto), or the reference engine.",
)
@click.option("--resume", is_flag=True, help="Go on with what a study that did not end has left beside --out.")
@click.option("--keep-incidents", type=click.IntRange(min=1), default=1, show_default=True, metavar="N",
              help="Replications of which every incident is written.")  # fmt: skip
def run(
    scenario: str,
    out: Path | None,
    log: Path | None,
    overlays: tuple[str, ...],
    replications: int | None,
    precision: str | None,
    seed: int | None,
    workers: int,
    cluster: str | None,
    resume: bool,
    engine: Engine,
    keep_incidents: int,
) -> None:
    """Simulate SCENARIO (a file, or the name of one that ships with slm-sim) and write a results folder.

    Ends with a summary in the terminal and a report in the folder.
    """
    from slm_sim.memory import without_collecting

    with without_collecting():
        from slm_sim.study.ahead import compiled_ahead

        if not cluster:
            click.get_current_context().with_resource(compiled_ahead())
        from slm_sim.cli.doubts import tell_doubts
        from slm_sim.cli.progress import progress_bar
        from slm_sim.cli.resume import as_called, telling_how_to_resume
        from slm_sim.cli.summary import print_summary
        from slm_sim.read import read_scenario
        from slm_sim.report import check_writable, now, write_folder
        from slm_sim.report.terminal import summary
        from slm_sim.study import alone_in, discard, run_study, unfinished

        started = now()
        reading = read_scenario(scenario, overlays)
    tell_doubts(reading.doubts)
    folder = out or Path("results") / Path(scenario).stem
    check_writable(folder)
    here = 0 if cluster else workers
    command = ["slm-sim", *sys.argv[1:]]
    with alone_in(unfinished(folder)), telling_how_to_resume(unfinished(folder), [*as_called(), *sys.argv[1:]]):
        with progress_bar(reading.scenario.title) as progress:
            study = run_study(
                reading.scenario,
                replications=replications,
                precision=_points(precision),
                seed=seed,
                log=log,
                workers=workers,
                cluster=cluster,
                keep_incidents=keep_incidents,
                overlays=_applied(reading, overlays),
                doubts=reading.doubts,
                tree=reading.tree,
                variations=reading.variations,
                engine=engine,
                landing=unfinished(folder),
                resume=resume,
                progress=progress,
            )
        from slm_sim.checking.ofstudy import with_rules  # the rules load when there is something to report

        study = with_rules(study, reading)
        report = write_folder(study, folder, inputs=reading.files, command=command, started=started, workers=here)
        discard(unfinished(folder))
    print_summary(summary(study.results), report)


def _points(text: str | None) -> float | None:
    """``2``, ``2 points`` or ``2 %`` as a fraction of one."""
    if text is None:
        return None
    from slm_sim.model.quantities import NotationError, Points

    number = text.removesuffix("%").removesuffix("s").removesuffix("point").strip()
    try:
        points = float(Points.parse(f"{number} points"))
    except NotationError:
        points = 0.0
    if not 0 < points < 1:
        said = f"{text!r} is no precision; expected percentage points between 0 and 100, such as 2"
        raise click.BadParameter(said, param_hint="--precision")
    return points


def _applied(reading: Reading, overlays: tuple[str, ...]) -> tuple[OverlayApplied, ...]:
    """The overlays in force, each change with what stood there before."""
    from slm_sim.model.results import ChangeMade, OverlayApplied
    from slm_sim.read import in_words

    return tuple(
        OverlayApplied(
            name=name,
            story=reading.scenario.overlays[name].story,
            changes=tuple(
                ChangeMade(
                    path=change.path,
                    before="not stated" if change.before is None else in_words(change.before),
                    after=in_words(change.best),
                )
                for change in reading.changes
                if change.cause == f"overlay {name}"
            ),
        )
        for name in dict.fromkeys(overlays)
    )
