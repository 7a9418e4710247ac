"""What a study hands over to whoever reports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slm_sim.model.results import Results
from slm_sim.model.traced import Traced

if TYPE_CHECKING:
    from pandas import DataFrame

Parts = Callable[[], Iterator["DataFrame"]]
"""A table part after part, of which at least one is there even if it is empty."""


class Tables(Mapping[str, "DataFrame"]):
    """The tables of a study by name; each is put together when it is asked for, and may be taken part by part."""

    def __init__(self, parts: Mapping[str, Parts]) -> None:
        self._parts = parts

    @classmethod
    def whole(cls, frames: Mapping[str, DataFrame]) -> Tables:
        """Tables that are there as a whole."""
        return cls({name: _alone(frame) for name, frame in frames.items()})

    def beside(self, more: Tables) -> Tables:
        """These tables and more."""
        return Tables({**self._parts, **more._parts})

    def parts(self, name: str) -> Iterator[DataFrame]:
        """A table part after part, so that a large one need not be held as a whole."""
        return self._parts[name]()

    def __getitem__(self, name: str) -> DataFrame:
        from pandas import concat

        parts = list(self.parts(name))
        filled = [part for part in parts if len(part)]
        return concat(filled, ignore_index=True) if len(filled) > 1 else (filled or parts)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _alone(frame: DataFrame) -> Parts:
    return lambda: iter((frame,))


@dataclass(frozen=True, eq=False)
class Study:
    """A study that has been carried through.

    results  what it found
    tables   the tables behind it by their names: `slm_sim.model.tables.TABLES`, of a study with variations
             `VARIATION_TABLES` as well
    inputs   every file that was read: its name as given, and the SHA-256 of its bytes in hexadecimal
    variations  the studies of its variations, by the names of these
    traced   the ledgers of the replications that the results name, made when they are asked for first, and kept
    """

    results: Results
    tables: Tables
    inputs: Mapping[str, str]
    variations: Mapping[str, Study] = field(default_factory=dict)
    traced: Callable[[], Traced] = Traced
