"""The staff: which roster is the cheapest that keeps the promises.

cells       what is decided: people per shift and day
lines       weeks of work that patterns allow
months      which of them keep every promise, and when that is settled
trial       staffs on simulated terms that all of them share
start       closed formulas
programme   the cheapest roster that fills what is known to be needed
descent     integer search
moves       integer search over weeks of work
search      both together, until they meet
rota        who works which week
hiring      what happens until people who must be hired are there
collisions  wishes that cannot all be had
fresh       what was found, on terms on which it was not chosen
conclude    all of it as facts
plan        from a scenario to those facts
frontier    the same for each value of a promise
"""

from slm_sim.plan.staffing.frontier import frontier
from slm_sim.plan.staffing.plan import staff

__all__ = ["frontier", "staff"]
