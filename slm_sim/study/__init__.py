"""A study: a scenario played many times, and what that says of its agreements."""

from slm_sim.study.alone import alone_in
from slm_sim.study.landing import discard, replications_landed, unfinished
from slm_sim.study.run import run_study

__all__ = ["alone_in", "discard", "replications_landed", "run_study", "unfinished"]
