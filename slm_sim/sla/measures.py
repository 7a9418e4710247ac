"""Measures: from histories and clocks to what was reached per clause and service period."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause, Measure
from slm_sim.model.events import Events
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload
from slm_sim.sla.backlogs import backlog
from slm_sim.sla.clocks import Readings, read_clock, told, unpaused_dues
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.downtimes import downtime
from slm_sim.sla.histories import Histories
from slm_sim.sla.plans import Plan, covered, plans
from slm_sim.sla.ratchet import judged_by_resets
from slm_sim.sla.replication import Counts, Replication
from slm_sim.sla.resolutions import abandonment, first_contact, reopened
from slm_sim.sla.runclocks import read_runs, run_terms
from slm_sim.sla.runs import runs_of
from slm_sim.sla.times import times
from slm_sim.sla.verdicts import verdicts


def attain(
    compiled: CompiledAgreement,
    workload: Workload,
    outcomes: Outcomes,
    history: Histories,
    events: Events | None = None,
) -> tuple[Attainment, ...]:
    """What a replication reached on every clause of an agreement, in the order of its clauses.

    history  that of the same outcomes
    events   of a log, for every clock to walk; None: those of the outcomes, for clocks that read more than histories
    """
    played = Replication(compiled, workload, outcomes, history, told(history), events)
    reached = []
    for plan in plans(compiled, workload.names):
        found = MEASURES[plan.clause.measure](plan, played)
        verdict, by_volume = verdicts(plan.clause, found.tally, compiled.span.axis)
        reached.append(
            Attainment(
                clause=plan.clause.key,
                periods=plan.periods,
                verdict=verdict,
                by_minimum_volume=by_volume,
                failures=found.failures,
                **found.tally,
            )
        )
    return judged_by_resets(compiled, reached)


def find_dues(compiled: CompiledAgreement, workload: Workload, history: Histories) -> None:
    """What `attain` works out first of each clause: when targets are used up, however long clocks run."""
    for plan in plans(compiled, workload.names):
        for turn in plan.turns:
            unpaused_dues(turn.terms, turn.calendar, told(history), covered(plan, turn.ranks, workload, history))


def readings_of(
    compiled: CompiledAgreement,
    clause: Clause,
    workload: Workload,
    history: Histories,
    events: Events | None = None,
) -> Readings:
    """What the clock of a clause shows for every incident that the clause covers, exclusions among them.

    Each incident is read in the calendar of its priority. The target is the clause's ``within``, else its level.

    events  for a clock that walks them; None: the clock is plain and reads the history, or `ValueError`
    """
    plan = plans(compiled, workload.names)[compiled.clauses.index(clause)]
    if not plan.turns:
        raise ValueError(f"{clause.key} is not about a clock")
    parts = []
    for turn in plan.turns:
        chosen = covered(plan, turn.ranks, workload, history)
        if events is None:
            if not turn.plain:
                raise ValueError(f"the clock of {clause.key} reads events, and none are given")
            parts.append(read_clock(turn.terms, turn.calendar, history, chosen, workload.horizon))
        else:
            terms, runs = run_terms(turn.terms, turn.rules), runs_of(turn.rules, events)
            parts.append(read_runs(terms, turn.calendar, runs, history.opened, chosen, workload.horizon))
    order = np.argsort(np.concatenate([part.incident for part in parts]), kind="stable")
    names = ("incident", "start", "stop", "elapsed", "due", "state")
    return Readings(*(np.concatenate([getattr(part, name) for part in parts])[order] for name in names))


MEASURES: dict[Measure, Callable[[Plan, Replication], Counts]] = {
    "share in time": times,
    "mean time": times,
    "percentile": times,
    "number of misses": times,
    "availability": downtime,
    "error rate": downtime,
    "longest outage": downtime,
    "total outage": downtime,
    "first contact resolution": first_contact,
    "reopen rate": reopened,
    "abandonment": abandonment,
    "backlog in time": backlog,
    "mean backlog age": backlog,
    "oldest backlog age": backlog,
}
"""How each measure is counted."""
