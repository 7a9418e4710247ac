"""The one door to the compiler: plain Python functions over arrays become machine code.

A compiled function does not hold Python's global lock, so that threads run side by side, and is kept on disk, so that
only the first run on a machine waits for the compiler. With ``NUMBA_DISABLE_JIT=1`` in the environment nothing is
compiled, and the same functions run as the plain Python that they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit
from numba.core import types

Function = TypeVar("Function", bound=Callable[..., Any])

unliteral: Callable[[Any], Any] = types.unliteral

_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
"""Divisors are not checked, so that loops which divide can be vectorised; no divisor of this project can be zero."""

_WITHOUT_COUNTS: dict[str, Any] = {**_OPTIONS, "_nrt": False}
"""Arrays are not counted as references, which in a small loop over many of them costs more than the work."""

_WITHOUT_DOOR: dict[str, Any] = {"no_cpython_wrapper": True}


def compiled(function: Function) -> Function:
    """The function as machine code for the types it is called with; compiled at the first call with each of them."""
    return cast(Function, _once_for_all_numbers(njit(**_OPTIONS)(function)))


def in_place(function: Function) -> Function:
    """As `compiled`, for a function that makes no arrays, but reads and fills those that it is given."""
    return cast(Function, _once_for_all_numbers(njit(**_WITHOUT_COUNTS)(function)))


def part(function: Function) -> Function:
    """As `in_place`, for a function that only compiled code calls, which spares the compiler its door to Python."""
    return cast(Function, _once_for_all_numbers(njit(**_WITHOUT_COUNTS, **_WITHOUT_DOOR)(function)))


def inlined(function: Function) -> Function:
    """As `in_place`, and written out wherever compiled code calls it, so that the loop around it can be vectorised."""
    return cast(Function, _once_for_all_numbers(njit(forceinline=True, **_WITHOUT_COUNTS)(function)))


def _once_for_all_numbers(function: Any) -> Any:
    """Have compiled code that calls the function with a constant call what is compiled for any number of that type."""
    asked = getattr(function, "get_call_template", None)
    if asked is None:  # the compiler is off
        return function

    def answer(arguments: Any, named: Any) -> Any:
        return asked(tuple(map(unliteral, arguments)), {name: unliteral(type_) for name, type_ in named.items()})

    function.get_call_template = answer
    return function
