"""The compiled engine: the same answers as the reference engine, to the tick, in about a hundredth of the time."""

from __future__ import annotations

from slm_sim.engine.kernel import firstcome
from slm_sim.engine.kernel.delays import hours
from slm_sim.engine.kernel.record import NO_ROOM, nothing_yet, outcomes
from slm_sim.engine.kernel.tables import crew, demand
from slm_sim.model.organisation import Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload

__all__ = ["can", "simulate"]

ROOM = 1024


def can(workload: Workload, organisation: Organisation, policy: Policy) -> bool:
    """Whether the compiled engine knows all that is asked for: not yet pre-emption, help, nor other orders of work."""
    return not (
        policy.order != "priority"
        or policy.preempts.any()
        or policy.escalations
        or workload.leaves.size
        or any(team.helps for team in organisation.teams)
    )


def simulate(workload: Workload, organisation: Organisation, policy: Policy) -> Outcomes:
    """What happens to every step of every incident: the answer of the compiled engine.

    Raises NotImplementedError for what it `can` not do, and ValueError for more incidents and ticks than an integer
    holds.
    """
    if not can(workload, organisation, policy):
        raise NotImplementedError("the compiled engine does not know this policy yet; the reference engine does")
    if workload.horizon.bit_length() + workload.incidents.bit_length() > 62:
        raise ValueError(
            f"{workload.incidents} incidents over {workload.horizon} ticks are too many for the compiled engine; "
            "a longer tick makes them fewer"
        )
    asked, open_time = demand(workload), hours(organisation.calendars, workload.horizon)
    people = crew(organisation, len(workload.names.priorities), len(workload.names.categories))
    room, suspensions = workload.incidents + ROOM, NO_ROOM
    while suspensions == NO_ROOM:
        history = nothing_yet(workload.steps, room)
        floor = firstcome.empty(people, workload.incidents, room)
        suspensions = firstcome.play(workload.horizon, asked, people, open_time, floor, history)
        room *= 2
    return outcomes(history, suspensions)
