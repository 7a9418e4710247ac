"""Measures: from histories and clocks to what was reached per clause and service period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause, Measure
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload
from slm_sim.sla.availability import available, interruptions
from slm_sim.sla.clocks import Readings, Told, days_due, read_clock, told
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.histories import Histories
from slm_sim.sla.plans import Plan, covered, plans
from slm_sim.sla.tallies import (
    COUNTED,
    EXCLUDED,
    MISSES,
    ROWS,
    TICKS,
    UNKNOWN,
    Incidents,
    by_period,
    count_resolutions,
    count_times,
)
from slm_sim.sla.verdicts import verdicts

Tally = dict[str, Ints]
"""The counts of an `Attainment` by name, from `counted` to `denominator`; int64[p] each."""


@dataclass(frozen=True, eq=False)
class Replication:
    """What the measures read of one replication."""

    compiled: CompiledAgreement
    workload: Workload
    outcomes: Outcomes
    history: Histories
    told: Told


def attain(
    compiled: CompiledAgreement, workload: Workload, outcomes: Outcomes, history: Histories
) -> tuple[Attainment, ...]:
    """What a replication reached on every clause of an agreement, in the order of its clauses.

    history  that of the same outcomes
    """
    played = Replication(compiled, workload, outcomes, history, told(history))
    reached = []
    for plan in plans(compiled, workload.names):
        tally = MEASURES[plan.clause.measure](plan, played)
        verdict, by_volume = verdicts(plan.clause, tally, compiled.span.axis)
        reached.append(
            Attainment(
                clause=plan.clause.key, periods=plan.periods, verdict=verdict, by_minimum_volume=by_volume, **tally
            )
        )
    return tuple(reached)


def readings_of(compiled: CompiledAgreement, clause: Clause, workload: Workload, history: Histories) -> Readings:
    """What the clock of a clause shows for every incident that the clause covers, exclusions among them.

    Each incident is read in the calendar of its priority. The target is the clause's ``within``, else its level.
    """
    plan = plans(compiled, workload.names)[compiled.clauses.index(clause)]
    if not plan.turns:
        raise ValueError(f"{clause.key} is not about a clock")
    parts = [
        read_clock(turn.terms, turn.calendar, history, covered(plan, turn.ranks, workload, history), workload.horizon)
        for turn in plan.turns
    ]
    order = np.argsort(np.concatenate([part.incident for part in parts]), kind="stable")
    names = ("incident", "start", "stop", "elapsed", "due", "state")
    return Readings(*(np.concatenate([getattr(part, name) for part in parts])[order] for name in names))


def _incidents(played: Replication, resolved: Ints) -> Incidents:
    history = played.history
    return Incidents(
        history.opened, played.workload.excluded, history.abandoned, resolved, history.reassigned, history.first_cycle
    )


def _times(plan: Plan, played: Replication) -> Tally:
    """A share in time, a mean or a percentile of what a clock shows."""
    workload, measure = played.workload, plan.clause.measure
    of = _incidents(played, played.history.last_resolved)
    tally = np.zeros((ROWS, len(plan.periods)), dtype=np.int64)
    kept = [np.empty((2, 0), dtype=np.int64)]
    for turn in plan.turns:
        chosen = covered(plan, turn.ranks, workload, played.history)
        kept.append(np.empty((2, len(chosen) if measure == "percentile" else 0), dtype=np.int64))
        count_times(
            plan.counting, of, turn.terms, turn.table, played.told, chosen, workload.horizon,
            days_due(turn.terms, turn.calendar, played.told, chosen), tally, kept[-1],
        )  # fmt: skip
    counts = _counts(tally)
    counted = counts["counted"]
    match measure:
        case "mean time":
            none = np.zeros_like(counted)
            return {**counts, "misses": none, "numerator": tally[TICKS], "denominator": counted}
        case "percentile":
            share = plan.clause.percentile or Fraction(1)
            found = _percentiles(share, np.concatenate(kept, axis=1), counted)
            return {**counts, "numerator": found, "denominator": (counted > 0).astype(np.int64)}
        case _:
            return {**counts, "numerator": counted - counts["misses"], "denominator": counted}


def _first_contact(plan: Plan, played: Replication) -> Tally:
    """Of the incidents that were resolved or passed on, those that were resolved without being passed on."""
    tally = _resolutions(plan, played, reopenings=False)
    return {**tally, "numerator": tally["counted"] - tally["misses"], "denominator": tally["counted"]}


def _reopened(plan: Plan, played: Replication) -> Tally:
    """Of the incidents that were resolved, those that came back, each once."""
    tally = _resolutions(plan, played, reopenings=True)
    return {**tally, "numerator": tally["misses"], "denominator": tally["counted"]}


def _resolutions(plan: Plan, played: Replication, reopenings: bool) -> Tally:
    workload, history = played.workload, played.history
    chosen = covered(plan, tuple(range(len(workload.names.priorities))), workload, history)
    tally = np.zeros((ROWS, len(plan.periods)), dtype=np.int64)
    of = _incidents(played, history.first_resolved)
    count_resolutions(plan.counting, of, chosen, workload.horizon, reopenings, tally)
    return _counts(tally)


def _counts(tally: Ints) -> Tally:
    tally.flags.writeable = False
    return {
        "counted": tally[COUNTED],
        "misses": tally[MISSES],
        "undecided": tally[UNKNOWN],
        "excluded": tally[EXCLUDED],
    }


def _availability(plan: Plan, played: Replication) -> Tally:
    clause = plan.clause
    if clause.outages is None or clause.service is None or clause.calendar is None:
        raise ValueError(f"{clause.key} is not about a service")
    service = played.workload.names.services.index(clause.service)
    found = interruptions(clause.outages, service, played.workload, played.outcomes)
    hours = played.compiled.calendars[clause.calendar]
    rows = np.array([available(hours, found, period) for period in plan.periods], dtype=np.int64).reshape(-1, 3)
    none = np.zeros(len(plan.periods), dtype=np.int64)
    counts = {"counted": rows[:, 2], "misses": none, "undecided": none, "excluded": none}
    return {**counts, "numerator": rows[:, 0], "denominator": rows[:, 1]}


MEASURES: dict[Measure, Callable[[Plan, Replication], Tally]] = {
    "share in time": _times,
    "mean time": _times,
    "percentile": _times,
    "availability": _availability,
    "first contact resolution": _first_contact,
    "reopen rate": _reopened,
}
"""How each measure is counted."""


def _percentiles(share: Fraction, kept: Ints, counted: Ints) -> Ints:
    """The smallest time that at least this share of the incidents of each period does not exceed.

    An open incident that is already late enters with what has elapsed: its time is at least that.

    kept  the period of each incident and what has elapsed, see `count_times`
    """
    ends = np.cumsum(counted)
    ordered = np.empty(counted.sum(), dtype=np.int64)
    by_period(kept, ends - counted, ordered)
    found = np.zeros(len(counted), dtype=np.int64)
    for period, (count, end) in enumerate(zip(counted.tolist(), ends.tolist(), strict=True)):
        if count:
            rank = max(ceil(share * count), 1) - 1
            found[period] = np.partition(ordered[end - count : end], rank)[rank]
    return found
