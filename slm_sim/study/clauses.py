"""From what was reached to the chance of each clause: per period, for any period, and for the whole span."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Literal

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.attainment import MET, MISSED, NO_DATA
from slm_sim.model.balance import AgreementType
from slm_sim.model.clause import Clause
from slm_sim.model.estimate import Estimate
from slm_sim.model.level import Count
from slm_sim.model.measurement import OF_DOWNTIME
from slm_sim.model.quantities import Percent
from slm_sim.model.results import ClausePeriod, ClauseResult, JointPeriod
from slm_sim.model.span import Span
from slm_sim.statistics import mean, pooled_proportion, proportion
from slm_sim.study.reached import Reached, Verdicts
from slm_sim.study.words import promise


def clause_result(
    clause: Clause,
    reached: Reached,
    span: Span,
    confidence: float,
    bootstrap: Estimate | None = None,
    agreement_type: AgreementType = "SLA",
) -> ClauseResult:
    """What all replications reached on one clause of an agreement of this type."""
    verdict, attained = reached.verdict, reached.attained
    most = 1 if unit(clause) == "share" else inf
    counted = _counted(clause, reached, span)
    return ClauseResult(
        agreement=clause.agreement,
        type=agreement_type,
        clause=clause.id,
        promise=promise(clause),
        measure=clause.measure,
        unit=unit(clause),
        level=level(clause),
        direction=clause.direction,
        service_period=clause.period,
        credit=clause.credit,
        chance=kept_in_any_period(verdict, confidence),
        all_periods=kept_in_all_periods(verdict, confidence),
        attainment=mean_of(row_means(attained), confidence, most),
        bootstrap=bootstrap,
        periods=tuple(
            ClausePeriod(
                period=period.label,
                chance=chance_of(verdict[:, column], confidence),
                attainment=mean_of(attained[:, column], confidence, most),
                counted=float(counted[column]),
                no_data=float((verdict[:, column] == NO_DATA).mean()),
                undecided=float(reached.undecided[column] / len(verdict)),
            )
            for column, period in enumerate(reached.periods)
        ),
    )


def unit(clause: Clause) -> Literal["share", "seconds", "incidents"]:
    """``share``, ``seconds`` or ``incidents``, by what the clause promises."""
    if isinstance(clause.level, Count):
        return "incidents"
    return "share" if isinstance(clause.level, Percent) else "seconds"


def level(clause: Clause) -> float | None:
    """The promised level: a share, seconds or incidents; None for business days, whose length depends on the day."""
    if isinstance(clause.level, Count):
        return float(clause.level.amount)
    if isinstance(clause.level, Percent):
        return float(clause.level)
    return None if clause.level.unit == "business day" else float(clause.level.seconds)


def row_means(reached: Floats) -> Floats:
    """The mean over the periods with data of each replication; NaN where there are none."""
    with_data = np.isfinite(reached)
    count = with_data.sum(axis=1)
    total = np.where(with_data, reached, 0).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(reached), np.nan), where=count > 0))


def mean_of(values: Floats, confidence: float, highest: float = inf) -> Estimate | None:
    """The mean of the values that there are, with its interval; None if there are none. None is below zero."""
    present = values[np.isfinite(values)]
    return mean(present, confidence, 0, highest) if present.size else None


def chance_of(verdict: Verdicts, confidence: float) -> Estimate | None:
    """The chance that a promise is kept in one period: replications with data, independent of each other."""
    trials = int(np.count_nonzero(verdict != NO_DATA))
    return proportion(int(np.count_nonzero(verdict == MET)), trials, confidence) if trials else None


def kept_in_any_period(verdict: Verdicts, confidence: float) -> Estimate | None:
    """The chance that a promise is kept in a period like any of these; periods of one replication are dependent."""
    trials = np.count_nonzero(verdict != NO_DATA, axis=1)
    return pooled_proportion(np.count_nonzero(verdict == MET, axis=1), trials, confidence) if trials.any() else None


def kept_in_all_periods(verdict: Verdicts, confidence: float) -> Estimate | None:
    """The chance that a promise is kept in every period of the span that has data; replications with any."""
    told = (verdict != NO_DATA).any(axis=1)
    kept = told & (verdict != MISSED).all(axis=1)
    return proportion(int(kept.sum()), int(told.sum()), confidence) if told.any() else None


def joint_periods(by_clause: Sequence[Reached], confidence: float) -> tuple[JointPeriod, ...]:
    """The chance that every clause that is counted by the month, and has data, is kept in each calendar month.

    `by_clause` holds the monthly clauses; agreements with other terms have other months. A month in which there is
    never anything to count is left out.
    """
    months: dict[str, list[Verdicts]] = {}
    for reached in by_clause:
        for period, verdict in zip(reached.periods, reached.verdict.T, strict=True):
            months.setdefault(period.label, []).append(verdict)
    chances = {label: kept_in_all_periods(np.column_stack(months[label]), confidence) for label in sorted(months)}
    return tuple(JointPeriod(period=label, chance=chance) for label, chance in chances.items() if chance is not None)


def joint_span(by_clause: Sequence[Reached], confidence: float) -> Estimate | None:
    """The chance that no clause is missed in any of its periods of the span; None without data."""
    if not by_clause:
        return None
    return kept_in_all_periods(np.hstack([reached.verdict for reached in by_clause]), confidence)


def _counted(clause: Clause, reached: Reached, span: Span) -> Floats:
    counted = reached.counted / len(reached.verdict)
    return counted * float(span.axis.seconds_in(1)) / 3600 if clause.measure in OF_DOWNTIME else counted
