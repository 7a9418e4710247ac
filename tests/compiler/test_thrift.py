"""What is spared while functions are compiled is there for whoever else uses numba in the same process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from slm_sim.compiler import compiled
from tests import needs

pytestmark = needs.compiler


def test_generators_and_pythons_own_objects_are_compiled_as_ever() -> None:
    """These two ask which variables live where, which nothing of this project does."""
    import numba

    any_numba: Any = numba
    found: dict[str, Any] = {}
    exec("def half(number):\n    return number / 2\n", found)
    assert compiled(found["half"])(5) == 2.5

    def squares(past: int) -> Iterator[int]:
        before = 0
        for number in range(past):
            before += number
            yield number * number + before

    def words(numbers: list[int]) -> list[str]:
        told = []
        for number in numbers:
            told.append(str(number) if number > 1 else "few")
        return told

    in_turn: Callable[[int], Iterator[int]] = any_numba.njit(squares)
    as_objects: Callable[[list[int]], list[str]] = any_numba.jit(words, forceobj=True, looplift=False)
    assert list(in_turn(5)) == list(squares(5))
    assert as_objects([1, 2, 3]) == words([1, 2, 3])
