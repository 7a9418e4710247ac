"""A plain function becomes machine code: the part of the door that loads numba."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from numba import njit
from numba.core import config, types

from slm_sim.compiler import makers
from slm_sim.compiler.loading import MachineCode
from slm_sim.compiler.stamp import digest
from slm_sim.compiler.thrift import compile_with_thrift

unliteral: Callable[[Any], Any] = types.unliteral

compile_with_thrift()


def compiler_of(function: Callable[..., Any], options: dict[str, Any], stamp: str | None) -> Any:
    """numba's compiler of a function, with three of its habits mended."""
    try:
        compiler: Any = njit(cache=stamp is not None, **options)(function)
    except RuntimeError:  # no folder of this machine may be written to, so nothing is kept on disk
        compiler = njit(**options)(function)
    _compile_once_for_all_numbers(compiler)
    on_disk = _on_disk(compiler)
    if on_disk is not None and stamp is not None:
        _keep_side_by_side(on_disk, stamp)
    return compiler


def made(compiler: Any, arguments: tuple[Any, ...]) -> tuple[Callable[..., Any], MachineCode | None]:
    """The function for arguments of these types, and its machine code if that can be loaded without numba.

    It cannot if numba keeps nothing, or if Intel's vector library is installed, which numba would load first. Names and
    constants are those that numba keeps beside the object code: another process may have compiled the same function at
    the same time, under names of its own.
    """
    types_ = tuple(map(compiler.typeof_pyval, _of_any_size(arguments)))
    try:
        compiler.compile(types_)
    finally:
        makers.end_all()
    done = compiler.overloads[types_]
    on_disk = _on_disk(compiler)
    numbas_own = on_disk and on_disk.load(compiler._cache._index_key(types_, done.codegen))
    if numbas_own is None or cast(Any, config).USING_SVML:
        return done.entry_point, None
    (_, _, (object_code, _)), described, environment, *_ = numbas_own
    code = MachineCode(
        door=described.llvm_cpython_wrapper_name,
        environment=described.env_name,
        constants=list(environment.consts),
        object_code=object_code,
    )
    return done.entry_point, code


def _of_any_size(argument: Any) -> Any:
    """An argument of the same kind whose whole numbers are all 0, for numba takes large ones for another type."""
    if isinstance(argument, tuple):
        parts = map(_of_any_size, argument)
        return type(argument)(*parts) if hasattr(argument, "_fields") else tuple(parts)
    return 0 if type(argument) is int else argument


def _on_disk(compiler: Any) -> Any:
    """The file in which numba keeps what it compiles of a function, None where nothing is kept."""
    return getattr(compiler._cache, "_cache_file", None)


def _compile_once_for_all_numbers(compiler: Any) -> None:
    """A call with a constant is a call with a number: not a reason to compile the function for that constant."""
    asked = compiler.get_call_template

    def answer(arguments: Any, named: Any) -> Any:
        return asked(tuple(map(unliteral, arguments)), {name: unliteral(type_) for name, type_ in named.items()})

    compiler.get_call_template = answer


def _keep_side_by_side(on_disk: Any, stamp: str) -> None:
    """What numba keeps is stale when anything has changed of which the function was made, not only its own file.

    Each code lies under a name of the types of its call. numba counts instead, so that two processes which compile at
    the same time give two codes one name. What is not kept when it is asked for is made next, by one process.
    """
    folder, asked = Path(on_disk._cache_path), on_disk.load

    def load(key: Any) -> Any:
        code = asked(key)
        if code is None:
            makers.begin(folder, name_of(key))
            code = asked(key)  # what another one has made meanwhile
            if code is not None:
                makers.end(folder, name_of(key))
        return code

    def save(key: Any, code: Any) -> None:
        on_disk._save_data(name_of(key), code)
        on_disk._save_index(on_disk._load_index() | {key: name_of(key)})
        makers.end(folder, name_of(key))

    def name_of(key: Any) -> str:
        return cast(str, on_disk._index_name).replace(".nbi", f".{digest(key)}.nbc")

    on_disk._source_stamp = stamp
    on_disk.load = load
    on_disk.save = save
