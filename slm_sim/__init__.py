"""Test an agreement before you sign it.

The public names are few: `load_scenario` reads a scenario file, `run` carries out its study, `compare` holds
interventions against each other, `sensitivity` says which assumption moves the answer, `propose` finds promises that
would be kept, `staff` the cheapest roster that keeps them, and `frontier` what each notch of one costs. `check` says
what the rules find in a draft, `check_against` what has changed since an older one, and `measure` holds a ticket log
against agreements. What they return shows itself in a notebook. They are loaded when they are first used, so that
``import slm_sim`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from slm_sim.memory import without_collecting

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


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with without_collecting():
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
