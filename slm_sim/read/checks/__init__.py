"""Checks."""

from __future__ import annotations

from slm_sim.errors import Problem
from slm_sim.model.scenario import Scenario
from slm_sim.read.tree import Table


def problems_of(scenario: Scenario, tree: Table) -> list[Problem]:
    """None yet."""
    return []
