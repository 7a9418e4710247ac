"""Chance: random streams and what is drawn from them. The only generators of the project.

Every number is addressed by (seed, replication, attribute, identity, draw), so the order of drawing does not matter,
and adding one incident, one team or one option changes nobody else's life.
"""

from slm_sim.chance.busyness import daily_factor
from slm_sim.chance.distributions import average, categorical, poisson, quantile, to_ticks
from slm_sim.chance.hypercube import latin_hypercube
from slm_sim.chance.points import Points, global_identity, intensity_points
from slm_sim.chance.streams import Stream

__all__ = [
    "Points",
    "Stream",
    "average",
    "categorical",
    "daily_factor",
    "global_identity",
    "intensity_points",
    "latin_hypercube",
    "poisson",
    "quantile",
    "to_ticks",
]
