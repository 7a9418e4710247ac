"""Plans: what counting a clause needs and no replication changes, worked out once per agreement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from slm_sim.calendars.lookup import OpenTable, frozen, open_table
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.opentime import OpenTime
from slm_sim.model.quantities import Length
from slm_sim.model.workload import Names, Workload
from slm_sim.sla.clockrules import Rules, clock_rules
from slm_sim.sla.clocks import Terms, clock_terms
from slm_sim.sla.compiled import CompiledAgreement, clock_calendars
from slm_sim.sla.histories import Histories
from slm_sim.sla.tallies import DUE, OPENED, RESOLVED, Counting, matching

PLACED_BY = {"opened": OPENED, "due": DUE, "resolved": RESOLVED}


@dataclass(frozen=True, eq=False)
class Turn:
    """The incidents of some priorities, and the calendar in which their clock runs.

    rules  of the clock, the same for all turns
    plain  whether histories tell all that the clock reads; else it walks the events
    """

    ranks: tuple[int, ...]
    calendar: OpenTime
    terms: Terms
    table: OpenTable
    rules: Rules
    plain: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """A clause, ready to be counted.

    turns   one per calendar, of a measure of time
    traced  failures are kept one by one
    wanted  indices of the service, the category and the customer that it is about, NEVER for all; None: of any
    """

    clause: Clause
    periods: tuple[Period, ...]
    counting: Counting
    turns: tuple[Turn, ...]
    traced: bool
    wanted: tuple[int, int, int] | None


@lru_cache(maxsize=64)
def plans(compiled: CompiledAgreement, names: Names) -> tuple[Plan, ...]:
    """A plan for each clause of an agreement, against the names of a workload."""
    return tuple(_plan(compiled, number, names) for number in range(len(compiled.clauses)))


def _plan(compiled: CompiledAgreement, number: int, names: Names) -> Plan:
    clause = compiled.clauses[number]
    reasons = compiled.agreement.exclusions
    counting = Counting(
        edges=compiled.edges[number],
        placed_by=PLACED_BY[clause.placed_by],
        agreed=np.array([isinstance(reasons, dict) and name in reasons for name in names.exclusions], dtype=np.bool_),
        left_out=clause.abandoned == "excluded" or clause.measure == "mean time",
        is_mean=clause.measure == "mean time",
    )
    traced = compiled.traced or clause.credit is not None
    turns = _turns(compiled, clause, names)
    return Plan(clause, compiled.periods[number], counting, turns, traced, _wanted(clause, names))


def _turns(compiled: CompiledAgreement, clause: Clause, names: Names) -> tuple[Turn, ...]:
    target = clause.within or clause.level
    if clause.clock is None or not isinstance(target, Length):
        return ()
    calendars = clock_calendars(compiled, clause)
    usual = compiled.calendars[clause.calendar or ""]
    by_rank = [calendars.get(name, usual) for name in names.priorities]
    clock = compiled.agreement.clocks[clause.clock]
    terms, rules = (
        clock_terms(clock, target, compiled.span.axis, names.pending),
        rules_of(compiled, clause.clock, names),
    )
    return tuple(
        Turn(
            ranks=tuple(rank for rank, found in enumerate(by_rank) if found is calendar),
            calendar=calendar,
            terms=terms,
            table=open_table(calendar),
            rules=rules,
            plain=clock.is_plain,
        )
        for calendar in {id(found): found for found in by_rank}.values()
    )


@lru_cache(maxsize=64)
def rules_of(compiled: CompiledAgreement, clock: str, names: Names) -> Rules:
    """The rules of a clock, one value for all clauses on it."""
    return clock_rules(compiled.agreement.clocks[clock], names)


UNHEARD_OF = -2
"""The index of a name that no incident has."""


def _wanted(clause: Clause, names: Names) -> tuple[int, int, int] | None:
    filters = (
        (clause.service, names.services),
        (clause.category, names.categories),
        (clause.customer, names.customers),
    )
    service, category, customer = (
        NEVER if name is None else known.index(name) if name in known else UNHEARD_OF for name, known in filters
    )
    return None if service == category == customer == NEVER else (service, category, customer)


def covered(plan: Plan, ranks: tuple[int, ...], workload: Workload, history: Histories) -> Ints:
    """The incidents of some priorities that a clause is about, increasing, read-only."""
    names = workload.names.priorities
    ranks = tuple(rank for rank in ranks if plan.clause.priority in (None, names[rank]))
    if len(ranks) == 1:
        found = history.by_priority[history.first_of[ranks[0]] : history.first_of[ranks[0] + 1]]
    elif len(ranks) == len(names):
        found = frozen(np.arange(workload.incidents))
    else:
        found = frozen(np.flatnonzero(np.isin(workload.priority, ranks)))
    if plan.wanted is None:
        return found
    fitting = np.empty(len(found), dtype=np.int64)
    count = matching(found, workload.service, workload.category, workload.customer, plan.wanted, fitting)
    return frozen(fitting[:count])
