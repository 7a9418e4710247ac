"""What machine code is made for: not the values of a call, but the kinds of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

import numpy as np

_OF_NUMBERS: dict[type, str] = {
    int: "integer",
    np.int64: "integer",
    float: "float",
    np.float64: "float",
    bool: "truth",
    np.bool_: "truth",
}
_IN_ORDER, _IN_FORTRANS_ORDER, _ALIGNED, _WRITEABLE = 0x1, 0x2, 0x100, 0x400
"""What numpy notes of an array in its `flags.num`."""


def kinds_of(values: tuple[Any, ...]) -> tuple[Hashable, ...]:
    """The kind of each value; two calls whose arguments are of the same kinds are answered by the same machine code.

    Numbers are of a kind by their type, arrays by what they are made of, how many axes they have, how they lie in
    memory and whether they may be written to, tuples by what they hold, and named tuples by their class as well.
    """
    return tuple([_of_type.get(type(value), _of_another)(value) for value in values])


def named(kinds: tuple[Hashable, ...]) -> str:
    """The same kinds in words that are the same in every process."""
    return repr([_word(kind) for kind in kinds])


def _word(kind: Hashable) -> object:
    if isinstance(kind, tuple):
        return [_word(part) for part in kind]
    return (repr(kind), kind._fields) if hasattr(kind, "_fields") else kind


def _of_number(kind: str, _: Any) -> Hashable:
    return kind


def _of_array(array: Any) -> Hashable:
    return array.dtype, array.ndim, _lying[array.flags.num & (_IN_ORDER | _IN_FORTRANS_ORDER | _ALIGNED | _WRITEABLE)]


def _of_tuple(values: tuple[Any, ...]) -> Hashable:
    return kinds_of(values)


def _of_another(value: Any) -> Hashable:
    if isinstance(value, np.ndarray):
        return _of_array(value)
    if isinstance(value, np.generic):
        return value.dtype
    if isinstance(value, tuple):
        return type(value), kinds_of(value)
    raise TypeError(f"machine code takes numbers, arrays and tuples of these, not a {type(value).__name__}")


_lying = {flags: flags & ~_IN_FORTRANS_ORDER if flags & _IN_ORDER else flags for flags in range(0x800)}
"""An array that lies in both orders, as one with a single axis does, lies in order."""

_of_type: dict[type, Callable[[Any], Hashable]] = {
    **{type_: partial(_of_number, kind) for type_, kind in _OF_NUMBERS.items()},
    np.ndarray: _of_array,
    tuple: _of_tuple,
}
