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

from slm_sim.compiler.ondisk import is_kept as is_kept
from slm_sim.compiler.ondisk import note_what_it_is_made_of
from slm_sim.compiler.thrift import compile_with_thrift

Function = TypeVar("Function", bound=Callable[..., Any])

unliteral: Callable[[Any], Any] = types.unliteral

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
"""Divisors are not checked, so that loops which divide can be vectorised; no divisor of this project can be zero."""

_WITHOUT_COUNTS: dict[str, Any] = {**_OPTIONS, "_nrt": False}
"""Arrays are not counted as references, which in a small loop over many of them costs more than the work."""

_WITHOUT_DOOR: dict[str, Any] = {"no_cpython_wrapper": True}


compile_with_thrift()


def compiled(function: Function) -> Function:
    """The function as machine code for the types it is called with; compiled at the first call with each of them."""
    return cast(Function, _made(function, _OPTIONS))


def in_place(function: Function) -> Function:
    """As `compiled`, for a function that makes no arrays, but reads and fills those that it is given."""
    return cast(Function, _made(function, _WITHOUT_COUNTS))


def part(function: Function) -> Function:
    """As `in_place`, for a function that only compiled code calls, which spares the compiler its door to Python."""
    return cast(Function, _made(function, _WITHOUT_COUNTS | _WITHOUT_DOOR))


def inlined(function: Function) -> Function:
    """As `in_place`, and written out wherever compiled code calls it, so that the loop around it can be vectorised."""
    return cast(Function, _made(function, _WITHOUT_COUNTS | {"forceinline": True}))


def _made(function: Any, options: dict[str, Any]) -> Any:
    """What numba makes of a function, with two of its habits mended."""
    try:
        machine_code: Any = njit(cache=True, **options)(function)
    except RuntimeError:  # no folder of this machine may be written to, so nothing is kept on disk
        machine_code = njit(**options)(function)
    if machine_code is not function:  # the compiler is on
        _compile_once_for_all_numbers(machine_code)
        note_what_it_is_made_of(function, machine_code)
    return machine_code


def _compile_once_for_all_numbers(machine_code: Any) -> None:
    """A call with a constant is a call with a number: not a reason to compile the function for that constant."""
    asked = machine_code.get_call_template

    def answer(arguments: Any, named: Any) -> Any:
        return asked(tuple(map(unliteral, arguments)), {name: unliteral(type_) for name, type_ in named.items()})

    machine_code.get_call_template = answer
