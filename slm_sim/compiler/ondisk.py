"""What was compiled and is kept on disk: when it is stale, and under which name it lies."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import numpy as np

DIGITS = 16
"""Of a digest, in the name of a file."""


def is_kept(function: Callable[..., Any]) -> bool:
    """Whether a compiled function lies on disk and is not stale; True as well where nothing is compiled or kept."""
    on_disk = _on_disk(function)
    return on_disk is None or bool(on_disk._load_index())


def note_what_it_is_made_of(function: Any, machine_code: Any) -> None:
    """What lies on disk is stale not only when the function's own file has changed, which is all that numba looks at,
    but also when what the file imports has, as far as it is compiled into the function: compiled functions, numbers,
    tuples and the fields of named tuples.
    """
    on_disk = _on_disk(machine_code)
    if on_disk is None:
        return
    made_of: list[object] = [on_disk._source_stamp]
    imported: dict[str, Any] = function.__globals__
    for name, value in sorted(imported.items()):
        if type(value) is type(machine_code):
            made_of.append(_on_disk(value)._source_stamp)
        elif isinstance(value, type) and issubclass(value, tuple):
            made_of.append((name, getattr(value, "_fields", ())))
        elif isinstance(value, int | float | tuple | np.generic):
            made_of.append((name, value))
        elif isinstance(value, np.ndarray):
            made_of.append((name, value.dtype, value.tobytes()))
    on_disk._source_stamp = sha256(repr(made_of).encode()).digest()
    on_disk.save = _saving(on_disk)


def _saving(on_disk: Any) -> Callable[[Any, Any], None]:
    """A function that keeps the code for the types of a call under a name of these types.

    numba counts instead, so that two processes which compile at the same time give two codes one name.
    """

    def save(key: Any, code: Any) -> None:
        name = on_disk._index_name.replace(".nbi", f".{sha256(repr(key).encode()).hexdigest()[:DIGITS]}.nbc")
        on_disk._save_data(name, code)
        on_disk._save_index(on_disk._load_index() | {key: name})

    return save


def _on_disk(machine_code: Any) -> Any:
    """The file that keeps what was compiled, None where nothing is kept."""
    return getattr(getattr(machine_code, "_cache", None), "_cache_file", None)
