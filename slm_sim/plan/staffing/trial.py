"""Staffs tried on simulated terms that all of them share: how many months keep every promise.

Every staff meets the same incidents and efforts, and whoever is away of a smaller staff is away of a larger one. So two
staffs are compared by what their people make of the same terms. That more people never keep fewer months is taken for
granted where it saves a trial; it is nearly so, for a person more may take the next incident of one priority while one
of another comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import floor
from threading import Lock
from typing import TypeVar

import numpy as np

from slm_sim.engine import simulate
from slm_sim.engine.lower import PreparedOrganisation, lower, prepare_organisation
from slm_sim.model.attainment import MISSED, NO_DATA, Attainment, Period
from slm_sim.model.balance import FLOWS
from slm_sim.model.policy import Policy
from slm_sim.model.staff import Staff
from slm_sim.model.workload import Workload
from slm_sim.pipeline import Played, Prepared, arrivals
from slm_sim.plan.staffing.cells import Cell, Headcount, with_people
from slm_sim.sla import CompiledAgreement, attain, histories
from slm_sim.study.threads import Threads

Answer = TypeVar("Answer")

FIRST = 8
"""Replications after which a staff is looked at for the first time; each look is at twice as many."""
KEPT_BYTES = 1_000_000_000
"""Demand that is kept in memory between trials: a hundred years of 50,000 incidents; what is beyond is drawn again."""


@dataclass(frozen=True)
class Months:
    """Months of simulated terms that had anything to count, and those of them that kept every promise."""

    kept: int
    counted: int

    @property
    def share(self) -> Fraction:
        """The share that was kept; one without data."""
        return Fraction(self.kept, self.counted) if self.counted else Fraction(1)


def promised(prepared: Prepared, wanted: Staff) -> tuple[CompiledAgreement, ...]:
    """The agreements whose promises are to be kept: as named, else those with customers, else all."""
    every = prepared.agreements
    if wanted.agreements is not None:
        return tuple(one for one in every if one.name in wanted.agreements)
    return tuple(one for one in every if FLOWS[one.agreement.type] == "paid") or every


def months_kept(months: Sequence[Period], attainments: Sequence[Attainment]) -> Months:
    """The months with data, and those in which no promise is missed in any service period that they are part of."""
    counted = np.zeros(len(months), dtype=np.bool_)
    missed = np.zeros(len(months), dtype=np.bool_)
    begin, end = (np.array([getattr(month, name) for month in months]) for name in ("start", "end"))
    for reached in attainments:
        starts, ends = (np.array([getattr(period, name) for period in reached.periods]) for name in ("start", "end"))
        within = (begin[:, None] < ends) & (starts < end[:, None])
        counted |= (within & (reached.verdict != NO_DATA)).any(axis=1)
        missed |= (within & (reached.verdict == MISSED)).any(axis=1)
    return Months(int((counted & ~missed).sum()), int(counted.sum()))


class Demand:
    """What arrives in each replication, and the order of work, kept as long as there is room."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared, self._lock, self._room = prepared, Lock(), KEPT_BYTES
        self._kept: dict[int, tuple[Workload, Policy]] = {}

    def of(self, replication: int) -> tuple[Workload, Policy]:
        """That of one replication."""
        if replication in self._kept:
            return self._kept[replication]
        both = arrivals(self._prepared, replication)
        size = 48 * both[0].steps + 80 * both[0].incidents
        with self._lock:
            if self._room >= size:
                self._room -= size
                self._kept[replication] = both
        return both


