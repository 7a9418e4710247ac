"""The array types that facts are made of; every array of a fact is read-only."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def freeze_arrays(fact: Any) -> None:
    """Make every array field of a frozen dataclass read-only; call it from ``__post_init__``."""
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, np.ndarray) and value.flags.writeable:
            view = value.view()
            view.flags.writeable = False
            object.__setattr__(fact, field.name, view)
