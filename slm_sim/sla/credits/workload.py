"""The workload limit: a period with more incidents than the targets were made for earns no credits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Period
from slm_sim.model.measurement import whole_months
from slm_sim.model.quantities import CALENDAR_UNITS, RATE_SECONDS
from slm_sim.model.workload import Workload
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.plans import agreed_exclusions


def moments_counted(compiled: CompiledAgreement, workload: Workload) -> Ints | None:
    """When each incident that counts towards the workload limit was opened, in order: all that are not excluded.

    None where the agreement has no limit.
    """
    if compiled.agreement.workload_limit is None:
        return None
    excluded = agreed_exclusions(compiled.agreement, workload.names)[workload.excluded]
    return np.sort(workload.opened[~excluded])


def open_periods(compiled: CompiledAgreement, clause: int, opened: Ints | None) -> list[bool]:
    """Whether each period of a clause may earn credits: not bedding in, and not beyond the workload limit.

    opened  see `moments_counted`; None: no limit is looked at
    """
    periods, limit = compiled.periods[clause], compiled.agreement.workload_limit
    if limit is None or opened is None:
        return [period.credits for period in periods]
    months, rate = whole_months(compiled.clauses[clause].period), limit.incidents
    if months and rate.per in CALENDAR_UNITS:
        most = [rate.count * months / (12 if rate.per == "year" else 1)] * len(periods)
    else:
        seconds = (compiled.span.axis.seconds_in(period.end - period.start) for period in periods)
        most = [rate.count * length / RATE_SECONDS[rate.per] for length in seconds]
    counts = _counted_in(periods, opened)
    return [period.credits and count <= limit for period, count, limit in zip(periods, counts, most, strict=True)]


def _counted_in(periods: Sequence[Period], opened: Ints) -> list[int]:
    starts = np.searchsorted(opened, [period.start for period in periods])
    ends = np.searchsorted(opened, [period.end for period in periods])
    found: list[int] = (ends - starts).tolist()
    return found
