"""A compiled function, as Python calls it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property, update_wrapper
from threading import RLock
from typing import TYPE_CHECKING, Any

from slm_sim.compiler.kinds import kinds_of, named
from slm_sim.compiler.stamp import digest, named_in, written

if TYPE_CHECKING:
    from slm_sim.compiler.kept import Kept

_one_at_a_time = RLock()


class Compiled:
    """A function that each call enters as machine code: what is kept on disk, or else compiled now, and then kept.

    numba is loaded only to compile. It takes this for one of its own functions where compiled code calls it.
    """

    def __init__(self, function: Callable[..., Any], options: dict[str, Any]) -> None:
        update_wrapper(self, function)
        self.function = function
        self.options = options
        self.doors: dict[tuple[Hashable, ...], Callable[..., Any]] = {}
        """What answers a call in this process, by the kinds of its arguments."""
        self._written = written(function)

    def __call__(self, *arguments: Any) -> Any:
        """The answer of the function; arguments go by position, as machine code takes them."""
        kinds = kinds_of(arguments)
        door = self.doors.get(kinds)
        if door is None:
            with _one_at_a_time:
                door = self.doors.get(kinds) or self._open(kinds, arguments)
        return door(*arguments)

    @cached_property
    def stamp(self) -> str | None:
        """A digest of what the function is made of; None where that cannot be told, so that it is not kept.

        It cannot of a function that stands in no file, or within another one whose values it takes.
        """
        named = named_in(self.function) if self._written is not None else None
        return None if named is None else digest(self._written, sorted(self.options.items()), named)

    @cached_property
    def kept(self) -> Kept | None:
        """Its files; None if it is not kept."""
        from slm_sim.compiler.kept import Kept

        return None if self.stamp is None else Kept(self.function, self.stamp)

    @cached_property
    def compiler(self) -> Any:
        """What numba makes of the function."""
        from slm_sim.compiler.making import compiler_of

        return compiler_of(self.function, self.options, self.stamp)

    @property
    def _numba_type_(self) -> Any:
        """By this name numba asks what a value is to compiled code."""
        return self.compiler._numba_type_

    def _open(self, kinds: tuple[Hashable, ...], arguments: tuple[Any, ...]) -> Callable[..., Any]:
        words = named(kinds)
        door = self.kept.door(self.function, words) if self.kept is not None else None
        if door is None:
            from slm_sim.compiler.making import made

            door, code = made(self.compiler, arguments)
            if self.kept is not None and code is not None:
                self.kept.save(words, code)
        self.doors[kinds] = door
        return door
