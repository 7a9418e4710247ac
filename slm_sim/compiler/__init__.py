"""The one door to the compiler: plain Python functions over arrays become machine code.

A compiled function does not hold Python's global lock, so that threads run side by side, and is kept on disk, so that
only the first run on a machine waits for the compiler, or loads it. With ``NUMBA_DISABLE_JIT=1`` in the environment
nothing is compiled, and the same functions run as the plain Python that they are.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

from slm_sim.compiler.function import Compiled

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
"""Divisors are not checked, so that loops which divide can be vectorised; no divisor of this project can be zero."""

_WITHOUT_COUNTS: dict[str, Any] = {**_OPTIONS, "_nrt": False}
"""Arrays are not counted as references, which in a small loop over many of them costs more than the work."""

_WITHOUT_DOOR: dict[str, Any] = {"no_cpython_wrapper": True}

_PLAIN = os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}


def compiled(function: Function) -> Function:
    """The function as machine code for the types it is called with; compiled at the first call with each of them."""
    return _made(function, _OPTIONS)


def in_place(function: Function) -> Function:
    """As `compiled`, for a function that makes no arrays, but reads and fills those that it is given."""
    return _made(function, _WITHOUT_COUNTS)


def part(function: Function) -> Function:
    """As `in_place`, for a function that only compiled code calls, which spares the compiler its door to Python."""
    return _made(function, _WITHOUT_COUNTS | _WITHOUT_DOOR)


def inlined(function: Function) -> Function:
    """As `in_place`, and written out wherever compiled code calls it, so that the loop around it can be vectorised."""
    return _made(function, _WITHOUT_COUNTS | {"forceinline": True})


def is_kept(function: Callable[..., Any]) -> bool:
    """Whether a compiled function lies on disk and is not stale; True also where nothing is compiled or can be kept."""
    if not isinstance(function, Compiled) or function.kept is None:
        return True
    return function.kept.anything() or not function.kept.may_keep()


def _made(function: Function, options: dict[str, Any]) -> Function:
    return function if _PLAIN else cast(Function, Compiled(function, options))
