"""The figures of candidates beside those of the scenario as stated, with intervals that hold for all candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.compared import ComparedFigure
from slm_sim.model.estimate import Estimate
from slm_sim.plan.yearly import MONEY, Figure
from slm_sim.statistics import joint_means, mean

FAMILY = "the candidates"
SHARES = "chance", "abandoned", "unresolved"
"""Figures between zero and one, which no interval leaves."""

Told = Mapping[Figure, Floats]
"""Figures of a candidate as they are told: one value per replication."""


def told(figures: Sequence[Figure], rows: Floats) -> dict[Figure, Floats]:
    """Rows of a candidate as figures that are told: credits less those received, charges less those of suppliers."""
    columns = {figure: rows[:, number] for number, figure in enumerate(figures)}
    money = {name: columns[Figure(name)] for name in MONEY}
    kept = {figure._replace(name="chance"): column for figure, column in columns.items() if figure.name == "kept"}
    return {
        **kept,
        Figure("credits"): money["paid"] - money["received"],
        Figure("staff"): money["staff"],
        Figure("charges"): money["income"] - money["expense"],
        Figure("abandoned"): columns[Figure("abandoned")],
        Figure("unresolved"): columns[Figure("unresolved")],
    }


def compared_figures(candidates: Sequence[Told], confidence: float, uniforms: Floats) -> list[list[ComparedFigure]]:
    """The figures of each candidate, the first of which is the scenario as stated."""
    differences: list[dict[Figure, Estimate]] = [{} for _ in candidates]
    for figure, before in candidates[0].items():
        others = [number for number, one in enumerate(candidates) if number and figure in one]
        columns = [candidates[number][figure] - before[: len(candidates[number][figure])] for number in others]
        having = [(number, column) for number, column in zip(others, columns, strict=True) if np.isfinite(column).any()]
        estimates = differences_of(figure, [column for _, column in having], confidence, uniforms, FAMILY)
        for (number, _), estimate in zip(having, estimates, strict=True):
            differences[number][figure] = estimate
    return [
        [
            ComparedFigure.model_validate(
                {
                    "figure": figure.name,
                    "agreement": figure.agreement,
                    "clause": figure.clause,
                    "estimate": estimate_of(figure, values, confidence),
                    "difference": differences[number].get(figure),
                }
            )
            for figure, values in one.items()
        ]
        for number, one in enumerate(candidates)
    ]


def differences_of(
    figure: Figure, columns: Sequence[Floats], confidence: float, uniforms: Floats, family: str
) -> list[Estimate]:
    """The means of differences of one figure, pair by pair, with intervals that hold together (`joint_means`)."""
    furthest = 1.0 if figure.name in SHARES else inf
    return joint_means(with_data(columns), 1 - confidence, uniforms, family, -furthest, furthest)


def with_data(columns: Sequence[Floats]) -> list[Floats]:
    """Columns without what has no data; of the replications that all of them share, those with data in each."""
    if not columns:
        return []
    common = min(map(len, columns))
    everywhere = np.isfinite(np.stack([column[:common] for column in columns])).all(axis=0)
    if not everywhere.any():
        return [column[np.isfinite(column)] for column in columns]
    return [
        np.concatenate([column[:common][everywhere], column[common:][np.isfinite(column[common:])]])
        for column in columns
    ]


def estimate_of(figure: Figure, values: Floats, confidence: float) -> Estimate | None:
    """The mean of a figure over the replications that have data; None where none has."""
    data = values[np.isfinite(values)]
    return mean(data, confidence, *((0.0, 1.0) if figure.name in SHARES else (-inf, inf))) if data.size else None
