"""Figures: a results folder in pictures. The only place that draws."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from slm_sim.report.busiest import busiest_teams
from slm_sim.report.figures.penalties import by_month, distribution
from slm_sim.report.figures.priorities import observed_and_simulated, time_parts
from slm_sim.report.figures.style import TOKENS, Drawn
from slm_sim.report.figures.teams import backlog, load
from slm_sim.report.figures.variations import credits_by_variation
from slm_sim.report.folder import Folder
from slm_sim.report.overview import credits_of

__all__ = ["TOKENS", "Drawn", "draw"]


def draw(folder: Folder) -> tuple[Drawn, ...]:
    """Every figure of a results folder, in the order of the report; teams beyond the busiest have none."""
    return (*_of_variations(folder), *_of_credits(folder), *_of_teams(folder), *_of_priorities(folder))


def _of_variations(folder: Folder) -> Iterator[Drawn]:
    variations = folder.results.variations
    for stated in variations[0].figures if variations else ():
        if stated.figure == "credits" and stated.currency is not None:
            found = [(variation.name, credits_of(variation, stated.agreement)) for variation in variations]
            rows = [(name, figure.estimate) for name, figure in found if figure is not None and figure.estimate]
            yield credits_by_variation(stated.agreement, stated.currency, rows)


def _of_credits(folder: Folder) -> Iterator[Drawn]:
    terms = folder.tables["terms"]
    for penalty in folder.results.penalties:
        owed = terms.loc[terms["agreement"] == penalty.agreement, "amount"].to_numpy(dtype=np.float64)
        if owed.size:
            yield distribution(penalty, owed)
        if penalty.periods:
            yield by_month(penalty)


def _of_teams(folder: Folder) -> Iterator[Drawn]:
    hours, weeks = folder.tables["team_load"], folder.tables["backlog"]
    shown = busiest_teams(folder.results)
    yield from (load(team.team, hours[hours["team"] == team.team]) for team in shown)
    yield from (
        backlog(team.team, weeks[weeks["team"] == team.team], team.steady) for team in shown if not team.unlimited
    )


def _of_priorities(folder: Folder) -> Iterator[Drawn]:
    if folder.results.times:
        yield time_parts(folder.results.times)
    log = folder.results.log
    if log is not None:
        for priority in dict.fromkeys(row.priority for row in log.comparison if row.period != "all"):
            monthly = [row for row in log.comparison if row.priority == priority and row.period != "all"]
            yield observed_and_simulated(priority, monthly)
