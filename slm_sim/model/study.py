"""What a study hands over to whoever reports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slm_sim.model.results import Results

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False)
class Study:
    """A study that has been carried through.

    results  what it found
    tables   the tables behind it, by the names in `slm_sim.model.tables`, one for each of them
    inputs   every file that was read: its name as given, and the SHA-256 of its bytes in hexadecimal
    """

    results: Results
    tables: Mapping[str, DataFrame]
    inputs: Mapping[str, str]
