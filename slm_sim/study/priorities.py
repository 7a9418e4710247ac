"""Times by priority: how fast incidents are answered and resolved, and where their time goes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import PriorityTimes
from slm_sim.pipeline import Prepared
from slm_sim.statistics import mean
from slm_sim.study.clauses import mean_of
from slm_sim.study.gather import Gathered
from slm_sim.study.months import length_in_months
from slm_sim.study.summary import QUANTILES


def priority_times(prepared: Prepared, gathered: Gathered, confidence: float) -> tuple[PriorityTimes, ...]:
    """One result per priority that occurs at all."""
    months = length_in_months(prepared.span)
    opened = gathered.opened
    return tuple(
        PriorityTimes(
            priority=name,
            incidents_per_month=mean(opened[:, number] / months, confidence, 0),
            response=_quantiles(gathered.response[:, number], confidence),
            resolution=_quantiles(gathered.resolution[:, number], confidence),
            parts=_parts(gathered.part_names, gathered.spent[:, number]),
            abandoned=float(gathered.abandoned[:, number].sum() / opened[:, number].sum()),
            unresolved=float(gathered.unresolved[:, number].sum() / opened[:, number].sum()),
        )
        for number, name in enumerate(prepared.demand.names.priorities)
        if opened[:, number].any()
    )


def _quantiles(seconds: Floats, confidence: float) -> dict[str, Estimate | None]:
    """The mean of each quantile; None where it lies among incidents that are still open, in whichever replication."""
    return {
        f"p{share * 100:g}": None if np.isinf(seconds[:, column]).any() else mean_of(seconds[:, column], confidence)
        for column, share in enumerate(QUANTILES)
    }


def _parts(names: Sequence[str], spent: Floats) -> dict[str, float]:
    """The mean over the replications in which any incident was resolved; all zero without one."""
    told = spent[np.isfinite(spent).all(axis=1)]
    means = told.mean(axis=0) if len(told) else np.zeros(len(names))
    return dict(zip(names, means.tolist(), strict=True))
