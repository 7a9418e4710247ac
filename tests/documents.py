"""Documents as YAML gives them, to be varied by paths."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any


def changed(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with values set at paths such as ``workload/incidents``; a value of None takes a key away."""
    copy = deepcopy(dict(document))
    for path, value in changes.items():
        *way, last = path.split("/")
        block = copy
        for key in way:
            block = block.setdefault(key, {})
        if value is None:
            del block[last]
        else:
            block[last] = deepcopy(value)
    return copy
