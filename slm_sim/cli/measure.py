"""``slm-sim measure``: hold a ticket log against agreements."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from slm_sim.cli.options import FORMAT, folder_for


class _Day(click.DateTime):
    """A day as year-month-day."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day; expected year-month-day such as 2027-04-01", param, ctx)


DAY = _Day(["%Y-%m-%d"])


@click.command()
@click.argument("log")
@click.option("--mapping", required=True, metavar="FILE", help="How to read the log; a file, or a shipped name.")
@click.option("--agreement", "agreements", multiple=True, required=True, metavar="FILE",
              help="What was promised; a file, or a shipped name. May be repeated.")  # fmt: skip
@click.option("--from", "first", type=DAY, metavar="DAY", help="First day to be measured, such as 2016-03-01.")
@click.option("--to", "last", type=DAY, metavar="DAY", help="Last day to be measured.")
@click.option("--claimed", multiple=True, metavar="CLAUSE:PERIOD",
              help="A credit that was claimed, such as resolution.P1:2027-02. May be repeated.")  # fmt: skip
@click.option("--unclaimed", multiple=True, metavar="CLAUSE:PERIOD",
              help="A credit that was not claimed in time, and so is lost. May be repeated.")  # fmt: skip
@folder_for("report, JSON and tables")
@FORMAT
@click.option("--open", "still_open", type=click.IntRange(min=0), default=10, show_default=True, metavar="N",
              help="Open incidents shown in the terminal, of each agreement, the least time left first.")  # fmt: skip
@click.option("--breaches", type=click.IntRange(min=0), default=10, show_default=True, metavar="N",
              help="Breaches shown in the terminal, of each agreement.")  # fmt: skip
def measure(
    log: str,
    mapping: str,
    agreements: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    claimed: tuple[str, ...],
    unclaimed: tuple[str, ...],
    out: Path | None,
    form: str,
    still_open: int,
    breaches: int,
) -> None:
    """Hold the incidents of LOG (CSV or XES, plain or by gzip) against agreements, without simulating anything.

    Tells attainment and credits per service period, and each breach with its clock line by line. The same code measures
    simulated incidents.
    """
    from slm_sim.cli.found import tell_found
    from slm_sim.cli.measured import print_measured
    from slm_sim.library import file_of
    from slm_sim.measuring import measure as measured_on
    from slm_sim.report import check_writable, now
    from slm_sim.report.measuredfolder import MEASUREMENT
    from slm_sim.report.measuredwords import problems_in_words

    started = now()
    if out is not None:
        check_writable(out)
    found = measured_on(
        log, mapping, agreements, first=_day(first), last=_day(last), claimed=claimed, unclaimed=unclaimed
    )
    files = (file for agreement in found.agreements for file in agreement.files)
    tell_found(
        MEASUREMENT,
        found,
        started=started,
        inputs=[found.log.file, file_of("mapping", mapping), *files],
        out=out,
        form=form,
        show=lambda facts, report: print_measured(facts, breaches, still_open, report),
    )
    if form == "json":
        for warned in found.log.warnings:
            click.echo(f"{warned.weight}: {warned.text}", err=True)
        if problems := problems_in_words(found.log):
            click.echo(f"warning: {problems}", err=True)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
