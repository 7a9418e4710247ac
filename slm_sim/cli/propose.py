"""``slm-sim propose``: find promises that would be kept."""

from __future__ import annotations

from pathlib import Path

import click

from slm_sim.cli.options import FORMAT, FRESH, LOG, OVERLAYS, REPLICATIONS, SEED, WORKERS, folder_for, time_limit


@click.command()
@click.argument("scenario")
@OVERLAYS
@LOG
@REPLICATIONS
@FRESH
@time_limit("choosing one offer")
@SEED
@WORKERS
@click.option("--no-levers", is_flag=True, help="Do not look for what would make the draft easier to keep.")
@folder_for("report, counter-offers, JSON and tables")
@FORMAT
def propose(
    scenario: str,
    overlays: tuple[str, ...],
    log: Path | None,
    replications: int | None,
    fresh: int | None,
    time_limit: str | None,
    seed: int | None,
    workers: int,
    no_levers: bool,
    out: Path | None,
    form: str,
) -> None:
    """Find promises for the agreement of SCENARIO that would be kept, by what `study.propose` says they are worth.

    Writes a safe, a balanced and an ambitious counter-offer, each tried on simulated terms that it was not chosen on,
    and says what would make the draft itself easier to keep. Ctrl-C ends a search with the best so far.
    """
    from slm_sim.cli.found import tell_found
    from slm_sim.cli.searching import looking
    from slm_sim.plan import propose as proposed_for
    from slm_sim.plan.counteroffer import counter_offers
    from slm_sim.plan.whichlines import expect_asked, which_lines
    from slm_sim.read import read_scenario
    from slm_sim.report import now
    from slm_sim.report.choicefolders import PROPOSAL

    started = now()
    reading = read_scenario(scenario, overlays)
    expect_asked(reading)
    with looking(reading.scenario.title, reading.doubts, out) as progress:
        found = proposed_for(
            reading.scenario,
            replications=replications,
            fresh=fresh,
            time_limit=time_limit,
            seed=seed,
            log=log,
            workers=workers,
            with_levers=not no_levers,
            telling=lambda what, done, most: progress(done, most),
        )
    for problem in which_lines(reading, found.proposal):
        click.echo(f"warning: {problem}", err=True)
    tell_found(
        PROPOSAL,
        found.proposal,
        seed=found.proposal.seed,
        started=started,
        workers=workers,
        inputs=reading.files,
        out=out,
        form=form,
        beside=counter_offers(reading, found) if out is not None else None,
    )
