"""Statistics: intervals for what replications show, and whether a run has settled."""

from slm_sim.statistics.intervals import bootstrap_share, mean, pooled_proportion, proportion, quantile, simultaneous
from slm_sim.statistics.jointly import joint_means, spent
from slm_sim.statistics.paired import mean_difference, quantile_difference
from slm_sim.statistics.sobol import Indices, sobol_indices
from slm_sim.statistics.steadystate import Drift, drift, mser5

__all__ = [
    "Drift",
    "Indices",
    "bootstrap_share",
    "drift",
    "joint_means",
    "mean",
    "mean_difference",
    "mser5",
    "pooled_proportion",
    "proportion",
    "quantile",
    "quantile_difference",
    "simultaneous",
    "sobol_indices",
    "spent",
]
