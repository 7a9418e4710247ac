"""What happens until the people who must be hired are there: the staff as stated works on, then the roster of the plan.

Both halves are one term: what is left undone by the first is there when the second begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from slm_sim.engine.lower import PreparedOrganisation, prepare_organisation
from slm_sim.engine.roster import RosteredShift, rostered_shifts
from slm_sim.model.arrays import Bools
from slm_sim.model.attainment import Period
from slm_sim.model.estimate import Estimate
from slm_sim.model.quantities import Length
from slm_sim.model.staffed import Hiring
from slm_sim.plan.staffing.cells import Headcount, with_people
from slm_sim.plan.staffing.months import Months, months_kept
from slm_sim.plan.staffing.trial import Trial
from slm_sim.sla import attain
from slm_sim.span import date_after, local_midnight
from slm_sim.statistics import pooled_proportion


def until_hired(
    trial: Trial, people: Headcount, lead: Length, terms: Sequence[int], confidence: float
) -> Hiring | None:
    """From when a plan holds whose people come a lead time after the start, and the months kept before and after that.

    terms       fresh replications on which that is tried
    confidence  of the intervals

    None where no shift has more people than now: nobody has to be hired.
    """
    if all(there <= cell.stated for there, cell in zip(people, trial.cells, strict=True)):
        return None
    scenario, span = trial.prepared.scenario, trial.prepared.span
    day = date_after(scenario.time.starts, lead)
    comes = span.axis.tick_at(local_midnight(day, span.zone))
    months = trial.agreements[0].months
    halves = tuple(tuple(one for one in months if (one.start < comes) == early) for early in (True, False))
    staff = _in_turn(trial, people, comes)
    rows = trial.each(terms, partial(_kept_in, trial, staff, halves))
    before, after = ([row[half] for row in rows] for half in (0, 1))
    return Hiring(
        lead_time=str(lead),
        holds_from=day.isoformat(),
        before=_share(before, confidence),
        after=_share(after, confidence),
    )


def succeeding(
    before: dict[str, tuple[RosteredShift, ...]], after: dict[str, tuple[RosteredShift, ...]], comes: int
) -> dict[str, tuple[RosteredShift, ...]]:
    """The shifts of the first roster that begin before a tick, and those of the second from there on."""
    return {
        team: tuple(
            part
            for first, second in zip(shifts, after[team], strict=True)
            for part in (_where(first, first.start < comes), _where(second, second.start >= comes))
        )
        for team, shifts in before.items()
    }


def _where(shift: RosteredShift, chosen: Bools) -> RosteredShift:
    columns = {name: getattr(shift, name)[chosen] for name in ("day", "kind", "people", "start", "end")}
    return replace(shift, **columns)


def _in_turn(trial: Trial, people: Headcount, comes: int) -> PreparedOrganisation:
    there = trial.prepared
    stated, planned = (
        with_people(there.scenario, trial.cells, some) for some in (tuple(one.stated for one in trial.cells), people)
    )
    shifts = succeeding(rostered_shifts(stated, there.span), rostered_shifts(planned, there.span), comes)
    return prepare_organisation(stated, there.span, there.demand.names, there.demand.calendars, shifts)


def _kept_in(
    trial: Trial, staff: PreparedOrganisation, halves: Sequence[tuple[Period, ...]], replication: int
) -> list[Months]:
    term = trial.term(staff, replication)
    reached = [
        one for agreement in trial.agreements for one in attain(agreement, term.workload, term.outcomes, term.history)
    ]
    return [months_kept(months, reached) for months in halves]


def _share(rows: Sequence[Months], confidence: float) -> Estimate | None:
    kept, counted = (np.array([getattr(row, name) for row in rows]) for name in ("kept", "counted"))
    return pooled_proportion(kept, counted, confidence) if counted.any() else None
