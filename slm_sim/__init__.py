"""Test an agreement before you sign it.

The public names are few: `load_scenario` reads a scenario file, `run` carries out its study, `compare` holds
interventions against each other, `sensitivity` says which assumption moves the answer, `propose` finds promises that
would be kept, `staff` the cheapest roster that keeps them, and `frontier` what each notch of one costs. `check` says
what the rules find in a draft, `check_against` what has changed since an older one, and `measure` holds a ticket log
against agreements. What they return shows itself in a notebook. They are loaded when they are first used, so that
``import slm_sim`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slm_sim.lazily import loaded_when_asked

if TYPE_CHECKING:
    from slm_sim.answers.choices import compare, frontier, propose, sensitivity, staff
    from slm_sim.answers.drafts import check, check_against
    from slm_sim.answers.past import measure
    from slm_sim.answers.study import run
    from slm_sim.read import load_scenario

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "check",
    "check_against",
    "compare",
    "frontier",
    "load_scenario",
    "measure",
    "propose",
    "run",
    "sensitivity",
    "staff",
]

_HOMES = {
    "check": "slm_sim.answers.drafts",
    "check_against": "slm_sim.answers.drafts",
    "compare": "slm_sim.answers.choices",
    "frontier": "slm_sim.answers.choices",
    "load_scenario": "slm_sim.read",
    "measure": "slm_sim.answers.past",
    "propose": "slm_sim.answers.choices",
    "run": "slm_sim.answers.study",
    "sensitivity": "slm_sim.answers.choices",
    "staff": "slm_sim.answers.choices",
}
"""The module of each public function."""


__getattr__ = loaded_when_asked(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
