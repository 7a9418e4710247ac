"""Measures: from histories and clocks to what was reached per clause and service period."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.attainment import MET, MISSED, NO_DATA, Attainment, Period
from slm_sim.model.clause import Clause
from slm_sim.model.opentime import OpenTime
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.workload import Workload
from slm_sim.sla.availability import available, interruptions
from slm_sim.sla.clocks import IN_TIME, LATE, UNDECIDED, Readings, read_clock
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.histories import Histories, histories

NOWHERE = -1
"""The period of an incident that falls into none of the measured ones."""


def attain(compiled: CompiledAgreement, workload: Workload, outcomes: Outcomes) -> tuple[Attainment, ...]:
    """What a replication reached on every clause of an agreement, in the order of its clauses."""
    history = histories(workload, outcomes)
    return tuple(
        _attainment(compiled, clause, periods, workload, outcomes, history)
        for clause, periods in zip(compiled.clauses, compiled.periods, strict=True)
    )


def readings_of(compiled: CompiledAgreement, clause: Clause, workload: Workload, history: Histories) -> Readings:
    """What the clock of a clause shows for every incident that the clause covers, exclusions among them."""
    assert clause.clock is not None and clause.calendar is not None
    target = clause.within or clause.level
    return read_clock(
        compiled.agreement.clocks[clause.clock],
        compiled.calendars[clause.calendar],
        target if isinstance(target, Length) else Length(Fraction(0), "s"),
        compiled.span.axis,
        history,
        workload.names.pending,
        np.flatnonzero(covers(clause, workload)),
        workload.horizon,
    )


def covers(clause: Clause, workload: Workload) -> Bools:
    """bool[n]: the incidents that a clause is about, by priority, service, category and customer."""
    names = workload.names
    covered = np.ones(workload.incidents, dtype=np.bool_)
    for wanted, valid, found in (
        (clause.priority, names.priorities, workload.priority),
        (clause.service, names.services, workload.service),
        (clause.category, names.categories, workload.category),
        (clause.customer, names.customers, workload.customer),
    ):
        if wanted is not None:
            covered &= found == (valid.index(wanted) if wanted in valid else NOWHERE - 1)
    return covered


@dataclass(frozen=True, eq=False)
class _Tally:
    """Per period: counted, misses, undecided, excluded, numerator, denominator; int64[p] each."""

    counted: Ints
    misses: Ints
    undecided: Ints
    excluded: Ints
    numerator: Ints
    denominator: Ints


def _attainment(
    compiled: CompiledAgreement,
    clause: Clause,
    periods: tuple[Period, ...],
    workload: Workload,
    outcomes: Outcomes,
    history: Histories,
) -> Attainment:
    match clause.measure:
        case "availability":
            tally = _availability(compiled, clause, periods, workload, outcomes)
        case "first contact resolution" | "reopen rate":
            tally = _resolutions(clause, periods, workload, history)
        case "share in time" | "mean time" | "percentile":
            tally = _times(clause, periods, workload, readings_of(compiled, clause, workload, history))
    verdict, by_volume = _verdicts(compiled, clause, tally)
    return Attainment(
        clause=clause.key,
        periods=periods,
        counted=tally.counted,
        misses=tally.misses,
        undecided=tally.undecided,
        excluded=tally.excluded,
        numerator=tally.numerator,
        denominator=tally.denominator,
        verdict=verdict,
        by_minimum_volume=by_volume,
    )


def _times(clause: Clause, periods: tuple[Period, ...], workload: Workload, readings: Readings) -> _Tally:
    """A share in time, a mean or a percentile of what a clock shows.

    An incident that is late counts in the period in which it was due, whenever it is resolved; unless the placement is
    by opening. A mean is taken over the clocks that stopped.
    """
    by = clause.placed_by
    moment = {"opened": workload.opened[readings.incident], "due": readings.due}.get(by)
    if moment is None:
        moment = np.where((readings.state == IN_TIME) & (readings.stop != NEVER), readings.stop, readings.due)
    if clause.measure == "mean time":
        decided = readings.stop != NEVER
        moment = readings.stop if by == "resolved" else moment
        moment = np.where(decided, moment, readings.due)
    else:
        decided = readings.state != UNDECIDED
    place = place_in(periods, moment)
    excluded = workload.excluded[readings.incident] >= 0
    counts = decided & ~excluded
    late = counts & (readings.state == LATE)
    counted, misses = _per_period(place, counts, periods), _per_period(place, late, periods)
    if clause.measure == "share in time":
        numerator, denominator = counted - misses, counted
    elif clause.measure == "mean time":
        misses = np.zeros_like(misses)
        numerator = _sum_per_period(place, counts, readings.elapsed, periods)
        denominator = counted
    else:
        numerator = _percentiles(clause, place, counts, readings.elapsed, periods)
        denominator = (counted > 0).astype(np.int64)
    return _Tally(
        counted,
        misses,
        _per_period(place, ~decided & ~excluded, periods),
        _per_period(place, excluded, periods),
        numerator,
        denominator,
    )


def _resolutions(clause: Clause, periods: tuple[Period, ...], workload: Workload, history: Histories) -> _Tally:
    """First contact resolution or reopen rate: of the incidents that were resolved, placed by opening or resolution."""
    covered = covers(clause, workload)
    resolved = history.first_resolved != NEVER
    moment = workload.opened if clause.placed_by == "opened" else history.first_resolved
    place = place_in(periods, np.where(resolved, moment, workload.opened))
    excluded = covered & (workload.excluded >= 0)
    counts = covered & resolved & ~excluded
    passed_on = history.reassigned > 0
    came_back = history.cycles > 1
    against = passed_on if clause.measure == "first contact resolution" else came_back
    counted, misses = _per_period(place, counts, periods), _per_period(place, counts & against, periods)
    return _Tally(
        counted,
        misses,
        _per_period(place, covered & ~resolved & ~excluded, periods),
        _per_period(place, excluded, periods),
        counted - misses if clause.measure == "first contact resolution" else misses,
        counted,
    )


def _availability(
    compiled: CompiledAgreement,
    clause: Clause,
    periods: tuple[Period, ...],
    workload: Workload,
    outcomes: Outcomes,
) -> _Tally:
    target = compiled.agreement.targets[clause.id.split(".")[0]]
    assert clause.service is not None
    service_time: OpenTime = compiled.calendars[compiled.agreement.services[clause.service].agreed_service_time]
    found = interruptions(target, workload.names.services.index(clause.service), workload, outcomes)
    rows = np.array([available(service_time, found, period) for period in periods], dtype=np.int64).reshape(-1, 3)
    none = np.zeros(len(periods), dtype=np.int64)
    return _Tally(rows[:, 2], none, none, none, rows[:, 0], rows[:, 1])


def place_in(periods: tuple[Period, ...], moment: Ints) -> Ints:
    """The index of the period that each moment falls into, NOWHERE outside all of them."""
    if not periods:
        return np.full(len(moment), NOWHERE)
    starts = np.array([period.start for period in periods])
    ends = np.array([period.end for period in periods])
    index = np.searchsorted(starts, moment, side="right") - 1
    return np.where((index >= 0) & (moment < ends[index]), index, NOWHERE)


def _per_period(place: Ints, chosen: Bools, periods: tuple[Period, ...]) -> Ints:
    return np.bincount(place[chosen & (place != NOWHERE)], minlength=len(periods))


def _sum_per_period(place: Ints, chosen: Bools, ticks: Ints, periods: tuple[Period, ...]) -> Ints:
    total = np.zeros(len(periods), dtype=np.int64)
    inside = chosen & (place != NOWHERE)
    np.add.at(total, place[inside], ticks[inside])
    return total


def _percentiles(clause: Clause, place: Ints, counts: Bools, elapsed: Ints, periods: tuple[Period, ...]) -> Ints:
    """The smallest time that the stated share of the incidents of each period does not exceed.

    The time of an open incident that is already late is at least what has elapsed; it enters as that.
    """
    assert clause.percentile is not None
    found = np.zeros(len(periods), dtype=np.int64)
    for period in range(len(periods)):
        times = np.sort(elapsed[counts & (place == period)])
        if times.size:
            found[period] = times[max(ceil(clause.percentile * len(times)), 1) - 1]
    return found


def _verdicts(compiled: CompiledAgreement, clause: Clause, tally: _Tally) -> tuple[Ints, Ints]:
    """MET, MISSED or NO_DATA per period, and where the minimum-volume rule decided."""
    verdict = np.full(len(tally.counted), NO_DATA)
    by_volume = np.zeros(len(tally.counted), dtype=np.int64)
    rule = clause.minimum_volume if clause.measure in ("share in time", "percentile") else None
    for period in np.flatnonzero(tally.denominator > 0).tolist():
        counted, misses = int(tally.counted[period]), int(tally.misses[period])
        if rule is not None and counted < rule.below:
            by_volume[period] = 1
            verdict[period] = MET if misses <= rule.allows else MISSED
        elif clause.measure == "percentile":
            assert clause.percentile is not None
            verdict[period] = MET if counted - misses >= clause.percentile * counted else MISSED
        else:
            reached = Fraction(int(tally.numerator[period]), int(tally.denominator[period]))
            verdict[period] = MET if keeps(compiled, clause, reached) else MISSED
    return verdict, by_volume


def keeps(compiled: CompiledAgreement, clause: Clause, reached: Fraction) -> bool:
    """Whether an exact attainment keeps the promise, rounded first if the agreement says so; the edge itself does."""
    level = level_of(compiled, clause.level)
    value = rounded(clause, reached)
    return value >= level if clause.direction == "at least" else value <= level


def level_of(compiled: CompiledAgreement, level: Percent | Length) -> Fraction:
    """A level on the scale of an attainment: a fraction of one, or ticks."""
    return level.fraction if isinstance(level, Percent) else Fraction(compiled.span.axis.ticks_in(level.seconds))


def rounded(clause: Clause, reached: Fraction) -> Fraction:
    """An attainment rounded to the decimals of its percentage, as the agreement states; exact where it states none."""
    if clause.decimals is None or clause.rounding is None or not isinstance(clause.level, Percent):
        return reached
    scaled = reached * 100 * 10**clause.decimals
    whole, part = divmod(scaled, 1)
    half = Fraction(1, 2)
    nearest_up = part > half or (part == half and (clause.rounding == "half up" or whole % 2 == 1))
    up = nearest_up and clause.rounding != "down"
    return Fraction(int(whole) + int(up), 100 * 10**clause.decimals)
