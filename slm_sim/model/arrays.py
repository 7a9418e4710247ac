"""The array types that facts are made of; every array of a fact is read-only."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Array = TypeVar("Array", bound=npt.NDArray[Any])


def freeze_arrays(fact: Any) -> None:
    """Make every array field of a frozen dataclass read-only; call it from ``__post_init__``."""
    for name, value in vars(fact).items():
        if isinstance(value, np.ndarray) and value.flags.writeable:
            object.__setattr__(fact, name, read_only(value))


def read_only(array: Array) -> Array:
    """A view of an array through which nobody can write."""
    view = array.view()
    view.flags.writeable = False
    return view


def rows_of(first: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """The rows of some owners in a flat (CSR) layout, in which those of owner i are first[i] .. first[i + 1] - 1.

    Int64[k] each, owner after owner: the place of the owner among the chosen, and the row.
    """
    begins = first[chosen]
    each = first[1:][chosen] - begins
    owner = np.repeat(np.arange(len(chosen)), each)
    return owner, np.arange(len(owner)) + np.repeat(begins + each - np.cumsum(each), each)


def firsts_of(owner: Ints, owners: int) -> Ints:
    """Where the rows of each owner begin in such a layout, int64[owners + 1], given the owner of each row."""
    return np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=owners))))
