"""Time moves here, and nowhere else: a workload meets an organisation under a policy.

``SEMANTICS.md`` beside this file says what every engine must answer, to the tick. The engine knows no agreement, draws
no chance and reads no file: what it needs of them stands in its three arguments, as integers.
"""

from __future__ import annotations

from typing import Literal

from slm_sim.model.organisation import Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload

__all__ = ["Engine", "simulate"]

Engine = Literal["auto", "kernel", "reference"]
"""Who answers: the compiled engine, or the one that is written to be read; auto is the compiled one."""


def simulate(workload: Workload, organisation: Organisation, policy: Policy, engine: Engine = "auto") -> Outcomes:
    """What happens to every step of every incident over the ticks ``[0, workload.horizon)``.

    A pure function: equal arguments give equal outcomes, whichever engine answers. What has not happened by the
    horizon is kept as ``NEVER``; nothing is dropped.
    """
    # numba and simpy load where they are used
    if engine == "reference":
        from slm_sim.engine import reference

        return reference.simulate(workload, organisation, policy)
    from slm_sim.engine import kernel

    return kernel.simulate(workload, organisation, policy)
