"""The one door to the compiler: plain Python functions over arrays become machine code.

A compiled function does not hold Python's global lock, so that threads run side by side, and is kept on disk, so that
only the first run on a machine waits for the compiler. With ``NUMBA_DISABLE_JIT=1`` in the environment nothing is
compiled, and the same functions run as the plain Python that they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

_WITHOUT_COUNTS: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
"""Arrays are not counted as references, which in a small loop over many of them costs more than the work."""


def compiled(function: Function) -> Function:
    """The function as machine code for the types it is called with; compiled at the first call with each of them."""
    return cast(Function, njit(cache=True, nogil=True)(function))


def in_place(function: Function) -> Function:
    """As `compiled`, for a function that makes no arrays, but reads and fills those that it is given."""
    return cast(Function, njit(**_WITHOUT_COUNTS)(function))


def inlined(function: Function) -> Function:
    """As `in_place`, and written out wherever compiled code calls it, so that the loop around it can be vectorised."""
    return cast(Function, njit(forceinline=True, **_WITHOUT_COUNTS)(function))
