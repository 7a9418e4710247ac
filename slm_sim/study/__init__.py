"""A study: a scenario played many times, and what that says of its agreements."""

from slm_sim.study.run import run_study

__all__ = ["run_study"]
