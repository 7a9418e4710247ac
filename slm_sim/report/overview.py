"""Variations side by side, as the report shows them: what was varied, what it does to chances and to credits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slm_sim.model.results import Results
from slm_sim.model.varied import VariationResult, VariedFigure
from slm_sim.report.numbers import NOTHING, amount, chance, difference, figure_of, points

MOST_COLUMNS = 4
"""Varied paths that have a column each; of more, every variation lists its own."""

CREDIT_HEADS = ("Mean", "Difference", "P95")


@dataclass(frozen=True)
class Varied:
    """A varied path as a column: its full path, and the end of it by which it is known."""

    path: str
    short: str


@dataclass(frozen=True)
class Cell:
    """A figure and, where it is not the same as stated, how it differs."""

    figure: str
    differs: str = ""


@dataclass(frozen=True)
class Row:
    """A variation: its name, its values by column or all in one, and its figures."""

    name: str
    values: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Overview:
    """A table of all variations: what it tells, the heads of its figures, and a row for each."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def columns(results: Results) -> tuple[Varied, ...]:
    """The varied paths, in the order in which they were first named; none if there are too many for columns."""
    paths = _paths(results)
    return tuple(Varied(path, paths[path]) for path in paths) if len(paths) <= MOST_COLUMNS else ()


def overviews(results: Results) -> tuple[Overview, ...]:
    """A table of credits for each agreement that has any, and a table of chances for each with clauses."""
    agreements = dict.fromkeys(figure.agreement for variation in results.variations for figure in variation.figures)
    found = [
        table for agreement in agreements for table in (_credits(results, agreement), _chances(results, agreement))
    ]
    return tuple(table for table in found if table.heads)


def credits_of(variation: VariationResult, agreement: str) -> VariedFigure | None:
    """The mean credits of a variation under an agreement, None without charges."""
    return _figure(variation, "credits", agreement, None)


def _credits(results: Results, agreement: str) -> Overview:
    rows = []
    for variation in results.variations:
        mean, high = credits_of(variation, agreement), _figure(variation, "credits p95", agreement, None)
        if mean is not None and high is not None and mean.currency is not None:
            cells = (
                Cell(amount(mean.estimate, mean.currency)),
                Cell(NOTHING if mean.difference is None else difference(mean.difference, mean.currency)),
                Cell(figure_of(amount(high.estimate, mean.currency))),
            )
            rows.append(_row(results, variation, cells))
    return Overview(f"{agreement}: service credits of the whole span", CREDIT_HEADS if rows else (), tuple(rows))


def _chances(results: Results, agreement: str) -> Overview:
    clauses = list(
        dict.fromkeys(
            figure.clause
            for variation in results.variations
            for figure in variation.figures
            if figure.figure == "chance" and figure.agreement == agreement and figure.clause is not None
        )
    )
    rows = tuple(
        _row(results, variation, tuple(_chance(_figure(variation, "chance", agreement, clause)) for clause in clauses))
        for variation in results.variations
    )
    return Overview(f"{agreement}: chance that each clause is kept in a period", tuple(clauses), rows)


def _chance(figure: VariedFigure | None) -> Cell:
    if figure is None:
        return Cell(NOTHING)
    told = figure.difference
    return Cell(figure_of(chance(figure.estimate)), points(told) if told is not None and told.beyond_doubt else "")


def _figure(variation: VariationResult, name: str, agreement: str, clause: str | None) -> VariedFigure | None:
    wanted = (name, agreement, clause)
    return next(
        (one for one in variation.figures if (one.figure, one.agreement, one.clause) == wanted),
        None,
    )


def _row(results: Results, variation: VariationResult, cells: tuple[Cell, ...]) -> Row:
    varied: Sequence[Varied] = columns(results)
    if varied:
        values = tuple(variation.values.get(one.path, "as stated") for one in varied)
    else:
        paths = _paths(results)
        values = ("; ".join(f"{paths[path]}: {value}" for path, value in variation.values.items()),)
    return Row(variation.name, values, cells)


def _paths(results: Results) -> dict[str, str]:
    """The varied paths, each with as much of its end as tells it from the others, two parts at least."""
    parts = {path: path.split(".") for variation in results.variations for path in variation.values}
    most = max(map(len, parts.values()), default=0)
    length = next(
        (
            length
            for length in range(2, most)
            if len({tuple(found[-length:]) for found in parts.values()}) == len(parts)
        ),
        most,
    )
    return {path: ".".join(found[-length:]) for path, found in parts.items()}
