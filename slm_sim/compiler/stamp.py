"""When machine code is stale: digests of what it was made of."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, cast

import numpy as np

DIGITS = 16
"""Of a digest, in the name of a file."""

OF_THE_MACHINE = ("builtins", "math", "numpy")
"""Modules that change with the versions of Python and numpy alone."""


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


def named_in(function: Any) -> list[str] | None:
    """What a function and the compiled ones of its file name outside of themselves, in words that change with it.

    None where something has no such words, so that nobody can tell whether it is still the same.
    """
    file = function.__globals__
    own = [name for name, value in file.items() if _is_compiled(value) and value.__module__ == function.__module__]
    functions = [function, *(file[name].function for name in own)]
    names = _names_in([one.__code__ for one in functions])
    words = [_words(held) for one in functions for held in (one.__closure__, one.__defaults__)]
    for name in sorted((names & file.keys()).difference(own)):
        value = file[name]
        words.append(_prefixed(name, _parts(value, names) if isinstance(value, ModuleType) else _words(value)))
    return [word for word in words if word is not None] if None not in words else None


def _is_compiled(value: Any) -> bool:
    return hasattr(type(value), "stamp")


def _prefixed(name: str, words: str | None) -> str | None:
    return None if words is None else f"{name}: {words}"


def _parts(module: ModuleType, names: set[str]) -> str | None:
    """Of a module, what may be named of it."""
    if (whole := _words(module)) is not None:
        return whole
    parts = [_prefixed(name, _words(getattr(module, name))) for name in sorted(names) if hasattr(module, name)]
    return None if None in parts else str(parts)


def _words(value: Any) -> str | None:
    """What of a value is compiled into a function that names it; None if that cannot be told."""
    if _is_compiled(value):
        return cast(str | None, value.stamp)
    if isinstance(value, tuple):
        parts = [_words(type(value)), *map(_words, value)]
        return None if None in parts else str(parts)
    if isinstance(value, type) and issubclass(value, tuple):
        return str(getattr(value, "_fields", ()))
    if isinstance(value, np.ndarray):
        return str((value.dtype, value.shape, value.tobytes()))
    if value is None or isinstance(value, int | float | str | np.generic | np.dtype):
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, FunctionType):
        return "a plain function"  # which compiled code cannot call
    if isinstance(value, ModuleType):
        return value.__name__ if value.__name__ in OF_THE_MACHINE else None
    if isinstance(value, np.ufunc) or getattr(value, "__module__", None) in OF_THE_MACHINE:
        return cast(str, value.__name__)
    return None


def _names_in(codes: list[CodeType]) -> set[str]:
    """Every name in the code of functions, and of those within them."""
    names: set[str] = set()
    while codes:
        code = codes.pop()
        names |= set(code.co_names)
        codes += [inner for inner in code.co_consts if isinstance(inner, CodeType)]
    return names
