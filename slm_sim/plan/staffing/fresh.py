"""Staffs on fresh terms, on which none of them was chosen: each is tried there once, and what is found is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from slm_sim.engine.lower import PreparedOrganisation
from slm_sim.engine.spells import work
from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.attainment import Attainment
from slm_sim.model.balance import FLOWS
from slm_sim.plan.staffing.cells import Cell, Headcount
from slm_sim.plan.staffing.months import months_kept
from slm_sim.plan.staffing.trial import Trial
from slm_sim.sla import attain, charge, moments_counted
from slm_sim.study.load import Bins, mean_at_work, mean_busy

SIGNS = {"paid": 1, "received": -1, "between teams": 0}


@dataclass(frozen=True, eq=False)
class Fresh:
    """What one staff came to on fresh terms, a row per replication.

    kept, counted   months that kept every promise, of those with data, int64[replications]
    credits         paid less received over the measured span, float64[replications]
    busy, at_work   mean people with an incident in hand, and at work, float64[replications, teams]
    """

    kept: Ints
    counted: Ints
    credits: Floats
    busy: Floats
    at_work: Floats


def on_fresh_terms(trial: Trial, people: Headcount, replications: Sequence[int]) -> Fresh:
    """A staff on replications that the trial did not use."""
    rows = trial.each(replications, partial(_row, trial, trial.staff(people)))
    columns = list(zip(*rows, strict=True))
    return Fresh(*(np.array(column) for column in columns))


def neighbours(cells: Sequence[Cell], people: Headcount) -> dict[tuple[str, str, int], Headcount]:
    """One person more, and one fewer, on all days of each shift of each team: by team, shift and 1 or -1.

    One fewer leaves at least one; where no day has more than one, there is no such neighbour.
    """
    found = {}
    for team, shift in dict.fromkeys((cell.team, cell.shift) for cell in cells):
        for step in (1, -1):
            changed = tuple(
                max(there + step, 1) if (cell.team, cell.shift) == (team, shift) else there
                for cell, there in zip(cells, people, strict=True)
            )
            if changed != people:
                found[team, shift, step] = changed
    return found


def _row(
    trial: Trial, staff: PreparedOrganisation, replication: int
) -> tuple[int, int, float, Sequence[float], Sequence[float]]:
    there, term = trial.prepared, trial.term(staff, replication)
    workload, outcomes, organisation = term.workload, term.outcomes, term.organisation
    owed, asked_for = 0.0, {agreement.name for agreement in trial.agreements}
    counting: list[Attainment] = []
    for compiled in there.agreements:
        reached = attain(compiled, workload, outcomes, term.history)
        counting += reached if compiled.name in asked_for else ()
        if sign := SIGNS[FLOWS[compiled.agreement.type]]:
            totals = charge(compiled, reached, moments_counted(compiled, workload)).totals
            owed += sign * float(sum(total.amount for total in totals))
    months = months_kept(trial.agreements[0].months, counting)
    span = Bins(np.array([there.span.start, there.span.end]), np.zeros(1, dtype=np.int64))
    busy = mean_busy(work(workload, outcomes), len(organisation.teams), span)[:, 0]
    return months.kept, months.counted, owed, busy.tolist(), mean_at_work(organisation, span)[:, 0].tolist()
