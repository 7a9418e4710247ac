"""Measures: from histories and clocks to what was reached per clause and service period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.attainment import Attainment, Period
from slm_sim.model.clause import Clause, Measure
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.quantities import Length
from slm_sim.model.workload import Workload
from slm_sim.sla.availability import available, interruptions
from slm_sim.sla.clocks import IN_TIME, LATE, UNDECIDED, Readings, read_clock
from slm_sim.sla.compiled import CompiledAgreement, clock_calendars
from slm_sim.sla.histories import Histories, histories, last_resolved
from slm_sim.sla.verdicts import verdicts

NOWHERE = -1
"""The period of an incident that falls into none of the measured ones."""

Tally = dict[str, Ints]
"""The counts of an `Attainment` by name, from `counted` to `denominator`; int64[p] each."""


@dataclass(frozen=True, eq=False)
class Replication:
    """What the measures read of one replication."""

    compiled: CompiledAgreement
    workload: Workload
    outcomes: Outcomes
    history: Histories


def attain(compiled: CompiledAgreement, workload: Workload, outcomes: Outcomes) -> tuple[Attainment, ...]:
    """What a replication reached on every clause of an agreement, in the order of its clauses."""
    played = Replication(compiled, workload, outcomes, histories(workload, outcomes))
    reached = []
    for clause, periods in zip(compiled.clauses, compiled.periods, strict=True):
        tally = MEASURES[clause.measure](clause, periods, played)
        verdict, by_volume = verdicts(clause, tally, compiled.span.axis)
        reached.append(
            Attainment(clause=clause.key, periods=periods, verdict=verdict, by_minimum_volume=by_volume, **tally)
        )
    return tuple(reached)


def readings_of(compiled: CompiledAgreement, clause: Clause, workload: Workload, history: Histories) -> Readings:
    """What the clock of a clause shows for every incident that the clause covers, exclusions among them.

    Each incident is read in the calendar of its priority. The target is the clause's ``within``, else its level.
    """
    target = clause.within or clause.level
    if clause.clock is None or not isinstance(target, Length):
        raise ValueError(f"{clause.key} is not about a clock")
    calendars = clock_calendars(compiled, clause)
    usual = compiled.calendars[clause.calendar or ""]
    by_priority = [calendars.get(name, usual) for name in workload.names.priorities]
    covered = covers(clause, workload)
    parts = []
    for calendar in {id(calendar): calendar for calendar in by_priority}.values():
        here = np.array([found is calendar for found in by_priority])
        incidents = np.flatnonzero(covered & here[workload.priority])
        clock, axis, pending = compiled.agreement.clocks[clause.clock], compiled.span.axis, workload.names.pending
        parts.append(read_clock(clock, calendar, target, axis, history, pending, incidents, workload.horizon))
    order = np.argsort(np.concatenate([part.incident for part in parts]), kind="stable")
    return Readings(
        *(
            np.concatenate([getattr(part, name) for part in parts])[order]
            for name in ("incident", "start", "stop", "elapsed", "due", "state")
        )
    )


def covers(clause: Clause, workload: Workload) -> Bools:
    """bool[n]: the incidents that a clause is about, by priority, service, category and customer."""
    names = workload.names
    covered = np.ones(workload.incidents, dtype=np.bool_)
    for wanted, known, found in (
        (clause.priority, names.priorities, workload.priority),
        (clause.service, names.services, workload.service),
        (clause.category, names.categories, workload.category),
        (clause.customer, names.customers, workload.customer),
    ):
        if wanted is not None:
            covered &= (found == known.index(wanted)) if wanted in known else np.zeros_like(covered)
    return covered


def is_excluded(compiled: CompiledAgreement, workload: Workload) -> Bools:
    """bool[n]: the incidents that do not count, for a reason that the agreement names."""
    reasons = compiled.agreement.exclusions
    agreed = [name in reasons for name in workload.names.exclusions] if isinstance(reasons, dict) else []
    return np.array([*agreed, False])[np.where(workload.excluded < len(agreed), workload.excluded, -1)]


def _times(clause: Clause, periods: tuple[Period, ...], played: Replication) -> Tally:
    """A share in time, a mean or a percentile of what a clock shows.

    Unless the opening places it, a late incident counts in the period in which it was due, whenever it is resolved. One
    that is in time and placed by its resolution is undecided until that has come. A clock that still runs beyond the
    level enters a mean with what has elapsed, which is the least that it will be.
    """
    compiled, workload = played.compiled, played.workload
    readings = readings_of(compiled, clause, workload, played.history)
    stopped = readings.stop != NEVER
    is_mean = clause.measure == "mean time"
    decided = stopped | (readings.state == LATE) if is_mean else readings.state != UNDECIDED
    if clause.placed_by == "opened":
        moment = workload.opened[readings.incident]
    elif clause.placed_by == "due":
        moment = readings.due
    else:
        resolved = _resolved(clause, played, readings)
        by_resolution = stopped if is_mean else readings.state == IN_TIME
        decided &= ~by_resolution | (resolved != NEVER)
        moment = np.where(by_resolution & decided, resolved, readings.due)
    place = place_in(periods, moment)
    excluded = is_excluded(compiled, workload)[readings.incident]
    counts = decided & ~excluded
    tally = _counts(place, counts, ~decided & ~excluded, excluded, counts & (readings.state == LATE), periods)
    counted = tally["counted"]
    match clause.measure:
        case "mean time":
            none = np.zeros_like(counted)
            total = _sum_per_period(place, counts, readings.elapsed, periods)
            return {**tally, "misses": none, "numerator": total, "denominator": counted}
        case "percentile":
            found = _percentiles(clause.percentile or Fraction(1), place, counts, readings.elapsed, periods)
            return {**tally, "numerator": found, "denominator": (counted > 0).astype(np.int64)}
        case _:
            return {**tally, "numerator": counted - tally["misses"], "denominator": counted}


def _resolved(clause: Clause, played: Replication, readings: Readings) -> Ints:
    """The resolution that places each incident: the one at which its clock stopped, else its last one."""
    assert clause.clock is not None
    if played.compiled.agreement.clocks[clause.clock].stops == "resolved":
        return readings.stop
    return last_resolved(played.history)[readings.incident]


def _first_contact(clause: Clause, periods: tuple[Period, ...], played: Replication) -> Tally:
    """Of the incidents that were resolved or passed on, those that were resolved without being passed on."""
    passed_on = played.history.reassigned > 0
    tally = _resolutions(clause, periods, played, known=passed_on, against=passed_on)
    return {**tally, "numerator": tally["counted"] - tally["misses"], "denominator": tally["counted"]}


def _reopened(clause: Clause, periods: tuple[Period, ...], played: Replication) -> Tally:
    """Of the incidents that were resolved, those that came back, each once."""
    came_back = played.history.cycles > 1
    tally = _resolutions(clause, periods, played, known=came_back, against=came_back)
    return {**tally, "numerator": tally["misses"], "denominator": tally["counted"]}


def _resolutions(
    clause: Clause, periods: tuple[Period, ...], played: Replication, known: Bools, against: Bools
) -> Tally:
    """Counts of incidents by how they were first resolved, placed by their opening or else by that moment.

    known    incidents that are decided although they may not be resolved yet
    against  incidents that count as a miss
    """
    workload, resolved = played.workload, played.history.first_resolved
    moment = np.where(resolved == NEVER, workload.horizon, resolved)
    place = place_in(periods, workload.opened if clause.placed_by == "opened" else moment)
    covered, excluded = covers(clause, workload), is_excluded(played.compiled, workload)
    decided = (resolved != NEVER) | known
    counts = covered & decided & ~excluded
    return _counts(place, counts, covered & ~decided & ~excluded, covered & excluded, counts & against, periods)


def _availability(clause: Clause, periods: tuple[Period, ...], played: Replication) -> Tally:
    if clause.outages is None or clause.service is None or clause.calendar is None:
        raise ValueError(f"{clause.key} is not about a service")
    service = played.workload.names.services.index(clause.service)
    found = interruptions(clause.outages, service, played.workload, played.outcomes)
    hours = played.compiled.calendars[clause.calendar]
    rows = np.array([available(hours, found, period) for period in periods], dtype=np.int64).reshape(-1, 3)
    none = np.zeros(len(periods), dtype=np.int64)
    counts = {"counted": rows[:, 2], "misses": none, "undecided": none, "excluded": none}
    return {**counts, "numerator": rows[:, 0], "denominator": rows[:, 1]}


MEASURES: dict[Measure, Callable[[Clause, tuple[Period, ...], Replication], Tally]] = {
    "share in time": _times,
    "mean time": _times,
    "percentile": _times,
    "availability": _availability,
    "first contact resolution": _first_contact,
    "reopen rate": _reopened,
}
"""How each measure is counted."""


def place_in(periods: tuple[Period, ...], moment: Ints) -> Ints:
    """The index of the period that each moment falls into, NOWHERE outside all of them."""
    if not periods:
        return np.full(len(moment), NOWHERE)
    edges = np.array([*(period.start for period in periods), periods[-1].end])
    index = np.searchsorted(edges, moment, side="right") - 1
    return np.where(index < len(periods), index, NOWHERE)


def _counts(
    place: Ints, counts: Bools, undecided: Bools, excluded: Bools, misses: Bools, periods: tuple[Period, ...]
) -> Tally:
    chosen = {"counted": counts, "undecided": undecided, "excluded": excluded, "misses": misses}
    return {
        name: np.bincount(place[which & (place != NOWHERE)], minlength=len(periods)) for name, which in chosen.items()
    }


def _sum_per_period(place: Ints, chosen: Bools, ticks: Ints, periods: tuple[Period, ...]) -> Ints:
    total = np.zeros(len(periods), dtype=np.int64)
    inside = chosen & (place != NOWHERE)
    np.add.at(total, place[inside], ticks[inside])
    return total


def _percentiles(share: Fraction, place: Ints, counts: Bools, elapsed: Ints, periods: tuple[Period, ...]) -> Ints:
    """The smallest time that at least this share of the incidents of each period does not exceed.

    An open incident that is already late enters with what has elapsed: its time is at least that.
    """
    found = np.zeros(len(periods), dtype=np.int64)
    for period in range(len(periods)):
        times = np.sort(elapsed[counts & (place == period)])
        if times.size:
            found[period] = times[max(ceil(share * len(times)), 1) - 1]
    return found
