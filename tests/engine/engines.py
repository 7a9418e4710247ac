"""Which engine answers when a test asks `simulate`: auto, or the one that the fixture `each_engine` is about."""

from __future__ import annotations

import slm_sim.engine
from slm_sim.engine import Engine
from slm_sim.model.organisation import Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload

asked: list[Engine] = ["auto"]


def simulate(workload: Workload, organisation: Organisation, policy: Policy) -> Outcomes:
    """The answer of the engine that is asked."""
    return slm_sim.engine.simulate(workload, organisation, policy, asked[-1])
