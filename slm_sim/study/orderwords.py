"""In which order work is taken up, what escalates and who gives up: what a reader must know of it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.decisions import Decided
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.handling import Dispatch, EscalationRule
from slm_sim.model.scenario import Scenario
from slm_sim.tables.uses import uses_of


def of_order(scenario: Scenario) -> Iterator[str]:
    """What tables decide, the order of work, each escalation, and what becomes of customers who hang up."""
    for name, what in dict.fromkeys((use.table, _DECIDED[use.outcome]) for use in uses_of(scenario)):
        yield f"The decision table {name} says {what}: {scenario.decision_tables[name].title}."
    if scenario.teams:
        yield f"Work is taken {_order(scenario.dispatch)}; {_interrupting(scenario.dispatch)}."
    for name, rule in scenario.escalation.items():
        yield f"Escalation {name}: {_escalated(rule)}."
    workload = scenario.workload
    impatient = (
        [name for name, channel in workload.channels.items() if channel.patience is not None]
        if isinstance(workload, SynthesisedWorkload)
        else []
    )
    if impatient:
        yield f"Customers on {', '.join(impatient)} hang up where nobody begins before their patience ends."
        for name, agreement in scenario.agreements.items():
            yield f"Under {name} an incident whose customer hung up {_abandoned(agreement.measurement.abandoned)}."


_DECIDED = {
    "priority": "which priority an incident has",
    "team": "to which team an incident goes first",
    "on_call": "for whom people on call are called",
    "escalation": "which rule escalates an incident that waits",
}


def _order(dispatch: Dispatch) -> str:
    match dispatch.order:
        case "age":
            ahead = [f"{name} counted as {length} earlier" for name, length in dispatch.head_start.items()]
            return f"first come, first served{''.join(f', {words}' for words in ahead)}"
        case "deadline":
            clocks = f" of {', '.join(dispatch.clocks)}" if dispatch.clocks else ""
            return f"by the earliest deadline{clocks}"
        case _:
            return "by priority, then first come"


def _interrupting(dispatch: Dispatch) -> str:
    if not dispatch.preemptive:
        return "nothing that has begun is interrupted by a new incident"
    first = "" if dispatch.order == "priority" else "come before all others and "
    return f"{', '.join(dispatch.preemptive)} {first}interrupt work on lower priorities"


def _escalated(rule: EscalationRule) -> str:
    which = ", ".join(rule.priorities) if isinstance(rule.priorities, list) else "incidents"
    if isinstance(rule.priorities, Decided):
        which = f"incidents named by the table {rule.priorities.decided_by}"
    where = f" at {', '.join(rule.teams)}" if rule.teams else ""
    done = []
    if rule.raises_to is not None:
        done.append(f"are worked on like {rule.raises_to}")
    if rule.raises_by is not None:
        done.append(f"are raised by {rule.raises_by}")
    if rule.hands_to is not None:
        done.append(f"go to {rule.hands_to}")
    return f"{which} that wait{where} when {rule.after} of the {rule.of} time is used up {' and '.join(done)}"


def _abandoned(terms: str) -> str:
    return "counts as missed" if terms == "counts as missed" else "is left out, so that losing customers flatters it"
