"""Habits of numba that cost time and change no number, mended: a third of compiling, half of loading."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from numba.core import caching, codegen, event, postproc, targetconfig, transforms, types
from numba.core.runtime.nrt import rtsys

Signature = Any
"""How a function is called: the types of its arguments and of its answer."""


def compile_with_thrift() -> None:
    """Compile and load what is kept quicker from now on, in all of this process.

    1. Python's collector of cycles rests meanwhile: it would look at all of numba's objects again and again.
    2. The options of a compilation, which are compared at every step, are listed without asking for each of them.
    3. A function of numba's own, such as ``+``, is asked once which of its variants fits the types of a call.
    4. A function is optimised together with those that it calls, and not once more by itself before that.
    5. Which variables live where is not worked out after each step, but where somebody asks for it.
    6. To load what is kept of a function, nothing is loaded of all that numba can compile.
    """
    cast(Any, event).register("numba:compile", _RestOfTheCollector())
    cast(Any, targetconfig.TargetConfig).values = _values
    numbas_own: Any = types.BaseFunction
    numbas_own.get_call_type = _remembering(numbas_own.get_call_type)
    cast(Any, codegen.CPUCodeLibrary)._optimize_functions = _lay_out
    cast(Any, caching.Cache).load_overload = _load
    cleaning: Any = postproc.PostProcessor
    cleaning.run = _without_lives_or(cleaning.run)


class _RestOfTheCollector(event.Listener):
    """Holds the collector back while something is compiled, which happens in one thread at a time."""

    def __init__(self) -> None:
        self.within = 0
        self.was_at_work = False

    def on_start(self, event: Any) -> None:
        """Let the collector rest, as the first of those that are compiled within each other."""
        if self.within == 0:
            self.was_at_work = gc.isenabled()
            gc.disable()
        self.within += 1

    def on_end(self, event: Any) -> None:
        """Wake the collector, as the last of them."""
        self.within -= 1
        if self.within == 0 and self.was_at_work:
            gc.enable()


def _values(options: Any) -> dict[str, Any]:
    return {**_defaults(cast(type, type(options))), **options._values}


@cache
def _defaults(kind: type) -> dict[str, Any]:
    return {name: option.default for name, option in cast(Any, kind).options.items()}


def _remembering(asked: Callable[..., Signature]) -> Callable[..., Signature]:
    """The same answers; each is looked for once for the types of a call and the options that are in force."""
    known: dict[Any, tuple[Any, Signature]] = {}
    in_force: Callable[[], Any] = targetconfig.ConfigStack.top_or_none

    def answer(function: Any, context: Any, arguments: Any, named: Any) -> Signature:
        call = id(function), context, tuple(arguments), tuple(named.items()) if named else (), in_force()
        if call not in known:
            known[call] = function, asked(function, context, arguments, named)  # kept, so that its id stays its own
        return known[call][1]

    return answer


def _lay_out(library: Any, module: Any) -> None:
    """What remains of optimising the functions of a module by themselves: to say how its data are laid out."""
    module.data_layout = library._codegen._data_layout


def _load(on_disk: Any, call: Any, target: Any) -> Any:
    """What is kept of a function for the types of a call; for that, nothing of what numba can compile is loaded."""
    rtsys.initialize(target)
    with on_disk._guard_against_spurious_io_errors():
        return on_disk._load_overload(call, target)


def _without_lives_or(asked: Callable[..., None]) -> Callable[..., None]:
    """Tidy a function up after a step; which variables live where only generators and Python's own objects ask."""
    in_force: Callable[[], Any] = targetconfig.ConfigStack.top_or_none

    def answer(cleaning: Any, emit_dels: bool = False, extend_lifetimes: bool = False) -> None:
        function, options = cleaning.func_ir, in_force()
        if options is None or options.enable_pyobject or options.force_pyobject or function.is_generator:
            asked(cleaning, emit_dels, extend_lifetimes)
            return
        function.blocks = cast(Any, transforms).canonicalize_cfg(function.blocks)
        function.variable_lifetime = cast(Any, postproc).VariableLifetime(function.blocks)
        function.generator_info = None
        if emit_dels:
            cleaning._insert_var_dels(extend_lifetimes=extend_lifetimes)

    return answer
