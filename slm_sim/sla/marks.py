"""Marks: the moment at which so much of the time that an agreement promises for an incident is used up.

It is where the clock of the promise would stand if the incident never waited, counted as in `slm_sim.sla.clocks`; the
engine puts it off for each pause. Less or more than all of a target that is a moment is that share of the open time
between the start and the deadline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import NamedTuple

import numpy as np

from slm_sim.calendars import after, elapsed
from slm_sim.calendars.deadlines import on_business_day
from slm_sim.calendars.lookup import day_table, open_table
from slm_sim.calendars.pieces import ends_by_days, ends_by_ticks
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.compiler import compiled
from slm_sim.model.arrays import Bools, Ints, freeze_arrays, read_only
from slm_sim.model.clause import Clause
from slm_sim.model.clockterms import Clock
from slm_sim.model.deadline import Deadline, Within
from slm_sim.model.opentime import OpenTime
from slm_sim.model.policy import Marks
from slm_sim.model.quantities import Length
from slm_sim.model.workload import Names, Workload
from slm_sim.sla.compiled import CompiledAgreement, clock_calendars

LATEST = np.iinfo(np.int64).max
"""While the earliest of several moments is sought: none so far."""


class Covered(NamedTuple):
    """Which incidents a promise is about, by the names that a workload gives them.

    priorities   bool[priorities]
    service, category, customer, channel   bool[names + 1]; the last stands for "not known", index -1
    """

    priorities: Bools
    service: Bools
    category: Bools
    customer: Bools
    channel: Bools

    @property
    def asks_only_for_the_priority(self) -> bool:
        """Whether it is about every service, category, customer and channel."""
        return bool(np.concatenate((self.service, self.category, self.customer, self.channel)).all())


@dataclass(frozen=True, eq=False)
class Crowd:
    """The incidents of a workload by their priority: those of rank r are ``row[first[r]:first[r + 1]]``, in order."""

    workload: Workload
    row: Ints
    first: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Limit:
    """What a clause promises to some incidents, which are timed in one calendar."""

    about: Covered
    calendar: OpenTime
    allowed: Within


@dataclass(frozen=True, eq=False)
class PlannedMarks:
    """The marks of one clock before the incidents are known.

    share      how much of the promised time leads to the mark
    limits     of several that hold for an incident the earliest counts
    calendar   int64[priorities]: index into `Policy.calendars`
    pauses     bool[pending reasons]: waiting for this reason puts the mark off
    """

    axis: TimeAxis
    clock: Clock
    share: Fraction
    limits: tuple[Limit, ...]
    calendar: Ints
    pauses: Bools

    def __post_init__(self) -> None:
        freeze_arrays(self)


def allowed_time(clause: Clause) -> Within | None:
    """The time that a clause promises to an incident, None where it promises none: of a mean or a share of all, say.

    What is promised of one team is promised to nobody yet while it is not known who will have the incident.
    """
    if clause.team is not None:
        return None
    if clause.measure in ("share in time", "number of misses"):
        return clause.within
    return clause.level if clause.measure == "percentile" and isinstance(clause.level, Length) else None


def planned_marks(
    agreement: CompiledAgreement,
    clock: str,
    share: Fraction,
    priorities: Collection[str],
    names: Names,
    calendars: list[OpenTime],
) -> PlannedMarks:
    """The marks of a clock, at a share of what its clauses promise to incidents of some priorities.

    calendars  of the policy; those that are missing are added
    """
    limits = tuple(_limits(agreement, clock, priorities, names))
    calendar = np.zeros(len(names.priorities), dtype=np.int64)
    for limit in limits:
        if limit.calendar not in calendars:
            calendars.append(limit.calendar)
        calendar[limit.about.priorities] = calendars.index(limit.calendar)
    stated = agreement.agreement.clocks[clock]
    pausing = () if stated.is_response else stated.pauses_while_pending
    return PlannedMarks(agreement.span.axis, stated, share, limits, calendar, chosen(names.pending, pausing))


def crowd_of(workload: Workload) -> Crowd:
    """The incidents of a workload by their priority."""
    return Crowd(workload, *workload.by_priority)


def marks_of(planned: PlannedMarks, crowd: Crowd) -> Marks:
    """Where the marks of incidents stand until the first pause."""
    first = np.full(crowd.workload.incidents, LATEST)
    for limit in planned.limits:
        for rank in np.flatnonzero(limit.about.priorities):
            rows = crowd.row[crowd.first[rank] : crowd.first[rank + 1]]
            if not limit.about.asks_only_for_the_priority:
                rows = _covered(limit.about, crowd.workload, rows)
            _move_earlier(planned, limit, crowd.workload.opened, rows, first)
    _settle(first)
    return Marks(
        first=first,
        calendar=planned.calendar,
        pauses=planned.pauses,
        until="first start" if planned.clock.is_response else "resolved",
        after_reopening=planned.clock.after_reopening,
    )


def chosen(names: Collection[str], wanted: Collection[str]) -> Bools:
    """bool[names]: which of some names are wanted."""
    return np.array([name in wanted for name in names], dtype=np.bool_)


def _limits(agreement: CompiledAgreement, clock: str, priorities: Collection[str], names: Names) -> Iterator[Limit]:
    """One limit for each clause on a clock, and for each calendar in which it is timed."""
    for clause in agreement.clauses:
        allowed = allowed_time(clause)
        if clause.clock != clock or allowed is None:
            continue
        timed = {name: found for name, found in clock_calendars(agreement, clause).items() if name in priorities}
        for calendar in {id(found): found for found in timed.values()}.values():
            here = [name for name, found in timed.items() if found is calendar]
            about = Covered(
                read_only(chosen(names.priorities, here)),
                _about(clause.service, names.services),
                _about(clause.category, names.categories),
                _about(clause.customer, names.customers),
                _about(clause.channel, names.channels),
            )
            yield Limit(about, calendar, allowed)


def _about(wanted: str | None, names: tuple[str, ...]) -> Bools:
    return read_only(np.array([wanted is None or name == wanted for name in (*names, None)]))


def _covered(about: Covered, workload: Workload, rows: Ints) -> Ints:
    """Those of some incidents that a promise is about."""
    fits = about.service[workload.service[rows]] & about.category[workload.category[rows]]
    fits &= about.customer[workload.customer[rows]]
    fits &= about.channel[workload.channel[rows]] if len(workload.channel) else about.channel[-1]
    return read_only(rows[fits])


def _move_earlier(planned: PlannedMarks, limit: Limit, opened: Ints, rows: Ints, first: Ints) -> None:
    """Move the marks of some incidents to where a limit puts them, if that is earlier."""
    calendar, allowed, share = limit.calendar, limit.allowed, planned.share
    table = open_table(calendar)
    ends = np.empty(len(rows), dtype=np.int64)
    if isinstance(allowed, Deadline):
        ends = _on_a_day(calendar, allowed, share, np.maximum(opened[rows], table.lowest))
    elif allowed.business_days is not None:
        assert calendar.local is not None
        local, near, days = day_table(calendar, calendar.local), np.zeros(3, dtype=np.int64), int(allowed.business_days)
        ends_by_days(table, local, days, share.numerator, share.denominator, opened, rows, near, ends)
    else:
        ticks = floor(planned.axis.exact_ticks_in(share * allowed.seconds))
        ends_by_ticks(table, ticks, opened, rows, ends)
    first[rows] = np.minimum(first[rows], ends)


def _on_a_day(calendar: OpenTime, allowed: Deadline, share: Fraction, starts: Ints) -> Ints:
    """Where so much of the open time until a deadline on a later business day is used up, at each start."""
    due = np.minimum(on_business_day(calendar, starts, allowed.days, allowed.minute), calendar.highest)
    if share == 1:
        return due
    between = elapsed(calendar, starts, due)
    return after(calendar, starts, between * share.numerator // share.denominator)


@compiled
def _settle(first: Ints) -> None:
    """What has no mark has NEVER; a mark at that very tick, of what was open at the start, is moved out of its way."""
    for incident in range(len(first)):
        if first[incident] == LATEST:
            first[incident] = NEVER
        elif first[incident] == NEVER:
            first[incident] = NEVER - 1
