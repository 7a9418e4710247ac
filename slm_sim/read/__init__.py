"""Text becomes model: files are read, composed, validated and checked, with a place on every problem.

What reads logs, mappings, interventions and assumptions is loaded when it is first used, which most runs never do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slm_sim.lazily import loaded_when_asked
from slm_sim.read.agreements import AgreementReading, read_agreement
from slm_sim.read.changes import Change
from slm_sim.read.paths import place_of
from slm_sim.read.scenario import Reading, load_scenario, read_scenario
from slm_sim.read.tree import in_words
from slm_sim.read.validate import read_block
from slm_sim.read.variations import variations_of

if TYPE_CHECKING:
    from slm_sim.read.assumptions import Assumption, assumptions_of, scenario_with
    from slm_sim.read.drafts import of_drafts
    from slm_sim.read.interventions import (
        Intervention,
        Stated,
        at_point,
        best_guess,
        collisions,
        interventions_of,
        stated,
    )
    from slm_sim.read.log import read_log
    from slm_sim.read.mapping import read_mapping
    from slm_sim.read.rewrite import Written, rewritten

__all__ = [
    "AgreementReading",
    "Assumption",
    "Change",
    "Intervention",
    "Reading",
    "Stated",
    "Written",
    "assumptions_of",
    "at_point",
    "best_guess",
    "collisions",
    "in_words",
    "interventions_of",
    "load_scenario",
    "of_drafts",
    "place_of",
    "read_agreement",
    "read_block",
    "read_log",
    "read_mapping",
    "read_scenario",
    "rewritten",
    "scenario_with",
    "stated",
    "variations_of",
]

_HOMES = {
    **dict.fromkeys(("Assumption", "assumptions_of", "scenario_with"), "slm_sim.read.assumptions"),
    **dict.fromkeys(("Intervention", "Stated", "at_point", "best_guess"), "slm_sim.read.interventions"),
    **dict.fromkeys(("collisions", "interventions_of", "stated"), "slm_sim.read.interventions"),
    **dict.fromkeys(("Written", "rewritten"), "slm_sim.read.rewrite"),
    "of_drafts": "slm_sim.read.drafts",
    "read_log": "slm_sim.read.log",
    "read_mapping": "slm_sim.read.mapping",
}


__getattr__ = loaded_when_asked(__name__, _HOMES)
