"""Plans: what counting a clause needs and no replication changes, worked out once per agreement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from slm_sim.calendars.lookup import OpenTable, frozen, open_table
from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.clockterms import Clock
from slm_sim.model.opentime import OpenTime
from slm_sim.model.workload import Names, Workload
from slm_sim.sla.certain import Certain, certain
from slm_sim.sla.clockrules import Rules, clock_rules
from slm_sim.sla.clocks import Terms, clock_terms
from slm_sim.sla.compiled import CompiledAgreement, clock_calendars
from slm_sim.sla.histories import Histories
from slm_sim.sla.tallies import DUE, OPENED, RESOLVED, Counting

PLACED_BY = {"opened": OPENED, "due": DUE, "resolved": RESOLVED}


@dataclass(frozen=True, eq=False)
class Turn:
    """The incidents of some priorities, and the calendar in which their clock runs.

    rules  of the clock, the same for all turns
    plain  whether histories tell all that the clock reads; else it walks the events
    visits the rules of visits to all teams, and the index of the team to which these are; None where nothing is known
           to be the same as picking them. Of a log a moment may be missing, which spoils the visits to all teams
    """

    ranks: tuple[int, ...]
    calendar: OpenTime
    terms: Terms
    table: OpenTable
    certain: Certain
    rules: Rules
    plain: bool
    visits: tuple[Rules, int] | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """A clause, ready to be counted.

    cells   the first cell of each period and the one after its last, int64[2, p]; of periods that do not overlap each
            is a cell of its own
    turns   one per calendar, of a measure of what a clock shows
    traced  failures are kept one by one
    wanted  what else than the priority it is about: each dimension with the index of its name
    """

    clause: Clause
    periods: tuple[Period, ...]
    counting: Counting
    cells: Ints
    turns: tuple[Turn, ...]
    traced: bool
    wanted: tuple[tuple[str, int], ...]

    @property
    def overlap(self) -> bool:
        """Whether its periods do, so that an incident may count in several."""
        return len(self.counting.edges) != len(self.periods) + 1 and len(self.periods) > 0

    def by_period(self, by_cell: Ints) -> Ints:
        """Counts per period, int64[..., p], from counts per cell."""
        if not self.overlap:
            return by_cell
        before = np.concatenate((np.zeros_like(by_cell[..., :1]), by_cell.cumsum(axis=-1)), axis=-1)
        return np.asarray(before[..., self.cells[1]] - before[..., self.cells[0]])


@lru_cache(maxsize=64)
def plans(compiled: CompiledAgreement, names: Names) -> tuple[Plan, ...]:
    """A plan for each clause of an agreement, against the names of a workload."""
    return tuple(_plan(compiled, number, names) for number in range(len(compiled.clauses)))


def _plan(compiled: CompiledAgreement, number: int, names: Names) -> Plan:
    clause = compiled.clauses[number]
    counting = Counting(
        edges=compiled.edges[number],
        placed_by=PLACED_BY[clause.placed_by],
        agreed=_excluding(agreed_exclusions(compiled.agreement, names), clause),
        left_out=clause.measure != "abandonment" and (clause.abandoned == "excluded" or clause.measure == "mean time"),
        is_mean=clause.measure == "mean time",
    )
    periods, traced = compiled.periods[number], compiled.traced or clause.credit is not None
    cells = [np.searchsorted(counting.edges, [getattr(one, end) for one in periods]) for end in ("start", "end")]
    turns, wanted = _turns(compiled, clause, counting.edges, names), _wanted(compiled, clause, names)
    return Plan(clause, periods, counting, np.array(cells, dtype=np.int64), turns, traced, wanted)


def agreed_exclusions(agreement: Agreement, names: Names) -> Bools:
    """The reasons for which an incident does not count, bool[exclusions + 1]; the last, index -1, stands for none."""
    reasons = agreement.exclusions if isinstance(agreement.exclusions, dict) else {}
    return np.array([*(name in reasons for name in names.exclusions), False], dtype=np.bool_)


def _excluding(agreed: Bools, clause: Clause) -> Bools:
    """The reasons for which an incident does not count in a clause; short abandons are one more."""
    return agreed if clause.short_abandons is None else np.insert(agreed, -1, True)


def _turns(compiled: CompiledAgreement, clause: Clause, edges: Ints, names: Names) -> tuple[Turn, ...]:
    target = clause.clock_target
    if clause.clock is None or target is None:
        return ()
    calendars = clock_calendars(compiled, clause)
    usual = compiled.calendars[clause.calendar or ""]
    by_rank = {
        rank: calendars.get(name, usual)
        for rank, name in enumerate(names.priorities)
        if clause.priority in (None, name) or clause.priority not in names.priorities
    }
    clock = compiled.agreement.clocks[clause.clock]
    terms = clock_terms(clock, target, compiled.span.axis, names.pending)
    rules = rules_of(compiled, clause.clock, names, clause.team if times_visits(clock) else None)
    visits = None
    if clause.team in names.teams and one_walk_finds_visits(clock):
        visits = rules_of(compiled, clause.clock, names, None), names.teams.index(clause.team)
    return tuple(
        Turn(
            ranks=tuple(rank for rank, found in by_rank.items() if found is calendar),
            calendar=calendar,
            terms=terms,
            table=open_table(calendar),
            certain=certain(terms, calendar, edges),
            rules=rules,
            plain=clock.is_plain,
            visits=visits,
        )
        for calendar in {id(found): found for found in by_rank.values()}.values()
    )


@lru_cache(maxsize=64)
def rules_of(compiled: CompiledAgreement, clock: str, names: Names, team: str | None) -> Rules:
    """The rules of a clock, one value for all clauses on it (and on visits to one team)."""
    return clock_rules(compiled.agreement.clocks[clock], names, team)


def times_visits(clock: Clock) -> bool:
    """Whether a clock starts when an incident goes to a team."""
    return any(phrase.words in ("assigned to team", "assigned to") for phrase in clock.starts.phrases)


def one_walk_finds_visits(clock: Clock) -> bool:
    """Whether the visits to a team are among those to all teams, as each ends, at the latest, where the next begins."""
    begins, ends = clock.starts.phrases, clock.stops.phrases
    return (
        [one.words for one in begins] == ["assigned to team"]
        and any(one.words == "reassigned" for one in ends)
        and clock.counts_from == "start"
        and clock.cancelled_by is None
        and clock.after_reopening != "first cycle only"
    )


UNHEARD_OF = -2
"""The index of a name that no incident has."""


def _wanted(compiled: CompiledAgreement, clause: Clause, names: Names) -> tuple[tuple[str, int], ...]:
    """What else than the priority a clause is about; a clock of visits has seen to the team."""
    visits = clause.clock is not None and times_visits(compiled.agreement.clocks[clause.clock])
    known = {
        "service": names.services,
        "category": names.categories,
        "customer": names.customers,
        "team": names.teams,
        "channel": names.channels,
    }
    return tuple(
        (dimension, of.index(name) if name in of else UNHEARD_OF)
        for dimension, of in known.items()
        if (name := getattr(clause, dimension)) is not None and not (dimension == "team" and visits)
    )


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
    for dimension, wanted in plan.wanted:
        known: Ints = history.team if dimension == "team" else getattr(workload, dimension)
        found = found[known[found] == wanted] if len(known) else found[:0]
    return frozen(found)


def everybody(plan: Plan, workload: Workload, history: Histories) -> Ints:
    """The incidents that a clause is about, increasing, read-only."""
    return covered(plan, tuple(range(len(workload.names.priorities))), workload, history)


def of_those(values: Ints, incidents: Ints) -> Ints:
    """The values of some incidents, increasing; where these are all incidents, the values as they are."""
    return values if len(values) == len(incidents) else values[incidents]
