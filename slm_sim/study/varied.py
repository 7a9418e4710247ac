"""Variations side by side: each against the scenario as stated, replication by replication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
import pandas as pd

from slm_sim.model.arrays import Floats
from slm_sim.model.attainment import MET, NO_DATA
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Results, Warned
from slm_sim.model.study import Study, Tables
from slm_sim.model.tables import VARIATIONS, VARIED_VALUES
from slm_sim.model.varied import VariationResult, VariedFigure
from slm_sim.pipeline import Prepared
from slm_sim.statistics import mean
from slm_sim.study.clauses import row_means
from slm_sim.study.gather import Gathered
from slm_sim.study.tables import documented

AS_STATED = "as stated"
"""What the scenario itself is called among its variations."""

FOLDER = "variations"


@dataclass(frozen=True, eq=False)
class Candidate:
    """A scenario among its variations, with what each replication says of it.

    name     of the variation
    values   what stands at each varied path
    results  its own
    kept     by agreement and clause: the share of the periods with data that were kept, float64[replications]; NaN
             without any
    credits  by agreement: credits of the span, float64[replications]
    """

    name: str
    values: Mapping[str, str]
    results: Results
    kept: Mapping[tuple[str, str], Floats]
    credits: Mapping[str, Floats]


def candidate(
    name: str, values: Mapping[str, str], prepared: Prepared, gathered: Gathered, results: Results
) -> Candidate:
    """A scenario among its variations."""
    clauses = [clause for agreement in prepared.agreements for clause in agreement.clauses]
    return Candidate(
        name=name,
        values=values,
        results=results,
        kept={
            (clause.agreement, clause.id): row_means(
                np.where(reached.verdict == NO_DATA, np.nan, reached.verdict == MET)
            )
            for clause, reached in zip(clauses, gathered.reached, strict=True)
        },
        credits={
            agreement.name: owed.amount.sum(axis=1)
            for agreement, owed in zip(prepared.agreements, gathered.owed, strict=True)
            if owed is not None
        },
    )


def with_variations(studies: Sequence[Study], candidates: Sequence[Candidate]) -> Study:
    """The first study with all others as its variations; `candidates` are the same in short."""
    variations = variation_results(candidates)
    stated = studies[0]
    warnings = (*stated.results.warnings, *alike(candidates))
    return Study(
        results=stated.results.model_copy(update={"variations": variations, "warnings": warnings}),
        tables=stated.tables.beside(Tables.whole(variation_tables(variations))),
        inputs=stated.inputs,
        variations={one.name: study for one, study in zip(candidates[1:], studies[1:], strict=True)},
        traced=stated.traced,
    )


def alike(candidates: Sequence[Candidate]) -> Iterator[Warned]:
    """A caution for each candidate that came out like an earlier one, in every clause and every credit."""
    for number, one in enumerate(candidates):
        for other in candidates[:number]:
            same = one.results.clauses == other.results.clauses and one.results.penalties == other.results.penalties
            if same:
                apart = [path for path, value in one.values.items() if value != other.values.get(path)]
                why = (
                    f"{' and '.join(apart)} changes nothing here, or a row below states its own value"
                    if apart
                    else "they state the same values"
                )
                yield Warned(
                    weight="caution",
                    about="variations",
                    text=f"Variations {other.name} and {one.name} come out alike in every clause and credit: {why}.",
                )
                break


def variation_results(candidates: Sequence[Candidate]) -> tuple[VariationResult, ...]:
    """Every candidate in short, the first as stated and each other one compared with it."""
    stated = candidates[0]
    return tuple(
        VariationResult(
            name=one.name,
            values=dict(one.values),
            folder="" if one is stated else f"{FOLDER}/{one.name}",
            figures=tuple(_figures(one, None if one is stated else stated)),
        )
        for one in candidates
    )


def variation_tables(variations: Sequence[VariationResult]) -> dict[str, pd.DataFrame]:
    """The tables of the variations by name."""
    figures = [
        {
            "variation": variation.name,
            "figure": figure.figure,
            "agreement": figure.agreement,
            "clause": figure.clause,
            "currency": figure.currency,
            **_ends(figure.estimate, "value", "low", "high"),
            **_ends(figure.difference, "difference", "difference_low", "difference_high"),
        }
        for variation in variations
        for figure in variation.figures
    ]
    values = [
        {"variation": variation.name, "path": path, "value": value}
        for variation in variations
        for path, value in variation.values.items()
    ]
    return {
        VARIATIONS.name: documented(VARIATIONS, pd.DataFrame(figures)),
        VARIED_VALUES.name: documented(VARIED_VALUES, pd.DataFrame(values)),
    }


def _figures(one: Candidate, stated: Candidate | None) -> Iterator[VariedFigure]:
    confidence = one.results.question.confidence
    for clause in one.results.clauses:
        key = (clause.agreement, clause.clause)
        before = None if stated is None else stated.kept.get(key)
        yield VariedFigure(
            figure="chance",
            agreement=clause.agreement,
            clause=clause.clause,
            currency=None,
            estimate=clause.chance,
            difference=_difference(one.kept[key], before, confidence, furthest=1),
        )
    for penalty in one.results.penalties:
        before = None if stated is None else stated.credits.get(penalty.agreement)
        difference = _difference(one.credits[penalty.agreement], before, confidence)
        for name, estimate in (("credits", penalty.mean), ("credits p95", penalty.p95)):
            yield VariedFigure(
                figure="credits" if name == "credits" else "credits p95",
                agreement=penalty.agreement,
                clause=None,
                currency=penalty.currency,
                estimate=estimate,
                difference=difference if name == "credits" else None,
            )


def _difference(values: Floats, before: Floats | None, confidence: float, furthest: float = inf) -> Estimate | None:
    """The mean of the differences of pairs, of which both have data; none can be further from zero than `furthest`."""
    if before is None:
        return None
    differences = values - before
    told = differences[np.isfinite(differences)]
    return mean(told, confidence, -furthest, furthest) if told.size else None


def _ends(estimate: Estimate | None, value: str, low: str, high: str) -> dict[str, Any]:
    if estimate is None:
        return {}
    return {value: estimate.value, low: estimate.low, high: estimate.high}
