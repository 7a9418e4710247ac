"""Staffs tried on simulated terms that all of them share: how many months keep every promise.

Every staff meets the same incidents and efforts, and whoever is away of a smaller staff is away of a larger one. So two
staffs are compared by what their people make of the same terms. That more people never keep fewer months is taken for
granted where it saves a trial; it is nearly so, for a person more may take the next incident of one priority while one
of another comes in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from contextlib import closing
from copy import copy
from fractions import Fraction
from functools import partial
from threading import Lock
from typing import TypeVar

from slm_sim.engine import simulate
from slm_sim.engine.lower import PreparedOrganisation, lower, prepare_organisation
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload
from slm_sim.pipeline import Played, Prepared, arrivals
from slm_sim.plan.staffing.cells import Cell, Headcount, with_people
from slm_sim.plan.staffing.months import NONE_YET, Months, months_kept, settled
from slm_sim.sla import CompiledAgreement, attain, histories
from slm_sim.study.threads import Threads

Answer = TypeVar("Answer")

AHEAD = 2
"""Replications of a staff that are begun for each worker before it is looked at what came of those before."""
KEPT_BYTES = 1_000_000_000
"""Demand that is kept in memory between trials: a hundred years of 50,000 incidents; what is beyond is drawn again."""


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
        size = 48 * both[0].steps + 88 * both[0].incidents
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
        self._threads, self._ahead, self._demand = Threads(workers), AHEAD * workers, Demand(prepared)
        self._missed = [0] * replications
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
        return sum(found, NONE_YET)

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

    def one_by_one(self, replications: Sequence[int], make: Callable[[int], Answer]) -> Generator[Answer, None, None]:
        """As `each`, one by one while they are asked for; a few are begun ahead, and taken back if nobody asks."""
        ahead: deque[Future[Answer]] = deque()
        try:
            for replication in replications:
                ahead.append(self._threads.submit(make, replication))
                if len(ahead) > self._ahead:
                    self.played += 1
                    yield ahead.popleft().result()
            while ahead:
                self.played += 1
                yield ahead.popleft().result()
        finally:
            for begun in ahead:
                begun.cancel()

    def of_the_first(self, replications: int) -> Trial:
        """A trial on so many of the same replications alone, which remembers for itself what it learns."""
        first = copy(self)
        first.replications, first.tried, first.played = replications, 0, 0
        first._known, first._feasible, first.infeasible = {}, [], []
        first._missed = [0] * replications
        return first

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _simulated(self, people: Headcount) -> bool:
        """Whether they keep enough months, known as soon as the replications that are left cannot change it.

        Those in which staffs that kept enough missed most months come first: what misses too many shows it there.
        """
        self.tried += 1
        order = sorted(range(self.replications), key=lambda one: -self._missed[one])
        so_far, seen, kept = NONE_YET, list[int](), False
        with closing(self.one_by_one(order, partial(self.month_by_month, self.staff(people)))) as in_turn:
            for found in in_turn:
                so_far += found
                seen.append(found.missed)
                told = settled(so_far, len(self._months) * (len(order) - len(seen)), self.needed)
                if told is not None:
                    kept = told
                    break
        if kept:
            for replication, missed in zip(order, seen, strict=False):
                self._missed[replication] += missed
        return kept

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
