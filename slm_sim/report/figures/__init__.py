"""Figures: a study in pictures. The only place that draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

import numpy as np
from pandas import DataFrame

from slm_sim.model.results import Results
from slm_sim.report.busiest import busiest_teams
from slm_sim.report.figures.penalties import by_month, distribution
from slm_sim.report.figures.priorities import observed_and_simulated, time_parts
from slm_sim.report.figures.style import TOKENS, Drawn
from slm_sim.report.figures.teams import backlog, load
from slm_sim.report.figures.variations import credits_by_variation
from slm_sim.report.overview import credits_of

__all__ = ["TOKENS", "Drawn", "draw"]


class Told(Protocol):
    """A study, or its folder: what it found, and at least those of its tables that are small."""

    @property
    def results(self) -> Results:
        """What it found."""

    @property
    def tables(self) -> Mapping[str, DataFrame]:
        """Its tables by name."""


def draw(study: Told) -> tuple[Drawn, ...]:
    """Every figure of a study, in the order of the report; teams beyond the busiest have none."""
    return (*_of_variations(study), *_of_credits(study), *_of_teams(study), *_of_priorities(study))


def _of_variations(study: Told) -> Iterator[Drawn]:
    variations = study.results.variations
    for stated in variations[0].figures if variations else ():
        if stated.figure == "credits" and stated.currency is not None:
            found = [(variation.name, credits_of(variation, stated.agreement)) for variation in variations]
            rows = [(name, figure.estimate) for name, figure in found if figure is not None and figure.estimate]
            yield credits_by_variation(stated.agreement, stated.currency, rows)


def _of_credits(study: Told) -> Iterator[Drawn]:
    terms = study.tables["terms"]
    for penalty in study.results.penalties:
        owed = terms.loc[terms["agreement"] == penalty.agreement, "amount"].to_numpy(dtype=np.float64)
        if owed.size:
            yield distribution(penalty, owed)
        if penalty.periods:
            yield by_month(penalty)


def _of_teams(study: Told) -> Iterator[Drawn]:
    hours, weeks = study.tables["team_load"], study.tables["backlog"]
    shown = busiest_teams(study.results)
    yield from (load(team.team, hours[hours["team"] == team.team]) for team in shown)
    yield from (
        backlog(team.team, weeks[weeks["team"] == team.team], team.steady) for team in shown if not team.unlimited
    )


def _of_priorities(study: Told) -> Iterator[Drawn]:
    if study.results.times:
        yield time_parts(study.results.times)
    log = study.results.log
    if log is not None:
        for priority in dict.fromkeys(row.priority for row in log.comparison if row.period != "all"):
            monthly = [row for row in log.comparison if row.priority == priority and row.period != "all"]
            yield observed_and_simulated(priority, monthly)
