"""How chances and credits move between two drafts that were played on the same random terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from slm_sim.chance import Stream, resampled
from slm_sim.model.arrays import Floats
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Question
from slm_sim.model.round import CreditMove, Move
from slm_sim.model.study import Study
from slm_sim.statistics import mean_difference, quantile_difference

if TYPE_CHECKING:
    from pandas import DataFrame, Series

RESAMPLES = 1_000


def credit_moves(older: Study, newer: Study) -> Iterator[CreditMove]:
    """How the credits of the agreements that both have move: their mean in a term, and their 95th percentile."""
    were = {one.agreement: one for one in older.results.penalties}
    for now in newer.results.penalties:
        if now.agreement not in were or were[now.agreement].currency != now.currency:
            continue
        was, confidence = were[now.agreement], newer.results.question.confidence
        mean = p95 = None
        if met_the_same(older, newer):
            before, after = _common(*(_credits(study, now.agreement) for study in (older, newer)))
            mean = mean_difference(before, after, confidence)
            stream = Stream(newer.results.question.seed, 0, "resampled terms")
            picks = resampled(stream, RESAMPLES, len(before))
            p95 = quantile_difference(before, after, 0.95, picks, confidence)
        yield CreditMove(
            agreement=now.agreement,
            currency=now.currency,
            mean=Move(was.mean, now.mean, mean),
            p95=Move(was.p95, now.p95, p95),
        )


def chance_moves(older: Study, newer: Study) -> dict[str, Move]:
    """How the chance that a clause is kept in a service period moves, by the keys of the clauses that either has."""
    was, now = _chances(older), _chances(newer)
    kept = [_kept(study) for study in (older, newer)] if met_the_same(older, newer) else []
    confidence = newer.results.question.confidence
    found = {}
    for key in dict.fromkeys((*now, *was)):
        difference = None
        if kept and all(key in of.columns for of in kept):
            before, after = _common(*(of[key] for of in kept))
            difference = mean_difference(before, after, confidence) if len(before) else None
        found[key] = Move(was.get(key), now.get(key), difference)
    return found


def met_the_same(older: Study, newer: Study) -> bool:
    """Whether a replication of one study met the same random term as that of the other: same seed, same span."""

    def terms(question: Question) -> tuple[object, ...]:
        return question.seed, question.starts, question.ends, question.zone, question.tick_seconds

    return terms(older.results.question) == terms(newer.results.question)


def _chances(study: Study) -> dict[str, Estimate | None]:
    return {f"{one.agreement}/{one.clause}": one.chance for one in study.results.clauses}


def _credits(study: Study, agreement: str) -> Series:
    terms = study.tables["terms"]
    chosen = terms[terms["agreement"] == agreement].set_index("replication")["amount"]
    return chosen.astype(np.float64)


def _kept(study: Study) -> DataFrame:
    """The share of its periods with data in which each clause was kept, by replication and key of the clause."""
    rows = study.tables["attainment"]
    rows = rows[rows["verdict"] != "no data"]
    key = rows["agreement"] + "/" + rows["clause"]
    met = (rows["verdict"] == "met").astype(np.float64)
    return met.groupby([rows["replication"], key]).mean().unstack()


def _common(before: Series, after: Series) -> tuple[Floats, Floats]:
    """The values of the replications that both have."""
    there = before.dropna().index.intersection(after.dropna().index)
    return before.loc[there].to_numpy(np.float64), after.loc[there].to_numpy(np.float64)
