"""Machine code that is kept becomes a function again, without numba, which takes longer to load than a year to play.

numba makes an object file of a function and lets LLVM lay it in memory. The second step needs LLVM and three extensions
of numba that are written in C, but nothing of its Python.
"""

from __future__ import annotations

import builtins
import ctypes
import os
import pickle
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any, NamedTuple, cast

import llvmlite
import numpy as np
from llvmlite import binding

from slm_sim.compiler.stamp import digest, of_this_room

llvm: Any = binding
"""It has no types."""


class MachineCode(NamedTuple):
    """The machine code of a function for the kinds of one call."""

    door: str
    """The name by which Python enters it."""
    environment: str
    """The name of the place where it looks for `constants`."""
    constants: list[Any]
    """The Python values that it needs to make its answer."""
    object_code: bytes
    """An object file, as a linker would take it."""


@cache
def machine() -> str:
    """A digest of all that decides, besides the function, what its machine code looks like and expects to find."""
    asked = {name: value for name, value in os.environ.items() if name.startswith("NUMBA_")}
    asked.pop("NUMBA_CACHE_DIR", None)
    return digest(
        sys.version,
        np.__version__,
        llvmlite.__version__,
        (_folder_of_numba() / "_version.py").read_bytes(),
        of_this_room(),
        llvm.get_process_triple(),
        llvm.get_host_cpu_name(),
        llvm.get_host_cpu_features().flatten(),
        sorted(asked.items()),
    )


def loaded(function: Callable[..., Any], code: MachineCode) -> Callable[..., Any]:
    """The machine code as a function that takes its arguments by position and does not look at their kinds.

    Raises `ImportError` if it is not what it says.
    """
    engine = _engine()
    engine.add_object_file(llvm.ObjectFileRef.from_data(code.object_code))
    engine.finalize_object()
    entered, looked_up = engine.get_function_address(code.door), engine.get_global_value_address(code.environment)
    if not (entered and looked_up):
        raise ImportError(f"no machine code of {function.__qualname__} by the name {code.door}")
    dynamic = _extension("numba._dynfunc")
    environment = dynamic.Environment(function.__globals__)
    environment.consts.extend(code.constants)
    ctypes.c_void_p.from_address(looked_up).value = id(environment)
    module, told = sys.modules[function.__module__], f"machine code of {function.__qualname__}"
    made = dynamic.make_function(module, function.__name__, told, entered, environment, (engine,))
    return cast(Callable[..., Any], made)


@cache
def _engine() -> Any:
    """What lays object files in memory, and knows by name what they call in Python, in numba and in mathematics."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    llvm.add_symbol("_Py_NoneStruct", id(None))
    for error in vars(builtins).values():
        if isinstance(error, type) and issubclass(error, BaseException):
            llvm.add_symbol(f"PyExc_{error.__name__}", id(error))
    for extension in "numba._helperlib", "numba._dynfunc":
        for name, address in _extension(extension).c_helpers.items():
            llvm.add_symbol(f"numba_{name}", address)
            if not llvm.address_of_symbol(name):
                llvm.add_symbol(name, address)
    for name, address in _extension("numba.core.runtime._nrt_python").c_helpers.items():
        llvm.add_symbol(name if name.startswith("_") else f"NRT_{name}", address)
    target = llvm.Target.from_triple(llvm.get_process_triple())
    unpickled = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(_unpickled)
    unpickles = llvm.parse_assembly("declare ptr @numba_unpickle(ptr, i32, ptr)")
    engine = llvm.create_mcjit_compiler(unpickles, target.create_target_machine(jit=True))
    engine.add_global_mapping(unpickles.get_function("numba_unpickle"), ctypes.cast(unpickled, ctypes.c_void_p).value)
    engine.called_by_machine_code = unpickled  # which does not keep it alive by itself
    return engine


@cache
def _unpickled(address: int, length: int, _: int) -> Any:
    """The class of an array or of an error that machine code is about to make, which numba's Python would look up."""
    return pickle.loads(ctypes.string_at(address, length))


@cache
def _extension(name: str) -> Any:
    """An extension of numba, without the packages that it lies in."""
    if name in sys.modules:
        return sys.modules[name]
    spec = PathFinder.find_spec(name, [str(_folder_of_numba().joinpath(*name.split(".")[1:-1]))])
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no {name}")
    extension = module_from_spec(spec)
    spec.loader.exec_module(extension)
    return extension


def _folder_of_numba() -> Path:
    spec = find_spec("numba")
    if spec is None or spec.origin is None:
        raise ImportError("there is no numba")
    return Path(spec.origin).parent
