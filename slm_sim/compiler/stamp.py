"""When machine code is stale: digests of what it was made of."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import numpy as np

DIGITS = 16
"""Of a digest, in the name of a file."""


def digest(*facts: object) -> str:
    """The same short word for the same facts in every process, as far as these are written in the same words."""
    return sha256(repr(facts).encode()).hexdigest()[:DIGITS]


def written(function: Any) -> str | None:
    """A digest of the text of a function's file; None for a function that stands in no file."""
    try:
        return sha256(Path(function.__code__.co_filename).read_bytes()).hexdigest()
    except OSError:
        return None


@cache
def of_this_room() -> str:
    """A digest of the files that decide how a function becomes machine code."""
    return sha256(b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()


def imported_into(function: Any) -> list[object]:
    """What the file of a function imports, as far as it is compiled into the function.

    These are the stamps of compiled functions, numbers, tuples and the fields of named tuples, by their own names or as
    parts of a module.
    """
    imported: list[object] = []
    names = _names_within(function)
    for name, value in sorted(function.__globals__.items()):
        if isinstance(value, ModuleType) and value is not np:
            parts = ((part, getattr(value, part, None)) for part in names)
            imported.append((name, [_told(part, of_it) for part, of_it in parts]))
        elif not (hasattr(type(value), "stamp") and value.__module__ == function.__module__):
            imported.append(_told(name, value))
    return [told for told in imported if told is not None]


def _told(name: str, value: Any) -> object:
    """What of a value is compiled into who names it, None if nothing is."""
    if hasattr(type(value), "stamp"):
        return value.stamp
    if isinstance(value, type) and issubclass(value, tuple):
        return name, getattr(value, "_fields", ())
    if isinstance(value, int | float | tuple | np.generic):
        return name, value
    if isinstance(value, np.ndarray):
        return name, value.dtype, value.tobytes()
    return None


def _names_within(function: Any) -> list[str]:
    """Every name in the code of a function and of the compiled functions beside it, which it may call."""
    beside = [value.function for value in function.__globals__.values() if hasattr(type(value), "stamp")]
    names: set[str] = set()
    codes = [one.__code__ for one in (function, *beside)]
    while codes:
        code = codes.pop()
        names |= set(code.co_names)
        codes += [inner for inner in code.co_consts if isinstance(inner, CodeType)]
    return sorted(names)
