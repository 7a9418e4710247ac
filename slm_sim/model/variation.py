"""A variation: a scenario with a few values changed, to be played beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from slm_sim.model.scenario import Scenario


@dataclass(frozen=True)
class Variation:
    """One variation of a scenario.

    name      a number, or the name of its case
    values    what stands at each varied path, as it is written
    stated    what the scenario itself states there
    scenario  the scenario with these values
    """

    name: str
    values: Mapping[str, str]
    stated: Mapping[str, str]
    scenario: Scenario
