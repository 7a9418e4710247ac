"""The twelve families of credits by their words: what each makes of what was reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slm_sim.model.creditscheme import CreditScheme
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.credits.bands import bands, mean_time, outage_time
from slm_sim.sla.credits.occurrences import ladder, persistent_failure
from slm_sim.sla.credits.points import breach_count, points_table, pool, service_points
from slm_sim.sla.credits.rates import bonus_and_malus, linear, per_unit_of_time
from slm_sim.sla.credits.reached import Due, Reached, Series

OF_A_CLAUSE: dict[str, Callable[[Any, Reached], Due | None]] = {
    "bands": bands,
    "at-risk pool": pool,
    "service points": service_points,
    "linear": linear,
    "per unit of time": per_unit_of_time,
    "outage time": outage_time,
    "mean time": mean_time,
    "bonus and malus": bonus_and_malus,
}
"""Families that look at one clause in one period."""

OF_A_PERIOD: dict[str, Callable[[Any, Series], list[Due | None]]] = {
    "points table": points_table,
    "breach count": breach_count,
}
"""Families that look at all clauses of a period."""

OVER_PERIODS: dict[str, Callable[[Any, Series, CompiledAgreement], list[Due | None]]] = {
    "ladder": ladder,
    "persistent failure": persistent_failure,
}
"""Families that look back at earlier periods."""


def dues(scheme: CreditScheme, series: Series, compiled: CompiledAgreement) -> list[Due | None]:
    """What a scheme owes for each period, before any modifier; None for nothing."""
    if scheme.family in OF_A_CLAUSE:
        owed = OF_A_CLAUSE[scheme.family]
        return [owed(scheme, together[0]) if together else None for together in series]
    if scheme.family in OF_A_PERIOD:
        return OF_A_PERIOD[scheme.family](scheme, series)
    return OVER_PERIODS[scheme.family](scheme, series, compiled)
