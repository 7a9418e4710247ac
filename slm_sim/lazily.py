"""Names of a package that are loaded when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from slm_sim.memory import without_collecting


def loaded_when_asked(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package, some of whose names stand in modules that few of its users need.

    homes  the module of each name
    """

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        with without_collecting():
            return getattr(import_module(homes[name]), name)

    return found
