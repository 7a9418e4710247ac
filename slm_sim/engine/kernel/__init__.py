"""The compiled engine: the same answers as the reference engine, to the tick, in a small part of its time.

It has two variants. `firstcome` knows one order of work, and is the faster one; `general` knows all policies.

    tables, delays, halls, rules   the facts as flat integer arrays
    agenda, queues                 what is due later; who waits
    workspace                      memory that is used again
    record                         the history that is written
    firstcome                      the fast variant, whole
    floor, marks, acts, general   the general one: its state, and what happens in a moment
"""

from __future__ import annotations

from slm_sim.engine.kernel import firstcome, general
from slm_sim.engine.kernel.record import nothing_yet, outcomes
from slm_sim.model.organisation import Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload

__all__ = ["simulate"]

SPARE_ROOM = 1024


def simulate(workload: Workload, organisation: Organisation, policy: Policy) -> Outcomes:
    """What happens to every step of every incident: the answer of the compiled engine.

    How often work will be suspended is not known beforehand; where there was too little room it is played again with
    more. Raises StudyError for more incidents and ticks than an integer holds.
    """
    variant = firstcome if firstcome.suits(workload, organisation, policy) else general
    escalations = workload.incidents * len(policy.escalations)
    room, done = 2 * workload.incidents + SPARE_ROOM, False
    while not done:
        history = nothing_yet(workload.steps, room, escalations)
        done = variant.simulate(workload, organisation, policy, history, room)
        room *= 2
    return outcomes(history)
