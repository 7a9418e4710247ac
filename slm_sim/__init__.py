"""Test an agreement before you sign it.

The public names are few: `load_scenario` reads a scenario file, `run` carries out its study, `compare` holds
interventions against each other, `sensitivity` says which assumption moves the answer, `propose` finds promises that
would be kept, `staff` the cheapest roster that keeps them, `measure` holds a ticket log against agreements. They
are loaded when they are first used, so that ``import slm_sim`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slm_sim.measuring import measure
    from slm_sim.plan import compare, frontier, propose, sensitivity, staff
    from slm_sim.read import load_scenario
    from slm_sim.study import run_study as run

__version__ = "0.1.0"

__all__ = ["__version__", "compare", "frontier", "load_scenario", "measure", "propose", "run", "sensitivity", "staff"]

_HOMES = {
    "compare": ("slm_sim.plan", "compare"),
    "load_scenario": ("slm_sim.read", "load_scenario"),
    "frontier": ("slm_sim.plan", "frontier"),
    "measure": ("slm_sim.measuring", "measure"),
    "propose": ("slm_sim.plan", "propose"),
    "sensitivity": ("slm_sim.plan", "sensitivity"),
    "run": ("slm_sim.study", "run_study"),
    "staff": ("slm_sim.plan", "staff"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
