"""When machine code is stale: digests of what it was made of."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

DIGITS = 16
"""Of a digest, in the name of a file."""


def digest(*facts: object) -> str:
    """The same short word for the same facts in every process, as far as these are written in the same words."""
    return sha256(repr(facts).encode()).hexdigest()[:DIGITS]


def written(function: Any) -> tuple[int, int] | None:
    """When the file of a function was last changed, and its size; None for a function that stands in no file."""
    try:
        file = Path(function.__code__.co_filename).stat()
    except OSError:
        return None
    return file.st_mtime_ns, file.st_size


def imported_into(function: Any) -> list[object]:
    """What the file of a function imports, as far as it is compiled into the function.

    These are the stamps of compiled functions, numbers, tuples and the fields of named tuples.
    """
    imported: list[object] = []
    for name, value in sorted(function.__globals__.items()):
        if hasattr(type(value), "stamp"):
            if value.__module__ != function.__module__:
                imported.append(value.stamp)
        elif isinstance(value, type) and issubclass(value, tuple):
            imported.append((name, getattr(value, "_fields", ())))
        elif isinstance(value, int | float | tuple | np.generic):
            imported.append((name, value))
        elif isinstance(value, np.ndarray):
            imported.append((name, value.dtype, value.tobytes()))
    return imported
