"""Choices: which change of an organisation, or of its promises, is worth making.

candidates  what is held against each other: interventions, alone and together, at points of their ranges
yearly      what one replication of a candidate says
cashflow    what a candidate brings and costs over the horizon
race        replications go to what is still undecided
conclude    all of it as facts that can be written down
comparison  from a scenario to those facts
"""

from slm_sim.plan.comparison import compare

__all__ = ["compare"]