class Trial:
    """Staffs on the same replications, each tried once and remembered.

    needed        the share of the months that must keep every promise
    infeasible    the staffs that are known not to, none of which is within another one
    tried         how many staffs were simulated, and how many replications that took
    """

    def __init__(
        self,
        prepared: Prepared,
        cells: Sequence[Cell],
        agreements: Sequence[CompiledAgreement],
        needed: Fraction,
        replications: int,
        workers: int,
    ) -> None:
        self.prepared, self.cells, self.agreements = prepared, cells, agreements
        self.needed, self.replications = needed, replications
        self._months = agreements[0].months
        self._threads, self._demand = Threads(workers), Demand(prepared)
        self._known: dict[Headcount, bool] = {}
        self._feasible: list[Headcount] = []
        self.infeasible: list[Headcount] = []
        self.tried, self.played = 0, 0

    def keeps(self, people: Headcount) -> bool:
        """Whether so many people in each cell keep the needed share of the months."""
        if people not in self._known:
            implied = self._implied(people)
            self._remember(people, self._simulated(people) if implied is None else implied)
        return self._known[people]

    def staff(self, people: Headcount) -> PreparedOrganisation:
        """The organisation with so many people in each cell."""
        scenario, there = with_people(self.prepared.scenario, self.cells, people), self.prepared
        return prepare_organisation(scenario, there.span, there.demand.names, there.demand.calendars)

    def months(self, people: Headcount) -> Months:
        """What so many people come to in all replications, whatever is needed."""
        staff = self.staff(people)
        found = self.each(range(self.replications), partial(self.month_by_month, staff))
        return Months(sum(one.kept for one in found), sum(one.counted for one in found))

    def month_by_month(self, staff: PreparedOrganisation, replication: int) -> Months:
        """What an organisation makes of one replication."""
        term = self.term(staff, replication)
        reached = [
            one
            for agreement in self.agreements
            for one in attain(agreement, term.workload, term.outcomes, term.history)
        ]
        return months_kept(self._months, reached)

    def term(self, staff: PreparedOrganisation, replication: int) -> Played:
        """One replication as an organisation makes it happen, held against no agreement."""
        workload, policy = self._demand.of(replication)
        organisation = lower(staff, replication)
        outcomes = simulate(workload, organisation, policy, self.prepared.engine)
        history = histories(workload, outcomes)
        return Played(replication, workload, organisation, policy, outcomes, history, (), ())

    def each(self, replications: Sequence[int], make: Callable[[int], Answer]) -> list[Answer]:
        """What is made of each replication, by all threads, in the order of the replications."""
        found = list(self._threads.map(make, replications))
        self.played += len(found)
        return found

    def of_the_first(self, replications: int) -> Trial:
        """A trial on so many of the same replications alone, which remembers for itself what it learns."""
        first = copy(self)
        first.replications, first.tried, first.played = replications, 0, 0
        first._known, first._feasible, first.infeasible = {}, [], []
        return first

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _simulated(self, people: Headcount) -> bool:
        """Given up as soon as too many months are missed, whatever the rest would bring."""
        self.tried += 1
        staff, seen, missed, counted, look = self.staff(people), 0, 0, 0, FIRST
        months = len(self._months)
        while seen < self.replications:
            upto = min(look, self.replications)
            found = self.each(range(seen, upto), partial(self.month_by_month, staff))
            missed += sum(one.counted - one.kept for one in found)
            counted += sum(one.counted for one in found)
            seen, look = upto, 2 * look
            if missed > floor((1 - self.needed) * (counted + months * (self.replications - seen))):
                return False
        return True

    def _implied(self, people: Headcount) -> bool | None:
        if any(within(known, people) for known in self._feasible):
            return True
        if any(within(people, known) for known in self.infeasible):
            return False
        return None

    def _remember(self, people: Headcount, kept: bool) -> None:
        self._known[people] = kept
        if kept:
            self._feasible = [one for one in self._feasible if not within(people, one)] + [people]
        elif not any(within(people, known) for known in self.infeasible):
            self.infeasible = [one for one in self.infeasible if not within(one, people)] + [people]


def within(fewer: Headcount, more: Headcount) -> bool:
    """Whether no cell of the first has more people than that of the second."""
    return all(one <= other for one, other in zip(fewer, more, strict=True))


def with_number(people: Headcount, place: int, number: int) -> Headcount:
    """The same people with another number in one cell."""
    return (*people[:place], number, *people[place + 1 :])
