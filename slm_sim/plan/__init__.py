"""Choices: which change of an organisation, or of its promises, is worth making.

candidates  what is held against each other: interventions, alone and together, at points of their ranges
yearly      what one replication of a candidate says
cashflow    what a candidate brings and costs over the horizon
race        replications go to what is still undecided
conclude    all of it as facts that can be written down
comparison  from a scenario to those facts
outcomes    a scenario played at other values
breakeven   where a figure becomes zero
assumptions which assumption moves the answer

options     what each clause of an agreement could promise, and what that is worth to the customer
readings    what every option of every clause comes to in simulated terms
programme   which of them to take, as a question
solve       as a mixed-integer programme, and its answer
highs       who answers programmes
trial       sets of promises held against simulated terms, exactly
offers      from a wanted confidence to the programme, from its answer to the promises
choose      one offer, chosen again where the order of work follows it
levers      what would make the promises that were asked for easier to keep
proposal    from a scenario to three offers

staffing    the cheapest staff that keeps the promises
"""

from slm_sim.plan.assumptions import sensitivity
from slm_sim.plan.comparison import compare
from slm_sim.plan.proposal import propose
from slm_sim.plan.staffing import frontier, staff

__all__ = ["compare", "frontier", "propose", "sensitivity", "staff"]
